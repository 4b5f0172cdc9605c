package claim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/moderation"
)

// wanting has somebody want an act of a claim.
type wanting func(c *Claim, now time.Time, cause string, by PersonID, r Rules) error

// acts are a claim on which each act is possible, and how a reviewer wants it.
func acts(t *testing.T) map[Change]func() (*Claim, wanting) {
	t.Helper()
	other := func() *Claim { return elsewhere(t) }
	return map[Change]func() (*Claim, wanting){
		ToCorrect: func() (*Claim, wanting) {
			return published(t, Truth), func(c *Claim, now time.Time, cause string, by PersonID, r Rules) error {
				return c.Correct(now, cause, by, True, "", r)
			}
		},
		ToReopen: func() (*Claim, wanting) {
			return published(t, Truth), func(c *Claim, now time.Time, cause string, by PersonID, r Rules) error {
				return c.Reopen(now, cause, by, r)
			}
		},
		ToMerge: func() (*Claim, wanting) {
			return published(t, Truth), func(c *Claim, now time.Time, cause string, by PersonID, r Rules) error {
				return c.Merge(now, cause, by, other(), r)
			}
		},
		ToSplit: func() (*Claim, wanting) {
			c := published(t, Truth)
			byTwo(t, func(by PersonID) error { return c.Merge(t0, string("merge"+by), by, other(), small) })
			return c, func(c *Claim, now time.Time, cause string, by PersonID, r Rules) error {
				return c.Split(now, cause, by, other(), r)
			}
		},
		ToKnown: func() (*Claim, wanting) {
			return opened(t, Truth), func(c *Claim, now time.Time, cause string, by PersonID, r Rules) error {
				return c.MakeKnown(now, cause, by, False, true, r)
			}
		},
	}
}

// reads is all of a claim that somebody else could notice, and what the votes are held against.
func reads(c *Claim) any {
	return []any{c.Status, c.Public().Digest(), c.Version, c.Edition, c.Into, c.Known, c.Deadline}
}

func TestWhatTakesTwoReviewersDoesNothingByOne(t *testing.T) {
	t.Parallel()
	require.Len(t, acts(t), len(Changes), "every act is tried")
	for act, begin := range acts(t) {
		t.Run(string(act), func(t *testing.T) {
			t.Parallel()
			c, want := begin()
			before := reads(c)
			require.NoError(t, want(c, t0, "1", "reviewer1", small))
			require.Equal(t, before, reads(c), "one reviewer alone changes nothing")
			require.True(t, c.Proposal.Waits())
			require.True(t, c.Waits(), "it stands on the list of what waits for a reviewer")
			require.ErrorIs(t, want(c, t0, "2", "reviewer1", small), AlreadyDone)
			require.Equal(t, before, reads(c), "nor by saying it twice")
			require.NoError(t, want(c, t0, "3", "reviewer2", small))
			require.NotEqual(t, before, reads(c))
			require.False(t, c.Proposal.Waits())
			confirmed, done := c.Carried("3")
			require.True(t, done)
			require.Equal(t, act, confirmed)
		})
	}
}

func TestWhoActsTogetherCountsAsOneReviewer(t *testing.T) {
	t.Parallel()
	together := small
	together.Apart = func(a, b PersonID) bool { return a == "reviewer3" || b == "reviewer3" }
	for act, begin := range acts(t) {
		c, want := begin()
		require.NoError(t, want(c, t0, "1", "reviewer1", together))
		require.ErrorIs(t, want(c, t0, "2", "reviewer2", together), AnotherConfirms, act)
		require.NoError(t, want(c, t0, "3", "reviewer3", together), act)
	}
}

func TestWhoTookPartIsNotTheSecondReviewer(t *testing.T) {
	t.Parallel()
	for _, act := range []Change{ToCorrect, ToReopen} {
		c, want := acts(t)[act]()
		require.NoError(t, want(c, t0, "1", "reviewer1", small))
		for _, by := range []PersonID{"a", "asker"} {
			require.ErrorIs(t, want(c, t0, "2", by, small), Involved, act)
			require.ErrorIs(t, c.Reject(t0, "3", by, 1), Involved, act)
		}
	}
}

func TestAnyReviewerRefusesAProposal(t *testing.T) {
	t.Parallel()
	for act, begin := range acts(t) {
		c, want := begin()
		before := reads(c)
		require.ErrorIs(t, c.Reject(t0, "0", "reviewer2", 1), NoProposal)
		require.NoError(t, want(c, t0, "1", "reviewer1", small))
		number := c.Proposal.Number
		require.ErrorIs(t, c.Reject(t0, "2", "reviewer2", number+1), NoProposal, "another one")
		require.NoError(t, c.Reject(t0, "3", "reviewer2", number), act)
		require.ErrorIs(t, c.Proposes(number), NoProposal)
		require.NoError(t, want(c, t0, "4", "reviewer2", small), "which proposes it anew")
		require.Equal(t, before, reads(c), act)
		require.ErrorIs(t, c.Proposes(number), NoProposal, "a button under the first does not confirm the second")
		require.NoError(t, c.Reject(t0, "5", "reviewer2", c.Proposal.Number), "it can be taken back")
		require.Empty(t, c.Proposal.Change)
	}
}

func TestAProposalExpires(t *testing.T) {
	t.Parallel()
	for act, begin := range acts(t) {
		c, want := begin()
		c.Deadline = t0.Add(1000 * time.Hour)
		before := reads(c)
		require.NoError(t, want(c, t0, "1", "reviewer1", small))
		require.Equal(t, t0.Add(proposedFor), c.Due(), act)
		c.Tick(t0.Add(proposedFor-time.Millisecond), small)
		require.True(t, c.Proposal.Waits())
		c.Tick(t0.Add(proposedFor), small)
		require.Empty(t, c.Proposal.Change, act)
		require.Equal(t, before, reads(c), act)
		require.NoError(t, want(c, t0.Add(proposedFor), "2", "reviewer2", small))
		require.True(t, c.Proposal.Waits(), "that is a new one")
		require.Equal(t, before, reads(c), act)
	}
}

// What a proposal was made on must still be so when it is confirmed.
func TestAProposalExpiresWhenTheResultChanges(t *testing.T) {
	t.Parallel()
	c := published(t, Truth)
	require.NoError(t, c.Reopen(t0, "1", "reviewer1", small))
	require.NoError(t, c.MarkPrivate(t0, "2", "reviewer3", PrivateByReviewer, ""))
	require.NotContains(t, []Change{ToReopen}, c.Proposal.Change, "it is read otherwise from then on")

	c = decided(t, Truth)
	require.NoError(t, c.Merge(t0, "1", "reviewer1", elsewhere(t), small))
	require.NoError(t, c.Approve(t0, "2", "reviewer3", Consent{}, small))
	require.Equal(t, StatusPublished, c.Status)
	require.Empty(t, c.Proposal.Change, "it was not out when that was proposed")
	require.NoError(t, c.Merge(t0, "3", "reviewer2", elsewhere(t), small))
	require.Equal(t, StatusPublished, c.Status, "so the next one is the first again")

	c = asked(t, Truth)
	require.NoError(t, c.Merge(t0, "1", "reviewer1", elsewhere(t), small))
	c.Tick(t0.Add(60*time.Hour), small)
	require.Equal(t, StatusUndecided, c.Status)
	require.Empty(t, c.Proposal.Change)

	// The claim at the other end.
	c, other := published(t, Truth), elsewhere(t)
	require.NoError(t, c.Merge(t0, "1", "reviewer1", other, small))
	require.NoError(t, other.TakeDown(t0, "down", "reviewer3", WithdrawnWrong, ""))
	require.NoError(t, c.Merge(t0, "2", "reviewer2", other, small))
	require.Equal(t, StatusPublished, c.Status)
	require.Equal(t, PersonID("reviewer2"), c.Proposal.By, "that is another proposal")
}

// A vote more, or another draft, does not undo what is proposed: else any volunteer could.
func TestVotesDoNotEndAProposal(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	require.NoError(t, c.Merge(t0, "1", "reviewer1", elsewhere(t), small))
	for i, id := range crowd(3) {
		require.NoError(t, c.Answer(t0, fmt.Sprint("a", i), id, Reply{Choice: False}, VoterWeight{Reliability: .7}, small))
	}
	require.Equal(t, StatusDecided, c.Status)
	require.NoError(t, c.Merge(t0, "2", "reviewer2", elsewhere(t), small))
	require.Equal(t, StatusMerged, c.Status)
}

func TestWhatCitizensAskedIsNotPractisedOn(t *testing.T) {
	t.Parallel()
	for _, c := range []*Claim{opened(t, Truth), asked(t, Truth)} {
		require.ErrorIs(t, c.MakeKnown(t0, "1", "reviewer1", True, false, small), OfCitizens)
		require.Empty(t, c.Proposal.Change)
	}
	for _, c := range []*Claim{decided(t, Truth), published(t, Truth)} {
		require.ErrorIs(t, c.MakeKnown(t0, "1", "reviewer1", True, true, small), NotOpen)
	}
}

func TestNobodyIsAskedWhileAnOutcomeIsProposed(t *testing.T) {
	t.Parallel()
	c := opened(t, Truth)
	require.NoError(t, c.MakeKnown(t0, "1", "reviewer1", True, true, small))
	require.Zero(t, c.Wanted())
	require.NoError(t, c.Reject(t0, "2", "reviewer2", 1))
	require.Equal(t, 3, c.Wanted())
}

// What one reviewer alone said was known, in a ledger of before, is not.
func TestWhatOneReviewerMadeKnownBeforeCountsForNothing(t *testing.T) {
	t.Parallel()
	c := opened(t, Truth)
	deadline := c.Deadline
	c.Record(&MadeKnown{Meta: Meta{At: t0, By: "reviewer1"}, Outcome: True})
	require.Empty(t, c.Known)
	require.Equal(t, deadline, c.Deadline)
}

// Ledgers of before have the two suggestions of a name's correction.
func TestSuggestionsOfBeforeAreProposals(t *testing.T) {
	t.Parallel()
	c := published(t, Identity)
	name := string(c.AnswerText(c.Verdict.Answer)) + ", пианист"
	c.Record(&Suggested{Meta: Meta{At: t0, By: "reviewer1"}, Answer: name})
	require.True(t, c.Proposal.Waits())
	require.NoError(t, c.Correct(t0, "2", "reviewer2", name, "", small), "which can be confirmed now")
	require.NotZero(t, c.PublishAt)

	c = published(t, Identity)
	c.Record(&Suggested{Meta: Meta{At: t0, By: "reviewer1"}, Answer: name})
	c.Record(&Suggested{Meta: Meta{At: t0, By: "reviewer2"}, Answer: name})
	c.Record(&Scheduled{Meta: Meta{At: t0}, PublishAt: t0.Add(time.Hour)})
	c.Tick(t0.Add(time.Hour), small)
	require.Equal(t, 2, c.Version)
}

// Over any order of what one reviewer can do alone, however often, a result that is out keeps its answer, unless it is withdrawn.
func TestNothingThatOneReviewerDoesChangesAnAnswer(t *testing.T) {
	t.Parallel()
	tried := 0
	rapid.Check(t, func(rt *rapid.T) {
		c := published(t, rapid.SampledFrom([]Question{Truth, Place, Identity}).Draw(rt, "question"))
		answer, now := c.Verdict.Answer, t0
		const by = "reviewer9"
		for i := range rapid.IntRange(1, 25).Draw(rt, "length") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 31, 600, 4000}).Draw(rt, "minutes")) * time.Minute)
			cause := fmt.Sprint(i)
			switch rapid.IntRange(0, 11).Draw(rt, "wish") {
			case 0:
				_ = c.Correct(now, cause, by, rapid.SampledFrom([]string{True, Misleading, "Тараз", "Викрам Рузахунов, пианист"}).Draw(rt, "answer"),
					moderation.Foreign(rapid.SampledFrom([]string{"", "note"}).Draw(rt, "note")), small)
			case 1:
				_ = c.Reopen(now, cause, by, small)
			case 2:
				_ = c.Merge(now, cause, by, elsewhere(rt), small)
			case 3:
				_ = c.Split(now, cause, by, elsewhere(rt), small)
			case 4:
				_ = c.MakeKnown(now, cause, by, True, true, small)
			case 5:
				_ = c.Approve(now, cause, by, Consent{Nameless: true, Clears: true}, small)
			case 6:
				_ = c.TakeIn(now, cause, by, small)
			case 7:
				_ = c.Release(now, cause, by, small)
			case 8:
				_ = c.Uphold(now, cause, by)
			case 9:
				_ = c.Reject(now, cause, by, c.Proposal.Number)
			case 10:
				_ = c.Hold(now, cause, by, "wait")
			case 11:
				c.Tick(now, small)
			}
			require.Equal(rt, StatusPublished, c.Public().Status)
			require.Equal(rt, answer, c.Verdict.Answer)
			require.Equal(rt, 1, c.Version)
			require.Empty(rt, c.Known)
			tried++
		}
	})
	require.Positive(t, tried)
}

// Over any order of events in which two who act together do everything, they count as one.
func TestNoOrderOfEventsFlipsAnAnswerWithoutTwoIndependentReviewers(t *testing.T) {
	t.Parallel()
	flipped := 0
	pair := map[PersonID]string{"x1": "x", "x2": "x", "y": "y"}
	r := small
	r.Apart = func(a, b PersonID) bool { return pair[a] != pair[b] }
	rapid.Check(t, func(rt *rapid.T) {
		c := published(t, Truth)
		for i := range rapid.IntRange(1, 12).Draw(rt, "length") {
			by := rapid.SampledFrom([]PersonID{"x1", "x2", "y"}).Draw(rt, "by")
			n, before := len(c.fresh), *c
			cause := fmt.Sprint(i)
			switch rapid.IntRange(0, 3).Draw(rt, "wish") {
			case 0, 1:
				_ = c.Correct(t0, cause, by, rapid.SampledFrom([]string{True, Unproven}).Draw(rt, "answer"), "", r)
			case 2:
				_ = c.Reopen(t0, cause, by, r)
			case 3:
				_ = c.Merge(t0, cause, by, elsewhere(rt), r)
			}
			for _, f := range c.fresh[n:] {
				switch f.Kind() {
				case KindCorrected, KindReopened, KindMergedInto:
					flipped++
					require.NotEqual(rt, pair[before.Proposal.By], pair[f.Head().By])
				default:
				}
			}
			if c.Status != StatusPublished {
				return
			}
		}
	})
	require.Positive(t, flipped)
}

// The outcome of a claim that the votes and reviewers gave otherwise is not held against anybody.
func TestGroundTruthComesFromTwo(t *testing.T) {
	t.Parallel()
	c := opened(t, Truth)
	require.NoError(t, c.MakeKnown(t0, "1", "reviewer1", True, true, small))
	e := NewElections()
	e.Add(c)
	require.Empty(t, e.Known.Settled, "one alone settles nothing")
	require.NoError(t, c.MakeKnown(t0, "2", "reviewer2", True, true, small))
	e.Add(c)
	require.Equal(t, map[string]string{string(c.Code): True}, e.Known.Settled)

	c = published(t, Truth)
	require.NoError(t, c.Correct(t0, "1", "reviewer1", True, "", small))
	e = NewElections()
	e.Add(c)
	require.Empty(t, e.Known.Settled)
	require.NoError(t, c.Correct(t0, "2", "reviewer2", True, "", small))
	e.Add(c)
	require.Equal(t, True, e.Known.Settled[string(c.Code)])
}
