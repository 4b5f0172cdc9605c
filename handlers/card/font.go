package card

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// Noto Sans has every letter of Kazakh, Kyrgyz, Russian and English, and of most of what is written in Cyrillic and Latin.
// Its licence stands beside it.
var (
	//go:embed font/NotoSans-Regular.ttf
	regularFile []byte
	//go:embed font/NotoSans-Bold.ttf
	boldFile []byte

	regular = sync.OnceValue(func() *sfnt.Font { return parse(regularFile) })
	bold    = sync.OnceValue(func() *sfnt.Font { return parse(boldFile) })
)

func parse(file []byte) *sfnt.Font {
	f, err := opentype.Parse(file)
	if err != nil {
		panic(err) // the file is embedded
	}
	return f
}

// faces are the sizes of type that one picture uses. They may not be shared between goroutines.
type faces map[string]font.Face

func (f faces) of(heavy bool, size int) font.Face {
	key := fmt.Sprint(heavy, size)
	if face, ok := f[key]; ok {
		return face
	}
	from := regular()
	if heavy {
		from = bold()
	}
	face, err := opentype.NewFace(from, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // the font is embedded and the sizes are ours
	}
	f[key] = face
	return face
}

// Writable is a text without what the font cannot show, such as emoji. ok is false when letters are missing that somebody
// would miss: then it is better not to show the text at all.
func Writable(text string) (shown string, ok bool) {
	var buffer sfnt.Buffer
	var b strings.Builder
	letters, lost := 0, 0
	for _, r := range norm.NFC.String(text) {
		if unicode.IsSpace(r) {
			if r != '\n' {
				r = ' '
			}
			b.WriteRune(r)
			continue
		}
		if unicode.IsLetter(r) {
			letters++
		}
		if i, err := regular().GlyphIndex(&buffer, r); err == nil && i != 0 && unicode.IsPrint(r) {
			b.WriteRune(r)
		} else if unicode.IsLetter(r) {
			lost++
		}
	}
	return strings.TrimSpace(b.String()), lost*20 <= letters
}
