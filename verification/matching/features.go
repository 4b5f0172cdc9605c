package matching

import (
	"image"
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/phrase"
)

// Features are what something is recognised by. No text can be read from them: they are numbers that need the key of the
// [Index] which made them. They tell much all the same to who has those of many, so that they are stored sealed.
type Features struct {
	Text []byte `cbor:"1,keyasint,omitempty"` // see [texts.Index.Features]; nil when there is no text
	// Says is set when the text counts as much as the files. It is unset only in what was kept when bare questions had features, too.
	Says  bool   `cbor:"2,keyasint,omitempty"`
	Files []File `cbor:"3,keyasint,omitempty"`
	// Result is the text of a result that is out, for [Index.Results]; nil when none is.
	Result []byte `cbor:"4,keyasint,omitempty"`
	// Brief says that the text has too few words of its own to be recognised by it alone.
	Brief bool `cbor:"5,keyasint,omitempty"`
}

// File is a picture, a video, a voice message.
type File struct {
	Same  string         `cbor:"1,keyasint,omitempty"` // equal for two copies of one file; "" when unknown
	Image *ImageFeatures `cbor:"2,keyasint,omitempty"` // what it looks like; nil when nobody has looked
}

// ImageFeatures is what a file looks like.
type ImageFeatures struct {
	Print pictures.Fingerprint `cbor:"1,keyasint"`
	// Still says that it is one picture of something that moves. Two videos can begin alike, so it joins nothing.
	Still bool `cbor:"2,keyasint,omitempty"`
}

// ImageFeaturesOf takes the fingerprint of a picture.
func ImageFeaturesOf(img image.Image, still bool) *ImageFeatures {
	return &ImageFeatures{Print: pictures.FingerprintOf(img), Still: still}
}

// Like tells whether a person would be asked whether the two are one picture; never for what nobody has looked at.
func (l *ImageFeatures) Like(known *ImageFeatures, limits pictures.Limits) bool {
	return l != nil && known != nil && pictures.Match(l.Print, known.Print).Suggests(limits)
}

// Joins tells whether the two are one picture beyond doubt; never for a picture of something that moves.
func (l *ImageFeatures) Joins(known *ImageFeatures, limits pictures.Limits) bool {
	return l != nil && known != nil && !l.Still && !known.Still && pictures.Match(l.Print, known.Print).Joins(limits)
}

// Features gives what a text and files are recognised by. By a bare question, a greeting or thanks nothing is.
func (x *Index) Features(text string, files []File) Features {
	f := Features{Files: files}
	if strings.ContainsFunc(text, sayable) && phrase.Of(text).Kind == phrase.None {
		f.Text, f.Says = x.texts.Features(text), true
		f.Brief = brief(text)
	}
	return f
}

// brief tells whether a text has too few words of its own to be told from another's. Of two strangers who write such a text, each means
// something else: what they ask stands somewhere else.
func brief(text string) bool {
	own := 2
	if strings.Contains(text, "?") {
		own = 3
	}
	return !strings.Contains(text, "/") && phrase.Telling(text, own) < own
}

// TextFeatures gives what a text is found by, as [Features.Result] wants it.
func (x *Index) TextFeatures(text string) []byte { return x.results.Features(text) }

func sayable(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Empty tells whether there is nothing to recognise anything by.
func (f Features) Empty() bool { return f.Text == nil && len(f.Files) == 0 }

// states tells whether the text counts beside the files.
func (f Features) states() bool { return f.Text != nil && (f.Says || len(f.Files) == 0) }
