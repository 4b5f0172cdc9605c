package intent

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sequence is what a line of a grammar, or of a class, says: its elements in order. It is matched word by word: as regular
// expressions all lines together would take hundreds of megabytes.
type sequence []element

// element is one place of a sequence.
type element struct {
	gap      bool       // up to mostBetween words of any kind
	words    []string   // one word of these, as they are written in a grammar
	ways     []sequence // one of these, of a class
	optional bool
	repeated bool
}

const (
	mostBetween   = 8
	longestEnding = 12 // letters
)

func sequenceOf(text string) sequence {
	var s sequence
	for field := range strings.FieldsSeq(text) {
		word := strings.TrimRight(field, "?*")
		how := field[len(word):]
		e := element{optional: how != "", repeated: how == "*"}
		switch {
		case word == "…":
			e.gap = true
		case strings.HasPrefix(word, "{"):
			e.ways = waysOf(strings.Trim(word, "{}"))
		default:
			e.words = strings.Split(word, "|")
		}
		s = append(s, e)
	}
	return s
}

// parsed are the classes that were parsed already.
var parsed = map[string][]sequence{}

func waysOf(class string) []sequence {
	if ways, done := parsed[class]; done {
		return ways
	}
	list, ok := classes[class]
	if !ok {
		panic("no class of words " + class)
	}
	var ways []sequence
	for words := range strings.SplitSeq(list, ",") {
		ways = append(ways, sequenceOf(words))
	}
	parsed[class] = ways
	return ways
}

// places are places between the words of a sentence, a bit each: 1 is before the first word.
type places uint64

// mostWords is how many words a sentence can have that asks a question and nothing else.
const mostWords = 63

// matches tells whether the words are one of the sentences of the sequence, from the first word to the last.
func (s sequence) matches(words []string) bool {
	return len(words) <= mostWords && s.from(words, 1)&(1<<len(words)) != 0
}

// from returns where a sentence can end that begins at one of the places.
func (s sequence) from(words []string, at places) places {
	for _, e := range s {
		if at = e.from(words, at); at == 0 {
			break
		}
	}
	return at
}

func (e element) from(words []string, at places) places {
	var reached places
	if e.optional || e.gap {
		reached = at
	}
	for times := 1; ; times++ {
		at = e.once(words, at)
		before := reached
		reached |= at
		if reached == before || !e.repeated && !e.gap || e.gap && times == mostBetween {
			return reached
		}
	}
}

// once is from for the element one time.
func (e element) once(words []string, at places) places {
	if e.gap {
		return at << 1 & (1<<(len(words)+1) - 1)
	}
	var next places
	for _, way := range e.ways {
		next |= way.from(words, at)
	}
	if len(e.words) == 0 {
		return next
	}
	for i, w := range words {
		if at&(1<<i) != 0 && slices.ContainsFunc(e.words, func(written string) bool { return fits(w, written) }) {
			next |= 1 << (i + 1)
		}
	}
	return next
}

// fits tells whether a word is one that is written so in a grammar.
func fits(word, written string) bool {
	begin, end, open := strings.Cut(written, "~")
	if !open {
		return word == written
	}
	if len(word) < len(begin)+len(end) || !strings.HasPrefix(word, begin) || !strings.HasSuffix(word, end) {
		return false
	}
	ending := word[len(begin) : len(word)-len(end)]
	return utf8.RuneCountInString(ending) <= longestEnding && !strings.ContainsFunc(ending, func(r rune) bool { return !unicode.IsLetter(r) })
}
