package texts

import "slices"

// What a join needs; see TestJoinsAreRight and TestShortMessagesAmongTenThousand for what it was set by.
const (
	enough     = 6    // words that both texts have, in one order
	telling    = 4    // of them, words that are not common
	ofTheKnown = 0.7  // least share of the known text, by weight, that those words are
	ofTheNew   = 0.55 // and of the new one
	added      = 0.4  // most that may stand between and beside them in the same sentences, by weight, for what is in both
	apart      = 1.4  // by how many times its score is above that of the next
	manyWords  = 400  // words, above which two texts are only joined if they are the same
	usual      = 50   // texts with a word from which on it may be common
	commonPart = 0.01 // and the part of all texts
)

// sameClaim tells whether a new text says what a known one does, in its words, with a frame around it, common ones left
// out and some put between. A wrong join silences a claim, and one word can turn a claim around. So what both have must be most of
// the known text, in one order, and no telling word may stand in the place of another ("Tokayev" for "Nazarbayev"). Numbers,
// denials and words that turn a comparison around are neither left out nor added, and no telling word of the known text is
// left out.
func (x *Index) sameClaim(fresh, known []uint32) bool {
	if min(len(fresh), len(known)) < enough || max(len(fresh), len(known)) > manyWords {
		return false
	}
	inFresh, inKnown := x.align(fresh, known)
	both, all, words, rare := 0.0, 0.0, 0, 0
	for i, w := range known {
		weight := x.wordWeight(w)
		all += weight
		switch {
		case inKnown[i]:
			both += weight
			words++
			if !x.common(w) {
				rare++
			}
		case w&(number|denial|turn) != 0 || !x.common(w):
			return false // "the son of X was arrested" is not known from "X was arrested"
		}
	}
	if words < enough || rare < telling || both < ofTheKnown*all || x.swapped(fresh, known, inFresh, inKnown) {
		return false
	}
	besides, rest := x.besides(fresh, inFresh)
	return besides <= added*both && both >= ofTheNew*(both+besides+rest)
}

// swapped tells whether a telling word stands elsewhere than in the other, or whether between two words that both have, or
// before or after them all in one sentence, each has words that the other has not, a telling one among them.
func (x *Index) swapped(fresh, known []uint32, inFresh, inKnown []bool) bool {
	moved := map[uint32]bool{}
	for i, w := range known {
		if !inKnown[i] && !x.common(w) {
			moved[w&^opens] = true
		}
	}
	for i, w := range fresh {
		if !inFresh[i] && moved[w&^opens] {
			return true
		}
	}
	i, j := 0, 0
	for {
		a, tellingA, nextI := x.gap(fresh, inFresh, i)
		b, tellingB, nextJ := x.gap(known, inKnown, j)
		if a && b && (tellingA || tellingB) {
			return true
		}
		if nextI == len(fresh) || nextJ == len(known) {
			return false
		}
		i, j = nextI+1, nextJ+1
	}
}

// gap tells whether words, and a telling one, stand from i to the next word that both have, which is at next, without the
// sentences that have none.
func (x *Index) gap(words []uint32, in []bool, i int) (some, telling bool, next int) {
	started := i > 0 // what follows a word that both have is in its sentence
	for next = i; next < len(words) && !in[next]; next++ {
		if words[next]&opens != 0 {
			if started && some {
				break
			}
			telling, started = false, true
		}
		some, telling = true, telling || !x.common(words[next])
	}
	for next < len(words) && !in[next] {
		next++
	}
	return some, telling, next
}

// besides weighs the words of a text that are not in the other: those of the sentences that have telling words of the
// other, and the rest. A word that may turn the claim around weighs more than all.
func (x *Index) besides(words []uint32, in []bool) (inside, outside float64) {
	const tooMuch = 1e9
	for i := 0; i < len(words); {
		end := i + 1
		for end < len(words) && words[end]&opens == 0 {
			end++
		}
		extra, turned, of := 0.0, false, false
		for k := i; k < end; k++ {
			w := words[k]
			if in[k] {
				of = of || !x.common(w)
				continue
			}
			if w&(number|denial) != 0 {
				return tooMuch, 0
			}
			extra += x.wordWeight(w)
			turned = turned || w&turn != 0
		}
		switch {
		case of && turned:
			return tooMuch, 0
		case of:
			inside += extra
		default:
			outside += extra
		}
		i = end
	}
	return inside, outside
}

// common tells a word that may be left out without a change of what is said, such as the.
func (x *Index) common(w uint32) bool {
	if w&(number|denial|turn) != 0 {
		return false
	}
	p := x.words.get(w &^ opens)
	return p != nil && p.n >= usual && float64(p.n) >= commonPart*float64(x.docs.Len())
}

// align marks the words that both have in one order, as heavy together as can be (the heaviest common subsequence).
func (x *Index) align(a, b []uint32) (inA, inB []bool) {
	width := len(b) + 1
	best := make([]float32, (len(a)+1)*width)
	for i, ours := range slices.Backward(a) {
		weight := float32(x.wordWeight(ours))
		for j, theirs := range slices.Backward(b) {
			v := max(best[(i+1)*width+j], best[i*width+j+1])
			if (ours^theirs)&^opens == 0 {
				v = max(v, best[(i+1)*width+j+1]+weight)
			}
			best[i*width+j] = v
		}
	}
	inA, inB = make([]bool, len(a)), make([]bool, len(b))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		here := best[i*width+j]
		switch here {
		case best[(i+1)*width+j]:
			i++
		case best[i*width+j+1]:
			j++
		default:
			inA[i], inB[j] = true, true
			i++
			j++
		}
	}
	return inA, inB
}
