package consensus

import (
	"cmp"
	"slices"
	"sort"
)

// Ballots are the votes on many claims, in columns: those of claim i are the votes from start[i] to start[i+1].
// Everything is an index; names are looked up only for reading and writing.
type Ballots struct {
	Claims    []string // in the order of first appearance
	Verifiers []string
	Answers   []string

	start []int32 // len(Claims)+1
	who   []int32 // verifier of each vote
	what  []int32 // slot of each vote's answer within its claim: 0 … options(claim)-1
	at    []int64 // seconds since 1970 of each vote; empty when times are not known
	came  []int32 // place of each vote in the order of arrival

	// A closed question has the same k answers on every claim: slot s is answer s. On an open one every claim has the
	// answers that were proposed for it, in label, and one more slot for "none of these".
	closed bool
	k      int
	slot   []int32 // len(Claims)+1: where each claim's slots begin in arrays over all slots
	label  []int32 // open questions only: the answer of each slot, -1 for none of these
}

// manyAnswers is from how many different answers on a question counts as open: names and places rather than a choice.
const manyAnswers = 20

// Votes returns the number of votes.
func (b *Ballots) Votes() int { return len(b.who) }

// answerOf returns the answer in a slot of a claim, or -1 for "none of these".
func (b *Ballots) answerOf(claim, slot int) int32 {
	if b.closed {
		return int32(slot)
	}
	return b.label[int(b.slot[claim])+slot]
}

// slotOf returns the slot of an answer of a claim, or -1 if nobody gave it on an open question.
func (b *Ballots) slotOf(claim int, answer int32) int {
	if b.closed {
		return int(answer)
	}
	for s := b.slot[claim]; s < b.slot[claim+1]; s++ {
		if b.label[s] == answer {
			return int(s - b.slot[claim])
		}
	}
	return -1
}

func (b *Ballots) options(claim int) int { return int(b.slot[claim+1] - b.slot[claim]) }

// Collector collects votes in any order.
type Collector struct {
	// Open says that every claim has answers of its own, as names and places are. Without it, that is so when there are
	// many different answers.
	Open bool
	// Canonical maps the ways of writing an answer to an open question onto one; nil when every text is an answer of its own.
	Canonical func(answer string) string
	// None is the answer "none of these", if there is one.
	None string

	claims, verifiers, answers names
	votes                      []collected
	timed                      bool
}

type collected struct {
	claim, who, what int32
	at               int64
}

type names struct {
	index map[string]int32
	list  []string
}

func (n *names) of(name []byte) int32 {
	if i, ok := n.index[string(name)]; ok { // no allocation for a look-up
		return i
	}
	if n.index == nil {
		n.index = map[string]int32{}
	}
	s := string(name)
	i := int32(len(n.list))
	n.index[s], n.list = i, append(n.list, s)
	return i
}

// Add adds a vote. at is in seconds since 1970, or 0 if unknown.
func (c *Collector) Add(claim, verifier, answer []byte, at int64) {
	c.votes = append(c.votes, collected{c.claims.of(claim), c.verifiers.of(verifier), c.answers.of(answer), at})
	c.timed = c.timed || at != 0
}

// AddAnswer adds an answer that may have no votes.
func (c *Collector) AddAnswer(answer string) { c.answers.of([]byte(answer)) }

// Ballots returns the votes sorted by claim. Of several votes of a verifier on a claim, the latest counts, or the first if
// no times are known.
func (c *Collector) Ballots() *Ballots {
	b := &Ballots{Claims: c.claims.list, Verifiers: c.verifiers.list, closed: !c.Open && len(c.answers.list) <= manyAnswers}
	rank := c.sortAnswers(b)
	n := len(b.Claims)
	place := make([]int32, n+1)
	for _, v := range c.votes {
		place[v.claim+1]++
	}
	for i := range n {
		place[i+1] += place[i]
	}
	order := make([]int32, len(c.votes))
	next := append([]int32(nil), place[:n]...)
	for i, v := range c.votes {
		order[next[v.claim]] = int32(i)
		next[v.claim]++
	}
	b.start = make([]int32, 1, n+1)
	b.who, b.what = make([]int32, 0, len(order)), make([]int32, 0, len(order))
	seen := make([]int32, len(b.Verifiers)) // one more than the place of the verifier's vote on the claim at hand
	for i := range n {
		first := len(b.who)
		for _, j := range order[place[i]:place[i+1]] {
			v := c.votes[j]
			at := int(seen[v.who]) - 1
			if at < first || at >= len(b.who) || b.who[at] != v.who {
				seen[v.who] = int32(len(b.who) + 1)
				b.who, b.what, b.came = append(b.who, v.who), append(b.what, rank[v.what]), append(b.came, j)
				if c.timed {
					b.at = append(b.at, v.at)
				}
				continue
			}
			if c.timed && v.at > b.at[at] {
				b.what[at], b.at[at] = rank[v.what], v.at
			}
		}
		b.start = append(b.start, int32(len(b.who)))
	}
	b.layOut()
	return b
}

// sortAnswers sorts the answers alphabetically, so that ties do not depend on the order of the votes.
func (c *Collector) sortAnswers(b *Ballots) (rank []int32) {
	b.Answers = append([]string(nil), c.answers.list...)
	sort.Strings(b.Answers)
	rank = make([]int32, len(b.Answers))
	for i, a := range b.Answers {
		rank[c.answers.index[a]] = int32(i)
	}
	if b.closed {
		return rank
	}
	first := map[string]int32{} // by folded text: the first way of writing it
	for i, a := range b.Answers {
		r := &rank[c.answers.index[a]]
		if c.None != "" && a == c.None {
			*r = noneOfThese
		} else if c.Canonical != nil {
			folded := c.Canonical(a)
			if _, ok := first[folded]; !ok {
				first[folded] = int32(i)
			}
			*r = first[folded]
		}
	}
	return rank
}

// noneOfThese stands for the answer that none of the others is right.
const noneOfThese = -1

// layOut assigns slots to every claim.
func (b *Ballots) layOut() {
	b.slot = make([]int32, 1, len(b.Claims)+1)
	if b.closed {
		b.k = max(len(b.Answers), 2)
		for i := range b.Claims {
			b.slot = append(b.slot, int32((i+1)*b.k))
		}
		return
	}
	for i := range b.Claims {
		first := len(b.label)
		for j := b.start[i]; j < b.start[i+1]; j++ {
			s := first
			for s < len(b.label) && b.label[s] != b.what[j] {
				s++
			}
			if s == len(b.label) && b.what[j] != noneOfThese {
				b.label = append(b.label, b.what[j])
			}
			if b.what[j] != noneOfThese {
				b.what[j] = int32(s - first)
			}
		}
		for j := b.start[i]; j < b.start[i+1]; j++ {
			if b.what[j] == noneOfThese {
				b.what[j] = int32(len(b.label) - first)
			}
		}
		b.label = append(b.label, noneOfThese)
		b.slot = append(b.slot, int32(len(b.label)))
	}
}

// arrived is one vote in the order of arrival; what is the slot of its answer.
type arrived struct{ claim, who, what int32 }

// arrival returns the votes in order of time, or in the order in which they were collected if no times are known.
func (b *Ballots) arrival() []arrived {
	order := make([]int32, b.Votes())
	for j := range order {
		order[j] = int32(j)
	}
	slices.SortFunc(order, func(x, y int32) int {
		if c := cmp.Compare(b.time(x), b.time(y)); c != 0 {
			return c
		}
		return cmp.Compare(b.came[x], b.came[y])
	})
	claim := make([]int32, b.Votes())
	for i := range b.Claims {
		for j := b.start[i]; j < b.start[i+1]; j++ {
			claim[j] = int32(i)
		}
	}
	out := make([]arrived, len(order))
	for i, j := range order {
		out[i] = arrived{claim[j], b.who[j], b.what[j]}
	}
	return out
}

// VotesBy returns the number of votes of each verifier.
func (b *Ballots) VotesBy() []int {
	n := make([]int, len(b.Verifiers))
	for _, w := range b.who {
		n[w]++
	}
	return n
}

func (b *Ballots) time(vote int32) int64 {
	if len(b.at) == 0 {
		return 0
	}
	return b.at[vote]
}
