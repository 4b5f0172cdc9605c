package card

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
)

// wrap breaks a text into lines that are no wider than width. A line ends only where a reader expects it to: not before a
// dash, and not after a word of one letter. A word that is too long for a line is broken, after punctuation if it has any.
// What does not fit into most lines ends in "…".
func wrap(face font.Face, text string, width, most int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		words := together(strings.Fields(paragraph))
		line := ""
		for i := 0; i < len(words); i++ {
			joined := words[i]
			if line != "" {
				joined = line + " " + words[i]
			}
			if measure(face, joined) <= width {
				line = joined
				continue
			}
			if line != "" {
				lines = append(lines, line)
				line = ""
				i--
				continue
			}
			head, tail := split(face, words[i], width)
			lines = append(lines, head)
			words[i] = tail
			i--
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) <= most {
		return lines
	}
	lines = lines[:most]
	last := lines[most-1]
	for last != "" && measure(face, last+"…") > width {
		_, n := utf8.DecodeLastRuneInString(last)
		last = last[:len(last)-n]
	}
	lines[most-1] = strings.TrimRightFunc(last, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) + "…"
	return lines
}

// together joins with a space that does not break: a dash to the word before it, a word of one letter to the one after it.
func together(words []string) []string {
	var out []string
	for _, w := range words {
		n := len(out)
		first, size := utf8.DecodeRuneInString(w)
		dash := size == len(w) && unicode.Is(unicode.Pd, first)
		if n > 0 && (dash || short(out[n-1])) {
			out[n-1] += "\u00a0" + w
			continue
		}
		out = append(out, w)
	}
	return out
}

// short tells whether a word, or the last of several that stay together, has one letter. No more than three stay together:
// a chain could not be broken any more.
func short(word string) bool {
	parts := strings.Split(word, "\u00a0")
	last := parts[len(parts)-1]
	if len(parts) > 3 || last != strings.TrimRightFunc(last, unicode.IsPunct) {
		return false
	}
	last = strings.TrimLeftFunc(last, unicode.IsPunct) // «Я
	r, size := utf8.DecodeRuneInString(last)
	return size > 0 && size == len(last) && unicode.IsLetter(r)
}

// split cuts a word so that its head fits into width: after punctuation in its second half, else where it must.
func split(face font.Face, word string, width int) (head, tail string) {
	end, nice := 0, 0
	for i, r := range word {
		next := i + utf8.RuneLen(r)
		if end > 0 && measure(face, word[:next]) > width {
			break
		}
		end = next
		if unicode.IsPunct(r) || r == '\u00a0' || r == '=' {
			nice = next
		}
	}
	if nice > end/2 {
		end = nice
	}
	return strings.TrimRight(word[:end], "\u00a0"), word[end:]
}

func measure(face font.Face, text string) int { return font.MeasureString(face, text).Ceil() }

// fit finds for bold type the largest of the sizes at which a text takes no more than so many lines, and balances these.
func (f faces) fit(text string, width, most int, sizes ...int) (face font.Face, size int, lines []string) {
	for _, size = range sizes {
		face = f.of(true, size)
		lines = wrap(face, text, width, most+1)
		whole := true
		for _, word := range together(strings.Fields(text)) {
			whole = whole && measure(face, word) <= width
		}
		if len(lines) <= most && whole {
			return face, size, balance(face, text, width, len(lines))
		}
	}
	return face, size, wrap(face, text, width, most)
}

// balance narrows the lines as long as there are no more of them, so that none holds a lone word.
func balance(face font.Face, text string, width, n int) []string {
	best := wrap(face, text, width, n+1)
	const step = 12
	for w := width - step; w > width/3; w -= step {
		lines := wrap(face, text, w, n+1)
		if len(lines) > n || strings.Join(lines, " ") != strings.Join(best, " ") {
			break
		}
		best = lines
	}
	return best
}
