package phrase

import "strings"

// form is one whole text that only asks. Its words are classes in braces or alternatives between bars; "?" and "*" say how often a word
// may stand. A word may be a regular expression of few texts, and "_" stands between the words of an alternative.
type form struct {
	asks   Phrase
	marked bool // only with a question mark
	whole  sequence
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
				all = append(all, form{set.asks, set.marked, sequenceOf("{hey}* " + line + " {hey}*")})
			}
		}
	}
	return all
}

// sequenceOf reads a line.
func sequenceOf(line string) (s sequence) {
	for field := range strings.FieldsSeq(line) {
		word, how := often(field)
		e := element{optional: how != "", repeated: how == "*"}
		var own []string // an alternative in parentheses may have bars of its own
		for way := range strings.SplitSeq(word, "|") {
			if name, isClass := strings.CutPrefix(way, "{"); isClass {
				e.ways = append(e.ways, classWays(strings.TrimSuffix(name, "}")))
			} else {
				own = append(own, way)
			}
		}
		if len(own) > 0 {
			e.ways = append(e.ways, waysOf([]string{strings.Join(own, "|")}))
		}
		s = append(s, e)
	}
	return s
}

// written are the classes that were written out already.
var written = map[string]ways{}

func classWays(name string) ways {
	if all, done := written[name]; done {
		return all
	}
	written[name] = waysOf(strings.Fields(classOf(name)))
	return written[name]
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
	greetings = sequenceOf("{either}|{folk}* {hello}|{polite.hello} {hello}|{polite.hello}|{hey}|{folk}|{either}|{polite.more}*")
	courtesy  = sequenceOf("{either}|{folk}|{polite.more}|{polite.for}* {thanks}|{polite.thanks} {thanks}|{polite.thanks}|{hey}|{folk}|{either}|{hello}|{polite.more}|{polite.for}*")
	emptiness = sequenceOf("{hey}|{alone} {hey}*")
	addressed = sequenceOf("{hey}|{folk}|{either} {hey}|{folk}|{either}*")
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

// usual are the words of all classes but those for people, by whom texts are told from each other, and those that are usual only beside
// thanks and greetings.
var usual = func() map[string]bool {
	all := map[string]bool{}
	for name := range classes {
		if strings.HasPrefix(name, "man.") || strings.HasPrefix(name, "adj.") || strings.HasPrefix(name, "polite.") {
			continue
		}
		for first, others := range classWays(name) {
			all[first] = true
			for _, words := range others {
				for _, w := range words {
					all[w] = true
				}
			}
		}
	}
	return all
}()
