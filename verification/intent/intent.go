// Package intent recognises which question people ask about what they send, in Kazakh, Kyrgyz, Russian and English. It matches
// words, never letters inside a word, and a whole sentence, never a part of it: "Никто это не покажет" asks nothing, and nor does
// "Who is this for?". In doubt it recognises nothing, and people are shown buttons. It is pure.
package intent

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Question is what a text asks about what it came with.
type Question string

// The questions, named as the service names them.
const (
	Identity Question = "identity" // Who is this?
	Place    Question = "place"    // Where and when?
	Truth    Question = "truth"    // Is it true?
)

const (
	brief   = 60  // characters of a sentence that asks, and of a last line in which any sentence may
	caption = 160 // … and up to which the first sentence of a text may, too
)

// Of returns the question that a text asks; ok is false when it asks none. People ask in the last line: in any sentence of it
// when it is short, else in its last. They may also ask first and then tell what they know.
func Of(text string) (q Question, ok bool) {
	text = unquoted(strings.TrimSpace(text))
	for _, s := range asking(text) {
		if q, ok = s.asks(); ok {
			return q, true
		}
	}
	return "", false
}

// asking returns the sentences of a text in which its sender may ask something, the likeliest first. A question that is followed by a
// sentence that states something is part of what is said: it may be answered there.
func asking(text string) []sentence {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	all := sentencesOf(line)
	if len(all) == 0 {
		return nil
	}
	out := slices.Clone(all[len(all)-1:])
	if utf8.RuneCountInString(line) <= brief {
		out = append(out, unanswered(all)...)
	}
	if utf8.RuneCountInString(text) <= caption {
		if first := unanswered(sentencesOf(text)); len(first) > 0 {
			out = append(out, first[0])
		}
	}
	return slices.DeleteFunc(out, func(s sentence) bool { return s.length > brief })
}

// unanswered returns the sentences before the last, if none that follows them states anything.
func unanswered(all []sentence) []sentence {
	if len(all) < 2 || slices.ContainsFunc(all[1:], sentence.states) {
		return nil
	}
	return all[:len(all)-1]
}

// states tells whether a sentence says something of its own: it asks nothing, and has a word that no question has.
func (s sentence) states() bool {
	if _, asks := s.asks(); asks || s.marked {
		return false
	}
	return slices.ContainsFunc(spelled(s.words()), func(w string) bool {
		return !vocabulary[w] && !stems[w]
	})
}

// asks returns the question that a sentence asks, as a whole, or in the part before or behind a comma.
func (s sentence) asks() (Question, bool) {
	n := len(s.parts)
	if n > 1 && !s.marked && tellers[s.parts[0][0]] {
		return "", false // he knows, who it is
	}
	if q, ok := s.read(s.words()); ok {
		return q, true
	}
	if n < 2 {
		return "", false
	}
	if tail := s.parts[n-1]; s.marked && !leadsOn(s.parts[n-2]) {
		if q, ok := s.read(tail); ok {
			return q, true
		}
	}
	if s.marked && !slices.ContainsFunc(s.parts[1:], saysSo) {
		return s.read(s.parts[0])
	}
	return "", false
}

// read matches words against everything that asks, as they are written and, in Latin letters, as they sound.
func (s sentence) read(words []string) (Question, bool) {
	const most = 16
	if len(words) == 0 || len(words) > most {
		return "", false
	}
	for _, form := range forms(words) {
		for _, g := range grammars {
			if g.marked && !s.marked {
				continue
			}
			if g.matches(form) {
				return g.question, true
			}
		}
	}
	return "", false
}
