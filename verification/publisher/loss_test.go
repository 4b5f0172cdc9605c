package publisher_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
)

// TestWhateverIsLostTheNewestDigestSettles: people hold what reached them, in any order, some of it twice. All who hold the
// newest digest know the same of every claim in it, and that is what the claims say.
func TestWhateverIsLostTheNewestDigestSettles(t *testing.T) {
	t.Parallel()
	h := newHouse(t, redistest.Mini(t))
	rapid.Check(t, func(t *rapid.T) {
		require.NoError(t, h.redis.FlushAll(h.t.Context()).Err())
		clear(h.facts)
		h.clock.Advance(time.Hour)
		var issued []bulletin.Bulletin
		collect := func() {
			h.issue()
			e := h.latest()
			for _, s := range append(e.Results, e.Digest) {
				issued = append(issued, s.Bulletin)
			}
		}
		versions := map[claim.Code]int{}
		for range rapid.IntRange(1, 6).Draw(t, "hours") {
			for range rapid.IntRange(0, 3).Draw(t, "events") {
				code := codes(rapid.IntRange(1, 4).Draw(t, "claim"))
				versions[code]++
				answer := rapid.SampledFrom(claim.TruthAnswers).Draw(t, "answer")
				f := published(answer, versions[code])
				if versions[code] > 1 {
					f = rapid.SampledFrom([]claim.Event{
						f, &claim.Corrected{Verdict: &consensus.Verdict{Answer: answer}, Version: versions[code]},
						&claim.Undecided{Verdict: &consensus.Verdict{}}, &claim.TakenDown{Version: versions[code]},
					}).Draw(t, "what happens")
				}
				h.happens(code, f)
			}
			if len(versions) > 0 {
				collect()
			}
			h.clock.Advance(time.Hour)
		}
		if len(versions) == 0 {
			return
		}
		collect()
		newest := h.latest().Digest.Bulletin
		holder := func(name string) []bulletin.Item {
			arrived := append(rapid.SliceOf(rapid.SampledFrom(issued)).Draw(t, name), newest)
			var s bulletin.State
			for _, b := range rapid.Permutation(arrived).Draw(t, name+" in order") {
				s.Merge(b)
			}
			require.Equal(t, newest.Number, s.Newest())
			return s.Items()
		}
		one, other := holder("one"), holder("other")
		require.Equal(t, one, other)
		require.Len(t, one, len(versions))
		for _, it := range one {
			c := claim.Replay(claim.Code(it.Code), h.facts[claim.Code(it.Code)], 0, nil)
			require.Equal(t, c.Edition, it.Version)
			want := map[claim.Status]bulletin.Verdict{
				claim.StatusTakenDown: bulletin.Withdrawn, claim.StatusUndecided: bulletin.Undecided,
				claim.StatusPublished: bulletin.Verdict(c.Verdict.Answer),
			}[c.Public().Status] // what was withdrawn stays so until another result is published
			require.Equal(t, want, it.Verdict, fmt.Sprint(c.Status))
		}
	})
}
