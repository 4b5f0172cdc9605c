package assignment

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// seats draws many juries of nine among 40 volunteers, of whom ten are sybils who chose the subject that a claim was given, as did
// so many of the honest ones. It gives how many seats the sybils have on average, and how often they have most of them.
func seats(experts int, jury func(rng *rand.Rand, everybody, favoured []Candidate) []string) (mean, most float64) {
	const juries, size = 2000, 9
	everybody := make([]Candidate, 40)
	var favoured []Candidate
	for i := range everybody {
		everybody[i] = Candidate{ID: fmt.Sprintf("honest %d", i), Reliability: .7}
		if i >= 30 {
			everybody[i].ID = fmt.Sprintf("sybil %d", i)
		}
		if i >= 30-experts {
			favoured = append(favoured, everybody[i])
		}
	}
	for seed := range uint64(juries) {
		n := 0
		for _, id := range jury(rand.New(rand.NewPCG(seed, 1)), everybody, favoured) {
			if id[0] == 's' {
				n++
			}
		}
		mean += float64(n) / juries
		if 2*n > size {
			most += 1.0 / juries
		}
	}
	return mean, most
}

// TestWhoSortsAClaimPicksNoJury measures how many of nine seats ten sybils among 40 get by a claim's subject. With -v it prints what
// docs/consensus.md says.
func TestWhoSortsAClaimPicksNoJury(t *testing.T) {
	t.Parallel()
	t.Log("honest who chose it  seats of sybils  most of them | of the subject alone: seats  most of them")
	for _, experts := range []int{0, 1, 2, 5, 10, 30} {
		mean, most := seats(experts, func(rng *rand.Rand, everybody, favoured []Candidate) []string {
			share := FavouredShare(len(favoured), len(everybody))
			return Jury(rng, Claim{Answers: 4}, Pools{Everybody: everybody, Favoured: favoured, Share: share}, 9)
		})
		alone, all := seats(experts, func(rng *rand.Rand, _, favoured []Candidate) []string {
			return Pick(rng, Claim{Answers: 4}, favoured, 9)
		})
		t.Logf("%20d  %15.2f  %12.3f | %27.2f  %12.3f", experts, mean, most, alone, all)
		require.Less(t, mean, 4.0)
		require.Less(t, most, 0.3)
	}
}

// TestHalfOfAJuryIsDrawnFromEverybody: whatever the share, the favoured get no more than the other half beside what is theirs by
// chance; and nobody sits twice.
func TestHalfOfAJuryIsDrawnFromEverybody(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "n")
		honest := rapid.IntRange(0, 30).Draw(t, "honest")
		sybils := rapid.IntRange(0, 30).Draw(t, "sybils")
		p := Pools{Share: rapid.Float64Range(0, 1).Draw(t, "share")}
		for i := range honest {
			p.Everybody = append(p.Everybody, Candidate{ID: fmt.Sprintf("h%d", i), Reliability: .7})
		}
		for i := range sybils {
			p.Favoured = append(p.Favoured, Candidate{ID: fmt.Sprintf("s%d", i), Reliability: .7, Voice: rapid.SampledFrom([]string{"", "", "", "bloc"}).Draw(t, "voice")})
		}
		jury := Jury(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)), Claim{Answers: 4}, p, n)
		require.LessOrEqual(t, len(jury), n)
		require.GreaterOrEqual(t, len(jury), min(n, honest))
		seen, favoured, bloc := map[string]bool{}, 0, 0
		for _, id := range jury {
			require.False(t, seen[id])
			seen[id] = true
			if id[0] == 's' {
				favoured++
			}
			for _, k := range p.Favoured {
				if k.ID == id && k.Voice != "" {
					bloc++
				}
			}
		}
		require.LessOrEqual(t, bloc, 1, "those who act together sit once")
		if n > 1 {
			require.LessOrEqual(t, favoured, n/2, "nobody of them is among everybody here")
		}
	})
}

// TestThoseWhoActTogetherSitOnce: also when they are drawn from everybody and from the favoured.
func TestThoseWhoActTogetherSitOnce(t *testing.T) {
	t.Parallel()
	p := Pools{Share: 1}
	for i := range 12 {
		p.Favoured = append(p.Favoured, Candidate{ID: fmt.Sprintf("s%d", i), Reliability: .7, Voice: "bloc"})
		p.Everybody = append(p.Everybody, p.Favoured[i], Candidate{ID: fmt.Sprintf("h%d", i), Reliability: .7})
	}
	for seed := range uint64(50) {
		bloc := 0
		for _, id := range Jury(rand.New(rand.NewPCG(seed, 0)), Claim{Answers: 4}, p, 9) {
			if id[0] == 's' {
				bloc++
			}
		}
		require.LessOrEqual(t, bloc, 1, seed)
	}
}

func TestFavouredShareIsAHalfAtTheMost(t *testing.T) {
	t.Parallel()
	require.Zero(t, FavouredShare(0, 40))
	require.InDelta(t, 0.5, FavouredShare(12, 40), 1e-9)
	require.InDelta(t, 0.5, FavouredShare(40, 40), 1e-9)
	require.InDelta(t, 200.0/10180, FavouredShare(20, 10000), 1e-9)
	rapid.Check(t, func(t *rapid.T) {
		favoured, all := rapid.IntRange(-1, 50).Draw(t, "favoured"), rapid.IntRange(-1, 50).Draw(t, "all")
		s := FavouredShare(favoured, all)
		require.GreaterOrEqual(t, s, 0.0)
		require.LessOrEqual(t, s, 0.5)
	})
}
