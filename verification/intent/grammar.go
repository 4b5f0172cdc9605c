package intent

import (
	"slices"
	"strings"
)

// grammar is a set of sentences, each of which asks a question as a whole.
//
// A line is a sequence of words, with alternatives between bars: "кто это|он". A word ends in "~" when any ending may follow, up to
// twelve letters; "?" after it means that it may be missing, "*" that it may be repeated as well. {name} stands for a class of words, "…" for up to
// eight words of any kind.
type grammar struct {
	question Question
	marked   bool // only with a question mark
	lines    []line
}

// line is one line of a grammar; needs are words of which a sentence has one, or it does not match.
type line struct {
	needs []string
	whole sequence
}

func (g grammar) matches(words []string) bool {
	for _, l := range g.lines {
		if l.possible(words) && l.whole.matches(words) {
			return true
		}
	}
	return false
}

func grammarOf(q Question, marked bool, lines string) grammar {
	g := grammar{question: q, marked: marked}
	for text := range strings.SplitSeq(strings.TrimSpace(lines), "\n") {
		if text = strings.TrimSpace(text); text != "" {
			g.lines = append(g.lines, line{needed(text), sequenceOf(text)})
		}
	}
	return g
}

// needed returns words of which one must stand in a line, where there are the fewest of them; those that end in "~" begin so.
func needed(text string) (fewest []string) {
	for field := range strings.FieldsSeq(text) {
		var words []string
		switch {
		case strings.ContainsAny(field, "?*…"):
			continue
		case field[0] == '{':
			for way := range strings.SplitSeq(classes[strings.Trim(field, "{}")], ",") {
				first, _, _ := strings.Cut(way, " ")
				words = append(words, first)
			}
		default:
			words = strings.Split(field, "|")
		}
		if !slices.ContainsFunc(words, open) && (fewest == nil || len(words) < len(fewest)) {
			fewest = words
		}
	}
	if fewest == nil {
		panic("no word must stand in " + text)
	}
	return fewest
}

// open tells whether a word of a line says nothing of how the word of the sentence begins.
func open(word string) bool { return strings.HasPrefix(word, "~") || strings.ContainsAny(word, "{}") }

func (l line) possible(words []string) bool {
	for _, w := range words {
		for _, n := range l.needs {
			if stem, begins := strings.CutSuffix(n, "~"); begins && strings.HasPrefix(w, stem) || w == n {
				return true
			}
		}
	}
	return false
}

// vocabulary are the words of the grammars that are long enough to be misspelled, and vocabularyBySize the same by their length.
var (
	vocabulary       = map[string]bool{}
	vocabularyBySize = map[int][]string{}
	stems            = map[string]bool{} // words of the grammars, and what words begin with that may have any ending
)

func learn(lines string) {
	for word := range strings.FieldsFuncSeq(lines, func(r rune) bool { return strings.ContainsRune(" \n\t|,?*…", r) }) {
		if size := len([]rune(word)); size > 3 {
			stems[strings.TrimSuffix(word, "~")] = true
		}
		if strings.ContainsAny(word, "{}~") || vocabulary[word] {
			continue
		}
		vocabulary[word] = true
		if size := len([]rune(word)); size >= 5 {
			vocabularyBySize[size] = append(vocabularyBySize[size], word)
		}
	}
}
