package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is a text as it looks: in NFKC, without invisible characters, with ASCII digits and each word in one alphabet. Every
// rune keeps its position in the original.
type Text struct {
	Source  string
	Raw     []rune  // before a word was given one alphabet
	Runes   []rune  // as they look
	Lowered []rune  // in lower case
	at      []int32 // where each begins in text, and at the end how long that is
}

// Read returns the text as it looks.
func Read(text string) *Text {
	p := &Text{Source: text}
	n := len(text)/2 + 8
	p.Raw, p.at = make([]rune, 0, n), make([]int32, 0, n)
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf && !marked(text[i+1:]) {
			p.put(rune(b), i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r >= 'А' && r <= 'ӿ' && IsLetter(r) && !marked(text[i+size:]) { // nothing to normalize
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
	p.Runes, p.Lowered = make([]rune, len(p.Raw)), make([]rune, len(p.Raw))
	copy(p.Runes, p.Raw)
	p.unify()
	for i, r := range p.Runes {
		p.Lowered[i] = Lower(r)
	}
	return p
}

// flags returns the length of the flag that the text begins with: exactly two regional indicators. More of them may spell a
// word, and count as letters.
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

// marked reports whether the text begins with a combining mark.
func marked(text string) bool {
	if text == "" || text[0] < 0xcc || text[0] == 0xd0 || text[0] == 0xd1 { // none begins so
		return false
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.In(r, unicode.Mn, unicode.Me)
}

// normalize puts the runes of the text from i up to the next boundary of normalization, and returns where that is.
func (p *Text) normalize(i int) (end int) {
	end = i + norm.NFKC.NextBoundaryInString(p.Source[i:], true)
	if end <= i {
		_, size := utf8.DecodeRuneInString(p.Source[i:])
		end = i + size
	}
	for _, r := range norm.NFKC.String(p.Source[i:end]) {
		p.put(r, i)
	}
	return end
}

// put appends a rune at a position of the original, unless it is invisible.
func (p *Text) put(r rune, at int) {
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
	p.Raw, p.at = append(p.Raw, r), append(p.at, int32(at))
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

// Start returns the offset in the original at which the i-th rune begins.
func (p *Text) Start(i int) int { return int(p.at[i]) }

// End returns the offset in the original at which the runes before the i-th end. Runes that NFKC made of one character end
// together.
func (p *Text) End(i int) int {
	for i > 0 && i < len(p.Runes) && p.at[i] == p.at[i-1] {
		i++
	}
	return int(p.at[i])
}

// unify puts every word into one alphabet: letters of the other one are replaced by their twins.
func (p *Text) unify() {
	whole := scriptOf(p.Raw)
	if !whole.mixed() {
		return
	}
	text := whole.cyrillic > whole.latin || whole.cyrillic == whole.latin && whole.cyrillicTwins >= whole.latinTwins
	for i := 0; i < len(p.Raw); i++ {
		if !IsLetter(p.Raw[i]) {
			continue
		}
		from := i
		for i < len(p.Raw) && (IsLetter(p.Raw[i]) || inWord(p.Raw, i)) {
			i++
		}
		word := p.Runes[from:i]
		s := scriptOf(word)
		if !s.mixed() && !s.onlyTwins() {
			continue
		}
		twin := LatinTwin
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
