package verification_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
)

// paged opens a process that posts so many channels in one go.
func (s *stage) paged(page int) *verification.Service {
	return verification.New(verification.Options{
		Store: s.store, Notifier: s.heard, Namer: s.vault, Clock: s.clock, Policy: s.rules.Policy, Judge: s.rules.Judge,
		Rand: rand.New(rand.NewPCG(1, 2)), Patience: time.Hour, Page: page,
	})
}

// ready puts a claim there that waits for one approval.
func (s *stage) ready(n byte) claim.Code {
	s.t.Helper()
	code := claim.NewCode([]byte{n, 1, 2, 3, 4, 5, 6, 7})
	v := &consensus.Verdict{Answer: claim.False, Decided: true, Confidence: .95, Voters: 5}
	facts := []claim.Event{
		&claim.Received{Meta: claim.Meta{At: start}, Language: claim.Kazakh, Content: &claim.Content{Text: "Рас па?"}},
		&claim.Opened{Meta: claim.Meta{At: start}, Question: claim.Truth, Deadline: start.Add(48 * time.Hour), Sought: 9, Limit: 9},
		&claim.Decided{Meta: claim.Meta{At: start}, Verdict: v},
	}
	require.NoError(s.t, s.store.Append(s.t.Context(), code, 0, facts, time.Time{}))
	require.NoError(s.t, s.store.Settle(s.t.Context(), code, len(facts), time.Time{}))
	return code
}

func (s *stage) subscribe(n int) {
	s.t.Helper()
	for i := range n {
		err := s.store.SaveSubscription(s.t.Context(), verification.Subscription{
			ID: fmt.Sprintf("channel%05d", i), Address: "1", Languages: []claim.Language{claim.Kazakh}, Digest: verification.Instant,
		})
		if !errors.Is(err, claim.ErrConflict) { // it is there already
			require.NoError(s.t, err)
		}
	}
}

var reviewer = claim.Person{ID: "r1", Role: claim.Reviewer}

// posts counts what channels were told, by what it says.
func posts(said []string) map[string]int {
	n := map[string]int{}
	for _, s := range said {
		if rest, ok := strings.CutPrefix(s, "post "); ok {
			_, what, _ := strings.Cut(rest, ": ")
			n[what]++
		}
	}
	return n
}

func TestResultsForManyChannelsTakeTurns(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	const channels, page = 150, 20
	s.subscribe(channels)
	d := s.paged(page)
	long, short := s.ready(1), s.ready(99)
	_, err := d.Approve(t.Context(), "long", reviewer, long, "", claim.Consent{})
	require.NoError(t, err)
	require.Equal(t, page, posts(s.heard.said())["published v1 false"], "who approves waits for one page")
	_, err = d.Approve(t.Context(), "short", reviewer, short, "", claim.Consent{})
	require.NoError(t, err)
	require.Equal(t, 2*page, posts(s.heard.said())["published v1 false"])

	of := func(code claim.Code) (n int) {
		s.heard.mu.Lock()
		defer s.heard.mu.Unlock()
		for key := range s.heard.notices {
			if strings.HasPrefix(key, "post."+string(code)+".") {
				n++
			}
		}
		return n
	}
	s.heard.each = func() {
		if ahead := of(long) - of(short); ahead > page || ahead < -page {
			t.Error("one result was ahead of the other by more than a page:", ahead)
		}
	}
	require.NoError(t, d.PostOn(t.Context()))
	require.Equal(t, 2*channels, posts(s.heard.all())["published v1 false"])
	left, err := s.store.Postings(t.Context())
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestWhatIsPostedWaitsWhileMuchWaitsToBeDelivered(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.subscribe(30)
	behind := int64(2000)
	d := verification.New(verification.Options{
		Store: s.store, Notifier: s.heard, Namer: s.vault, Clock: s.clock, Policy: s.rules.Policy, Judge: s.rules.Judge, Page: 10,
		Behind: func(context.Context) (int64, error) { return behind, nil },
	})
	_, err := d.Approve(t.Context(), "long", reviewer, s.ready(1), "", claim.Consent{})
	require.NoError(t, err)
	require.NoError(t, d.PostOn(t.Context()))
	require.Equal(t, 10, posts(s.heard.said())["published v1 false"])
	behind = 0
	require.NoError(t, d.PostOn(t.Context()))
	require.Equal(t, 30, posts(s.heard.said())["published v1 false"])
}

// A process that dies at any call to the world while it posts is followed by one that goes on: every channel gets the result once.
func TestACrashWhilePostingLosesNoPostAndDoublesNone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, after := range []bool{false, true} {
		for at := 1; ; at++ {
			s.begin()
			s.subscribe(5)
			code := s.ready(1)
			s.cut.once(at, after)
			for _, step := range []func(d *verification.Service) error{
				func(d *verification.Service) error {
					_, err := d.Approve(t.Context(), "approval", reviewer, code, "", claim.Consent{})
					return err
				},
				func(d *verification.Service) error { return d.PostOn(t.Context()) },
			} {
				if step(s.paged(2)) != nil {
					s.clock.Advance(11 * time.Second)
					require.NoError(t, sweep(t.Context(), s.paged(2)))
					require.NoError(t, step(s.paged(2)))
				}
			}
			happened := s.cut.happened()
			s.cut.never()
			require.NoError(t, s.paged(2).PostOn(t.Context()))
			require.Equal(t, map[string]int{"published v1 false": 5}, posts(s.heard.all()), "cut at call %d", at)
			if !happened {
				require.Greater(t, at, 20)
				break
			}
		}
	}
}

// A correction goes to every channel that had the result, also to those which want no such results any more, or a digest.
func TestACorrectionReachesWhoHadTheResult(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.subscribe(7)
	code := s.ready(1)
	d := s.paged(2)
	_, err := d.Approve(t.Context(), "approval", reviewer, code, "", claim.Consent{})
	require.NoError(t, err)
	require.NoError(t, d.PostOn(t.Context()))
	require.Equal(t, map[string]int{"published v1 false": 7}, posts(s.heard.all()))
	for i, change := range []func(*verification.Subscription){
		func(s *verification.Subscription) {
			s.Subjects = []claim.Subject{claim.Subjects[len(claim.Subjects)-1]}
		},
		func(s *verification.Subscription) { s.Digest = verification.Daily },
	} {
		_, err := d.Subscribe(t.Context(), fmt.Sprintf("channel%05d", i), change)
		require.NoError(t, err)
	}
	s.subscribe(8) // one more
	s.reviewer("r3")
	for _, by := range []claim.PersonID{"r3", "r3" + tooID} {
		_, err = d.Correct(t.Context(), "correction of "+string(by), s.person(by), code, claim.Misleading, "old footage")
		require.NoError(t, err)
	}
	require.NoError(t, d.PostOn(t.Context()))
	require.Equal(t, map[string]int{"published v2 misleading": 8}, posts(s.heard.all()))
}

// A result that is withdrawn while it is being sent reaches nobody from then on, and whoever got it hears that it is withdrawn.
func TestAResultWithdrawnOnItsWayGoesNoFurther(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for at := 1; ; at++ {
		s.begin()
		s.subscribe(5)
		code := s.ready(1)
		d := s.paged(2)
		_, err := d.Approve(t.Context(), "approval", reviewer, code, "", claim.Consent{})
		require.NoError(t, err)
		s.cut.besides(at, func() {
			_, err := s.paged(2).TakeDown(t.Context(), "down", claim.Person{ID: "r2", Role: claim.Reviewer}, code, claim.WithdrawnWrong, "")
			require.NoError(t, err)
		})
		require.NoError(t, d.PostOn(t.Context()))
		happened := s.cut.happened()
		s.cut.never()
		if !happened {
			require.Greater(t, at, 20)
			return
		}
		require.NoError(t, d.PostOn(t.Context()))
		told, undone := map[string]bool{}, map[string]bool{}
		for _, n := range s.heard.all() {
			rest, _ := strings.CutPrefix(n, "post ")
			who, what, _ := strings.Cut(rest, ": ")
			if strings.HasPrefix(what, "published") {
				told[who] = true
			} else if strings.HasPrefix(what, "taken_down") {
				undone[who] = true
			}
		}
		for who := range told {
			require.True(t, undone[who], "withdrawn at call %d: %s was told the result alone", at, who)
		}
	}
}
