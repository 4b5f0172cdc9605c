package outbox

import (
	"fmt"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestAMessageThatWasSetAsideCanBeTriedAgain: it is queued again once, however often that is asked, and is delivered.
func TestAMessageThatWasSetAsideCanBeTriedAgain(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		aside := func() {
			due, _, err := r.findDue(t.Context(), r.clock.Now())
			require.NoError(t, err)
			for _, taken := range r.claimBatch(t.Context(), r.clock.Now(), due, 9) {
				taken.deadly = true
				r.records = append(r.records, r.judge(outcome{claimed: taken}))
			}
			r.record(t.Context())
		}
		everything := func(int64) bool { return true }
		r.send(bot.Outgoing{Chat: aida, Text: "a secret", Media: []bot.Media{{Kind: bot.Photo, FileID: "f"}}}, bot.Outgoing{Chat: channel, Text: "b secret"})
		aside()
		for times := range 3 {
			list, err := r.Isolated(t.Context())
			require.NoError(t, err)
			require.Len(t, list, 2)
			kinds := []string{list[0].Kind, list[1].Kind}
			require.ElementsMatch(t, []string{"send photo to a person", "send text to a group or channel"}, kinds)
			require.Equal(t, times+1, list[0].Times)
			require.NotContains(t, fmt.Sprint(list), "secret")
			for want := range 2 {
				n, err := r.Retry(t.Context(), everything)
				require.NoError(t, err)
				require.Equal(t, 2*(1-want), n)
			}
			if times < 2 {
				aside()
			}
		}
		r.drain()
		require.ElementsMatch(t, []string{"a secret", "b secret"}, r.texts())
		r.send(bot.Outgoing{Chat: aida, Text: "c"})
		aside()
		n, err := r.Drop(t.Context(), everything)
		require.NoError(t, err)
		require.Equal(t, 1, n)
		n, err = r.Drop(t.Context(), everything)
		require.NoError(t, err)
		require.Zero(t, n)
	})
}
