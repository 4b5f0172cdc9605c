package duplicates

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching/texts"
)

// Until a claim has a result, its words belong to whoever sent them. Others choose without reading them: by the question, by those of
// their own words that occur in both, and by whether their picture does.

// fewestShared is the least share of the sender's words that a claim must contain to be offered by them. With a smaller one, nobody
// could choose, and one message could try many guesses.
const fewestShared = 0.5

// SharedWords returns the words of sent that known contains too, in the sender's words and order, with "…" for the rest, or "" when
// too few are.
func SharedWords(sent, known claim.Content) string {
	return wordingOf(string(sent.Text)).shared(known)
}

// wording is a text word by word: as written, folded for comparison, and its links.
type wording []struct {
	field, folded string
	links         []string
}

func wordingOf(text string) (w wording) {
	for field := range strings.FieldsSeq(text) {
		folded, links := texts.Fold(field), texts.Links(field)
		if folded != "" || len(links) > 0 {
			w = append(w, struct {
				field, folded string
				links         []string
			}{field, folded, links})
		}
	}
	return w
}

// shared returns the words that known contains too if they are enough, and otherwise only the links.
func (w wording) shared(known claim.Content) string {
	text := known.Text.Mask().String()
	said := []string{text}
	for _, l := range known.Links {
		said = append(said, string(l))
	}
	links := texts.Links(strings.Join(said, "\n"))
	has := map[string]bool{}
	for w := range strings.FieldsSeq(texts.Fold(text)) {
		has[w] = true
	}
	var words, onlyLinks excerpt
	all, both := map[string]bool{}, map[string]bool{} // each word counts once
	for _, p := range w {
		in := true
		for w := range strings.FieldsSeq(p.folded) {
			in = in && has[w]
		}
		for _, l := range p.links {
			in = in && slices.Contains(links, l)
		}
		what := p.folded + strings.Join(p.links, " ")
		all[what] = true
		if in {
			both[what] = true
		}
		words.add(p.field, in)
		onlyLinks.add(p.field, in && len(p.links) > 0)
	}
	if float64(len(both)) < fewestShared*float64(len(all)) {
		return onlyLinks.String()
	}
	return words.String()
}
