package redisstore_test

import (
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// t0 is when the tests happen.
var t0 = time.Date(2022, 1, 9, 18, 30, 0, 123e6, time.UTC)

func newVault() *vault.Vault {
	keys, _ := vault.NewKeys(t0)
	return vault.New(keys)
}

// TestStore has every part of the store do what the domain asks of it, on every Redis, with and without shared round
// trips.
func TestStore(t *testing.T) {
	t.Parallel()
	suites := []struct {
		name string
		run  func(t *testing.T, s *redisstore.Store)
	}{
		{"a ledger grows as long as nobody else made it grow", testAppend},
		{"no fact is lost or doubled when many append", testAppendTogether},
		{"claims come up when they are due", testDue},
		{"what is settled stays settled", testSettle},
		{"askers are kept once", testAskers},
		{"who sent a claim is kept once, also when sealed or forgotten since", testSender},
		{"askers are kept once for each way by which they came", testJoinedAskers},
		{"by what claims are recognised is known everywhere", testFeatures},
		{"no change is missed when there are many", testManyChanges},
		{"askers are sealed away", testSealedAskers},
		{"facts are counted", testCounts},
		{"people are kept by version", testPeople},
		{"bans are kept by version, and apart from who they are of", testBans},
		{"acts are noted once", testActs},
		{"visits are limited by the minute", testVisits},
		{"messages that were not taken are counted once each", testPace},
		{"reviewers are found", testReviewers},
		{"no change of a person is lost when many change them", testPeopleTogether},
		{"claims are offered by rank", testOffers},
		{"people are drawn from the pools that they are in", testPools},
		{"answers of late are counted", testRecent},
		{"claims to practise on are known by language", testPractice},
		{"the latest assessment is kept", testAssessment},
		{"all claims can be gone through", testEachClaim},
		{"asks run out, answers stay", testWorkload},
		{"reviewers get the oldest first", testAwaiting},
		{"channels are kept by version", testChannels},
		{"every one of many channels is gone through", testManyChannels},
		{"digests collect", testDigests},
		{"a group moves", testMoving},
		{"bulletins are kept with their numbers", testBulletins},
		{"people of a region are counted, not known", testHeard},
		{"the last contact never goes back, and a gap is a blackout", testContact},
		{"many who come back at once see one blackout", testContactTogether},
		{"a region has one blackout at a time", testBlackouts},
		{"doubts are kept until there are others", testDoubts},
		{"invitations are used up", testInvitations},
		{"no invitation is used too often when many redeem it", testInvitationsTogether},
	}
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		pipe, err := client.AutoPipeline()
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, pipe.Close()) })
		for _, way := range []struct {
			name string
			pipe redis.Cmdable
		}{{"alone", nil}, {"sharing", pipe}} {
			for _, suite := range suites {
				t.Run(way.name+"/"+suite.name, func(t *testing.T) {
					require.NoError(t, client.FlushAll(t.Context()).Err())
					require.NoError(t, client.ScriptFlush(t.Context()).Err())
					suite.run(t, redisstore.New(client, way.pipe, newVault()))
				})
			}
		}
	})
}

// inProcess gives a store in miniredis, and the client to look behind it.
func inProcess(tb testing.TB) (*redisstore.Store, redis.UniversalClient) {
	tb.Helper()
	client := redistest.Mini(tb)
	return redisstore.New(client, nil, newVault()), client
}

// together runs do n times at once.
func together(n int, do func(i int)) {
	done := make(chan struct{})
	for i := range n {
		go func() {
			do(i)
			done <- struct{}{}
		}()
	}
	for range n {
		<-done
	}
}
