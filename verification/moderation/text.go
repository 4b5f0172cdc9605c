package moderation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain is a text as it looks: in NFKC, without what nobody sees, with ASCII digits and each word in one alphabet. Every rune
// knows where it stands in the original.
type plain struct {
	text  string
	raw   []rune  // before a word was given one alphabet
	runes []rune  // as they look
	low   []rune  // in lower case
	at    []int32 // where each begins in text, and at the end how long that is
}

func plainOf(text string) *plain {
	p := &plain{text: text}
	n := len(text)/2 + 8
	p.raw, p.at = make([]rune, 0, n), make([]int32, 0, n)
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf && !marked(text[i+1:]) {
			p.put(rune(b), i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r >= 'А' && r <= 'ӿ' && isLetter(r) && !marked(text[i+size:]) { // nothing to normalize
			p.put(r, i)
			i += size
			continue
		}
		if r == '№' || r == '™' || r == '℠' { // which NFKC makes letters of
			p.put(r, i)
			i += size
			continue
		}
		if flag := flags(text[i:]); flag > 0 {
			p.put('⚑', i)
			i += flag
			continue
		}
		i = p.normalize(i)
	}
	p.at = append(p.at, int32(len(text)))
	p.runes, p.low = make([]rune, len(p.raw)), make([]rune, len(p.raw))
	copy(p.runes, p.raw)
	p.unify()
	for i, r := range p.runes {
		p.low[i] = lower(r)
	}
	return p
}

// flags returns the length of a flag with which the text begins: two letters of those that flags are made of, and not more,
// which would spell something.
func flags(text string) int {
	n, i := 0, 0
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.Is(unicode.Regional_Indicator, r) {
			break
		}
		i += size
		n++
	}
	if n != 2 {
		return 0
	}
	return i
}

// marked reports whether the text begins with a rune that may join the one before.
func marked(text string) bool {
	if text == "" || text[0] < 0xcc || text[0] == 0xd0 || text[0] == 0xd1 { // none begins so
		return false
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.In(r, unicode.Mn, unicode.Me)
}

// normalize puts the runes of text from i up to where the next one begins that joins no other, and returns that place.
func (p *plain) normalize(i int) (end int) {
	end = i + norm.NFKC.NextBoundaryInString(p.text[i:], true)
	if end <= i {
		_, size := utf8.DecodeRuneInString(p.text[i:])
		end = i + size
	}
	for _, r := range norm.NFKC.String(p.text[i:end]) {
		p.put(r, i)
	}
	return end
}

// put adds a rune that stands at a place in the text, if anybody sees it.
func (p *plain) put(r rune, at int) {
	switch {
	case r < utf8.RuneSelf:
		if r == '\t' || r == '\r' {
			r = ' '
		}
		if r < ' ' && r != '\n' || r == 0x7f {
			return
		}
	case r >= 'А' && r <= 'я':
	case invisible(r):
		return
	case unicode.IsSpace(r) || r == '\u2800' || unicode.Is(unicode.Z, r):
		if r = ' '; strings.ContainsRune("\u2028\u2029\u0085", r) {
			r = '\n'
		}
	default:
		if d := digitOf(r); d >= 0 {
			r = rune('0' + d)
		} else if like, ok := looksLike[r]; ok {
			r = like
		}
	}
	p.raw, p.at = append(p.raw, r), append(p.at, int32(at))
}

func invisible(r rune) bool {
	if unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me, unicode.Co, unicode.Cs, unicode.Variation_Selector) {
		return true
	}
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', utf8.RuneError: // letters that show nothing
		return true
	}
	return r < 0xa0 && r >= 0x80 && r != '\u0085'
}

// start is where the i-th rune begins in the text.
func (p *plain) start(i int) int { return int(p.at[i]) }

// end is where the runes before the i-th end in the text, with all that one character of the text was written out to.
func (p *plain) end(i int) int {
	for i > 0 && i < len(p.runes) && p.at[i] == p.at[i-1] {
		i++
	}
	return int(p.at[i])
}

// unify gives every word one alphabet: a letter of the other one becomes its twin.
func (p *plain) unify() {
	whole := scriptOf(p.raw)
	if !whole.mixed() {
		return
	}
	text := whole.cyrillic > whole.latin || whole.cyrillic == whole.latin && whole.cyrillicTwins >= whole.latinTwins
	for i := 0; i < len(p.raw); i++ {
		if !isLetter(p.raw[i]) {
			continue
		}
		from := i
		for i < len(p.raw) && (isLetter(p.raw[i]) || inWord(p.raw, i)) {
			i++
		}
		word := p.runes[from:i]
		s := scriptOf(word)
		if !s.mixed() && !s.onlyTwins() {
			continue
		}
		twin := latinTwin
		if s.mostlyCyrillic(text) {
			twin = cyrillicTwin
		}
		for k, r := range word {
			if to, ok := twin[r]; ok {
				word[k] = to
			}
		}
	}
}
