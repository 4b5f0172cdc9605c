package publisher

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/rastau/rastau/verification/bulletin"
)

// kept is how many of the latest results a digest can hold, and a feed.
const kept = 200

// A digest is as long as phones read well from paper, and as goes into one message with its words.
const (
	longestProof = 1400
	longestWords = 2200
)

// digest issues a digest if one is due. One from the hour before is due to be replaced when there is news; at once when
// something in it was corrected or withdrawn, or there is another key; and without news once a day, so that
// whoever holds one can tell that nothing happened from being cut off.
func (g *Publisher) digest(ctx context.Context, p *press) error {
	entries, err := g.Store.Results(ctx, kept)
	if err != nil || len(entries) == 0 {
		return err
	}
	var items []bulletin.Item
	language := map[string]int{}
	for _, e := range entries {
		s, err := open(e)
		if err != nil {
			return err
		}
		items = append(items, s.Bulletin.Items...)
		language[s.Bulletin.Language]++
	}
	held, found, err := g.Store.Digest(ctx)
	if err != nil {
		return err
	}
	if public := p.keys.Key.Public(); found && bytes.Equal(held.By, public[:]) {
		last, err := open(held)
		if err != nil || !digestDue(last.Bulletin, items, entries[0].Number > held.Number, p.now) {
			return err
		}
	}
	e, err := compose(p, mostly(language), items)
	if err != nil {
		return err
	}
	p.issue.Digest = &e
	return nil
}

func digestDue(last bulletin.Bulletin, items []bulletin.Item, news bool, now time.Time) bool {
	if !news {
		return now.Sub(last.Issued) >= 24*time.Hour
	}
	var holds bulletin.State
	holds.Merge(last)
	for _, it := range items {
		if before, in := holds.Item(it.Code); in && before.Version < it.Version {
			return true
		}
	}
	return now.Truncate(time.Hour).After(last.Issued)
}

// mostly is the language of most results.
func mostly(count map[string]int) string {
	return slices.MaxFunc(bulletin.Languages, func(a, b string) int { return cmp.Compare(count[a], count[b]) })
}

// compose signs as much as a digest holds: corrections of the last day first, then the newest; with their words as far as
// they fit, and the rest as codes with verdicts.
func compose(p *press, language string, items []bulletin.Item) (Entry, error) {
	fresh := func(it bulletin.Item) int {
		if it.Version > 1 && p.now.Sub(it.At) < 24*time.Hour {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(items, func(a, b bulletin.Item) int { return cmp.Compare(fresh(a), fresh(b)) })
	number := p.issue.Number
	var best Entry
	try := func(worded, all int) (bool, error) {
		p.issue.Number = number // one of these is issued
		chosen := slices.Clone(items[:all])
		for i := worded; i < len(chosen); i++ {
			chosen[i] = bare(chosen[i])
		}
		e, err := p.print(language, chosen...)
		if err != nil {
			return false, err
		}
		fits := wordy(chosen) <= longestWords && len(bulletin.Sealed{COSE: e.COSE}.Text()) <= longestProof
		if fits || all == 1 {
			best = e
		}
		return fits, nil
	}
	all, err := most(len(items), func(n int) (bool, error) { return try(0, n) })
	if err != nil {
		return Entry{}, err
	}
	if all < len(items) {
		all = max(1, all*3/4) // room for the words of the newest
	}
	if _, err := most(all, func(n int) (bool, error) { return try(n, all) }); err != nil {
		return Entry{}, err
	}
	return best, nil
}

// wordy is how many characters the items take as lines, in the language that takes most.
func wordy(items []bulletin.Item) int {
	longest := 0
	for _, l := range bulletin.Languages {
		n := 0
		for _, it := range items {
			n += utf8.RuneCountInString(it.Line(l)) + 1
		}
		longest = max(longest, n)
	}
	return longest
}

// most is the largest n up to limit that fits, where one that fits makes every smaller one fit; at least 0.
func most(limit int, fits func(n int) (bool, error)) (int, error) {
	low, high := 0, limit
	for low < high {
		n := (low + high + 1) / 2
		ok, err := fits(n)
		if err != nil {
			return 0, err
		}
		if ok {
			low = n
		} else {
			high = n - 1
		}
	}
	return low, nil
}
