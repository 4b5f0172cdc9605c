package moderation

import (
	"github.com/rastau/rastau/verification/moderation/lexicon"

	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/rastau/rastau/verification/matching/fold"
	"github.com/rastau/rastau/verification/places"
)

//go:embed words/professions.txt
var professionsFile string

// role is a set of roles that a word may have beside a name.
type role uint8

const (
	occupation role = 1 << iota // pianist
	ofKind                      // jazz
	joins                       // and
	article
	origin // from
)

var professions = sync.OnceValue(func() map[string]role {
	roles := map[string]role{"occupation:": occupation, "kind:": ofKind, "join:": joins, "article:": article, "origin:": origin}
	m := map[string]role{}
	now := occupation
	for line := range strings.Lines(professionsFile) {
		line, _, _ = strings.Cut(line, "#")
		for w := range strings.FieldsSeq(line) {
			if r, ok := roles[w]; ok {
				now = r
				continue
			}
			m[fold.Plain(strings.ReplaceAll(w, "_", " "))] |= now
		}
	}
	return m
})

// Profession reports whether words name an occupation and nothing else: at most three listed words, such as "jazz pianist",
// and optionally the place somebody comes from. Nothing else may be added to a name.
func Profession(words string) bool {
	const longest = 80
	if len([]rune(words)) > longest || strings.ContainsFunc(words, unicode.IsDigit) {
		return false
	}
	all := professions()
	tokens := strings.FieldsFunc(fold.Plain(words), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",-–—/", r) })
	var occupations, said int
	var from []string
	comes := false
	for _, w := range tokens {
		r, known := all[w]
		switch {
		case known && r&(occupation|ofKind) != 0:
			if r&occupation != 0 {
				occupations++
			}
			said++
		case known && r&origin != 0:
			comes = true
		case known:
		default:
			from = append(from, w)
		}
	}
	if occupations == 0 || said > 3 {
		return false
	}
	if len(from) == 0 {
		return !comes
	}
	if slices.ContainsFunc(from, func(w string) bool { return besideWords[w] }) {
		return false
	}
	p, ok := places.Parse(strings.Join(from, " "))
	if !ok && len(from) == 1 {
		p, ok = places.Parse(town(from[0]))
	}
	return ok && p.Settled()
}

// besideWords say where somebody can be found rather than where they come from.
var besideWords = lexicon.Set("на у около возле рядом при за по перед напротив под at near on outside by around")

// town returns the town in a Kazakh or Kyrgyz word for its inhabitant, such as алматылық, or "".
func town(word string) string {
	for _, e := range [...]string{"лық", "лік", "дық", "дік", "тық", "тік", "лык", "лик", "лук", "лүк", "дык", "дик", "дук", "дүк", "тык", "тик", "тук", "түк"} {
		if t, ok := strings.CutSuffix(word, fold.Plain(e)); ok {
			return t
		}
	}
	return ""
}
