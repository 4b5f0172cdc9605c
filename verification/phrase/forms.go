package phrase

import (
	"regexp"
	"strings"
	"unicode"
)

// form is one whole text that only asks. Its words are classes in braces or alternatives between bars; "?" and "*" say how often a word
// may stand. A word may be a regular expression, and "_" stands between the words of an alternative.
type form struct {
	asks   Phrase
	marked bool // only with a question mark
	whole  *regexp.Regexp
}

func formsOf() (all []form) {
	for _, set := range []struct {
		asks   Phrase
		marked bool
		lines  string
	}{
		{Phrase{Truth: true}, false, truthForms}, {Phrase{Truth: true}, true, truthMarked},
		{Phrase{Who: true}, false, whoForms}, {Phrase{Who: true}, true, whoMarked},
		{Phrase{Where: true}, false, whereForms}, {Phrase{Where: true}, true, whereMarked},
		{Phrase{Who: true, Where: true}, false, bothForms},
		{Phrase{}, false, otherForms}, {Phrase{}, true, otherMarked},
	} {
		set.asks.Kind = Question
		for line := range strings.SplitSeq(strings.TrimSpace(set.lines), "\n") {
			if line = strings.TrimSpace(line); line != "" {
				all = append(all, form{set.asks, set.marked, regexp.MustCompile("^" + sequence("{hey}* "+line+" {hey}*") + "$")})
			}
		}
	}
	return all
}

// sequence writes a line as a regular expression in which each word has a blank before it.
func sequence(line string) string {
	var out strings.Builder
	for field := range strings.FieldsSeq(line) {
		word, how := often(field)
		var ways []string
		for way := range strings.SplitSeq(word, "|") {
			if name, isClass := strings.CutPrefix(way, "{"); isClass {
				ways = append(ways, strings.Fields(classOf(strings.TrimSuffix(name, "}")))...)
			} else {
				ways = append(ways, way)
			}
		}
		out.WriteString("(?: (?:" + strings.ReplaceAll(strings.Join(ways, "|"), "_", " ") + "))" + how)
	}
	return out.String()
}

func classOf(name string) string {
	list, ok := classes[name]
	if !ok {
		panic("no class of words " + name)
	}
	return list
}

var (
	forms     = formsOf()
	greetings = regexp.MustCompile("^" + sequence("{hello} {hello}|{hey}|{folk}|{either}*") + "$")
	courtesy  = regexp.MustCompile("^" + sequence("{either}* {thanks} {thanks}|{hey}|{folk}|{either}|{hello}*") + "$")
	emptiness = regexp.MustCompile("^" + sequence("{hey}|{alone} {hey}*") + "$")
	addressed = regexp.MustCompile("^" + sequence("{hey}|{folk}|{either} {hey}|{folk}|{either}*") + "$")
)

// often splits off how often a word may stand: behind a word that ends with a part in parentheses, it says that of the part.
func often(field string) (word, how string) {
	word = strings.TrimRight(field, "?*")
	if !strings.HasSuffix(word, ")") {
		return word, field[len(word):]
	}
	depth := 0
	for i, r := range word {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 && i < len(word)-1 {
			return field, ""
		}
	}
	return word, field[len(word):]
}

// common are the words of all classes but those for people, and parts those of alternatives of several words.
var common, parts = func() (*regexp.Regexp, map[string]bool) {
	var single []string
	parts := map[string]bool{}
	for name, list := range classes {
		if strings.HasPrefix(name, "man.") || strings.HasPrefix(name, "adj.") {
			continue // people are told from each other
		}
		for way := range strings.FieldsSeq(list) {
			if !strings.Contains(way, "_") {
				single = append(single, way)
				continue
			}
			for part := range strings.FieldsFuncSeq(way, func(r rune) bool { return !unicode.IsLetter(r) }) {
				parts[part] = true
			}
		}
	}
	return regexp.MustCompile("^(?:" + strings.Join(single, "|") + ")$"), parts
}()
