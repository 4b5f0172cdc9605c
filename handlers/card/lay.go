package card

import (
	"image"
	"image/color"
	"image/draw"
	"unicode/utf8"

	xdraw "golang.org/x/image/draw"
)

// Measures of a card, in pixels.
const (
	margin  = 64
	content = Width - 2*margin
	gap     = 40
	small   = 34 // the smallest type: 11 pixels on a phone
	leadOf  = 1.32
)

func leading(size int) int { return int(float64(size) * leadOf) }

// lay puts everything in its place.
func (c Card) lay() (*sheet, error) {
	s := &sheet{faces: faces{}}
	tone := colours[c.Verdict]
	y := c.head(s, tone) + gap
	if c.Corrected != "" {
		y = c.ribbon(s, y) + gap
	}
	y = c.claim(s, tone, y)
	for _, note := range c.Notes {
		y = c.note(s, tone, y, note) + gap/2
	}
	if c.Rests != "" {
		face := s.faces.of(false, small)
		y = s.lines(face, faint, margin, y, leading(small), wrap(face, c.Rests, content, 3)) + gap/2
	}
	y += gap / 2
	s.box(rule, margin, y, content, 3)
	foot, err := c.foot(s, y+3+gap)
	s.height = foot + margin
	return s, err
}

// head is the verdict: the symbol, the question, the word.
func (c Card) head(s *sheet, tone color.RGBA) int {
	const size, pad, beside = 190, 56, 44
	x := margin + size + beside
	width := Width - x - margin
	question := s.faces.of(false, 40)
	asked := wrap(question, c.Question, width, 2)
	word, wordSize, said := s.faces.fit(c.Word, width, 2, 112, 100, 88, 78, 68)
	if wordSize == 68 {
		word, wordSize, said = s.faces.fit(c.Word, width, 4, 60, 52, 46)
	}
	lead := int(float64(wordSize) * 1.16)
	text := len(asked)*leading(40) + 8 + len(said)*lead
	inside := max(size, text)
	height := inside + 2*pad
	s.box(tone, 0, 0, Width, height)
	s.later(func(img *image.RGBA) {
		symbol(img, c.Verdict, paper, tone, margin, (height-size)/2, size)
	})
	y := (height - text) / 2
	y = s.lines(question, paper, x, y, leading(40), asked) + 8
	s.lines(word, paper, x, y, lead, said)
	return height
}

// ribbon marks a correction, in black on white and white on black.
func (c Card) ribbon(s *sheet, y int) int {
	const size, pad = 42, 26
	face := s.faces.of(true, size)
	lines := wrap(face, c.Corrected, content-2*pad, 2)
	height := len(lines)*leading(size) + pad
	s.box(ink, margin, y, content, height)
	s.lines(face, paper, margin+pad, y+pad/2, leading(size), lines)
	return y + height
}

// claim is what was claimed: the picture, the words, or both, and who posted it.
func (c Card) claim(s *sheet, tone color.RGBA, y int) int {
	if c.Label != "" {
		face := s.faces.of(false, small)
		y = s.lines(face, faint, margin, y, leading(small), wrap(face, c.Label, content, 1)) + 14
	}
	if c.Picture != nil {
		y = c.picture(s, tone, y) + gap
	}
	if c.Quote != "" {
		const bar, beside = 10, 30
		size, most := quoteSize(c.Quote, c.Picture != nil)
		face := s.faces.of(false, size)
		lines := wrap(face, c.Quote, content-bar-beside, most)
		height := len(lines) * leading(size)
		s.box(tone, margin, y, bar, height)
		y = s.lines(face, ink, margin+bar+beside, y, leading(size), lines) + gap/2
	}
	if c.Origin != "" {
		face := s.faces.of(false, small)
		y = s.lines(face, faint, margin, y, leading(small), wrap(face, c.Origin, content, 2)) + gap/2
	}
	return y + gap/2
}

// quoteSize is larger for few words, and says how many lines there may be.
func quoteSize(quote string, beside bool) (size, most int) {
	n := utf8.RuneCountInString(quote)
	switch {
	case beside:
		return 42, 4
	case n <= 80:
		return 60, 6
	case n <= 180:
		return 50, 8
	}
	return 42, 11
}

// picture shows the claim's picture whole, framed in the verdict's colour, with its symbol and word on it: who cuts the
// picture out takes these along.
func (c Card) picture(s *sheet, tone color.RGBA, y int) int {
	const frame, tallest = 12, 860
	from := c.Picture.Bounds()
	width := content - 2*frame
	height := from.Dy() * width / from.Dx()
	if height > tallest {
		width, height = from.Dx()*tallest/from.Dy(), tallest
	}
	x := margin + (content-width-2*frame)/2
	s.box(tone, x, y, width+2*frame, height+2*frame)
	at := image.Rect(x+frame, y+frame, x+frame+width, y+frame+height)
	s.later(func(img *image.RGBA) {
		xdraw.CatmullRom.Scale(img, at, c.Picture, from, draw.Src, nil)
	})
	const mark = 76
	face, size, said := s.faces.fit(c.Word, width-mark-60, 1, 58, 50, 44)
	if size == 44 {
		face, size, said = s.faces.fit(c.Word, width-mark-60, 3, 40, 34)
	}
	band := max(len(said)*leading(size), mark) + 24
	top := y + frame + height - band
	s.later(func(img *image.RGBA) {
		draw.Draw(img, image.Rect(at.Min.X, top, at.Max.X, at.Max.Y), image.NewUniform(tone), image.Point{}, draw.Src)
		symbol(img, c.Verdict, paper, tone, at.Min.X+20, top+(band-mark)/2, mark)
	})
	s.lines(face, paper, at.Min.X+mark+40, top+(band-len(said)*leading(size))/2, leading(size), said)
	return y + height + 2*frame
}

// note is something that must not be overlooked.
func (c Card) note(s *sheet, tone color.RGBA, y int, text string) int {
	const size, pad, bar = 38, 24, 10
	face := s.faces.of(false, size)
	lines := wrap(face, text, content-2*pad-bar, 4)
	height := len(lines)*leading(size) + 2*pad - 12
	s.box(tint, margin, y, content, height)
	s.box(tone, margin, y, bar, height)
	s.lines(face, ink, margin+bar+pad, y+pad-6, leading(size), lines)
	return y + height
}

// foot is how to check it: the code, the date, who says so; and the QR code beside them.
func (c Card) foot(s *sheet, y int) (int, error) {
	side := 0
	bottom := y
	if c.QR != "" {
		code, err := encode(c.QR)
		if err != nil {
			return 0, err
		}
		side = code.side()
		x := Width - margin - side
		s.later(func(img *image.RGBA) { code.paint(img, x, y) })
		bottom = y + side
		face := s.faces.of(false, small)
		for _, line := range wrap(face, c.QRCaption, side, 3) {
			bottom = s.lines(face, faint, x+(side-measure(face, line))/2, bottom+6, leading(small), []string{line})
		}
	}
	width := content - side - gap
	label := s.faces.of(false, small)
	left := y
	if c.CodeLabel != "" {
		left = s.lines(label, faint, margin, left, leading(small), wrap(label, c.CodeLabel, width, 2))
	}
	face, size, lines := s.faces.fit(c.Code, width, 1, 96, 88, 80, 72, 64)
	left = s.lines(face, ink, margin, left, int(float64(size)*1.3), lines) + 6
	dated := s.faces.of(false, 38)
	left = s.lines(dated, ink, margin, left, leading(38), wrap(dated, c.Dated, width, 3)) + gap/2
	name := s.faces.of(true, 42)
	left = s.lines(name, ink, margin, left, leading(42), wrap(name, c.Name, width, 2)) + 4
	left = s.lines(label, faint, margin, left, leading(small), wrap(label, c.Hint, width, 5))
	return max(left, bottom), nil
}
