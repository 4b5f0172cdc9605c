package verification_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/outage"
)

// live has people say where they are, an hour before the next thing happens.
func (s *stage) live(r claim.Region, ids ...claim.PersonID) {
	s.t.Helper()
	for _, id := range ids {
		_, err := s.desk.SetRegion(s.t.Context(), id, r)
		require.NoError(s.t, err)
	}
	s.clock.Advance(time.Hour)
}

// declare says that a region is dark, or no longer.
func (s *stage) declare(r claim.Region, on bool) {
	s.t.Helper()
	require.NoError(s.t, s.desk.Outages.Declare(s.t.Context(), claim.Operator, []claim.Region{r}, on, s.clock.Now()))
	require.NoError(s.t, s.desk.Reckon(s.t.Context()))
}

func (s *stage) pass(d time.Duration) {
	s.t.Helper()
	s.clock.Advance(d)
	require.NoError(s.t, sweep(s.t.Context(), s.desk))
	require.NoError(s.t, s.desk.Feed(s.t.Context()))
}

func TestWorkThatWaitsOnADarkRegionIsOfferedElsewhere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := s.asked()
	s.live(claim.Mangystau, "v1")
	s.heard.all()
	s.declare(claim.Mangystau, true)
	require.Equal(t, []string{`blackout of 1 from "mangystau" to r1, over: false`, `blackout of 1 from "mangystau" to r2, over: false`}, s.heard.all())
	s.join("v4", "v5")
	s.live(claim.Mangystau, "v5") // who says so in the midst of it is plainly not cut off
	s.pass(time.Minute)
	asked := s.heard.all()
	require.Len(t, asked, 1, "one more is asked, in the place of v1")
	require.Regexp(t, "^ask v[45]: open v0$", asked[0])

	s.pass(36 * time.Hour)
	c := s.claim(p.code)
	require.Equal(t, claim.StatusOpen, c.Status)
	require.Equal(t, claim.Waiting, c.Asked["v1"].State)
	require.Equal(t, claim.Back, c.Asked["v2"].State, "elsewhere leases run out")
	s.pass(36 * time.Hour)
	require.Equal(t, claim.StatusOpen, s.claim(p.code).Status, "the deadline stands still")

	s.heard.all()
	s.declare(claim.Mangystau, false)
	require.Contains(t, s.heard.all(), `blackout of 1 from "mangystau" to r1, over: true`)
	before := s.person("v1")
	current, err := s.desk.Current(ctx, before)
	require.NoError(t, err)
	require.Equal(t, p.code, current.Code, "it still waits for v1")
	_, err = s.desk.Answer(ctx, "late", before, p.code, p.reply())
	require.NoError(t, err)
	require.Equal(t, before.Record, s.person("v1").Record, "and no record is the worse for it")
	c = s.claim(p.code)
	require.True(t, 70*time.Hour < c.Paused(s.clock.Now()) && c.Paused(s.clock.Now()) < 75*time.Hour)

	s.pass(48 * time.Hour)
	require.Equal(t, claim.StatusUndecided, s.claim(p.code).Status, "then time goes on")
}

// TestWhomABlackoutConcerns spells it out.
func TestWhomABlackoutConcerns(t *testing.T) {
	t.Parallel()
	for name, k := range map[string]struct {
		region   claim.Region
		who      claim.PersonID
		text     string
		concerns bool
	}{
		"whoever was asked":              {claim.Osh, "v2", "Сахнадағы адам кім?", true},
		"whoever wants to know":          {claim.Osh, "citizen", "Сахнадағы адам кім?", true},
		"a claim about the region":       {claim.Osh, "", "Ошта митинг болды ма?", true},
		"somebody who has no part in it": {claim.Osh, "r1", "Сахнадағы адам кім?", false},
		"a claim about another region":   {claim.Osh, "", "Таласта митинг болды ма?", false},
		"nobody":                         {claim.Osh, "", "Сахнадағы адам кім?", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			p := s.asked()
			about, err := s.desk.Submit(t.Context(), "about", s.person("citizen"), "at citizen", claim.Content{Text: moderation.Foreign(k.text)})
			require.NoError(t, err)
			_, err = s.desk.Choose(t.Context(), "about chosen", "citizen", about.Code, claim.Truth)
			require.NoError(t, err)
			if k.who != "" {
				s.live(k.region, k.who)
			}
			s.declare(k.region, true)
			require.Equal(t, k.concerns, s.claim(p.code).IsPaused() || s.claim(about.Code).IsPaused())
			s.declare(k.region, false)
			require.False(t, s.claim(p.code).IsPaused() || s.claim(about.Code).IsPaused())
		})
	}
}

func TestWhileTheBotIsCutOffNothingRunsOut(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.CutOff = 5 * time.Minute
	s.restart()
	ctx := t.Context()
	p := s.asked()
	touch := func() { require.NoError(t, s.desk.Outages.InTouch(ctx, s.clock.Now())) }
	touch()
	s.pass(3 * time.Minute)
	touch()
	s.heard.all()
	s.pass(90 * time.Hour)
	c := s.claim(p.code)
	require.Equal(t, claim.StatusOpen, c.Status, "the deadline is long past, and nobody could answer")
	for _, a := range c.Asked {
		require.Equal(t, claim.Waiting, a.State)
	}
	require.Empty(t, s.heard.all())
	require.NoError(t, s.desk.Remind(ctx, s.clock.Now()))

	s.restart() // it may as well have been switched off
	touch()
	s.pass(0)
	require.NoError(t, s.desk.Reckon(ctx))
	require.Equal(t, 90*time.Hour, s.claim(p.code).Paused(s.clock.Now()))
	require.Len(t, s.heard.all(), 2, "the reviewers hear of it once")
	require.NoError(t, s.desk.Reckon(ctx))
	require.Empty(t, s.heard.all())
	for range 29 { // 116 minutes
		s.clock.Advance(4 * time.Minute)
		touch()
		s.pass(0)
	}
	require.Equal(t, claim.Waiting, s.claim(p.code).Asked["v1"].State, "of two hours three minutes had passed before")
	s.clock.Advance(2 * time.Minute)
	touch()
	s.pass(0)
	require.Equal(t, claim.Back, s.claim(p.code).Asked["v1"].State)
	list, err := s.desk.Outages.Blackouts(ctx, 9)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Equal(t, claim.ByContact, list[0].By)
}

func TestARegionThatGoesSilentIsFound(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	r := claim.Almaty
	var people []claim.Person
	for i := range 12 {
		id := claim.PersonID(fmt.Sprint("resident", i))
		s.person(id)
		p, err := s.desk.SetRegion(ctx, id, r)
		require.NoError(t, err)
		people = append(people, p)
	}
	// Three weeks in which four of them are heard in every ten minutes, as if in the store.
	from, slots := s.clock.Now().Add(-24*24*time.Hour), map[string]any{}
	hours := map[string]any{"since": outage.HourOf(from)}
	for h := outage.HourOf(from); h < outage.HourOf(s.clock.Now()); h++ {
		hours[fmt.Sprint(h)] = 24
	}
	for n := outage.SlotOf(from); n < outage.SlotOf(s.clock.Now()); n++ {
		slots[fmt.Sprint(n)] = 4
	}
	require.NoError(t, s.redis.HSet(ctx, "{r:almaty}:hours", hours).Err())
	require.NoError(t, s.redis.HSet(ctx, "{r:almaty}:slots", slots).Err())
	p := s.asked()
	_, err := s.desk.SetRegion(ctx, "v1", r)
	require.NoError(t, err)
	live := func(slots, heard int, until func() bool) (n int) {
		for range slots {
			for i := range heard {
				s.desk.Outages.Heard(ctx, people[(n*5+i)%len(people)], time.Time{})
			}
			s.clock.Advance(outage.Slot)
			require.NoError(t, s.desk.Listen(ctx))
			require.NoError(t, sweep(ctx, s.desk))
			if n++; until() {
				break
			}
		}
		return n
	}
	is := func(n int) func() bool {
		return func() bool {
			list, err := s.desk.Outages.Blackouts(ctx, 9)
			require.NoError(t, err)
			return len(list) == n
		}
	}
	live(6, 4, is(1))
	require.True(t, is(0)(), "all is as usual")
	dark := s.clock.Now()
	slept := live(100, 0, is(1))
	require.True(t, is(1)())
	require.LessOrEqual(t, time.Duration(slept)*outage.Slot, 6*time.Hour)
	list, _ := s.desk.Outages.Blackouts(ctx, 1)
	require.Equal(t, claim.BySilence, list[0].By)
	require.LessOrEqual(t, list[0].From.Sub(dark).Abs(), 40*time.Minute)
	c := s.claim(p.code)
	require.True(t, c.IsPaused())
	require.Equal(t, claim.Waiting, c.Asked["v1"].State, "while it was only doubtful their lease did not run out either")

	window := live(1, 4, is(2))
	require.Equal(t, 1, window)
	live(30, 0, is(2))
	list, _ = s.desk.Outages.Blackouts(ctx, 1)
	require.Zero(t, list[0].Until, "a window of ten minutes is not the end")
	require.NotZero(t, live(60, 4, func() bool {
		list, _ = s.desk.Outages.Blackouts(ctx, 1)
		return !list[0].Until.IsZero()
	}))
	require.NotZero(t, list[0].Until)
	require.False(t, s.claim(p.code).IsPaused())
	require.True(t, is(1)(), "and it is found once")
}

func TestWhoMaySayThatARegionIsDark(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	at := s.clock.Now()
	for _, as := range []claim.Role{claim.Citizen, claim.Verifier, "admin"} {
		require.ErrorIs(t, s.desk.Outages.Declare(ctx, as, []claim.Region{claim.Osh}, true, at), claim.NotReviewer)
	}
	for _, as := range []claim.Role{claim.Reviewer, claim.Operator} {
		require.NoError(t, s.desk.Outages.Declare(ctx, as, []claim.Region{claim.Osh}, true, at))
		require.ErrorIs(t, s.desk.Outages.Declare(ctx, as, []claim.Region{claim.Osh}, true, at), claim.AlreadyDone)
		s.clock.Advance(time.Hour)
		at = s.clock.Now()
		require.NoError(t, s.desk.Outages.Declare(ctx, as, []claim.Region{claim.Osh}, false, at))
		require.ErrorIs(t, s.desk.Outages.Declare(ctx, as, []claim.Region{claim.Osh}, false, at), claim.AlreadyDone)
	}
	for _, r := range []claim.Region{claim.Abroad, claim.Everywhere, "mars"} {
		require.ErrorIs(t, s.desk.Outages.Declare(ctx, claim.Operator, []claim.Region{r}, true, at), claim.BadAnswer)
		_, err := s.desk.SetRegion(ctx, "x", "mars")
		require.ErrorIs(t, err, claim.BadAnswer)
	}
	require.NoError(t, s.desk.Outages.Declare(ctx, claim.Operator, []claim.Region{claim.Osh}, true, at))
	s.clock.Advance(7 * 24 * time.Hour)
	require.NoError(t, s.desk.Listen(ctx))
	list, err := s.desk.Outages.Blackouts(ctx, 1)
	require.NoError(t, err)
	require.NotZero(t, list[0].Until, "what was forgotten ends after a week")
}

func TestNobodyIsAskedWhoIsCutOffAndNobodyReminded(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := &play{question: claim.Truth, clock: s.clock}
	s.perform(p) // all is played, and everybody is there
	s.live(claim.Osh, "v1", "v2", "r1")
	s.declare(claim.Osh, true)
	s.heard.all()
	c, err := s.desk.Submit(ctx, "another", s.person("citizen"), "at citizen", claim.Content{Text: "Көпір жабылғаны рас па, айтыңызшы?"})
	require.NoError(t, err)
	_, err = s.desk.Choose(ctx, "another chosen", "citizen", c.Code, claim.Truth)
	require.NoError(t, err)
	require.Equal(t, []string{"ask v3: open v0"}, s.heard.all())
	got, asked, err := s.desk.Next(ctx, s.person("v1"))
	require.NoError(t, err, "who gets through all the same may ask for work")
	require.True(t, asked)
	require.Equal(t, c.Code, got.Code)

	_, err = s.desk.Appeal(ctx, "appeal", s.person("v9"), "at v9", p.code, "it is not so", false)
	require.NoError(t, err)
	s.heard.all()
	require.NoError(t, s.desk.Remind(ctx, s.clock.Now()))
	reminded := s.heard.all()
	require.Len(t, reminded, 1)
	require.Contains(t, reminded[0], "review r2")
}

func TestWhatWasAskedIsKeptForWhoCouldNotReadIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.KeepAskers, s.rules.Policy.KeepMedia = 7*24*time.Hour, 14*24*time.Hour
	s.restart()
	ctx := t.Context()
	p := s.asked()
	s.live(claim.Osh, "citizen")
	s.pass(49 * time.Hour)
	require.Equal(t, claim.StatusUndecided, s.claim(p.code).Status)
	s.declare(claim.Osh, true)
	s.clock.Advance(6 * 24 * time.Hour)
	s.declare(claim.Osh, false)
	s.clock.Advance(2 * 24 * time.Hour)
	require.NoError(t, s.desk.Retain(ctx))
	require.Len(t, s.claim(p.code).Requesters, 1, "of eight days two counted")
	s.clock.Advance(5 * 24 * time.Hour)
	require.NoError(t, s.desk.Retain(ctx))
	require.Empty(t, s.claim(p.code).Requesters)
}

func TestWhatWasWrittenInADayIsNotTooFastThoughItComesAtOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.person("citizen")
	for i := range 3 * s.rules.Policy.PerMinute {
		sent := s.clock.Now().Add(-20*time.Hour + time.Duration(i)*10*time.Second)
		_, err := s.desk.MeetWhen(ctx, "citizen", "at citizen", claim.Kazakh, verification.Visit{At: sent})
		require.NoError(t, err)
	}
	sent := s.clock.Now().Add(-20 * time.Hour)
	r, err := s.desk.Receive(ctx, "sent", s.person("citizen"), "at citizen", claim.Content{Text: "Көпір жабылғаны рас па?"}, "", sent)
	require.NoError(t, err)
	c := r.Claim
	require.Equal(t, sent, s.claim(c.Code).SentAt)
	require.Equal(t, s.clock.Now(), s.claim(c.Code).ReceivedAt)
}

func TestALateAnswerIsWeighedWithItsOwnTimeAndReviewersAreTold(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.RoundSize, s.rules.Policy.MaxAsked = 7, 7
	s.restart()
	ctx := t.Context()
	s.join("v4", "v5", "v6", "v7")
	p := s.asked()
	at := s.clock.Now().Add(time.Minute)
	s.clock.Advance(time.Hour)
	for i := range 3 {
		id := claim.PersonID(fmt.Sprint("v", i+1))
		_, err := s.desk.Answer(ctx, "answer."+string(id), s.person(id), p.code, p.reply())
		require.NoError(t, err)
	}
	_, err := s.desk.Approve(ctx, "approve", s.person("r1"), p.code, "", claim.Consent{})
	require.NoError(t, err)
	require.Equal(t, claim.StatusPublished, s.claim(p.code).Status)
	s.clock.Advance(20 * time.Hour)
	s.heard.all()
	for i := 3; i < 7; i++ {
		id := claim.PersonID(fmt.Sprint("v", i+1))
		_, err := s.desk.Answer(ctx, "late."+string(id), s.person(id), p.code, claim.Reply{Choice: claim.True, At: at})
		require.NoError(t, err)
	}
	said := s.heard.all()
	require.Contains(t, said, "review r1: published v1 false")
	require.Contains(t, said, "review r2: published v1 false")
	require.False(t, slices.ContainsFunc(said, func(n string) bool { return n[:4] == "post" || n[:4] == "tell" }), "nobody is told anything else by itself")
	waiting, err := s.desk.Waiting(ctx, s.person("r1"), 9)
	require.NoError(t, err)
	require.Len(t, waiting, 1)
	require.Equal(t, claim.True, waiting[0].Challenge.Answer)
	require.Equal(t, at, waiting[0].Votes["v4"].At)
	_, err = s.desk.Approve(ctx, "keep", s.person("r2"), p.code, "", claim.Consent{})
	require.NoError(t, err)
	waiting, err = s.desk.Waiting(ctx, s.person("r1"), 9)
	require.NoError(t, err)
	require.Empty(t, waiting)
	require.Equal(t, []string{"alert of upheld by r2 r1: published v1 false"}, s.heard.all())
}

func TestWhereSomebodyIsIsForgottenWithThem(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.live(claim.Talas, "citizen")
	s.live(claim.Osh, "citizen")
	names := func(r string) int64 { return s.redis.SCard(ctx, "{r:"+r+"}:people").Val() }
	require.EqualValues(t, 0, names("talas"))
	require.EqualValues(t, 1, names("osh"))
	s.live(claim.Abroad, "citizen")
	require.EqualValues(t, 0, names("osh"))
	s.live(claim.Osh, "citizen")
	require.NoError(t, s.desk.Forget(ctx, "citizen"))
	require.EqualValues(t, 0, names("osh"))
	require.Equal(t, claim.Everywhere, s.person("citizen").Region)
}

// TestACrashInABlackoutChangesNothing cuts a process off at every call to the world while a region goes dark and comes back, and
// has another go on.
func TestACrashInABlackoutChangesNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	live := func(at int, after bool) (left state, cuts int) { // each step is cut at that call
		p := s.asked()
		s.join("v4")
		s.live(claim.Mangystau, "v1")
		for _, step := range []func(ctx context.Context, d *verification.Service) error{
			func(ctx context.Context, d *verification.Service) error {
				return declared(d.Outages.Declare(ctx, claim.Operator, []claim.Region{claim.Mangystau}, true, s.clock.Now()))
			},
			func(ctx context.Context, d *verification.Service) error { return d.Reckon(ctx) },
			func(ctx context.Context, d *verification.Service) error { return d.Feed(ctx) },
			func(ctx context.Context, d *verification.Service) error { return sweep(ctx, d) },
			func(ctx context.Context, d *verification.Service) error {
				return declared(d.Outages.Declare(ctx, claim.Operator, []claim.Region{claim.Mangystau}, false, s.clock.Now()))
			},
			func(ctx context.Context, d *verification.Service) error { return d.Reckon(ctx) },
		} {
			s.clock.Advance(time.Hour)
			s.cut.once(at, after)
			err := step(t.Context(), s.desk)
			if at > 0 && s.cut.happened() {
				cuts++
			}
			if errors.Is(err, errCut) {
				s.restart()
				err = step(t.Context(), s.desk)
			}
			require.NoError(t, err, "cut at call %d", at)
		}
		s.cut.never()
		s.clock.Advance(11 * time.Second)
		require.NoError(t, sweep(t.Context(), s.desk))
		return s.state(p.code), cuts
	}
	want, _ := live(0, false)
	require.Contains(t, fmt.Sprint(want.Counts), "clock_resumes:1")
	notTimes := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Then" || p.Last().String() == ".Cause" }, cmp.Ignore())
	all := 0
	for at := 1; ; at++ {
		s.begin()
		after := at%2 == 0 // before a call has its effect and after, in turn
		got, cuts := live(at, after)
		require.Empty(t, cmp.Diff(want, got, notTimes), "each step cut at call %d, after=%t", at, after)
		if all += cuts; cuts == 0 {
			require.Greater(t, all, 40)
			break
		}
	}
}

// declared takes it for done that it was done before.
func declared(err error) error {
	if errors.Is(err, claim.AlreadyDone) {
		return nil
	}
	return err
}
