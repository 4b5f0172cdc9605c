package verification_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

// onOffer puts so many claims there that want three people each and have asked nobody, the first being the most urgent.
func (s *stage) onOffer(n int) []claim.Code {
	s.t.Helper()
	var codes []claim.Code
	for i := range n {
		code := claim.NewCode(binary.BigEndian.AppendUint32(nil, uint32(i+1)<<8))
		at := s.clock.Now().Add(time.Duration(i) * time.Second)
		facts := []claim.Event{
			&claim.Received{Meta: claim.Meta{At: at}, Language: claim.Kazakh, Content: &claim.Content{Text: "Рас па?"}},
			&claim.Opened{Meta: claim.Meta{At: at}, Question: claim.Truth, Deadline: at.Add(48 * time.Hour), Sought: 3, Limit: 6},
		}
		require.NoError(s.t, s.store.Append(s.t.Context(), code, 0, facts, at.Add(48*time.Hour)))
		require.NoError(s.t, s.store.Settle(s.t.Context(), code, len(facts), at.Add(48*time.Hour)))
		require.NoError(s.t, s.store.Offer(s.t.Context(), claim.Queue{Language: claim.Kazakh, Subject: claim.General}, code, float64(at.UnixMilli())))
		codes = append(codes, code)
	}
	return codes
}

// questions notes who was asked what, and the most questions that anybody ever held at once: those that were put to them, as long as
// the claim waits for their answer.
type questions struct {
	*heard
	load func(code claim.Code) (*claim.Claim, error)
	mu   *sync.Mutex
	put  map[claim.PersonID]map[claim.Code]bool
	most map[claim.PersonID]int
}

func (s *stage) questions() *questions {
	store, desk := s.open()
	_ = store
	return &questions{
		heard: s.heard, load: func(code claim.Code) (*claim.Claim, error) {
			return desk.Claim(context.WithoutCancel(s.t.Context()), code)
		},
		mu: &sync.Mutex{}, put: map[claim.PersonID]map[claim.Code]bool{}, most: map[claim.PersonID]int{},
	}
}

func (q *questions) Ask(ctx context.Context, key string, to claim.Person, c *claim.Claim) error {
	q.mu.Lock()
	if q.put[to.ID] == nil {
		q.put[to.ID] = map[claim.Code]bool{}
	}
	q.put[to.ID][c.Code] = true
	codes := make([]claim.Code, 0, len(q.put[to.ID]))
	for code := range q.put[to.ID] {
		codes = append(codes, code)
	}
	q.mu.Unlock()
	open := 0
	for _, code := range codes {
		c, err := q.load(code)
		if err != nil {
			return err
		}
		if c.Asked[to.ID].State == claim.Waiting && !c.Status.Ended() {
			open++
		}
	}
	q.mu.Lock()
	q.most[to.ID] = max(q.most[to.ID], open)
	q.mu.Unlock()
	return q.heard.Ask(ctx, key, to, c)
}

// process is another one that says what it has to by q.
func (s *stage) process(q *questions, seed uint64) *verification.Service {
	return verification.New(verification.Options{
		Store: redisstore.New(s.redis, nil, s.vault), Notifier: q, Namer: s.vault, Clock: s.clock, Policy: s.rules.Policy, Judge: s.rules.Judge,
		Rand: rand.New(rand.NewPCG(seed, 9)), Patience: time.Hour,
	})
}

// within checks that nobody ever held more questions than they may.
func (q *questions) within(t require.TestingT, most int, msg ...any) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for id, n := range q.most {
		require.LessOrEqual(t, n, most, fmt.Sprint(append([]any{id, " "}, msg...)...))
	}
}

// drain has everybody answer what they are asked, until nothing is asked any more.
func (s *stage) drain(t require.TestingT, d *verification.Service, codes []claim.Code, people ...claim.PersonID) {
	for round := 0; ; round++ {
		s.clock.Advance(61 * time.Second)
		require.NoError(t, sweep(s.t.Context(), d))
		require.NoError(t, d.Feed(s.t.Context()))
		decided := 0
		for _, code := range codes {
			c, err := d.Claim(s.t.Context(), code)
			require.NoError(t, err)
			if c.Status == claim.StatusDecided {
				decided++
			}
			for _, id := range people {
				if c.Asked[id].State == claim.Waiting {
					p, err := d.Meet(s.t.Context(), id, "at "+string(id), claim.Kazakh)
					require.NoError(t, err)
					_, err = d.Answer(s.t.Context(), fmt.Sprint("drain.", code, id), p, code, claim.Reply{Choice: claim.False})
					require.NoError(t, err)
				}
			}
		}
		if decided == len(codes) {
			return
		}
		require.Less(t, round, 4*len(codes)+20, "%d of %d claims are decided", decided, len(codes))
	}
}

func TestEighteenAtOnceAskNobodyMoreThanTwo(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{})
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	s := newStageOn(t, client)
	s.join("v1", "v2", "v3", "v4", "v5")
	q := s.questions()
	var asking sync.WaitGroup
	codes := make([]claim.Code, 18)
	for i := range codes {
		d := s.process(q, uint64(i))
		id := claim.PersonID(fmt.Sprint("citizen", i))
		p := s.person(id)
		asking.Go(func() {
			text := fmt.Sprintf("%d-ауылда көпір құлады деп айтады, %d адам қаза тапты", 100+i*37, 5+i)
			c, err := d.Submit(t.Context(), "sent."+string(id), p, p.Address, said(text))
			if err == nil {
				codes[i] = c.Code
				_, err = d.Choose(t.Context(), "chosen."+string(id), id, c.Code, claim.Truth)
			}
			if err != nil && !errors.Is(err, claim.ErrConflict) {
				t.Error(err)
			}
		})
	}
	asking.Wait()
	q.within(t, 2)
	require.Len(t, q.most, 5)
	s.drain(t, s.process(q, 99), codes, "v1", "v2", "v3", "v4", "v5")
	q.within(t, 2, "and what waited went out one after the other")
	for _, id := range []claim.PersonID{"v1", "v2", "v3", "v4", "v5"} {
		require.Empty(t, s.asksOf(id))
	}
}

// Whatever another process does between two calls of one that asks, also when that one is so slow that its seat is taken for free.
func TestTheBoundHoldsBetweenAnyTwoCalls(t *testing.T) {
	t.Parallel()
	for name, happen := range map[string]func(s *stage) func(d *verification.Service) error{
		"gives one to who asks": func(s *stage) func(d *verification.Service) error {
			return func(d *verification.Service) error { return s.next(d, "v1") }
		},
		"gives a seat that it finds free": func(s *stage) func(d *verification.Service) error {
			return func(d *verification.Service) error {
				s.clock.Advance(61 * time.Second)
				return s.next(d, "v1")
			}
		},
		"reconciles": func(s *stage) func(d *verification.Service) error {
			return func(d *verification.Service) error {
				s.clock.Advance(61 * time.Second)
				return errors.Join(d.Feed(context.Background()), d.Reconcile(context.Background()), sweep(context.Background(), d))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.rules.Policy.OpenAsks = 1
			var codes []claim.Code
			var q *questions
			chance := uint64(2)
			s.between(func() {
				chance++
				s.join("v1", "v2", "v3")
				codes = s.onOffer(3)
				q = s.questions()
				s.desk = s.process(q, 1)
			}, func(d *verification.Service) error { return d.Feed(t.Context()) },
				func(*verification.Service) error { return happen(s)(s.process(q, chance)) },
				func(at int) {
					q.within(t, 1, "before call ", at)
					s.drain(t, s.process(q, 3), codes, "v1", "v2", "v3")
					q.within(t, 1, "before call ", at)
				})
		})
	}
}

// next has somebody look for a question, which may be any of those on offer.
func (s *stage) next(d *verification.Service, id claim.PersonID) error {
	p, err := d.Meet(s.t.Context(), id, "at "+string(id), claim.Kazakh)
	if err != nil {
		return err
	}
	if _, _, err = d.Next(s.t.Context(), p); errors.Is(err, claim.NothingToDo) {
		return nil
	}
	return err
}

// Who dies anywhere while they ask leaves nobody with more questions, no seat that stays taken, and no claim that is not asked.
func TestTheBoundHoldsWhenAProcessDies(t *testing.T) {
	t.Parallel()
	for _, after := range []bool{false, true} {
		t.Run(fmt.Sprint("after=", after), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.rules.Policy.OpenAsks = 1
			for at := 1; ; at++ {
				s.begin()
				s.join("v1", "v2", "v3")
				codes := s.onOffer(2)
				q := s.questions()
				s.cut.once(at, after)
				err := s.process(q, 1).Feed(t.Context())
				happened := s.cut.happened()
				s.cut.never()
				if err != nil {
					require.ErrorIs(t, err, errCut)
				}
				d := s.process(q, 2)
				require.NoError(t, d.Feed(t.Context()))
				s.drain(t, d, codes, "v1", "v2", "v3")
				q.within(t, 1, "cut at call ", at)
				if !happened {
					require.Greater(t, at, 10)
					return
				}
			}
		})
	}
}

// A process died after it had reserved seats, and before the claim noted anything.
func TestASeatWhoseHolderDiedIsFree(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.OpenAsks = 1
	s.begin()
	s.join("v1")
	codes := s.onOffer(2)
	left := verification.Workload{}
	require.True(t, left.Take(claim.Seat{Code: codes[1]}, s.clock.Now().Add(time.Minute), 1))
	require.NoError(t, s.store.SaveWorkload(t.Context(), "v1", left))
	require.NoError(t, s.desk.Feed(t.Context()))
	require.Equal(t, codes[1:], s.asksOf("v1"), "somebody may be about to ask")
	s.clock.Advance(time.Minute)
	require.NoError(t, s.desk.Feed(t.Context()))
	require.Equal(t, codes[:1], s.asksOf("v1"))
}

// A seat is free when the question is answered, handed back, lapsed or closed; not because time passes.
func TestASeatIsFreedByWhatHappensToTheQuestion(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(s *stage, code claim.Code) error{
		"answered": func(s *stage, code claim.Code) error {
			_, err := s.desk.Answer(s.t.Context(), "a", s.person("v1"), code, claim.Reply{Choice: claim.DontKnow})
			return err
		},
		"handed back": func(s *stage, code claim.Code) error {
			_, err := s.desk.Skip(s.t.Context(), "s", s.person("v1"), code)
			return err
		},
		"lapsed": func(s *stage, _ claim.Code) error {
			s.clock.Advance(s.rules.Policy.Lease)
			return sweep(s.t.Context(), s.desk)
		},
		"withdrawn": func(s *stage, code claim.Code) error {
			s.reviewer("r")
			_, err := s.desk.TakeDown(s.t.Context(), "d", s.person("r"), code, claim.WithdrawnPrivate, "")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.rules.Policy.OpenAsks = 1
			s.begin()
			s.join("v1")
			codes := s.onOffer(2)
			require.NoError(t, s.desk.Feed(t.Context()))
			require.Equal(t, codes[:1], s.asksOf("v1"), "the most urgent first")
			require.NoError(t, s.desk.Feed(t.Context()))
			require.Len(t, s.asksOf("v1"), 1)
			require.NoError(t, end(s, codes[0]))
			require.NotContains(t, s.asksOf("v1"), codes[0])
			require.NoError(t, s.desk.Feed(t.Context()))
			require.Equal(t, codes[1:], s.asksOf("v1"))
		})
	}
}

// While the bot is cut off leases stand still, so that nobody gets more questions for not having been able to answer.
func TestABlackoutFreesNoSeat(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.CutOff = 5 * time.Minute
	s.begin()
	s.join("v1", "v2", "v3")
	require.NoError(t, s.desk.Outages.InTouch(t.Context(), s.clock.Now()))
	codes := s.onOffer(6)
	require.NoError(t, s.desk.Feed(t.Context()))
	require.Len(t, s.asksOf("v1"), 2)
	for range 40 { // twenty hours in the dark
		s.clock.Advance(30 * time.Minute)
		s.restart()
		require.NoError(t, sweep(t.Context(), s.desk))
		require.NoError(t, s.desk.Feed(t.Context()))
		require.Len(t, s.asksOf("v1"), 2)
	}
	require.NoError(t, s.desk.Outages.InTouch(t.Context(), s.clock.Now()))
	require.NoError(t, s.desk.Reckon(t.Context()))
	require.NoError(t, sweep(t.Context(), s.desk))
	require.NoError(t, s.desk.Feed(t.Context()))
	require.ElementsMatch(t, codes[:2], s.asksOf("v1"), "and still has those after it")
}

// A Redis that failed over may have lost who is asked what, or that a claim is on offer; the claims know it.
func TestWhatTheClaimsKnowIsReconciled(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.join("v1", "v2", "v3")
	codes := s.onOffer(3)
	require.NoError(t, s.desk.Feed(t.Context()))
	before := s.asksOf("v1")
	require.Len(t, before, 2)
	for _, pattern := range []string{"{p:*}:workload:*", "{q:*}:offered"} {
		keys, err := s.redis.Keys(t.Context(), pattern).Result()
		require.NoError(t, err)
		require.NotEmpty(t, keys)
		require.NoError(t, s.redis.Del(t.Context(), keys...).Err())
	}
	require.Empty(t, s.asksOf("v1"))
	require.NoError(t, s.desk.Reconcile(t.Context()))
	require.ElementsMatch(t, before, s.asksOf("v1"))
	require.NoError(t, s.desk.Feed(t.Context()))
	require.ElementsMatch(t, before, s.asksOf("v1"))
	s.drain(t, s.desk, codes, "v1", "v2", "v3")
}

// One claim that cannot be read keeps no other from being reconciled, and is said; a run that was cut short is made up for by the next.
func TestAClaimThatCannotBeReadIsReconciledWithoutTheOthersWaiting(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.join("v1", "v2", "v3")
	codes := s.onOffer(3)
	require.NoError(t, s.desk.Feed(t.Context()))
	before := s.asksOf("v1")
	loses := func(pattern string) {
		t.Helper()
		keys, err := s.redis.Keys(t.Context(), pattern).Result()
		require.NoError(t, err)
		require.NotEmpty(t, keys)
		require.NoError(t, s.redis.Del(t.Context(), keys...).Err())
	}
	loses("{p:*}:workload:*")
	broken := slices.DeleteFunc(slices.Clone(codes), func(c claim.Code) bool { return slices.Contains(before, c) })[0]
	ledger, err := s.redis.Keys(t.Context(), "{c:*}:ledger:"+string(broken)).Result()
	require.NoError(t, err)
	require.Len(t, ledger, 1)
	require.NoError(t, s.redis.Rename(t.Context(), ledger[0], ledger[0]+".aside").Err())
	require.NoError(t, s.redis.Set(t.Context(), ledger[0], "no ledger", 0).Err())
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	require.Error(t, s.desk.Reconcile(ended))
	require.Error(t, s.desk.Reconcile(t.Context()))
	require.ElementsMatch(t, before, s.asksOf("v1"))
	require.NoError(t, s.redis.Rename(t.Context(), ledger[0]+".aside", ledger[0]).Err())
	require.NoError(t, s.desk.Reconcile(t.Context()))
	s.drain(t, s.desk, codes, "v1", "v2", "v3")
}

// Claims that nobody is left for keep no others waiting, be they fed or asked for.
func TestClaimsThatNobodyCanAnswerHoldUpNoOthers(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.join("v1")
	codes := s.onOffer(71)
	for _, code := range codes[:69] {
		c := s.claim(code)
		require.NoError(t, s.store.Append(t.Context(), code, 2, []claim.Event{
			&claim.Asked{Meta: claim.Meta{At: s.clock.Now()}, Whom: []claim.PersonID{"v1"}, Lease: s.clock.Now().Add(time.Hour)},
			&claim.Returned{Meta: claim.Meta{At: s.clock.Now()}, Whom: []claim.PersonID{"v1"}},
		}, c.Deadline))
		require.NoError(t, s.store.Settle(t.Context(), code, 4, c.Deadline))
	}
	got, asked, err := s.desk.Next(t.Context(), s.person("v1"))
	require.NoError(t, err)
	require.True(t, asked)
	require.Contains(t, codes[69:], got.Code)
	_, err = s.desk.Skip(t.Context(), "skip", s.person("v1"), got.Code)
	require.NoError(t, err)
	require.NoError(t, s.desk.Feed(t.Context()))
	require.Len(t, s.asksOf("v1"), 1)
	require.Contains(t, codes[69:], s.asksOf("v1")[0])
	require.NotEqual(t, got.Code, s.asksOf("v1")[0])

	s.join("v2")
	require.NoError(t, s.desk.Feed(t.Context()))
	require.Equal(t, codes[:2], s.asksOf("v2"), "the most urgent first")
}

// What comes now does not push in before what waits.
func TestASeatThatBecameFreeGoesToWhoWaitsLongest(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.OpenAsks = 1
	s.begin()
	s.join("v1")
	codes := s.onOffer(2)
	require.NoError(t, s.desk.Feed(t.Context()))
	_, err := s.desk.Answer(t.Context(), "a", s.person("v1"), codes[0], claim.Reply{Choice: claim.False})
	require.NoError(t, err)
	s.clock.Advance(time.Hour)
	c := s.opened("new", "citizen", sayings[0][0])
	require.Equal(t, codes[1:], s.asksOf("v1"))
	require.NotContains(t, c.Asked, claim.PersonID("v1"))
}

// A claim that goes on again waits for those whose time was not over, if they have nothing else to answer by now.
func TestAReopenedClaimAsksNobodyTooMuch(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.OpenAsks = 1
	s.begin()
	for _, r := range []claim.PersonID{"r1", "r2"} {
		s.reviewer(r)
	}
	s.join("v1", "v2", "v3", "v4")
	s.rules.Policy.MaxAsked = 3
	codes := s.onOffer(1)
	require.NoError(t, s.desk.Feed(t.Context()))
	var asked, idle []claim.PersonID
	for _, id := range []claim.PersonID{"v1", "v2", "v3", "v4"} {
		if len(s.asksOf(id)) == 1 {
			asked = append(asked, id)
		} else {
			idle = append(idle, id)
		}
	}
	require.Len(t, idle, 1)
	c := s.claim(codes[0])
	require.NoError(t, s.store.Append(t.Context(), c.Code, 3, []claim.Event{
		&claim.Undecided{Meta: claim.Meta{At: s.clock.Now()}, Verdict: &c.Verdict},
	}, s.clock.Now()))
	require.NoError(t, sweep(t.Context(), s.desk))
	require.Empty(t, s.asksOf(asked[0]), "it is over")
	other := s.opened("other", "citizen", sayings[0][0])
	busy := 0
	for _, id := range asked {
		busy += len(s.asksOf(id))
	}
	require.Positive(t, busy)
	_, err := s.reopen("r1", "reopen", c.Code)
	require.NoError(t, err)
	for _, id := range asked {
		require.LessOrEqual(t, len(s.asksOf(id)), 1)
		if s.claim(other.Code).Asked[id].State == claim.Waiting {
			require.NotEqual(t, claim.Waiting, s.claim(c.Code).Asked[id].State, "it waits for nobody who is asked something else")
		}
	}
}
