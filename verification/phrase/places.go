package phrase

import (
	"regexp/syntax"
	"strings"
)

// sequence is what a line says: its elements in order. It is matched word by word: as regular expressions all lines together would take
// hundreds of megabytes.
type sequence []element

// element is one place of a sequence, at which one of its ways stands.
type element struct {
	ways               []ways
	optional, repeated bool
}

// ways are the texts of one word or several that a class or an alternative stands for, by their first word.
type ways map[string][][]string

// places are places between the words of a text, a bit each: 1 is before the first word.
type places uint64

// matches tells whether the words are one of the texts of the sequence, from the first word to the last.
func (s sequence) matches(words []string) bool {
	at := places(1)
	for _, e := range s {
		if at = e.from(words, at); at == 0 {
			return false
		}
	}
	return at&(1<<len(words)) != 0
}

// from returns where a text can end that begins at one of the places.
func (e element) from(words []string, at places) (reached places) {
	if e.optional {
		reached = at
	}
	for {
		at = e.once(words, at)
		before := reached
		reached |= at
		if reached == before || !e.repeated {
			return reached
		}
	}
}

func (e element) once(words []string, at places) (next places) {
	for i, first := range words {
		if at&(1<<i) == 0 {
			continue
		}
		for _, w := range e.ways {
			for _, others := range w[first] {
				if begins(words[i+1:], others) {
					next |= 1 << (i + 1 + len(others))
				}
			}
		}
	}
	return next
}

func begins(words, with []string) bool {
	if len(words) < len(with) {
		return false
	}
	for i, w := range with {
		if words[i] != w {
			return false
		}
	}
	return true
}

// waysOf writes out what the alternatives of a list stand for, each a regular expression of few texts.
func waysOf(list []string) ways {
	all := ways{}
	for _, way := range list {
		parsed, err := syntax.Parse(way, syntax.Perl)
		if err != nil {
			panic("a word of a form: " + err.Error())
		}
		for _, text := range texts(parsed) {
			if words := strings.FieldsFunc(text, func(r rune) bool { return r == '_' }); len(words) > 0 {
				all[words[0]] = append(all[words[0]], words[1:])
			}
		}
	}
	return all
}

// texts writes out an expression without repetitions that have no end.
func texts(e *syntax.Regexp) (all []string) {
	switch e.Op {
	case syntax.OpEmptyMatch:
		return []string{""}
	case syntax.OpLiteral:
		return []string{string(e.Rune)}
	case syntax.OpCharClass:
		for i := 0; i < len(e.Rune); i += 2 {
			for r := e.Rune[i]; r <= e.Rune[i+1]; r++ {
				all = append(all, string(r))
			}
		}
		return all
	case syntax.OpCapture:
		return texts(e.Sub[0])
	case syntax.OpQuest:
		return append(texts(e.Sub[0]), "")
	case syntax.OpAlternate:
		for _, sub := range e.Sub {
			all = append(all, texts(sub)...)
		}
		return all
	case syntax.OpConcat:
		all = []string{""}
		for _, sub := range e.Sub {
			all = joined(all, texts(sub))
		}
		return all
	}
	panic("a word of a form that has no end: " + e.String())
}

func joined(begin, end []string) (all []string) {
	for _, b := range begin {
		for _, e := range end {
			all = append(all, b+e)
		}
	}
	return all
}
