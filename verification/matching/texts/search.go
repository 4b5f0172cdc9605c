package texts

import (
	"cmp"
	"math"
	"slices"
)

// Decision says what may be done with a match.
type Decision string

// The decisions.
const (
	Join    Decision = "join"    // it is the same claim
	Suggest Decision = "suggest" // it may be; ask the person
	None    Decision = "none"    // it is not likely; only for whoever wants to see the rest of the list
)

// Match is a text that may say the same.
type Match struct {
	ID       string
	Score    float64 // from 0 to 1, which is the same text
	Decision Decision
}

// Search gives up to n texts that may say what the given one says, the likeliest first.
//
// What is looked for in the whole index are pieces of words, the rarest first and as many as there is time for: they
// find a text in spite of endings, typos and even in a language of the same family. Of those found the pieces and the whole
// words together say which is nearest. Both are weighed by how rare they are, as in BM25 (Robertson and Zaragoza 2009).
func (x *Index) Search(text string, n int) []Match { return x.search(x.hasher.features(text), n) }

// What a search is tuned by: on real messages (docs/matching.md), TestKyrgyzFindsKazakh and TestShortMessagesAmongTenThousand.
const (
	budget     = 1_000_000 // entries of lists that one search may read, which bounds its time
	candidates = 100       // texts that are looked at word by word
	beginning  = 2         // how much more the beginning of a word tells than its other pieces: endings change
	wordShare  = 0.3       // of the words in a score, when the index knows them all; the rest is of the grams
	lengthened = 0.3       // how much a text's length lowers its score: 0 not at all, 1 in proportion
	rarity     = 1.5       // power of a weight: a rare name tells more than many common words
	linked     = 0.6       // least score of a text with the same link
)

type candidate struct {
	doc          uint32
	grams, score float64
}

func (x *Index) search(q features, n int) []Match {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if n <= 0 || q.same == 0 || len(x.byID) == 0 {
		return nil
	}
	found := x.byGrams(q)
	found = x.withSame(found, q)
	x.byWords(found, q)
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(x.docs.At(int(a.doc)).id, x.docs.At(int(b.doc)).id))
	})
	out := make([]Match, 0, min(n, len(found)))
	for i, c := range found[:min(n, len(found))] {
		d := x.docs.At(int(c.doc))
		next := 0.0
		if i > 0 { // only the first can stand out
			next = c.score
		} else if len(found) > 1 {
			next = found[1].score
		}
		out = append(out, Match{d.id, c.score, decide(q, d, c, next)})
	}
	return out
}

// weight is how much it tells that something occurs in a text, if it occurs in so many: the usual logarithm of how rare, as
// though there were others in which it does not. Among few texts what all say would tell nothing.
func (x *Index) weight(texts int) float64 {
	const others = 10
	df := float64(texts)
	return math.Log(1 + (float64(len(x.byID))+others-df+.5)/(df+.5))
}

// byGrams gives the texts that have most of the rarest grams. Their grams are the share of all that were looked for.
func (x *Index) byGrams(q features) []candidate {
	type list struct {
		*postings
		gram uint32
	}
	lists := make([]list, 0, len(q.grams))
	all := 0.0
	for _, g := range q.grams {
		if p := x.grams.get(g); p != nil {
			lists = append(lists, list{p, g})
		} else {
			all += x.gramWeight(g, 0)
		}
	}
	slices.SortStableFunc(lists, func(a, b list) int { return cmp.Compare(a.n, b.n) })
	s := x.scratchFor(x.docs.Len())
	defer x.scratch.Put(s)
	left := budget
	for i, l := range lists {
		if left -= int(l.n); left < 0 && i > 0 {
			break
		}
		s.texts = l.texts(s.texts[:0])
		weight := x.gramWeight(l.gram, x.here(s.texts))
		all += weight
		for _, t := range s.texts {
			s.sums[t] += float32(weight)
		}
	}
	return x.best(s.sums, all)
}

func (x *Index) gramWeight(gram uint32, texts int) float64 {
	w := math.Pow(x.weight(texts), rarity)
	if gram&starts != 0 {
		w *= beginning
	}
	return w
}

// here is how many of the texts were not removed.
func (x *Index) here(texts []uint32) (n int) {
	if x.docs.Len() == len(x.byID) {
		return len(texts)
	}
	for _, t := range texts {
		if x.sizes[t] != 0 {
			n++
		}
	}
	return n
}

// scratch is what a search writes on.
type scratch struct {
	sums  []float32 // of every text, all 0 between searches
	texts []uint32
}

func (x *Index) scratchFor(texts int) *scratch {
	if s, ok := x.scratch.Get().(*scratch); ok && len(s.sums) >= texts {
		return s
	}
	return &scratch{sums: make([]float32, texts+texts/8)}
}

// best gives the texts with the highest sums for their length, and clears the sums.
func (x *Index) best(sums []float32, all float64) []candidate {
	found := make([]candidate, 0, 2*candidates)
	order := func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc))
	}
	usual := float64(x.gramSum) / float64(len(x.byID))
	floor := 0.0
	for d, size := range x.sizes {
		sum := float64(sums[d])
		sums[d] = 0
		if sum/(1-lengthened) <= floor || size == 0 {
			continue
		}
		c := candidate{uint32(d), sum / all, sum / long(float64(size), usual)} //nolint:gosec // a number of a text
		if c.score <= floor {
			continue
		}
		found = append(found, c)
		if len(found) == cap(found) {
			slices.SortFunc(found, order)
			found = found[:candidates]
			floor = found[candidates-1].score
		}
	}
	slices.SortFunc(found, order)
	found = found[:min(len(found), candidates)]
	for i := range found {
		found[i].score /= all
	}
	return found
}

// long is by what a text's score is divided for its length.
func long(size, usual float64) float64 { return 1 - lengthened + lengthened*size/usual }

// withSame adds the texts that are the same, or have a link of it, if they are not among those found.
func (x *Index) withSame(found []candidate, q features) []candidate {
	const most = 50 // of one kind: a link that all have tells nothing
	left := most
	add := func(n uint32) {
		if x.docs.At(int(n)).gone {
			return
		}
		left--
		if !slices.ContainsFunc(found, func(c candidate) bool { return c.doc == n }) {
			found = append(found, candidate{doc: n})
		}
	}
	n, ok := x.whole[q.same]
	for ok && n != none && left > 0 {
		add(n)
		n = x.docs.At(int(n)).older
	}
	for _, l := range q.links {
		left = most
		for _, n := range slices.Backward(x.links[l]) {
			if left == 0 {
				break
			}
			add(n)
		}
	}
	return found
}

// byWords gives the candidates the scores by which they are ordered.
func (x *Index) byWords(found []candidate, q features) {
	weights, all, known := map[uint32]float64{}, 0.0, 0.0
	for _, w := range distinct(q.words) {
		weights[w] = math.Pow(x.wordWeight(w), rarity)
		all += weights[w]
		if x.words.get(w).here() > 0 {
			known += weights[w]
		}
	}
	share := 0.0 // a text in a sister language has few words that the index knows
	if all > 0 {
		share = wordShare * known / all
	}
	usual := float64(x.wordSum) / float64(len(x.byID))
	for i := range found {
		c := &found[i]
		d := x.docs.At(int(c.doc))
		if sameClaim(q, d) {
			c.score = 1
			continue
		}
		sum := 0.0
		for _, w := range distinct(d.words) {
			sum += weights[w]
		}
		words := 0.0
		if sum > 0 {
			words = sum / all / long(float64(len(d.words)), usual)
		}
		c.score = (share*words + (1-share)*c.score) * (1 - lengthened) // never 1, however short the text is
		if shared(q.links, d.links) {
			c.score = linked + (1-linked)*c.score
		}
	}
}

func (x *Index) wordWeight(w uint32) float64 {
	return x.weight(x.words.get(w).here())
}
