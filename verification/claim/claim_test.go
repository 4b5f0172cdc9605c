package claim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/moderation"
)

// life leads a claim through wishes in any order, as a desk would: a wish whose cause is known already is not asked
// again. What must always hold is checked after each.
type life struct {
	t      *rapid.T
	c      *Claim
	now    time.Time
	ledger []Event
	wishes int
}

func (l *life) person() PersonID {
	return rapid.SampledFrom([]PersonID{"asker", "a", "b", "c", "d", "e", "f", "g", "h"}).Draw(l.t, "person")
}

// reviewer is sometimes somebody who may have voted.
func (l *life) reviewer() PersonID {
	return rapid.SampledFrom([]PersonID{"reviewer1", "reviewer2", "reviewer3", "a", "d"}).Draw(l.t, "reviewer")
}

func (l *life) reply() Reply {
	if !l.c.Question.Open() {
		return Reply{Choice: rapid.SampledFrom([]string{True, False, False, False, DontKnow, "nonsense"}).Draw(l.t, "choice")}
	}
	if rapid.IntRange(0, 2).Draw(l.t, "way") == 0 {
		return Reply{Choice: rapid.SampledFrom([]string{"1", "2", NoneOfThese, DontKnow}).Draw(l.t, "choice")}
	}
	texts := []string{"Викрам", "Vikram", "Тимур", "Тимур!", "?"}
	if l.c.Question == Place {
		texts = []string{"Алматы", "Almaty", "Тараз", "в Таразе", "у моста", "?"}
	}
	return Reply{Text: moderation.Foreign(rapid.SampledFrom(texts).Draw(l.t, "text"))}
}

// start has people agree, and approve what they agree on: by chance alone few lives would come that far.
func (l *life) start(far int) {
	if far == 0 {
		return
	}
	reply := Reply{Choice: False}
	switch l.c.Question {
	case Identity:
		reply = Reply{Text: "Викрам"}
	case Place:
		reply = Reply{Text: "Алматы"}
	}
	for _, id := range l.c.Ask(l.now, crowd(3), small) {
		require.NoError(l.t, l.c.Answer(l.now, "", id, reply, VoterWeight{Reliability: .7}, small))
	}
	for i := 0; far == 2 && i < small.Policy.Approvals(l.c); i++ {
		require.NoError(l.t, l.c.Approve(l.now, "", PersonID(fmt.Sprint("reviewer", i)), Consent{}, small))
	}
}

// wish is what a person, or the passing of time, has happen.
func (l *life) wish(cause string) error {
	c, now := l.c, l.now
	if c.Proposal.Change != "" && rapid.Bool().Draw(l.t, "second") {
		return l.second(cause)
	}
	switch kind := rapid.IntRange(0, 24).Draw(l.t, "wish"); kind {
	case 0:
		return c.Sort(now, cause, rapid.SampledFrom(Subjects).Draw(l.t, "subject"))
	case 1, 2, 3, 4, 5:
		c.Ask(now, rapid.SliceOfN(rapid.Custom(func(*rapid.T) PersonID { return l.person() }), 0, 6).Draw(l.t, "crowd"), small)
		return nil
	case 6:
		return c.Skip(now, cause, l.person())
	case 7, 8, 9, 10, 11, 12, 13:
		return c.Answer(now, cause, l.person(), l.reply(), VoterWeight{Reliability: .7}, small)
	case 14:
		return c.AddEvidence(now, cause, l.person(), &Evidence{Link: "https://example.org"}, SawIt, small)
	case 15:
		c.Strike(now, cause, []PersonID{l.person()}, small)
		return nil
	case 16:
		c.Stop(now, cause)
		return nil
	case 17:
		c.Resume(now, cause)
		return nil
	case 18, 19:
		return c.Approve(now, cause, l.reviewer(), Consent{}, small)
	case 20:
		return c.Hold(now, cause, l.reviewer(), "wait")
	case 21:
		return c.Reopen(now, cause, l.reviewer(), small)
	case 22:
		switch rapid.IntRange(0, 5).Draw(l.t, "seldom") {
		case 0:
			return c.TakeDown(now, cause, l.reviewer(), WithdrawnHarmful, "asked by the family")
		case 1, 4:
			return c.Merge(now, cause, l.reviewer(), elsewhere(l.t), small)
		case 2, 3:
			answer := rapid.SampledFrom([]string{True, False, "Викрам", "Тараз"}).Draw(l.t, "answer")
			return c.Correct(now, cause, l.reviewer(), answer, "note", small)
		}
		return nil
	default:
		c.Tick(now, small)
		return nil
	}
}

// second has another reviewer want what is proposed, or refuse it.
func (l *life) second(cause string) error {
	switch p := l.c.Proposal; {
	case p.Change == "":
		return nil
	case rapid.IntRange(0, 9).Draw(l.t, "refused") == 0:
		return l.c.Reject(l.now, cause, l.reviewer(), p.Number)
	case p.Change == ToMerge:
		return l.c.Merge(l.now, cause, l.reviewer(), elsewhere(l.t), small)
	case p.Change == ToReopen:
		return l.c.Reopen(l.now, cause, l.reviewer(), small)
	default:
		return l.c.Correct(l.now, cause, l.reviewer(), string(p.Answer), p.Note, small)
	}
}

// elsewhere is another claim.
func elsewhere(t require.TestingT) *Claim {
	other := fresh()
	other.Code = "A00000"
	require.NoError(t, other.Open(t0, "open", Truth, small))
	return other
}

func (l *life) step() {
	minutes := rapid.SampledFrom([]int{0, 1, 5, 10, 31, 60, 90, 120, 600}).Draw(l.t, "minutes")
	l.now = l.now.Add(time.Duration(minutes) * time.Minute)
	cause := fmt.Sprint(rapid.IntRange(0, 200).Draw(l.t, "cause")) // some come twice
	before := *l.c
	known, wanted, waiting := l.c.causes[cause], l.c.Wanted(), l.c.kindsOfAsks()
	if !known {
		l.wishes++
		if err := l.wish(cause); err != nil {
			require.Empty(l.t, l.c.fresh, "a refused wish has no effect")
			_, refused := RefusalOf(err)
			require.True(l.t, refused, err)
		}
	}
	facts := l.c.commit()
	require.True(l.t, !known || len(facts) == 0)
	for _, f := range facts {
		switch f := f.(type) {
		case *Asked:
			require.LessOrEqual(l.t, len(f.Whom), wanted)
			for _, id := range f.Whom {
				require.NotEqual(l.t, PersonID("asker"), id)
			}
		case *Answered:
			require.False(l.t, before.Status.Ended(), "no answer after the end")
			require.Contains(l.t, waiting, f.By, "nobody answers unasked")
		case *Returned:
			for _, id := range f.Whom {
				require.Equal(l.t, Waiting, waiting[id])
				require.False(l.t, l.c.MayAsk(id), "somebody else is asked")
			}
		case *TakenDown:
			if !before.Out() {
				require.Equal(l.t, before.Version, f.Version)
				break
			}
			require.Equal(l.t, before.Version+1, f.Version)
			before.Version++
		case *Published:
			require.Equal(l.t, before.Version+1, f.Version)
			before.Version++
		case *Corrected:
			require.Equal(l.t, before.Version+1, f.Version)
			before.Version++
		}
	}
	l.ledger = append(l.ledger, facts...)
	l.check()
}

func (c *Claim) kindsOfAsks() map[PersonID]AskState {
	states := map[PersonID]AskState{}
	for id, a := range c.Asked {
		states[id] = a.State
	}
	return states
}

// check is what holds of every claim at every time.
func (l *life) check() {
	require.Equal(l.t, Replay(l.c.Code, l.ledger, 0, l.c.Requesters), l.c, "a claim is what its ledger says")

	open := 0
	for id, a := range l.c.Asked {
		_, voted := l.c.Votes[id]
		require.Equal(l.t, a.State == Given, voted, "who gave an answer has a vote, and nobody else")
		if a.State != Back {
			open++
		}
	}
	if l.c.Status == StatusOpen {
		wanted := max(0, l.c.Sought-open)
		require.Equal(l.t, wanted, l.c.Wanted())
	} else {
		require.Zero(l.t, l.c.Wanted())
	}

	// What is due happens, what is not does not, and it happens once.
	due := l.c.Due()
	l.c.Tick(l.now, small)
	happened := l.c.commit()
	l.ledger = append(l.ledger, happened...)
	if !l.c.IsPaused() {
		require.Equal(l.t, !due.IsZero() && !l.now.Before(due), len(happened) > 0)
	}
	l.c.Tick(l.now, small)
	require.Empty(l.t, l.c.fresh)
	if l.c.IsPaused() {
		require.Zero(l.t, l.c.Due())
		l.c.Tick(l.now.Add(1000*time.Hour), small)
		require.Empty(l.t, l.c.fresh, "while the clock stands still nothing expires")
	}
}

func TestClaimsKeepTheirRulesInEveryOrderOfEvents(t *testing.T) {
	t.Parallel()
	reached := map[Status]int{}
	rapid.Check(t, func(t *rapid.T) {
		l := &life{t: t, c: fresh(), now: t0}
		l.ledger = append(l.ledger, l.c.commit()...)
		question := rapid.SampledFrom([]Question{Truth, Place, Identity, Identity}).Draw(t, "question")
		require.NoError(t, l.c.Open(l.now, "open", question, small))
		l.start(rapid.IntRange(0, 2).Draw(t, "start"))
		l.ledger = append(l.ledger, l.c.commit()...)
		for range rapid.IntRange(20, 80).Draw(t, "length") {
			l.step()
			reached[l.c.Status]++
		}
		nobodyWasAskedTwice(t, l.ledger)
		namesWereApproved(t, question, l.ledger)
	})
	for _, s := range []Status{StatusOpen, StatusDecided, StatusPublished, StatusUndecided, StatusTakenDown, StatusMerged} {
		require.NotZero(t, reached[s], "no life led to %s, so nothing was shown of it", s)
	}
}

func nobodyWasAskedTwice(t *rapid.T, ledger []Event) {
	seen := map[PersonID]bool{}
	for _, f := range ledger {
		asked, ok := f.(*Asked)
		if !ok {
			continue
		}
		for _, id := range asked.Whom {
			require.False(t, seen[id])
			seen[id] = true
		}
	}
}

// namesWereApproved counts anew, from the facts alone: before a name went out, two people who had no part in it had
// approved just this verdict, and it was held, all the time that the claim's clock ran.
func namesWereApproved(t *rapid.T, q Question, ledger []Event) {
	if q != Identity {
		return
	}
	var approved []PersonID
	voted := map[PersonID]bool{}
	var ready, stopped time.Time
	for _, f := range ledger {
		switch f := f.(type) {
		case *Answered:
			voted[f.By] = true
		case *Struck:
			for _, id := range f.Whom {
				delete(voted, id)
			}
		case *Decided, *Doubted, *Held, *Reopened:
			approved, ready = nil, time.Time{}
		case *Approved:
			require.NotContains(t, approved, f.By)
			approved = append(approved, f.By)
			ready = f.At.Add(small.Policy.Hold)
			if !stopped.IsZero() {
				ready = stopped.Add(small.Policy.Hold)
			}
		case *ClockStops:
			stopped = f.At
		case *ClockResumes:
			if !ready.IsZero() {
				ready = ready.Add(f.At.Sub(later(stopped, ready.Add(-small.Policy.Hold))))
			}
			stopped = time.Time{}
		case *Published:
			require.GreaterOrEqual(t, len(approved), 2)
			for _, id := range approved {
				require.False(t, voted[id])
			}
			require.False(t, f.At.Before(ready))
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
