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
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

func TestOnePersonAddsEvidenceUpToABound(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	code := s.asked().code
	v1, v2 := s.person("v1"), s.person("v2")
	for _, v := range []claim.Person{v1, v2} {
		_, err := s.desk.Answer(t.Context(), "answer."+string(v.ID), v, code, claim.Reply{Choice: claim.True})
		require.NoError(t, err)
	}
	add := func(by claim.Person, i int) error {
		_, err := s.desk.AddEvidence(t.Context(), fmt.Sprint("evidence.", by.ID, i), by, code, &claim.Evidence{Text: moderation.Foreign(fmt.Sprint(by.ID, i))}, "")
		return err
	}
	for i := range 12 {
		require.NoError(t, add(v1, i))
	}
	before := s.claim(code)
	for i := range 50 {
		require.ErrorIs(t, add(v1, 12+i), claim.TooOften)
	}
	require.Equal(t, before, s.claim(code), "what was taken stays, and nothing is added")
	require.NoError(t, add(v1, 3), "what was taken before can come again")
	require.NoError(t, add(v2, 0), "another person still can")

	change := func(i, to int) error { // the same for a change of mind: the latest that was taken stands
		_, err := s.desk.Answer(t.Context(), fmt.Sprint("again", i), v1, code, claim.Reply{Choice: claim.TruthAnswers[to]})
		return err
	}
	for i := range 11 {
		require.NoError(t, change(i, (i+1)%2))
	}
	for i := range 20 {
		require.ErrorIs(t, change(11+i, 2), claim.TooOften)
	}
	require.Equal(t, claim.TruthAnswers[1], s.claim(code).Votes["v1"].Answer)
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
		desk := []*verification.Service{s.desk, other}[i%2]
		pressing.Go(func() {
			for n := range each {
				cause := fmt.Sprint("press.", v.ID, ".", n)
				for {
					_, err := desk.AddEvidence(t.Context(), cause, v, code, &claim.Evidence{Text: "seen"}, "")
					if errors.Is(err, claim.ErrConflict) {
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
			_, err := s.desk.AddEvidence(ctx, "press."+string(v.ID), v, busy, &claim.Evidence{Text: "seen"}, "")
			failed <- err
		}()
	}
	<-held
	conflicts := 0
	for range len(crowd) - 9 { // one works, eight wait
		require.ErrorIs(t, <-failed, claim.ErrConflict)
		conflicts++
	}
	require.Positive(t, conflicts)
	require.EqualValues(t, 1, hold.seen.Load(), "whose turn it is not does nothing on it")
	_, err := s.desk.AddEvidence(ctx, "quiet", crowd[0], quiet, &claim.Evidence{Text: "seen"}, "")
	require.NoError(t, err)
	close(release)
	for range 9 {
		require.NoError(t, <-failed)
	}
}

// crowd puts a claim there of which so many people have answered already.
func (s *stage) crowd(n int) (claim.Code, []claim.Person) {
	s.t.Helper()
	code := claim.NewCode([]byte(fmt.Sprintf("%08d", n*7919)))
	asked := &claim.Asked{Meta: claim.Meta{At: start}, Lease: start.Add(time.Hour)}
	facts := []claim.Event{
		&claim.Received{Meta: claim.Meta{At: start}, Language: claim.Kazakh, Content: &claim.Content{Text: "Рас па?"}},
		&claim.Opened{Meta: claim.Meta{At: start}, Question: claim.Truth, Deadline: start.Add(48 * time.Hour), Sought: 99, Limit: 99},
		asked,
	}
	var people []claim.Person
	for i := range n {
		id := claim.PersonID(fmt.Sprint("crowd", i))
		people = append(people, claim.Person{ID: id, Role: claim.Verifier})
		asked.Whom = append(asked.Whom, id)
		facts = append(facts, &claim.Answered{Meta: claim.Meta{At: start, By: id}, Answer: claim.True, Weight: .5})
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
