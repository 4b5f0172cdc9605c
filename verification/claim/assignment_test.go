package claim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	c := fresh()
	c.commit()
	require.ErrorIs(t, c.Open(t0, "1", "gossip", small), BadAnswer)
	require.NoError(t, c.Open(t0, "2", Place, small))
	require.Equal(t, []Event{&Opened{Meta: Meta{At: t0, Cause: "2"}, Question: Place, Deadline: t0.Add(48 * time.Hour), Sought: 3, Limit: 6}}, c.commit())
	require.NoError(t, c.Open(t0, "3", Place, small))
	require.ErrorIs(t, c.Open(t0, "4", Truth, small), NotOpen)
	require.Empty(t, c.kinds())
	require.Equal(t, 3, c.Wanted())
}

func TestSortUntilTheFirstAnswer(t *testing.T) {
	t.Parallel()
	c := fresh()
	require.ErrorIs(t, c.Sort(t0, "1", Protest), NotOpen)
	c = asked(t, Truth)
	c.commit()
	require.ErrorIs(t, c.Sort(t0, "2", "gossip"), BadAnswer)
	require.NoError(t, c.Sort(t0, "3", General))
	require.Empty(t, c.kinds(), "it is General from the start")
	require.NoError(t, c.Sort(t0, "4", Protest))
	require.Equal(t, Protest, c.Subject)
	require.NoError(t, c.Answer(t0, "5", "a", Reply{Choice: True}, VoterWeight{Reliability: .5}, small))
	require.ErrorIs(t, c.Sort(t0, "6", Health), AnsweredAlready)
	require.ErrorIs(t, published(t, Truth).Sort(t0, "7", Health), Closed)
}

func TestAskNeverTheAskerNobodyTwiceAndNoMoreThanWanted(t *testing.T) {
	t.Parallel()
	c := opened(t, Truth)
	c.commit()
	require.Equal(t, []PersonID{"a", "b"}, c.Ask(t0, []PersonID{"asker", "a", "a", "b", "asker"}, small))
	require.Equal(t, []PersonID{"c"}, c.Ask(t0, []PersonID{"b", "c", "d"}, small))
	require.Empty(t, c.Ask(t0, []PersonID{"d"}, small))
	require.Equal(t, []Kind{KindAsked, KindAsked}, c.kinds())
	require.Equal(t, Ask{At: t0, Until: t0.Add(2 * time.Hour), State: Waiting}, c.Asked["c"])
	require.Empty(t, fresh().Ask(t0, crowd(3), small), "nothing is asked yet")
	require.Empty(t, published(t, Truth).Ask(t0, []PersonID{"x"}, small))
}

func TestAfterASkipSomebodyElseIsAsked(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	c.commit()
	require.ErrorIs(t, c.Skip(t0, "1", "stranger"), NotAsked)
	require.NoError(t, c.Skip(t0, "2", "b"))
	require.NoError(t, c.Skip(t0, "3", "b"), "skipping again changes nothing")
	require.Equal(t, []Kind{KindReturned}, c.kinds())
	require.Equal(t, 1, c.Wanted())
	require.Equal(t, []PersonID{"d"}, c.Ask(t0, crowd(6), small))

	require.NoError(t, c.Answer(t0, "4", "a", Reply{Choice: True}, VoterWeight{Reliability: .5}, small))
	require.ErrorIs(t, c.Skip(t0, "5", "a"), NotAsked, "what was answered cannot be given back")
	require.ErrorIs(t, published(t, Truth).Skip(t0, "6", "a"), Closed)
}

func TestAfterALeaseSomebodyElseIsAskedAndALateAnswerStillCounts(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	require.NoError(t, c.Answer(t0, "1", "a", Reply{Choice: True}, VoterWeight{Reliability: .5}, small))
	c.commit()
	require.Equal(t, t0.Add(2*time.Hour), c.Due())
	c.Tick(t0.Add(2*time.Hour-time.Millisecond), small)
	require.Empty(t, c.kinds())
	c.Tick(t0.Add(2*time.Hour), small)
	require.Equal(t, []Event{&Returned{Meta: Meta{At: t0.Add(2 * time.Hour)}, Whom: []PersonID{"b", "c"}}}, c.commit())
	require.Equal(t, t0.Add(48*time.Hour), c.Due())
	require.Equal(t, []PersonID{"d", "e"}, c.Ask(t0.Add(2*time.Hour), crowd(6), small))

	require.NoError(t, c.Answer(t0.Add(3*time.Hour), "2", "b", Reply{Choice: True}, VoterWeight{Reliability: .5}, small))
	require.Equal(t, 2, c.Answered())
	require.Contains(t, c.Votes, PersonID("b"))
}

func TestRoundsWidenUpToTheLimit(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	c.commit()
	answers := []string{True, False, DontKnow, Unproven, Misleading, DontKnow}
	for i, id := range crowd(6) {
		if i == 3 {
			require.Equal(t, 2, c.Round)
			require.Equal(t, crowd(6)[3:], c.Ask(t0, crowd(9), small))
			require.Equal(t, []Kind{KindAnswered, KindAnswered, KindAnswered, KindWidened, KindAsked}, c.kinds())
		}
		require.NoError(t, c.Answer(t0, string(id), id, Reply{Choice: answers[i]}, VoterWeight{Reliability: .5}, small))
	}
	require.Equal(t, []Kind{KindAnswered, KindAnswered, KindAnswered, KindUndecided}, c.kinds())
	require.Equal(t, StatusUndecided, c.Status)
	require.False(t, c.Verdict.Decided)
	require.Equal(t, 4, c.Verdict.Voters, "not knowing is no vote")
	require.Zero(t, c.Due())
}

func TestDeadlinePasses(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	c.commit()
	c.Tick(t0.Add(48*time.Hour), small)
	require.Equal(t, []Kind{KindUndecided}, c.kinds())
	c.Tick(t0.Add(99*time.Hour), small)
	require.Empty(t, c.kinds())
}

func TestClaimWithoutQuestionLapses(t *testing.T) {
	t.Parallel()
	c := fresh()
	c.commit()
	require.Equal(t, t0.Add(24*time.Hour), c.Due())
	c.Tick(t0.Add(24*time.Hour-time.Millisecond), small)
	require.Empty(t, c.kinds())
	c.Tick(t0.Add(24*time.Hour), small)
	require.Equal(t, []Kind{KindLapsed}, c.kinds())
	require.ErrorIs(t, c.Open(t0.Add(25*time.Hour), "late", Truth, small), NotOpen)
}

func TestWhileTheClockStandsStillNothingExpires(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	c.commit()
	c.Stop(t0.Add(time.Hour), "cut")
	c.Stop(t0.Add(2*time.Hour), "cut again")
	require.Zero(t, c.Due())
	c.Tick(t0.Add(1000*time.Hour), small)
	require.Equal(t, []Kind{KindClockStops}, c.kinds())
	require.NoError(t, c.Answer(t0.Add(1000*time.Hour), "1", "a", Reply{Choice: True}, VoterWeight{Reliability: .5}, small), "who gets through is heard")

	c.Resume(t0.Add(101*time.Hour), "back")
	c.Resume(t0.Add(102*time.Hour), "back again")
	require.Equal(t, []Kind{KindAnswered, KindClockResume}, c.kinds())
	require.Equal(t, t0.Add(102*time.Hour), c.Due(), "of two hours one had passed, and one is left")
	c.Tick(t0.Add(102*time.Hour-time.Millisecond), small)
	require.Empty(t, c.kinds())
	c.Tick(t0.Add(102*time.Hour), small)
	require.Equal(t, []Kind{KindReturned}, c.kinds())
	require.Equal(t, t0.Add(148*time.Hour), c.Due(), "the deadline moved by the stop")

	c.Stop(t0.Add(110*time.Hour), "cut")
	c.Resume(t0.Add(120*time.Hour), "back")
	require.Equal(t, t0.Add(158*time.Hour), c.Due(), "stops add up")
	ended := published(t, Truth)
	ended.commit()
	ended.Stop(t0, "cut")
	require.Empty(t, ended.kinds())
}
