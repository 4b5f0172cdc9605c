package moderation

import (
	"strings"
	"unicode"
)

// word is a word of a text as it is read: letters, with the digits and signs that stand for letters among them. One that
// was taken apart (т-е-р-р-о-р) is one word.
type word struct {
	from, to int    // runes of the plain text
	letters  []rune // in lower case, without what stands between those of a word that was taken apart
	raw      []rune // as they were before the word was given one alphabet
	runOn    bool   // several words may have been taken apart together
	number   bool   // nothing but digits
	glued    bool   // a sign and no space stands between it and the word before
	ends     bool   // a sentence ends before it
	upper    bool   // begins with a capital
	latin    bool   // the text around it is in Latin letters
}

// words parts the text.
func (p *plain) words() []word {
	list := make([]word, 0, len(p.low)/5+4)
	ends := true
	whole := scriptOf(p.raw)
	latin := whole.latin > 0 && whole.cyrillic+whole.cyrillicTwins == 0
	for i := 0; i < len(p.low); {
		if !isLetter(p.low[i]) && !isDigit(p.low[i]) {
			ends = ends || p.endsSentence(i)
			i++
			continue
		}
		w := word{from: i, ends: ends, latin: latin, glued: i > 0 && len(list) > 0 && list[len(list)-1].to == i-1 && p.low[i-1] != ' ', number: true}
		simple := true
		for i < len(p.low) {
			r := p.low[i]
			if !isLetter(r) && !isDigit(r) {
				switch {
				case i > w.from && i+1 < len(p.low) && apostrophe(r) && isLetter(p.low[i-1]) && isLetter(p.low[i+1]):
					simple = false
				case !inWord(p.low, i):
					goto end
				}
			}
			w.number = w.number && isDigit(r)
			i++
		}
	end:
		w.to = i
		w.upper = unicode.IsUpper(p.runes[w.from])
		w.letters, w.raw = p.low[w.from:w.to], p.raw[w.from:w.to]
		if !simple {
			w.letters, w.raw = withoutApostrophes(w.letters), withoutApostrophes(w.raw)
		}
		list = append(list, w)
		ends = false
	}
	return p.joined(list)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func apostrophe(r rune) bool {
	return r == '\'' || r >= 0x80 && strings.ContainsRune("’‘ʼʻ´′ʹ", r) || r == '`'
}

func withoutApostrophes(letters []rune) []rune {
	out := make([]rune, 0, len(letters))
	for _, r := range letters {
		if !apostrophe(r) {
			out = append(out, r)
		}
	}
	return out
}

// endsSentence reports whether the i-th rune is a sign that ends one.
func (p *plain) endsSentence(i int) bool {
	switch p.low[i] {
	case '\n', '!', '?', '…', ';':
		return true
	case '.':
		return i+1 >= len(p.low) || !isLetter(p.low[i+1]) && !isDigit(p.low[i+1])
	}
	return false
}

// joined puts words together that were taken apart into letters: four or more of one letter each, or three with a sign
// between them. Where something else parts two of them, a new word begins.
func (p *plain) joined(list []word) []word {
	out := list[:0]
	for i := 0; i < len(list); {
		n := 0
		signs := true
		for i+n < len(list) && p.apart(list, i, n) {
			signs = signs && (n == 0 || list[i+n].glued)
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

// apart reports whether the n-th word from the i-th is one letter that may belong to a word taken apart there.
func (p *plain) apart(list []word, i, n int) bool {
	w := list[i+n]
	if w.to-w.from != 1 || n == 0 && w.number || n > 0 && w.ends && p.low[w.from-1] != '.' {
		return false
	}
	return n == 0 || w.from-list[i+n-1].to <= 4
}

// gap is what stands between a word and the one before.
func (p *plain) gap(list []word, i int) string { return string(p.low[list[i-1].to:list[i].from]) }

// usualGap is what most often stands between two of the letters.
func (p *plain) usualGap(list []word) (usual string) {
	times := map[string]int{}
	for i := 1; i < len(list); i++ {
		gap := p.gap(list, i)
		if times[gap]++; times[gap] > times[usual] {
			usual = gap
		}
	}
	return usual
}

func (p *plain) join(list []word) word {
	w := list[0]
	w.to, w.number, w.runOn = list[len(list)-1].to, false, len(list) > 1
	w.letters, w.raw = nil, nil
	for _, l := range list {
		w.letters, w.raw = append(w.letters, l.letters...), append(w.raw, l.raw...)
	}
	s := scriptOf(w.letters)
	if s.mixed() || s.onlyTwins() && len(list) > 1 {
		twin := latinTwin
		if s.mostlyCyrillic(true) {
			twin = cyrillicTwin
		}
		for i, r := range w.letters {
			if to, ok := twin[r]; ok {
				w.letters[i] = to
			}
		}
	}
	return w
}

// written returns a word as it is meant: digits and signs that stand for letters as those, and no letter more than twice.
func (p *plain) written(w word) string {
	letters := 0
	for _, r := range w.letters {
		if isLetter(r) {
			letters++
		}
	}
	cyrillic := scriptOf(w.letters).mostlyCyrillic(true)
	var out strings.Builder
	for i, r := range w.letters {
		if i >= 2 && r == w.letters[i-1] && r == w.letters[i-2] && !isDigit(r) {
			continue
		}
		if to := meant(r, cyrillic); to != 0 && letters > 1 && i > 0 && i+1 < len(w.letters) {
			r = to
		}
		out.WriteRune(r)
	}
	return out.String()
}

var latinMeant = pairsOf("013456789@$€!|", "oieasbtbgasеil")

// meant is the letter for which a digit or a sign stands in a word, 0 for none.
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
