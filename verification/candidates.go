package verification

import (
	"context"
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/matching/texts"
)

// Until there is a result, what somebody sent is theirs. Whoever sends something like it has to choose without reading it: by
// the question, by those of their own words that stand in both, and by whether their picture does.

// fewestShared is the least part of somebody's words that must stand in what they are offered: by fewer nobody can choose, and
// with more of them one message could try many guesses.
const fewestShared = 0.5

// Shared gives what the asker wrote that a claim says as well, in the asker's own words and order, with "…" for the rest; ""
// when it is nothing.
func (r Reception) Shared(c *claim.Claim) string {
	return wordingOf(string(r.Claim.Content.Text)).shared(c.Content)
}

// Alike tells whether a file that came with the claim is one that was sent: beyond doubt, perhaps, or "" for none.
func (r Reception) Alike(c *claim.Claim) matching.Kind {
	return alike(r.Claim.Content, c.Content, r.limits)
}

// wording is what somebody wrote, word for word: as it stands, as it is compared, and its links.
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

// shared gives the words that are known as well, if they are enough of them, and else only the links.
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
	all, both := map[string]bool{}, map[string]bool{} // each once: who says a word often has not said more
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

// excerpt is some words of a text, with "…" for those between.
type excerpt struct {
	words []string
	some  bool
}

func (e *excerpt) add(word string, in bool) {
	switch {
	case in:
		e.words, e.some = append(e.words, word), true
	case len(e.words) == 0 || e.words[len(e.words)-1] != "…":
		e.words = append(e.words, "…")
	}
}

func (e *excerpt) String() string {
	if !e.some {
		return ""
	}
	return strings.Join(e.words, " ")
}

func alike(sent, known claim.Content, limits pictures.Limits) (kind matching.Kind) {
	for _, s := range sent.Media {
		for _, k := range known.Media {
			switch {
			case s.Same != "" && s.Same == k.Same, s.Look.Joins(k.Look, limits):
				return matching.Join
			case s.Look.Like(k.Look, limits):
				kind = matching.Suggest
			}
		}
	}
	return kind
}

// candidate is a claim that may be what was sent, and all that the asker sees of it before its result is out.
type candidate struct {
	*claim.Claim
	words string
	alike matching.Kind
}

// candidates are the claims that somebody can choose from: those of same in any case, of like what they can choose without being
// shown it.
func candidates(sent claim.Content, same, like []*claim.Claim, limits pictures.Limits) []*claim.Claim {
	var all []candidate
	said := wordingOf(string(sent.Text))
	for i, c := range slices.Concat(same, like) {
		k := candidate{Claim: c}
		if c.Status != claim.StatusPublished {
			k.words, k.alike = said.shared(c.Content), alike(sent, c.Content, limits)
			if i >= len(same) && k.words == "" && k.alike == "" {
				continue
			}
		}
		all = append(all, k)
	}
	return distinct(all)
}

// distinct leaves out what the asker cannot tell from another that comes before it, as long as nothing is out of either; and
// both, when all that they know is that their picture came with them, for then other things were said of it.
func distinct(may []candidate) (left []*claim.Claim) {
	type shown struct {
		question claim.Question
		words    string
		alike    matching.Kind
	}
	seen := func(c candidate) shown { return shown{c.Question, c.words, c.alike} }
	times, told := map[shown]int{}, map[shown]bool{}
	for _, c := range may {
		if c.Status != claim.StatusPublished {
			times[seen(c)]++
		}
	}
	for _, c := range may {
		if c.Status == claim.StatusPublished {
			left = append(left, c.Claim)
			continue
		}
		if s := seen(c); times[s] == 1 || s.words != "" && !told[s] {
			left = append(left, c.Claim)
			told[s] = true
		}
	}
	return left
}

// Own returns what somebody may know of a claim without a result that they asked about: with the words that they sent.
func (d *Service) Own(ctx context.Context, c *claim.Claim, by claim.PersonID) (claim.Release, error) {
	own := *c
	var err error
	if own.Content, err = d.Wording(ctx, c, by); err != nil {
		return claim.Release{}, err
	}
	return own.ReleaseAs(own.Status, true, false), nil
}

// Wording gives what somebody sent who asks about a claim; empty when that is not known any more.
func (d *Service) Wording(ctx context.Context, c *claim.Claim, by claim.PersonID) (claim.Content, error) {
	for range longestChain {
		a, ok := c.Asker(by)
		switch {
		case !ok:
			return claim.Content{}, nil
		case a.Via == "":
			return c.Content, nil
		}
		var err error
		if c, err = d.Claim(ctx, a.Via); err != nil {
			if _, refused := claim.RefusalOf(err); refused {
				return claim.Content{}, nil
			}
			return claim.Content{}, err
		}
	}
	return claim.Content{}, nil
}
