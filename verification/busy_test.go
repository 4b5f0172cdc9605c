package verification_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/screening"
)

func TestOnePersonAddsEvidenceUpToABound(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	code := s.asked().code
	v1, v2 := s.person("v1"), s.person("v2")
	for _, v := range []verification.Person{v1, v2} {
		_, err := s.desk.Answer(t.Context(), "answer."+string(v.ID), v, code, verification.Reply{Choice: verification.True})
		require.NoError(t, err)
	}
	add := func(by verification.Person, i int) error {
		_, err := s.desk.AddEvidence(t.Context(), fmt.Sprint("evidence.", by.ID, i), by, code, &verification.Evidence{Text: screening.Foreign(fmt.Sprint(by.ID, i))}, "")
		return err
	}
	for i := range 12 {
		require.NoError(t, add(v1, i))
	}
	before := s.claim(code)
	for i := range 50 {
		require.ErrorIs(t, add(v1, 12+i), verification.TooOften)
	}
	require.Equal(t, before, s.claim(code), "what was taken stays, and nothing is added")
	require.NoError(t, add(v1, 3), "what was taken before can come again")
	require.NoError(t, add(v2, 0), "another person still can")

	change := func(i, to int) error { // the same for a change of mind: the latest that was taken stands
		_, err := s.desk.Answer(t.Context(), fmt.Sprint("again", i), v1, code, verification.Reply{Choice: verification.TruthAnswers[to]})
		return err
	}
	for i := range 11 {
		require.NoError(t, change(i, (i+1)%2))
	}
	for i := range 20 {
		require.ErrorIs(t, change(11+i, 2), verification.TooOften)
	}
	require.Equal(t, verification.TruthAnswers[1], s.claim(code).Votes["v1"].Answer)
}

// Fourteen people who work on one claim at once, by two processes, all get through, and the ledger is loaded about as often as they
// did something, not as often as each of them with each other.
func TestWhoeverPressesAtOnceGetsThrough(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{})
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	const people, each = 14, 10
	s := newStageOn(t, client)
	code, crowd := s.crowd(people)
	_, other := s.open()
	calls := func() int {
		stats, err := client.Info(t.Context(), "commandstats").Result()
		require.NoError(t, err)
		_, rest, called := strings.Cut(stats, "cmdstat_lrange:calls=")
		if !called {
			return 0
		}
		n, _, _ := strings.Cut(rest, ",")
		loads, err := strconv.Atoi(n)
		require.NoError(t, err)
		return loads
	}
	before := calls()
	var pressing sync.WaitGroup
	for i, v := range crowd {
		desk := []*verification.Desk{s.desk, other}[i%2]
		pressing.Go(func() {
			for n := range each {
				cause := fmt.Sprint("press.", v.ID, ".", n)
				for {
					_, err := desk.AddEvidence(t.Context(), cause, v, code, &verification.Evidence{Text: "seen"}, "")
					if errors.Is(err, verification.ErrConflict) {
						continue // the intake comes again
					}
					if err != nil {
						t.Error(err)
					}
					break
				}
			}
		})
	}
	pressing.Wait()
	require.Len(t, s.claim(code).Evidence, people*each)
	require.Less(t, calls()-before, 4*people*each)
}

// A claim on which many wait holds up nobody who has to do with another one, and lets whoever finds too many waiting come again.
func TestABusyClaimSlowsOnlyItself(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	busy, crowd := s.crowd(14)
	quiet, _ := s.crowd(1)
	held, release := make(chan struct{}), make(chan struct{})
	hold := &holding{held: held, release: release, key: string(busy)}
	s.redis.AddHook(hold)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	failed := make(chan error, len(crowd))
	for _, v := range crowd {
		go func() {
			_, err := s.desk.AddEvidence(ctx, "press."+string(v.ID), v, busy, &verification.Evidence{Text: "seen"}, "")
			failed <- err
		}()
	}
	<-held
	conflicts := 0
	for range len(crowd) - 9 { // one works, eight wait
		require.ErrorIs(t, <-failed, verification.ErrConflict)
		conflicts++
	}
	require.Positive(t, conflicts)
	require.EqualValues(t, 1, hold.seen.Load(), "whose turn it is not does nothing on it")
	_, err := s.desk.AddEvidence(ctx, "quiet", crowd[0], quiet, &verification.Evidence{Text: "seen"}, "")
	require.NoError(t, err)
	close(release)
	for range 9 {
		require.NoError(t, <-failed)
	}
}

// crowd puts a claim there of which so many people have answered already.
func (s *stage) crowd(n int) (verification.Code, []verification.Person) {
	s.t.Helper()
	code := verification.NewCode([]byte(fmt.Sprintf("%08d", n*7919)))
	facts := []verification.Fact{
		{Kind: verification.Received, At: start, Language: verification.Kazakh, Content: &verification.Content{Text: "Рас па?"}},
		{Kind: verification.Opened, At: start, Question: verification.Truth, Until: start.Add(48 * time.Hour), Count: 99, Limit: 99},
		{Kind: verification.Asked, At: start, Until: start.Add(time.Hour)},
	}
	var people []verification.Person
	for i := range n {
		id := verification.PersonID(fmt.Sprint("crowd", i))
		people = append(people, verification.Person{ID: id, Role: verification.Verifier})
		facts[2].Whom = append(facts[2].Whom, id)
		facts = append(facts, verification.Fact{Kind: verification.Answered, At: start, By: id, Answer: verification.True, Weight: .5})
	}
	require.NoError(s.t, s.store.Append(s.t.Context(), code, 0, facts, time.Time{}))
	require.NoError(s.t, s.store.Settle(s.t.Context(), code, len(facts), time.Time{}))
	return code, people
}

// holding holds up the first step that touches a key with that in its name.
type holding struct {
	once          sync.Once
	seen          atomic.Int64
	held, release chan struct{}
	key           string
}

func (h *holding) DialHook(next redis.DialHook) redis.DialHook { return next }

func (h *holding) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		if strings.Contains(fmt.Sprint(cmd.Args()...), h.key) {
			h.seen.Add(1)
			h.once.Do(func() { close(h.held); <-h.release })
		}
		return next(ctx, cmd)
	}
}

func (h *holding) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}
