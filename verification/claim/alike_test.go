package claim

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// twins are two claims of the same text, of which one is there to practise on.
type twins struct {
	work, practice *Claim
}

func newTwins(t require.TestingT) twins {
	x := twins{openedTwin(t), openedTwin(t)}
	byTwo(t, func(by PersonID) error { return x.practice.MakeKnown(t0, string("known"+by), by, False, true, small) })
	require.Equal(t, False, x.practice.Known)
	return x
}

func openedTwin(t require.TestingT) *Claim {
	c := fresh()
	require.NoError(t, c.Open(t0, "chosen", Truth, small))
	return c
}

// seen is all of a claim that anybody can see who is no reviewer, and when anything happens to it by itself.
func (c *Claim) seen() []any {
	return []any{
		c.Status, c.Deadline, c.Round, c.Sought, c.Limit, c.Wanted(), c.Asked, c.Answered(), c.Due(), c.IsPaused(), c.Evidence, c.Flags, c.Privacy,
		c.Public(), c.PublicTo(Requester{}, false), c.PublicTo(Requester{Person: "asker"}, true), c.ToVolunteers(), c.EndedAt, c.Version, c.Edition, c.Answers(),
		c.Recognisable(), c.Joinable(), c.Alias(), c.MayAsk("z"), c.Subject,
	}
}

// both has the same happen to both, and compares what comes of it.
func (x twins) both(t require.TestingT, do func(c *Claim) any, what string) {
	require.Equal(t, do(x.work), do(x.practice), "%s is answered otherwise", what)
	require.Equal(t, x.work.seen(), x.practice.seen(), "after %s practice can be told from work", what)
}

// In any order of what can happen to a claim, nothing that anybody sees of one to practise on differs from one of the same text that
// is none.
func TestPracticeCannotBeToldFromWorkInAnyOrderOfEvents(t *testing.T) {
	t.Parallel()
	for _, begins := range []Status{StatusOpen, StatusDecided, StatusPublished, StatusUndecided, StatusTakenDown} { // chance leads there seldom
		rapid.Check(t, func(rt *rapid.T) { liveAlike(rt, begins) })
	}
}

// liveAlike has both live a life of chance, from that status on.
func liveAlike(rt *rapid.T, begins Status) {
	x := newTwins(rt)
	now := t0
	x.both(rt, func(c *Claim) any { return c.Ask(now, crowd(3), small) }, "ask first")
	if begins == StatusDecided || begins == StatusPublished {
		for i, id := range crowd(3) {
			x.both(rt, func(c *Claim) any {
				return c.Answer(now, fmt.Sprint("first", i), id, Reply{Choice: False}, VoterWeight{Reliability: .7}, small)
			}, "answer first")
		}
	}
	switch begins {
	case StatusPublished:
		x.both(rt, func(c *Claim) any { return c.Approve(now, "approve first", "reviewer3", Consent{}, small) }, "approve first")
	case StatusUndecided:
		now = now.Add(1000 * time.Hour)
		x.both(rt, func(c *Claim) any { c.Tick(now, small); return nil }, "wait first")
	case StatusTakenDown:
		x.both(rt, func(c *Claim) any { return c.TakeDown(now, "withdraw first", "reviewer3", WithdrawnUnfit, "") }, "withdraw first")
	}
	require.Equal(rt, begins, x.practice.Status)
	for i := range rapid.IntRange(0, 60).Draw(rt, "length") {
		now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 31, 125, 1500}).Draw(rt, "minutes")) * time.Minute)
		cause := fmt.Sprint(i)
		who := rapid.SampledFrom(append(crowd(8), "asker", "stranger")).Draw(rt, "who")
		reviewer := rapid.SampledFrom([]PersonID{"reviewer1", "reviewer2", "reviewer3"}).Draw(rt, "reviewer")
		choice := rapid.SampledFrom([]string{True, False, False, False, False, DontKnow, "nonsense"}).Draw(rt, "choice")
		group := rapid.SliceOfN(rapid.SampledFrom(crowd(8)), 0, 8).Draw(rt, "group")
		events := map[string]func(c *Claim) any{
			"ask":     func(c *Claim) any { return c.Ask(now, group, small) },
			"ask all": func(c *Claim) any { return c.Ask(now, crowd(8), small) },
			"skip":    func(c *Claim) any { return c.Skip(now, cause, who) },
			"answer": func(c *Claim) any {
				return c.Answer(now, cause, who, Reply{Choice: choice}, VoterWeight{Reliability: .7}, small)
			},
			"answer 2": func(c *Claim) any {
				return c.Answer(now, cause, who, Reply{Choice: choice}, VoterWeight{Reliability: .8, CollusionGroup: "v"}, small)
			},
			"late": func(c *Claim) any {
				return c.Answer(now, cause, who, Reply{Choice: choice, At: now.Add(-time.Hour)}, VoterWeight{Reliability: .7}, small)
			},
			"evidence": func(c *Claim) any {
				return c.AddEvidence(now, cause, who, &Evidence{Link: "https://example.org/a"}, SawIt, small)
			},
			"sort":    func(c *Claim) any { return c.Sort(now, cause, Health) },
			"flag":    func(c *Claim) any { return c.Flag(now, cause, who, Minor, VoterWeight{InviteCohort: string(who)}) },
			"private": func(c *Claim) any { return c.MarkPrivate(now, cause, who, PrivateByVolunteer, "") },
			"strike":  func(c *Claim) any { c.Strike(now, cause, []PersonID{who}, small); return nil },
			"stop":    func(c *Claim) any { c.Stop(now, cause); return nil },
			"resume":  func(c *Claim) any { c.Resume(now, cause); return nil },
			"approve": func(c *Claim) any {
				if c.Status == StatusDecided && c.Verdict.Answer != False {
					return nil // reviewers who know better approve nothing else, of either
				}
				return c.Approve(now, cause, reviewer, Consent{Clears: true}, small)
			},
			"reopen":   func(c *Claim) any { return c.Reopen(now, cause, reviewer, small) },
			"release":  func(c *Claim) any { return c.Release(now, cause, reviewer, small) },
			"withdraw": func(c *Claim) any { return c.TakeDown(now, cause, reviewer, WithdrawnUnfit, "") },
			"correct":  func(c *Claim) any { return c.Correct(now, cause, reviewer, Misleading, "", small) },
			"tick":     func(c *Claim) any { c.Tick(now, small); return nil },
		}
		// Most of a life is asking and answering.
		name := rapid.SampledFrom(append([]string{"ask all", "answer", "answer", "answer", "answer", "ask", "tick", "approve"}, slices.Sorted(maps.Keys(events))...)).Draw(rt, "event")
		x.both(rt, events[name], name)
	}
}

func TestPracticeHasTheSeatsTheDeadlineAndTheEndOfWork(t *testing.T) {
	t.Parallel()
	x := newTwins(t)
	require.Equal(t, t0.Add(48*time.Hour), x.practice.Deadline)
	require.Equal(t, x.practice.Deadline, x.practice.Due())
	require.Equal(t, crowd(3), x.practice.Ask(t0, crowd(9), small), "of nine who ask each other no more were asked than of any claim")
	for _, id := range crowd(3) {
		require.NoError(t, x.practice.Answer(t0, string(id), id, Reply{Choice: False}, VoterWeight{Reliability: .9}, small))
	}
	require.Equal(t, StatusDecided, x.practice.Status)
	require.NoError(t, x.practice.Approve(t0, "ok", "reviewer3", Consent{}, small))
	require.Equal(t, StatusPublished, x.practice.Public().Status, "what was answered goes out as of any claim")

	x = newTwins(t)
	x.practice.Tick(t0.Add(48*time.Hour), small)
	require.Equal(t, StatusUndecided, x.practice.Status)
	require.Equal(t, x.practice.EndedAt, t0.Add(48*time.Hour))
}

// An answer that was given before the end and comes after it counts for both.
func TestPracticeTakesLateAnswersAsWorkDoes(t *testing.T) {
	t.Parallel()
	x := newTwins(t)
	x.both(t, func(c *Claim) any { return c.Ask(t0, crowd(3), small) }, "ask")
	end := t0.Add(48 * time.Hour)
	x.both(t, func(c *Claim) any { c.Tick(end, small); return nil }, "tick")
	require.Equal(t, StatusUndecided, x.practice.Status)
	x.both(t, func(c *Claim) any {
		return c.Answer(end.Add(time.Hour), "late", "a", Reply{Choice: False, At: end.Add(-time.Hour)}, VoterWeight{Reliability: .7}, small)
	}, "late answer")
	require.Contains(t, x.practice.Votes, PersonID("a"))
	x.both(t, func(c *Claim) any {
		return c.Answer(end.Add(time.Hour), "too late", "b", Reply{Choice: False}, VoterWeight{Reliability: .7}, small)
	}, "answer after the end")
}

// Whoever said what is true is not asked whether it is.
func TestWhoKnowsTheOutcomeIsNotAsked(t *testing.T) {
	t.Parallel()
	x := newTwins(t)
	require.False(t, x.practice.MayAsk("reviewer1"))
	require.False(t, x.practice.MayAsk("reviewer2"))
	require.True(t, x.practice.MayAsk("reviewer3"))
}

// What two reviewers know to be otherwise does not go out, whatever newcomers answered.
func TestAVerdictAgainstWhatIsKnownWaits(t *testing.T) {
	t.Parallel()
	c := opened(t, Truth)
	byTwo(t, func(by PersonID) error { return c.MakeKnown(t0, string("known"+by), by, True, true, small) })
	c.Ask(t0, crowd(3), small)
	for _, id := range crowd(3) {
		require.NoError(t, c.Answer(t0, string(id), id, Reply{Choice: False}, VoterWeight{Reliability: .9}, small))
	}
	require.Equal(t, StatusDecided, c.Status)
	require.ErrorIs(t, c.Approve(t0, "ok", "reviewer3", Consent{}, small), AgainstKnown)
	c.Tick(t0.Add(1000*time.Hour), small)
	require.Equal(t, StatusDecided, c.Status, "as one that reviewers hold")
	e := NewElections()
	e.Add(c)
	require.Equal(t, True, e.Known.Settled[string(c.Code)])
}

// What two reviewers corrected later is what counts.
func TestAnOutcomeThatWasCorrectedSettlesAsCorrected(t *testing.T) {
	t.Parallel()
	x := newTwins(t)
	x.practice.Ask(t0, crowd(3), small)
	for _, id := range crowd(3) {
		require.NoError(t, x.practice.Answer(t0, string(id), id, Reply{Choice: False}, VoterWeight{Reliability: .9}, small))
	}
	require.NoError(t, x.practice.Approve(t0, "ok", "reviewer3", Consent{}, small))
	byTwo(t, func(by PersonID) error {
		return x.practice.Correct(t0, string("correct"+by), by, Misleading, "", small)
	})
	e := NewElections()
	e.Add(x.practice)
	require.Equal(t, Misleading, e.Known.Settled[string(x.practice.Code)])
}
