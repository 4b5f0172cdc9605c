package duplicates

import (
	"slices"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
)

// candidate is a claim that may ask the same, with all that the sender sees of it before its result is published.
type candidate struct {
	*claim.Claim
	words string
	alike matching.Kind
}

func candidates(sent claim.Content, same, like []*claim.Claim, limits pictures.Limits) []*claim.Claim {
	var all []candidate
	said := wordingOf(string(sent.Text))
	for i, c := range slices.Concat(same, like) {
		k := candidate{Claim: c}
		if c.Status != claim.StatusPublished {
			k.words, k.alike = said.shared(c.Content), Alike(sent, c.Content, limits)
			if i >= len(same) && k.words == "" && k.alike == "" {
				continue
			}
		}
		all = append(all, k)
	}
	return distinct(all)
}

// distinct drops a claim that the sender cannot tell from an earlier one while neither has a published result. When they have nothing
// but a picture in common it drops both: different things were said about it.
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
