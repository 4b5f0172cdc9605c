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

// link is that one of the files that were sent is like one that is known; both by their numbers.
type link struct {
	sent, known int
	likeness
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
	told := map[uint64]bool{} // what was said with the same files
	for id := range ids {
		k, ok := x.known[id]
		if !ok {
			continue // removed meanwhile
		}
		if m, ok := decide(f, k, said[id], shown[id]); ok {
			m.ID = id
			matches = append(matches, m)
			if m.Kind == Join {
				told[k.said()] = true
			}
		}
	}
	if !f.states() && len(told) > 1 { // which of it is meant, only the person can say
		for i := range matches {
			matches[i].Kind = Suggest
		}
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	return matches[:min(n, len(matches))]
}

// shown gives for every id which of its files are like which of these.
func (x *Index) shown(files []File) map[string][]link {
	all := map[string][]link{}
	for i, file := range files {
		if file.Same != "" {
			for _, id := range x.same[file.Same] {
				for j, same := range x.known[id].same {
					if same == file.Same {
						all[id] = append(all[id], link{i, j, likeness{Join, 0}})
					}
				}
			}
		}
		if file.Image != nil {
			x.images.each(file.Image, x.limits, func(id string, j int, l likeness) {
				all[id] = append(all[id], link{i, j, l})
			})
		}
	}
	return all
}

// decide puts together what text and files say. Both must agree for a join, where both sides have them: one picture can go
// with two claims, and one text with two pictures. Who asks about files alone asks about what was said of them, too.
func decide(f Features, k known, said texts.Match, shown []link) (Match, bool) {
	m := Match{}
	for _, l := range shown {
		m.Score = max(m.Score, l.score())
	}
	files := Kind("")
	switch {
	case len(shown) == 0:
	case len(f.Files) == len(k.same) && paired(len(k.same), shown):
		files = Join
	default:
		files = Suggest
	}
	text := texts.None
	alone := len(shown) == 0 && (f.Brief || k.brief)
	if k.states && !alone && said.ID != "" && said.Decision != texts.None {
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

// paired tells whether n files that were sent are the same as n that are known, each as another one: a picture twice is not
// an album of two.
func paired(n int, links []link) bool {
	with := make([]int, n) // the number of the file that was sent for each that is known; one more, so that 0 is none
	var pair func(sent int, tried []bool) bool
	pair = func(sent int, tried []bool) bool {
		for _, l := range links {
			if l.kind != Join || l.sent != sent || tried[l.known] {
				continue
			}
			tried[l.known] = true
			if with[l.known] == 0 || pair(with[l.known]-1, tried) {
				with[l.known] = sent + 1
				return true
			}
		}
		return false
	}
	for sent := range n {
		if !pair(sent, make([]bool, n)) {
			return false
		}
	}
	return true
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
