package lexicon

import (
	"strings"
	"unicode"
)

// Word is a word of a text: letters, with the digits and signs that stand for letters among them. A word that was taken
// apart, such as т-е-р-р-о-р, is one word.
type Word struct {
	From, To int    // runes of the plain text
	Letters  []rune // in lower case, without what stands between those of a word that was taken apart
	Raw      []rune // as they were before the word was given one alphabet
	RunOn    bool   // several words may have been taken apart together
	Number   bool   // nothing but digits
	Glued    bool   // a sign and no space stands between it and the word before
	Ends     bool   // a sentence ends before it
	Upper    bool   // begins with a capital
	latin    bool   // the text around it is in Latin letters
}

// Words returns the words of the text.
func (p *Text) Words() []Word {
	list := make([]Word, 0, len(p.Lowered)/5+4)
	ends := true
	whole := scriptOf(p.Raw)
	latin := whole.latin > 0 && whole.cyrillic+whole.cyrillicTwins == 0
	for i := 0; i < len(p.Lowered); {
		if !IsLetter(p.Lowered[i]) && !IsDigit(p.Lowered[i]) {
			ends = ends || p.endsSentence(i)
			i++
			continue
		}
		w := Word{From: i, Ends: ends, latin: latin, Glued: i > 0 && len(list) > 0 && list[len(list)-1].To == i-1 && p.Lowered[i-1] != ' ', Number: true}
		simple := true
		for i < len(p.Lowered) {
			r := p.Lowered[i]
			if !IsLetter(r) && !IsDigit(r) {
				switch {
				case i > w.From && i+1 < len(p.Lowered) && IsApostrophe(r) && IsLetter(p.Lowered[i-1]) && IsLetter(p.Lowered[i+1]):
					simple = false
				case !inWord(p.Lowered, i):
					goto end
				}
			}
			w.Number = w.Number && IsDigit(r)
			i++
		}
	end:
		w.To = i
		w.Upper = unicode.IsUpper(p.Runes[w.From])
		w.Letters, w.Raw = p.Lowered[w.From:w.To], p.Raw[w.From:w.To]
		if !simple {
			w.Letters, w.Raw = withoutApostrophes(w.Letters), withoutApostrophes(w.Raw)
		}
		list = append(list, w)
		ends = false
	}
	return p.joined(list)
}

// IsDigit reports whether r is an ASCII digit.
func IsDigit(r rune) bool { return r >= '0' && r <= '9' }

// IsApostrophe reports whether r is an apostrophe or looks like one.
func IsApostrophe(r rune) bool {
	return r == '\'' || r >= 0x80 && strings.ContainsRune("’‘ʼʻ´′ʹ", r) || r == '`'
}

func withoutApostrophes(letters []rune) []rune {
	out := make([]rune, 0, len(letters))
	for _, r := range letters {
		if !IsApostrophe(r) {
			out = append(out, r)
		}
	}
	return out
}

// endsSentence reports whether the i-th rune ends a sentence.
func (p *Text) endsSentence(i int) bool {
	switch p.Lowered[i] {
	case '\n', '!', '?', '…', ';':
		return true
	case '.':
		return i+1 >= len(p.Lowered) || !IsLetter(p.Lowered[i+1]) && !IsDigit(p.Lowered[i+1])
	}
	return false
}

// joined joins words that were taken apart: four or more single letters in a row, or three with a sign between them. A
// different separator between two of them begins a new word.
func (p *Text) joined(list []Word) []Word {
	out := list[:0]
	for i := 0; i < len(list); {
		n := 0
		signs := true
		for i+n < len(list) && p.apart(list, i, n) {
			signs = signs && (n == 0 || list[i+n].Glued)
			n++
		}
		if n < 4 && (n < 3 || !signs) {
			out = append(out, list[i])
			i++
			continue
		}
		usual := p.usualGap(list[i : i+n])
		for first := i; first < i+n; {
			last := first + 1
			for last < i+n && p.gap(list, last) == usual {
				last++
			}
			out = append(out, p.join(list[first:last]))
			first = last
		}
		i += n
	}
	return out
}

// apart reports whether the n-th word from the i-th is a single letter that may belong to a word taken apart.
func (p *Text) apart(list []Word, i, n int) bool {
	w := list[i+n]
	if w.To-w.From != 1 || n == 0 && w.Number || n > 0 && w.Ends && p.Lowered[w.From-1] != '.' {
		return false
	}
	return n == 0 || w.From-list[i+n-1].To <= 4
}

// gap returns what separates a word from the one before.
func (p *Text) gap(list []Word, i int) string { return string(p.Lowered[list[i-1].To:list[i].From]) }

// usualGap returns the most frequent separator.
func (p *Text) usualGap(list []Word) (usual string) {
	times := map[string]int{}
	for i := 1; i < len(list); i++ {
		gap := p.gap(list, i)
		if times[gap]++; times[gap] > times[usual] {
			usual = gap
		}
	}
	return usual
}

func (p *Text) join(list []Word) Word {
	w := list[0]
	w.To, w.Number, w.RunOn = list[len(list)-1].To, false, len(list) > 1
	w.Letters, w.Raw = nil, nil
	for _, l := range list {
		w.Letters, w.Raw = append(w.Letters, l.Letters...), append(w.Raw, l.Raw...)
	}
	s := scriptOf(w.Letters)
	if s.mixed() || s.onlyTwins() && len(list) > 1 {
		twin := LatinTwin
		if s.mostlyCyrillic(true) {
			twin = cyrillicTwin
		}
		for i, r := range w.Letters {
			if to, ok := twin[r]; ok {
				w.Letters[i] = to
			}
		}
	}
	return w
}

// Written returns a word as it is meant: with letters for the digits and signs that stand for them, and no letter more than
// twice in a row.
func (p *Text) Written(w Word) string {
	letters := 0
	for _, r := range w.Letters {
		if IsLetter(r) {
			letters++
		}
	}
	cyrillic := scriptOf(w.Letters).mostlyCyrillic(true)
	var out strings.Builder
	for i, r := range w.Letters {
		if i >= 2 && r == w.Letters[i-1] && r == w.Letters[i-2] && !IsDigit(r) {
			continue
		}
		if to := meant(r, cyrillic); to != 0 && letters > 1 && i > 0 && i+1 < len(w.Letters) {
			r = to
		}
		out.WriteRune(r)
	}
	return out.String()
}

var latinMeant = Pairs("013456789@$€!|", "oieasbtbgasеil")

// meant returns the letter that a digit or a sign stands for in a word, or 0.
func meant(r rune, cyrillic bool) rune {
	if r >= 'a' {
		return 0
	}
	if !cyrillic {
		return latinMeant[r]
	}
	for _, to := range standsFor[r] {
		if to != any1 && to != "" {
			return []rune(to)[0]
		}
	}
	return 0
}
