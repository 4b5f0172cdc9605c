package places

import (
	"strings"
	"unicode"
)

// longest is the most letters of a text that are read; whoever writes more says more than where and when.
const longest = 200

// largest returns the first place that is no town, else the largest town.
func largest(entries []*entry) *entry {
	best := entries[0]
	for _, e := range entries[1:] {
		if best.kind == town && (e.kind != town || e.size < best.size) {
			best = e
		}
	}
	return best
}

// tokens are the words and the numbers of a text; 16:00 and 05.01.2022 are one.
func tokens(text string) (list []string) {
	in := []rune(text)
	for i := 0; i < len(in); {
		from := i
		switch {
		case unicode.IsDigit(in[i]):
			for i < len(in) && (unicode.IsDigit(in[i]) || i+1 < len(in) && strings.ContainsRune(":./-", in[i]) && unicode.IsDigit(in[i+1])) {
				i++
			}
		case unicode.IsLetter(in[i]):
			for i < len(in) && (unicode.IsLetter(in[i]) || i+1 < len(in) && strings.ContainsRune("-'’ʼ", in[i]) && unicode.IsLetter(in[i+1])) {
				i++
			}
		case strings.ContainsRune(" \n\t.,;()–—-/№\"«»", in[i]):
			i++
			continue
		default: // nothing that a place needs
			return append(list, string(in[i]))
		}
		list = append(list, string(in[from:i]))
	}
	return list
}
