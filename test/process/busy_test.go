package process

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// TestFourteenWhoPressAtOnceAllGetThrough has fourteen volunteers vote on one claim at one moment, each twelve times, on a real
// redis-server: every vote is there, and nothing is in quarantine.
func TestFourteenWhoPressAtOnceAllGetThrough(t *testing.T) {
	t.Parallel()
	const people, each = 14, 12
	ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
	defer cancel()
	server := redistest.Server(t, redisserver.Options{Fsync: "always"})
	options, err := config.ParseRedisURL(server.URL())
	require.NoError(t, err)
	client := redisclient.New(options)
	t.Cleanup(func() { _ = client.Close() })
	data := t.TempDir()
	keys, err := vault.OpenOrCreate(data+"/keys", time.Now())
	require.NoError(t, err)
	v := vault.New(keys)
	store := redisstore.New(client, nil, v)
	tg := telegramtest.New(telegramtest.Options{NoLimits: true})
	t.Cleanup(tg.Close)

	const code = claim.Code("K7Q2MX")
	now := time.Now().UTC().Truncate(time.Millisecond)
	asked := &claim.Asked{Meta: claim.Meta{At: now}, Lease: now.Add(2 * time.Hour)}
	var crowd []*telegramtest.User
	for i := range people {
		u := tg.User(telegramtest.Profile{FirstName: fmt.Sprint("V", i), Language: "en"})
		crowd = append(crowd, u)
		id := claim.PersonID(v.Pseudonym("person", u.ID()))
		asked.Whom = append(asked.Whom, id)
		require.NoError(t, store.SavePerson(ctx, claim.Person{
			ID: id, Address: strconv.FormatInt(u.ID(), 10), Language: claim.English, Role: claim.Verifier, JoinedAt: now,
		}))
	}
	facts := []claim.Event{
		&claim.Received{Meta: claim.Meta{At: now}, Language: claim.English, Content: &claim.Content{Text: "They say that the bridge is closed."}},
		&claim.Opened{Meta: claim.Meta{At: now}, Question: claim.Truth, Deadline: now.Add(48 * time.Hour), Sought: 99, Limit: 99},
		asked,
	}
	require.NoError(t, store.Append(ctx, code, 0, facts, now.Add(2*time.Hour)))
	require.NoError(t, store.Settle(ctx, code, len(facts), now.Add(2*time.Hour)))

	for n := range each { // each changes their mind with every vote
		for _, u := range crowd {
			u.Says(fmt.Sprint("/vote ", code, " ", claim.TruthAnswers[n%2]))
		}
	}
	start(t, tg.URL(), tg.Token(), data, "RASTAU_REDIS_URL="+server.URL(), "RASTAU_POLICY_PER_MINUTE=0", "RASTAU_POLICY_MIN_VOTERS=99", "RASTAU_POLICY_MAX_ASKED=99")
	require.Eventually(t, func() bool {
		counts, err := store.Counts(ctx)
		return err == nil && counts[claim.KindAnswered] == people*each
	}, harness.Longest, 50*time.Millisecond)
	for i := range 64 {
		n, err := client.XLen(ctx, fmt.Sprintf("{in:%d}:quarantine", i)).Result()
		require.NoError(t, err)
		require.Zero(t, n)
	}
}
