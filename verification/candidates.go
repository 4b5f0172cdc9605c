package verification

import (
	"context"
	"strings"

	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/matching/texts"
	"github.com/rastau/rastau/verification/screening"
)

// Until there is a result, what somebody sent is theirs. Whoever sends something like it has to choose without reading it: by
// the question, by those of their own words that stand in both, and by whether their picture does.

// fewestShared is the least part of somebody's words that must stand in what they are offered: by fewer nobody can choose, and
// with more of them one message could try many guesses.
const fewestShared = 0.5

// Shared gives what the asker wrote that a claim says as well, in the asker's own words and order, with "…" for the rest; ""
// when it is nothing.
func (r Reception) Shared(c *Claim) string {
	return shared(r.Claim.Content, c.Content)
}

// Alike tells whether a file that came with the claim is one that was sent: beyond doubt, perhaps, or "" for none.
func (r Reception) Alike(c *Claim) matching.Kind {
	return alike(r.Claim.Content, c.Content, r.limits)
}

// choosable tells whether somebody can choose what is known without being shown it.
func choosable(sent, known Content, limits pictures.Limits) bool {
	return shared(sent, known) != "" || alike(sent, known, limits) != ""
}

// shared gives the words that were sent which are known as well, if they are enough of them, and else only the links.
func shared(sent, known Content) string {
	text := screening.Mask(known.Text)
	links := texts.Links(text + "\n" + strings.Join(known.Links, "\n"))
	has := map[string]bool{}
	for w := range strings.FieldsSeq(texts.Fold(text)) {
		has[w] = true
	}
	var words, onlyLinks excerpt
	all, both := map[string]bool{}, map[string]bool{} // each once: who says a word often has not said more
	for field := range strings.FieldsSeq(sent.Text) {
		folded, link := texts.Fold(field), texts.Links(field)
		if folded == "" && len(link) == 0 {
			continue
		}
		in := true
		for w := range strings.FieldsSeq(folded) {
			in = in && has[w]
		}
		for _, l := range link {
			in = in && contains(links, l)
		}
		what := folded + strings.Join(link, " ")
		all[what] = true
		if in {
			both[what] = true
		}
		words.add(field, in)
		onlyLinks.add(field, in && len(link) > 0)
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

func alike(sent, known Content, limits pictures.Limits) (kind matching.Kind) {
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

// distinct leaves out what the asker cannot tell from another that comes before it, as long as nothing is out of either; and
// both, when all that they know is that their picture came with them, for then other things were said of it.
func distinct(sent Content, may []*Claim, limits pictures.Limits) (left []*Claim) {
	type shown struct {
		question Question
		words    string
		alike    matching.Kind
	}
	times := map[shown]int{}
	seen := make([]shown, len(may))
	for i, c := range may {
		if c.Status != StatusPublished {
			seen[i] = shown{c.Question, shared(sent, c.Content), alike(sent, c.Content, limits)}
			times[seen[i]]++
		}
	}
	told := map[shown]bool{}
	for i, c := range may {
		s := seen[i]
		if c.Status == StatusPublished || times[s] == 1 || s.words != "" && !told[s] {
			left = append(left, c)
		}
		told[s] = true
	}
	return left
}

// Asker gives who wants to know; ok is false when the person is none of them.
func (c *Claim) Asker(id PersonID) (a Asker, ok bool) {
	for _, a := range c.Askers {
		if a.Person == id && id != "" {
			return a, true
		}
	}
	return a, false
}

// QuotedTo tells whether somebody may read what the claim says: everybody once a result was out, before that only who sent it,
// as far as it is known who did, and no more when it was withdrawn. asks tells whether they asked about it.
func (c *Claim) QuotedTo(a Asker, asks bool) bool {
	return c.Version > 0 || asks && a.Via == "" && a.Sealed == nil && c.Status != StatusTakenDown
}

// Wording gives what somebody sent who asks about a claim; empty when that is not known any more.
func (d *Desk) Wording(ctx context.Context, c *Claim, by PersonID) (Content, error) {
	for range longestChain {
		a, ok := c.Asker(by)
		switch {
		case !ok:
			return Content{}, nil
		case a.Via == "":
			return c.Content, nil
		}
		var err error
		if c, err = d.Claim(ctx, a.Via); err != nil {
			if _, refused := RefusalOf(err); refused {
				return Content{}, nil
			}
			return Content{}, err
		}
	}
	return Content{}, nil
}
