package verification_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// BenchmarkLearn has a process begin with a real Redis that holds claims with a text of twelve words and a picture each, and
// then has by what they are recognised made anew: when nothing is missing, and when nothing is there.
//
//	go test -run '^$' -bench Learn -benchtime 1x -timeout 60m ./verification
func BenchmarkLearn(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		if testing.Short() && n > 10_000 {
			continue
		}
		client := redistest.Server(b, redisserver.Options{Fsync: "no"}).Client()
		b.Cleanup(func() { _ = client.Close() })
		keys, _ := vault.NewKeys(start)
		v := vault.New(keys)
		open := func() (*redisstore.Store, *verification.Service) {
			store := redisstore.New(client, nil, v)
			return store, verification.New(verification.Options{
				Store: store, Notifier: &heard{cut: &cut{}, notices: map[string]string{}}, Namer: v, Clock: clockwork.NewFakeClockAt(start),
				Policy: smallRules.Policy, Judge: smallRules.Judge,
			})
		}
		store, desk := open()
		inventClaims(b, store, n)
		rebuild := func(b *testing.B) {
			b.Helper()
			made, err := desk.Rebuild(b.Context())
			require.NoError(b, err)
			require.Equal(b, n, made)
		}
		b.Run(fmt.Sprint(n, "/rebuild all"), func(b *testing.B) {
			defer computed(b)()
			for b.Loop() {
				b.StopTimer()
				kept, err := client.Keys(b.Context(), "*features").Result()
				require.NoError(b, err)
				for _, key := range kept {
					require.NoError(b, client.Del(b.Context(), key).Err())
				}
				b.StartTimer()
				rebuild(b)
			}
		})
		b.Run(fmt.Sprint(n, "/rebuild nothing"), func(b *testing.B) {
			defer computed(b)()
			for b.Loop() {
				rebuild(b)
			}
		})
		b.Run(fmt.Sprint(n, "/begin"), func(b *testing.B) {
			defer computed(b)()
			for b.Loop() {
				_, desk := open()
				require.Equal(b, n, desk.LearnAll(b))
			}
		})
	}
}

// computed notes how long this process computes until what it gives is called, which other work on the machine does not change.
func computed(b *testing.B) func() {
	b.Helper()
	so := func() time.Duration {
		var u syscall.Rusage
		require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	start := so()
	return func() { b.ReportMetric((so()-start).Seconds()/float64(b.N), "cpu-s/op") }
}

// inventClaims has many people ask.
func inventClaims(b *testing.B, store *redisstore.Store, n int) {
	b.Helper()
	ctx := b.Context()
	var wait sync.WaitGroup
	const writers = 16
	for w := range writers {
		wait.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(w), 1))
			zipf := rand.NewZipf(rng, 1.1, 3, 60_000)
			hash := func() pictures.Hash { return pictures.Hash{rng.Uint64(), rng.Uint64(), rng.Uint64(), rng.Uint64()} }
			for i := w; i < n; i += writers {
				var text strings.Builder
				for range 12 {
					r := rand.New(rand.NewPCG(zipf.Uint64(), 3))
					for range 3 + r.IntN(7) {
						text.WriteRune('а' + rune(r.IntN(32)))
					}
					text.WriteByte(' ')
				}
				look := &matching.ImageFeatures{Print: pictures.Fingerprint{Whole: hash(), Quality: 90, Parts: []pictures.Hash{hash()}}}
				for range 25 {
					look.Print.Crops = append(look.Print.Crops, hash())
				}
				content := claim.Content{Text: moderation.Foreign(text.String()), Media: []claim.Media{{Kind: "photo", Ref: "ref", Same: fmt.Sprint(i), Look: look}}}
				code := claim.NewCode(binary.BigEndian.AppendUint32(nil, uint32(i)<<2))
				err := store.Append(ctx, code, 0, []claim.Event{
					&claim.Received{Meta: claim.Meta{At: start, Cause: fmt.Sprint(i)}, Content: &content, Language: claim.Russian},
					&claim.Opened{Meta: claim.Meta{At: start, Cause: fmt.Sprint(i, ".choose")}, Question: claim.Truth, Deadline: start.AddDate(0, 0, 2), Sought: 3, Limit: 6},
				}, start.AddDate(0, 0, 2))
				if err == nil {
					err = store.AddSender(ctx, code, claim.Requester{Person: "anna", Address: "1", Language: claim.Russian, At: start})
				}
				if err == nil {
					err = store.Settle(ctx, code, 2, start.AddDate(0, 0, 2))
				}
				if err != nil {
					panic(err)
				}
			}
		})
	}
	wait.Wait()
}
