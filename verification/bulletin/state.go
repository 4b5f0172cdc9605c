package bulletin

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// State is what all bulletins that arrived say together. Which arrived counts; their order, and how often each did, does
// not. So any two people who hold the newest bulletin about a claim hold the same about it, whatever else they missed.
// Merge only what Verify returned, of one issuer: another's codes mean other claims. The zero value is empty and ready.
type State struct {
	items  map[string]Item
	newest int64
}

// Merge takes in a bulletin and returns the codes about which something new is known, in the bulletin's order.
func (s *State) Merge(b Bulletin) (changed []string) {
	if s.items == nil {
		s.items = make(map[string]Item)
	}
	s.newest = max(s.newest, b.Number)
	for _, it := range b.Items {
		held, known := s.items[it.Code]
		if !known || supersedes(it, held) {
			s.items[it.Code] = it
			changed = append(changed, it.Code)
		}
	}
	return changed
}

// supersedes orders what is said about one claim. The higher version wins, whichever bulletin is newer. Of one version
// the one with more to say wins: it may have been sent with words and without. What is left is settled by any order that
// everybody shares.
func supersedes(a, b Item) bool {
	return cmp.Or(
		cmp.Compare(a.Version, b.Version),
		cmp.Compare(len(a.Answer)+len(a.Quote), len(b.Answer)+len(b.Quote)),
		a.At.Compare(b.At),
		bytes.Compare(a.rank(), b.rank()),
	) > 0
}

func (it Item) rank() []byte {
	return []byte(string(it.Question) + "\n" + string(it.Verdict) + "\n" + it.Answer + "\n" + it.Quote)
}

// Item is what is known about a claim.
func (s *State) Item(code string) (Item, bool) {
	it, known := s.items[code]
	return it, known
}

// Items are all of them, by code. One that was withdrawn stays, so that older news of it cannot come back.
func (s *State) Items() []Item {
	items := make([]Item, 0, len(s.items))
	for _, it := range s.items {
		items = append(items, it)
	}
	slices.SortFunc(items, func(a, b Item) int { return strings.Compare(a.Code, b.Code) })
	return items
}

// Newest is the highest number of a bulletin that arrived, 0 if none has.
func (s *State) Newest() int64 { return s.newest }
