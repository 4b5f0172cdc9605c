package matching

import (
	"cmp"
	"slices"

	"github.com/rastau/rastau/verification/matching/texts"
)

// Kind says what may be done with a match.
type Kind string

// The kinds.
const (
	Join    Kind = "join"    // they are the same
	Suggest Kind = "suggest" // they may be: ask
)

// Match is something that was seen before.
type Match struct {
	ID    string
	Kind  Kind
	Score float64 // from 0 to 1, which is the same text, picture or file
}

// likeness is how one file is like another.
type likeness struct {
	kind     Kind
	distance int // bits of a hash
}

// score puts a distance on the scale of texts: unrelated pictures are 128 bits apart.
func (l likeness) score() float64 { return max(0, 1-float64(l.distance)/128) }

// Search gives up to n that may be the same as what has the features: those first that are beyond doubt, then the likeliest.
func (x *Index) Search(f Features, n int) []Match {
	said := map[string]texts.Match{}
	if f.states() {
		const looked = 50 // more than anybody is shown: some are passed over below
		found, err := x.texts.SearchFeatures(f.Text, looked)
		if err != nil {
			found = nil // made with another key: like a text that nobody knows
		}
		for _, m := range found {
			said[m.ID] = m
		}
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	shown := x.shown(f.Files)
	ids := map[string]bool{}
	for id := range said {
		ids[id] = true
	}
	for id := range shown {
		ids[id] = true
	}
	var matches []Match
	for id := range ids {
		k, ok := x.known[id]
		if !ok {
			continue // removed meanwhile
		}
		if m, ok := decide(f, k, said[id], shown[id]); ok {
			m.ID = id
			matches = append(matches, m)
		}
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	return matches[:min(n, len(matches))]
}

// shown gives for every id which of the files it has: at most one likeness for each of them.
func (x *Index) shown(files []File) map[string][]likeness {
	all := map[string][]likeness{}
	for _, file := range files {
		best := map[string]likeness{}
		note := func(id string, l likeness) {
			if b, ok := best[id]; !ok || cmp.Or(cmp.Compare(l.kind, b.kind), cmp.Compare(l.distance, b.distance)) < 0 {
				best[id] = l
			}
		}
		if file.Same != "" {
			for _, id := range x.same[file.Same] {
				note(id, likeness{Join, 0})
			}
		}
		if file.Look != nil {
			x.looks.each(file.Look, x.limits, note)
		}
		for id, l := range best {
			all[id] = append(all[id], l)
		}
	}
	return all
}

// decide puts together what text and files say. Both must agree for a join, where both sides have them: one picture can go
// with two claims, and one text with two pictures. Who asks about files alone asks about what was said of them, too.
func decide(f Features, k known, said texts.Match, shown []likeness) (Match, bool) {
	m := Match{}
	joined := 0
	for _, l := range shown {
		m.Score = max(m.Score, l.score())
		if l.kind == Join {
			joined++
		}
	}
	files := Kind("")
	switch {
	case len(shown) == 0:
	case joined == len(f.Files) && joined == len(k.same):
		files = Join
	default:
		files = Suggest
	}
	text := texts.None
	if k.states && said.ID != "" && said.Decision != texts.None {
		text = said.Decision
		m.Score = max(m.Score, said.Score)
	}
	switch {
	case text == texts.Join && (len(f.Files) == 0 || files == Join), files == Join && !f.states():
		m.Kind = Join
	case text != texts.None, files != "":
		m.Kind = Suggest
	default:
		return m, false
	}
	return m, true
}

// Results gives up to n whose [Features.Result] is about the words, the likeliest first. Their Kind is empty: it is
// somebody who searches, and looks for themselves.
func (x *Index) Results(words string, n int) []Match {
	const least = 0.1 // of a score: below, a word or two are alike
	var out []Match
	for _, m := range x.results.Search(words, n) {
		if m.Score >= least || m.Decision != texts.None {
			out = append(out, Match{ID: m.ID, Score: m.Score})
		}
	}
	return out
}
