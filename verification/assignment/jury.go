package assignment

import (
	"math/rand/v2"
)

// Pools are samples of the people of whom a jury is drawn.
type Pools struct {
	Everybody []Candidate // of all who can read what the claim is
	Favoured  []Candidate // of those who chose its subject, in the language that it is most likely in
	// Share is the chance of a seat in the second half of a jury to go to the Favoured; see [FavouredShare].
	Share float64
}

// Jury chooses up to n people. Half of the seats, rounded up (of a single one, by chance), are drawn from everybody alike; the
// others are, by chance, of those who are favoured. Whoever says what a claim is about, which may be who wants a certain
// answer, so chooses a part of a minority of those who answer.
func Jury(rng *rand.Rand, c Claim, p Pools, n int) []string {
	if len(p.Favoured) == 0 {
		return Pick(rng, c, p.Everybody, n)
	}
	fair := (n + 1) / 2
	if n == 1 && rng.IntN(2) == 0 {
		fair = 0
	}
	asked := map[string]bool{}
	var jury []string
	seat := func(pool []Candidate, n int) {
		var left []Candidate
		for _, k := range pool {
			if !asked[k.ID] {
				left = append(left, k)
			}
		}
		for _, id := range Pick(rng, c, left, n) {
			asked[id] = true
			jury = append(jury, id)
		}
		c = c.having(pool, jury)
	}
	seat(p.Everybody, fair)
	favoured := 0
	for range n - fair {
		if rng.Float64() < p.Share {
			favoured++
		}
	}
	seat(p.Favoured, favoured)
	seat(p.Everybody, n-len(jury))
	return jury
}

// having gives the claim as it is when those of the pool are asked as well: their groups are heard once.
func (c Claim) having(pool []Candidate, ids []string) Claim {
	voices := map[string]bool{}
	for v := range c.Asked {
		voices[v] = true
	}
	for _, k := range pool {
		for _, id := range ids {
			if k.ID == id && k.Voice != "" {
				voices[k.Voice] = true
			}
		}
	}
	c.Asked = voices
	return c
}

// favour is how much likelier somebody who is favoured is to get a seat that is not drawn from everybody alike.
const favour = 10

// FavouredShare is the chance of such a seat to go to the favoured, of whom there are that many among all: each of them is ten
// times as likely to get it as somebody else, but together they get half of those seats at the most.
func FavouredShare(favoured, all int) float64 {
	if favoured <= 0 || all <= 0 {
		return 0
	}
	weight := favour * float64(favoured)
	return min(0.5, weight/(weight+float64(max(all-favoured, 0))))
}
