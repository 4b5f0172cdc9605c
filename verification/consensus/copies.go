package consensus

import "math"

// copies finds verifiers who give each other's answers. Two people who are right say the same; two who make the same
// mistakes again and again have them from one another (Dong, Berti-Équille and Srivastava, "Integrating conflicting data:
// the role of source dependence", VLDB 2009). Each shared claim weighs copying against chance, by how many others gave
// that answer there. It returns groups of two and more.
//
// Many copies can outvote everybody else and so look like people who are always right. Those who nearly always agree are
// therefore heard once first, and it is then looked whether the rest bear out that they were merely right.
func copies(p *dataset) [][]int32 {
	const (
		nearly      = 0.92 // share of the answers that are the same
		fewest      = 12   // claims in common
		improbable  = 10.0 // nats beyond the number of pairs that there are
		copied      = 0.95 // share of the answers that a copier takes over
		differently = 1 - copied
	)
	index := newIndex(p.Ballots)
	same := newUnion(len(p.Verifiers))
	pairs := index.alike()
	for _, both := range pairs {
		u, v := members(both)
		claims, agreed := 0, 0
		index.shared(u, v, func(_ int, a, b int32) {
			claims++
			if a == b {
				agreed++
			}
		})
		if claims >= fewest && float64(agreed) >= nearly*float64(claims) {
			same.join(u, v)
		}
	}
	suspects := same.groups()
	if len(suspects) == 0 {
		return nil
	}
	own := newHabits(index, newDataset(merged(p.Ballots, suspects), p.settled).ensemble().mu)
	w := index.busy(fewest)
	needed := improbable + math.Log(w*(w-1)/2+1)
	proven := newUnion(len(p.Verifiers))
	for _, group := range suspects {
		inside := map[int32]bool{}
		for _, v := range group {
			inside[v] = true
		}
		for i, u := range group {
			hu := own.of(u)
			for _, v := range group[i+1:] {
				if proven.find(u) == proven.find(v) {
					continue
				}
				hv := own.of(v)
				var evidence float64
				index.shared(u, v, func(c int, a, b int32) {
					if a != b {
						evidence += math.Log(differently)
						return
					}
					chance := max(p.chance(c, a, inside), hu(c, a), hv(c, a))
					evidence += math.Log(copied/chance + differently)
				})
				if evidence > needed {
					proven.join(u, v)
				}
			}
		}
	}
	return proven.groups()
}

// busy counts those who gave at least so many votes.
func (x *index) busy(votes int32) (n float64) {
	for w := range x.Verifiers {
		if x.first[w+1]-x.first[w] >= votes {
			n++
		}
	}
	return n
}

// alike gives the pairs that may be copies of each other: all where there are few, and else those with the same votes in
// one of several small samples (MinHash; Broder, 1997), which finds nearly all whose votes are mostly the same.
func (x *index) alike() []uint64 {
	const (
		steps       = 30_000_000 // of comparing votes that all pairs may take
		bands, rows = 6, 3
	)
	n := len(x.Verifiers)
	var pairs []uint64
	if n*x.Votes() <= steps && n*n <= steps/8 {
		for u := range n {
			for v := u + 1; v < n; v++ {
				pairs = append(pairs, pair(int32(u), int32(v))) //nolint:gosec // verifiers are counted in int32
			}
		}
		return pairs
	}
	buckets := make(map[uint64]int32, n) // the first verifier with the same sample
	for band := range uint64(bands) {
		clear(buckets)
		for w := range n {
			sample := uint64(w) // nobody else's, for those without votes
			for row := range uint64(rows) {
				least := uint64(math.MaxUint64)
				for j := x.first[w]; j < x.first[w+1]; j++ {
					vote := uint64(x.claim[j])<<32 | uint64(x.what[j]) //nolint:gosec // both are not negative
					least = min(least, mix(vote^mix(band*rows+row+1)))
				}
				if row == 0 && least != math.MaxUint64 {
					sample = 0
				}
				sample = mix(sample ^ least)
			}
			if first, ok := buckets[sample]; ok {
				pairs = append(pairs, pair(first, int32(w)))
			} else {
				buckets[sample] = int32(w)
			}
		}
	}
	return pairs
}

// mix scrambles a number (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// chance is how likely an answer is on a claim, going by those who voted and are not left out.
func (p *dataset) chance(i int, answer int32, leftOut map[int32]bool) float64 {
	others, like := 0.0, 0.0
	for j := p.start[i]; j < p.start[i+1]; j++ {
		if !leftOut[p.who[j]] {
			others++
			if p.what[j] == answer {
				like++
			}
		}
	}
	return (like + 1) / (others + float64(p.options(i)))
}

// habits are how often each verifier gives an answer where another is likely the outcome: two who mistake the same thing
// for the same other thing have learned it somewhere, and not from each other.
type habits struct {
	*index
	best []int32 // by claim: the likeliest slot
}

func newHabits(x *index, mu []float64) *habits {
	h := &habits{x, make([]int32, len(x.Claims))}
	for i := range h.best {
		m := mu[x.slot[i]:x.slot[i+1]]
		for z := range m {
			if m[z] > m[h.best[i]] {
				h.best[i] = int32(z)
			}
		}
	}
	return h
}

// of gives the chance of an answer by a verifier on a claim.
func (h *habits) of(w int32) func(claim int, answer int32) float64 {
	if !h.closed {
		return func(int, int32) float64 { return 0 }
	}
	k := int32(h.k)
	count, total := make([]float64, k*k), make([]float64, k)
	for j := h.first[w]; j < h.first[w+1]; j++ {
		z := h.best[h.claim[j]]
		count[z*k+h.what[j]]++
		total[z]++
	}
	return func(claim int, answer int32) float64 {
		z := h.best[claim]
		return count[z*k+answer] / max(total[z], 1)
	}
}

// merged gives the ballots in which each group is one verifier, who on a claim says what most of the group say, and
// nothing where they are split. The group is known by its first member.
func merged(b *Ballots, groups [][]int32) *Ballots {
	head := make([]int32, len(b.Verifiers))
	for w := range head {
		head[w] = int32(w)
	}
	size := make([]int, len(b.Verifiers))
	for _, g := range groups {
		for _, w := range g {
			head[w] = g[0]
		}
		size[g[0]] = len(g)
	}
	out := *b
	out.start, out.who, out.what, out.at = []int32{0}, nil, nil, nil
	for i := range b.Claims {
		spoken := map[int32][]int{} // votes of a group, by slot
		when := map[int32]int64{}
		for j := b.start[i]; j < b.start[i+1]; j++ {
			w := head[b.who[j]]
			if size[w] == 0 {
				out.add(w, b.what[j], b.time(j))
				continue
			}
			if spoken[w] == nil {
				spoken[w], when[w] = make([]int, b.options(i)), b.time(j)
			}
			spoken[w][b.what[j]]++
		}
		for _, g := range groups {
			said, ok := spoken[g[0]]
			if !ok {
				continue
			}
			first := argmax(said, -1)
			if second := argmax(said, first); second < 0 || said[first] > said[second] {
				out.add(g[0], int32(first), when[g[0]])
			}
		}
		out.start = append(out.start, int32(len(out.who)))
	}
	return &out
}

func (b *Ballots) add(who, what int32, at int64) {
	b.who, b.what = append(b.who, who), append(b.what, what)
	if at != 0 || len(b.at) > 0 {
		b.at = append(b.at, at)
	}
}

// union is a forest of disjoint sets.
type union struct{ parent []int32 }

func newUnion(n int) *union {
	u := &union{make([]int32, n)}
	for i := range u.parent {
		u.parent[i] = int32(i)
	}
	return u
}

func (u *union) find(i int32) int32 {
	for u.parent[i] != i {
		u.parent[i] = u.parent[u.parent[i]]
		i = u.parent[i]
	}
	return i
}

func (u *union) join(a, b int32) {
	a, b = u.find(a), u.find(b)
	if a > b {
		a, b = b, a
	}
	u.parent[b] = a
}

func (u *union) groups() [][]int32 {
	place := map[int32]int{}
	var out [][]int32
	for i := range u.parent {
		r := u.find(int32(i))
		if _, ok := place[r]; !ok {
			place[r] = len(out)
			out = append(out, nil)
		}
		out[place[r]] = append(out[place[r]], int32(i))
	}
	n := 0
	for _, g := range out {
		if len(g) > 1 {
			out[n] = g
			n++
		}
	}
	return out[:n]
}
