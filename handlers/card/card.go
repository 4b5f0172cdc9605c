// Package card draws results as pictures that people share: the verdict as a word, a colour and a symbol, what was claimed,
// the code, and a QR code to check it by.
//
//	file, err := card.Card{
//		Verdict: card.False, Question: "Is it true?", Word: "FALSE", Label: "What is claimed", Quote: "The airport is closed.",
//		Code: "K7Q-2MX", QR: "https://t.me/rastau_bot?start=K7Q2MX", …
//	}.Draw()
//
// It is pure: the same card is the same file, byte for byte, and nothing is in the file but what can be seen. A card says
// whatever it is given; what may be said is decided by whoever fills it in.
package card

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
)

// Card is what a picture shows. Texts are plain, without markup; those that are "" are left out.
type Card struct {
	Verdict  Verdict
	Question string // above the verdict
	Word     string // the verdict, or the answer to an open question

	Label   string      // above what was claimed
	Quote   string      // the claim's words
	Picture image.Image // the claim's picture, or nil
	Origin  string      // who first posted it

	Corrected string   // a mark that this is a correction
	Notes     []string // what people must know beside it, such as what was corrected
	Rests     string   // what the verdict rests on

	CodeLabel string
	Code      string
	Dated     string // when, and which version
	Name      string // who says so
	Hint      string // how to check it

	QR        string // its text
	QRCaption string
}

// Width of every card, in pixels. On a phone it is shown at a third of that.
const Width = 1080

// MIME types of what Draw gives.
const (
	PNG  = "image/png"
	JPEG = "image/jpeg"
)

// quality of the JPEG that a card with a picture is.
const quality = 90

// ErrNoRoom is returned for a card whose QR text no QR code holds.
var ErrNoRoom = errors.New("card: the text is too long for a QR code")

// File is a drawn card.
type File struct {
	Bytes []byte
	MIME  string
}

// Draw draws the card: as PNG, or as JPEG when there is a picture on it. A picture that is too narrow to be seen is left out.
func (c Card) Draw() (File, error) {
	if c.Picture != nil && !seemly(c.Picture.Bounds()) {
		c.Picture = nil
	}
	s, err := c.lay()
	if err != nil {
		return File{}, err
	}
	img := s.paint()
	var out bytes.Buffer
	if c.Picture != nil {
		if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
			return File{}, fmt.Errorf("card: %w", err)
		}
		return File{out.Bytes(), JPEG}, nil
	}
	if err := png.Encode(&out, img); err != nil {
		return File{}, fmt.Errorf("card: %w", err)
	}
	return File{out.Bytes(), PNG}, nil
}

// seemly tells whether a picture can be shown whole: a strip, or a few pixels, cannot.
func seemly(b image.Rectangle) bool {
	const least, ratio = 64, 4
	w, h := b.Dx(), b.Dy()
	return w >= least && h >= least && w <= ratio*h && h <= ratio*w
}
