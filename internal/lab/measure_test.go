//go:build !race

package lab

import (
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/consensus"
)

// What the engine must not fall below on real votes; see docs/consensus.md for where the bars come from.
func TestRealVotes(t *testing.T) {
	t.Parallel()
	bars := map[string]float64{"bluebird": .884, "rte": .926, "dog": .838, "CF_amt": .862, "SP_amt": .941, "ZC_in": .784}
	sets, err := Sets("testdata/votes")
	require.NoError(t, err)
	require.Len(t, sets, len(bars))
	var ece, sure, sureTrue, online float64
	for _, s := range sets {
		policy := consensus.DefaultPolicy()
		batch := NewScore(s.Ballots, consensus.Fit(s.Ballots, consensus.Known{}, policy).Claims, s.Outcomes)
		stream := NewScore(s.Ballots, consensus.Stream(s.Ballots, consensus.Known{}, policy).Claims, s.Outcomes)
		majority := NewScore(s.Ballots, consensus.Ablation(s.Ballots)["majority"], s.Outcomes)
		require.GreaterOrEqual(t, batch.Right, bars[s.Name], s.Name)
		require.GreaterOrEqual(t, batch.Right, majority.Right-.01, s.Name)
		require.GreaterOrEqual(t, stream.Right, majority.Right-.01, s.Name)
		n := float64(len(sets))
		ece += batch.ECE / n
		sure += batch.Sure / n
		sureTrue += batch.SureTrue / n
		online += stream.Right / n
	}
	require.LessOrEqual(t, ece, .10)
	require.GreaterOrEqual(t, sure, .2)
	require.GreaterOrEqual(t, sureTrue, .95)
	require.GreaterOrEqual(t, online, .78)
}

func TestMeasureNeedsSets(t *testing.T) {
	t.Parallel()
	require.ErrorContains(t, Measure(t.TempDir(), io.Discard), "votes.tsv")
}

// People who share a habit are not taken for people who act together: what is known of some never spoils the rest.
func TestWhatIsKnownDoesNotSpoilRealVotes(t *testing.T) {
	t.Parallel()
	sets, err := Sets("testdata/votes")
	require.NoError(t, err)
	for _, s := range sets {
		policy := consensus.DefaultPolicy()
		plain := consensus.Fit(s.Ballots, consensus.Known{}, policy)
		known := consensus.Known{Settled: map[string]string{}}
		rest := map[string]string{}
		for i, c := range s.Ballots.Claims {
			if i%7 == 3 && len(known.Settled) < 50 {
				known.Settled[c] = s.Outcomes[c]
			} else {
				rest[c] = s.Outcomes[c]
			}
		}
		for w, q := range plain.Reliability {
			if len(known.Trusted) < 5 && q > .75 {
				known.Trusted = append(known.Trusted, s.Ballots.Verifiers[w])
			}
		}
		before := NewScore(s.Ballots, plain.Claims, rest).Right
		for _, k := range []consensus.Known{{Trusted: known.Trusted}, {Settled: known.Settled}, known} {
			after := NewScore(s.Ballots, consensus.Fit(s.Ballots, k, policy).Claims, rest).Right
			require.GreaterOrEqual(t, after, before-max(.02, 3/float64(len(rest))), "%s with %d settled and %d trusted", s.Name, len(k.Settled), len(k.Trusted))
		}
	}
}
