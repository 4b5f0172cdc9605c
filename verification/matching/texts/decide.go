package texts

import "slices"

// What decides; see TestJoinsAreRight and TestNewClaimsAreLeftAlone for what it was set by.
const (
	likely     = 0.25 // least score that is suggested
	possible   = 0.10 // least score that is suggested when it stands out
	standsOut  = 1.4  // by this many times the next one's
	fewWords   = 4    // a text of fewer tells little: it is only suggested for another if nearly all of it is there
	nearlyAll  = 0.8  // of the grams by weight
	enough     = 6    // words that must be the same in a row
	ofTheNew   = 0.6  // least share, by weight, of the new text that is in that row
	ofTheKnown = 0.8  // and of the known one
	manyWords  = 400  // words, above which two texts are only joined if they are the same
)

// decide says what may be done with a known text that was found. A wrong join silences a claim, and one word can turn a
// claim around. So texts are joined when one is the other with whole sentences before or after it, as they are put around
// what is forwarded, and with no number and no denial in those. All else is shown to the person, if it is likely or much
// likelier than the next, which has that score: a text in a sister language has little in common even with itself.
func (x *Index) decide(q features, d *doc, c candidate, next float64) Decision {
	if q.same == d.same {
		return Join
	}
	link := shared(q.links, d.links)
	otherLink := !link && len(q.links) > 0 && len(d.links) > 0
	if q.latin == d.latin && !otherLink && x.sameClaim(q.words, d.words) {
		return Join
	}
	switch {
	case link:
		return Suggest
	case min(len(q.words), len(d.words)) < fewWords && (len(q.words) < 2 || c.grams < nearlyAll):
		return None
	case c.score >= likely, c.score >= possible && c.score >= standsOut*next:
		return Suggest
	}
	return None
}

// sameClaim tells whether two texts have most in common, in a row and in whole sentences.
func (x *Index) sameClaim(fresh, known []uint32) bool {
	if min(len(fresh), len(known)) < enough || max(len(fresh), len(known)) > manyWords {
		return false
	}
	i, j, n := longestRow(fresh, known)
	if n < enough || !whole(fresh, i, n) || !whole(known, j, n) {
		return false
	}
	row := x.sum(fresh[i : i+n])
	return row >= ofTheNew*x.sum(fresh) && row >= ofTheKnown*x.sum(known)
}

// whole tells whether the n words at i are whole sentences, with nothing that counts around them.
func whole(words []uint32, i, n int) bool {
	if words[i]&opens == 0 || i+n < len(words) && words[i+n]&opens == 0 {
		return false
	}
	for k, w := range words {
		if (k < i || k >= i+n) && w&(number|denial) != 0 {
			return false
		}
	}
	return true
}

func (x *Index) sum(words []uint32) (sum float64) {
	for _, w := range words {
		sum += x.wordWeight(w)
	}
	return sum
}

// longestRow gives where the most words in a row are the same in both, and how many.
func longestRow(a, b []uint32) (i, j, n int) {
	row := make([]int, len(b)+1) // how many are the same up to the words before
	for p := range a {
		for q, w := range slices.Backward(b) {
			if (a[p]^w)&^opens != 0 {
				row[q+1] = 0
				continue
			}
			row[q+1] = row[q] + 1
			if row[q+1] > n {
				n = row[q+1]
				i, j = p-n+1, q-n+1
			}
		}
	}
	return i, j, n
}
