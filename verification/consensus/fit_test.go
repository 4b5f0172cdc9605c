package consensus_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/consensus/adversary"
)

func ballots(votes []adversary.Vote) *consensus.Ballots {
	var c consensus.Collector
	for _, v := range votes {
		c.Add([]byte(v.Claim), []byte(v.Verifier), []byte(v.Answer), 0)
	}
	return c.Ballots()
}

func fit(votes []adversary.Vote, known consensus.Known) map[string]consensus.Estimate {
	b := ballots(votes)
	out := map[string]consensus.Estimate{}
	for i, e := range consensus.Fit(b, known, consensus.DefaultPolicy()).Claims {
		out[b.Claims[i]] = e
	}
	return out
}

// play draws a small scenario, with and without people who act together.
func play(t *rapid.T) adversary.Play {
	s := adversary.Scenario{
		Claims: rapid.IntRange(3, 60).Draw(t, "claims"), Verifiers: rapid.IntRange(6, 30).Draw(t, "verifiers"), PerClaim: 6,
		Answers: rapid.IntRange(2, 5).Draw(t, "answers"), Sybils: rapid.SampledFrom([]float64{0, 0.4}).Draw(t, "sybils"),
		Targets: 0.3, Skill: 0.75, Mixed: rapid.Bool().Draw(t, "mixed"), Settled: 5, Trusted: 1,
	}
	return s.Perform(rapid.Uint64().Draw(t, "seed"))
}

func TestNamesAndOrderChangeNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := play(t)
		known := consensus.Known{Settled: p.Settled, Trusted: p.Trusted, Invites: p.Invites}
		before := fit(p.Votes, known)

		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 1)) //nolint:gosec // a test repeats by its seed
		other := map[string]string{}
		rename := func(s string) string {
			if other[s] == "" {
				other[s] = fmt.Sprintf("%d-%s", r.IntN(1000), s)
			}
			return other[s]
		}
		votes := slices.Clone(p.Votes)
		r.Shuffle(len(votes), func(i, j int) { votes[i], votes[j] = votes[j], votes[i] })
		for i, v := range votes {
			votes[i] = adversary.Vote{Claim: rename(v.Claim), Verifier: rename(v.Verifier), Answer: rename(v.Answer)}
		}
		renamed := consensus.Known{Settled: map[string]string{}, Invites: map[string]string{}}
		for c, a := range p.Settled {
			renamed.Settled[rename(c)] = rename(a)
		}
		for v, by := range p.Invites {
			renamed.Invites[rename(v)] = rename(by)
		}
		for _, v := range p.Trusted {
			renamed.Trusted = append(renamed.Trusted, rename(v))
		}
		after := fit(votes, renamed)
		for c, e := range before {
			require.InDelta(t, e.Confidence, after[rename(c)].Confidence, 1e-6)
			require.Equal(t, e.Voices, after[rename(c)].Voices)
		}
	})
}

func TestVoteOfNewcomerNeverLowersItsAnswer(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := play(t)
		b := ballots(p.Votes)
		before := consensus.Fit(b, consensus.Known{}, consensus.DefaultPolicy())
		i := rapid.IntRange(0, len(b.Claims)-1).Draw(t, "claim")
		e := before.Claims[i]
		more := append(slices.Clone(p.Votes), adversary.Vote{Claim: b.Claims[i], Verifier: "newcomer", Answer: b.Answers[e.Answer]})
		wider := consensus.Fit(ballots(more), consensus.Known{}, consensus.DefaultPolicy())
		if len(wider.Copies) != len(before.Copies) { // it tipped the scales on who copies whom
			return
		}
		require.Equal(t, e.Answer, wider.Claims[i].Answer)
		require.GreaterOrEqual(t, wider.Claims[i].Confidence, e.Confidence-1e-3)
	})
}

// A bloc of people who give each other's answers is heard once: with nine copies of somebody nothing changes but by what
// the copies say of that person.
func TestClonesCountOnce(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		s := adversary.Standard(40, 0)
		s.Claims = 300
		p := s.Perform(seed)
		with := slices.Clone(p.Votes)
		for _, v := range p.Votes {
			if v.Verifier == "v7" {
				for k := range 9 {
					with = append(with, adversary.Vote{Claim: v.Claim, Verifier: fmt.Sprintf("copy%d", k), Answer: v.Answer})
				}
			}
		}
		b := ballots(with)
		r := consensus.Fit(b, consensus.Known{}, consensus.DefaultPolicy())
		require.Len(t, r.Copies, 1)
		require.Len(t, r.Copies[0], 10)
		once := fit(p.Votes, consensus.Known{})
		for i, e := range r.Claims {
			require.InDelta(t, once[b.Claims[i]].Confidence, e.Confidence, 0.02)
			require.Equal(t, once[b.Claims[i]].Voices, e.Voices)
		}
	}
}

// Honest people who are right together are no copies.
func TestNobodyHonestIsTakenForACopy(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		for _, skill := range []float64{0.6, 0.75, 0.95} {
			s := adversary.Standard(40, 0)
			s.Skill = skill
			r := consensus.Fit(ballots(s.Perform(seed).Votes), consensus.Known{}, consensus.DefaultPolicy())
			require.Empty(t, r.Copies)
			require.Nil(t, r.Collusion)
		}
	}
}

// Moving a vote on one claim moves another claim by what it says of the verifier at most.
func TestVoteMovesOtherClaimsOnlyByReliability(t *testing.T) {
	t.Parallel()
	s := adversary.Standard(50, 0)
	p := s.Perform(3)
	before := fit(p.Votes, consensus.Known{})
	votes := slices.Clone(p.Votes)
	changed := votes[17]
	votes[17].Answer = map[string]string{"a0": "a1", "a1": "a0"}[changed.Answer]
	after := fit(votes, consensus.Known{})
	voted := map[string]bool{}
	for _, v := range p.Votes {
		if v.Verifier == changed.Verifier {
			voted[v.Claim] = true
		}
	}
	for c, e := range before {
		d := math.Abs(e.Confidence - after[c].Confidence)
		switch {
		case c == changed.Claim:
			require.Greater(t, d, 0.01)
		case voted[c]:
			require.Less(t, d, 0.01)
		default:
			require.Less(t, d, 0.002, "nobody whose vote changed voted here")
		}
	}
}

func TestBlocIsFoundAndNamed(t *testing.T) {
	t.Parallel()
	p := adversary.Standard(100, 0.4).Perform(11)
	b := ballots(p.Votes)
	r := consensus.Fit(b, consensus.Known{Settled: p.Settled, Trusted: p.Trusted}, consensus.DefaultPolicy())
	require.NotNil(t, r.Collusion)
	require.True(t, r.Collusion.Certain)
	found := 0
	for _, w := range r.Collusion.Members {
		if p.Sybil[b.Verifiers[w]] {
			found++
		}
	}
	require.GreaterOrEqual(t, found, 38, "of 40")
	require.LessOrEqual(t, len(r.Collusion.Members)-found, 2, "honest people called members")
	require.InDelta(t, 0.2, r.Collusion.Targets, 0.05)
}

// Without anything but votes two camps are seen, and none of them is believed on what they fight over.
func TestWithoutAnchorsContestedClaimsStayUnpublished(t *testing.T) {
	t.Parallel()
	p := adversary.Standard(100, 0.4).Perform(12)
	b := ballots(p.Votes)
	r := consensus.Fit(b, consensus.Known{}, consensus.DefaultPolicy())
	require.NotNil(t, r.Collusion)
	require.False(t, r.Collusion.Certain)
	wrong, targets := 0.0, 0.0
	for i, e := range r.Claims {
		if p.Target[b.Claims[i]] {
			targets++
			if e.Publish && b.Answers[e.Answer] != p.Truth[b.Claims[i]] {
				wrong++
			}
		}
	}
	require.LessOrEqual(t, wrong/targets, 0.02)
}

func TestOpenAnswers(t *testing.T) {
	t.Parallel()
	var c consensus.Collector
	for i := range 60 { // every claim has names of its own
		for w := range 7 {
			name := fmt.Sprintf("name %d", i)
			if w >= 5 {
				name = fmt.Sprintf("other %d %d", i, w)
			}
			c.Add(fmt.Appendf(nil, "c%d", i), fmt.Appendf(nil, "v%d", (i+w)%15), []byte(name), 0)
		}
	}
	b := c.Ballots()
	for i, e := range consensus.Fit(b, consensus.Known{}, consensus.DefaultPolicy()).Claims {
		require.Equal(t, fmt.Sprintf("name %d", i), b.Answers[e.Answer])
		require.Greater(t, e.Confidence, 0.8)
	}
}

// People who answer one right after the other, claim after claim, are tied to each other.
func TestTimingHelpsToFindABloc(t *testing.T) {
	t.Parallel()
	found := map[bool]int{}
	for seed := range uint64(4) {
		for _, timed := range []bool{false, true} {
			p := adversary.Standard(300, 0.3).Perform(400 + seed)
			r := rand.New(rand.NewPCG(seed, 2)) //nolint:gosec // a test repeats by its seed
			var c consensus.Collector
			for _, v := range p.Votes {
				at := int64(0)
				if timed {
					at = 1_600_000_000 + r.Int64N(100_000)
					if p.Sybil[v.Verifier] {
						at = 1_600_050_000 + r.Int64N(60)
					}
				}
				c.Add([]byte(v.Claim), []byte(v.Verifier), []byte(v.Answer), at)
			}
			if consensus.Fit(c.Ballots(), consensus.Known{Trusted: p.Trusted}, consensus.DefaultPolicy()).Collusion != nil {
				found[timed]++
			}
		}
	}
	require.GreaterOrEqual(t, found[true], found[false])
}

func TestNothingToJudge(t *testing.T) {
	t.Parallel()
	var c consensus.Collector
	require.Empty(t, consensus.Fit(c.Ballots(), consensus.Known{}, consensus.DefaultPolicy()).Claims)
	require.Empty(t, consensus.Stream(c.Ballots(), consensus.Known{}, consensus.DefaultPolicy()).Claims)
	c.Add([]byte("c"), []byte("v"), []byte("a"), 0)
	for _, judge := range []func(*consensus.Ballots, consensus.Known, consensus.Policy) *consensus.Report{consensus.Fit, consensus.Stream} {
		r := judge(c.Ballots(), consensus.Known{}, consensus.DefaultPolicy())
		require.Len(t, r.Claims, 1)
		require.False(t, r.Claims[0].Publish)
		require.False(t, math.IsNaN(r.Claims[0].Confidence))
	}
}

// million are the votes that the speed is stated for.
func million(factor int) *consensus.Ballots {
	s := adversary.Standard(2000, 0)
	s.Claims, s.Answers = 100_000*factor, 4
	return ballots(s.Perform(1).Votes)
}

func BenchmarkFitMillion(b *testing.B) {
	ballots := million(1)
	b.ReportAllocs()
	for b.Loop() {
		consensus.Fit(ballots, consensus.Known{}, consensus.DefaultPolicy())
	}
}

func BenchmarkFitTenMillion(b *testing.B) {
	ballots := million(10)
	b.ReportAllocs()
	for b.Loop() {
		consensus.Fit(ballots, consensus.Known{}, consensus.DefaultPolicy())
	}
}

func BenchmarkFitUnderAttack(b *testing.B) {
	s := adversary.Standard(2000, 0.4)
	s.Claims = 100_000
	p := s.Perform(1)
	ballots := ballots(p.Votes)
	for b.Loop() {
		consensus.Fit(ballots, consensus.Known{Settled: p.Settled, Trusted: p.Trusted}, consensus.DefaultPolicy())
	}
}

func BenchmarkOnlineVote(b *testing.B) {
	o := consensus.NewOnline(4)
	i := 0
	for b.Loop() {
		o.Add(i/10%1000, i%97, i%4)
		i++
	}
}
