package claim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWhatAReviewerApprovedIsVoidWhenTheyReviewNoMore(t *testing.T) {
	t.Parallel()
	c := decided(t, Identity)
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
	require.NotZero(t, c.PublishAt)
	tag := c.DraftTag()
	c.Retire(t0, []PersonID{"reviewer1"})
	require.Equal(t, []PersonID{"reviewer2"}, c.ApprovedBy, "who else approved it still does")
	require.Zero(t, c.PublishAt)
	require.ErrorIs(t, c.Saw(tag), Changed, "a card that says two approve it is out of date")
	c.Tick(t0.Add(48*time.Hour), small)
	require.Equal(t, StatusDecided, c.Status)
	require.NoError(t, c.Approve(t0.Add(48*time.Hour), "", "reviewer3", Consent{}, small))
	c.Tick(t0.Add(96*time.Hour), small)
	require.Equal(t, StatusPublished, c.Status)
	again := Replay(c.Code, c.fresh, 0, c.Requesters)
	require.Equal(t, []any{c.Public(), c.ApprovedBy, c.Drafts}, []any{again.Public(), again.ApprovedBy, again.Drafts}, "the ledger tells it alike")

	before := len(c.fresh)
	c.Retire(t0, []PersonID{"reviewer2", "reviewer3"})
	require.Len(t, c.fresh, before, "what took effect stands")
}

func TestWhatAReviewerProposedLapsesWhenTheyReviewNoMore(t *testing.T) {
	t.Parallel()
	for act, made := range acts(t) {
		c, want := made()
		before := reads(c)
		require.NoError(t, want(c, t0, "1", "reviewer1", small))
		number := c.Proposal.Number
		c.Retire(t0, []PersonID{"reviewer9"})
		require.True(t, c.Proposal.Waits(), act)
		c.Retire(t0, []PersonID{"reviewer1"})
		require.ErrorIs(t, c.Proposes(number), NoProposal, act)
		require.NoError(t, want(c, t0, "2", "reviewer2", small), "which proposes it anew")
		require.Equal(t, before, reads(c), act)
	}
	// The correction of a name waits for its hold, by the word of two.
	for _, gone := range []PersonID{"reviewer1", "reviewer2"} {
		c := published(t, Identity)
		name := string(c.AnswerText(c.Verdict.Answer))
		was := c.Version
		byTwo(t, func(by PersonID) error { return c.Correct(t0, string(by), by, name+", пианист", "", small) })
		require.NotZero(t, c.PublishAt)
		c.Retire(t0, []PersonID{gone})
		c.Tick(t0.Add(96*time.Hour), small)
		require.Equal(t, was, c.Version)
	}
}

func TestWhoSaysThatSomebodyIsAnOfficialMustStillReview(t *testing.T) {
	t.Parallel()
	c := opened(t, Truth)
	require.NoError(t, c.MarkPrivate(t0, "", "reviewer1", PrivateByReviewer, ""))
	require.NoError(t, c.SayOfficial(t0, "", "reviewer1", small))
	c.Retire(t0, []PersonID{"reviewer1"})
	require.NoError(t, c.SayOfficial(t0, "", "reviewer2", small))
	require.True(t, c.Private(), "one who reviews says so")
	require.NoError(t, c.SayOfficial(t0, "", "reviewer3", small))
	require.False(t, c.Private())
}

func TestWhoProposedAndWentIsNoMoreIndependentForIt(t *testing.T) {
	t.Parallel()
	for _, as := range []VoterWeight{{CollusionGroup: "v"}, {InviteCohort: "one"}} {
		r := small
		r.Acting = as
		for act, made := range acts(t) {
			c, want := made()
			require.NoError(t, want(c, t0, "1", "reviewer1", r))
			require.ErrorIs(t, want(c, t0, "2", "reviewer2", r), AnotherConfirms, act)
			other := r
			other.Acting = VoterWeight{CollusionGroup: "w", InviteCohort: "two"}
			require.NoError(t, want(c, t0, "3", "reviewer3", other), act)
		}
	}
}

func TestWhoTookPartDecidesNothingOfWhatTakesTwo(t *testing.T) {
	t.Parallel()
	require.Len(t, acts(t), len(Changes), "every act is tried")
	for act, made := range acts(t) {
		for _, by := range []PersonID{"a", "asker"} {
			c, want := made()
			if !c.involved(act, by) {
				continue // nobody answered yet; and reviewers ask what is to be practised on
			}
			require.ErrorIs(t, want(c, t0, "0", by, small), Involved, "%s proposed by %s", act, by)
			require.NoError(t, want(c, t0, "1", "reviewer1", small))
			require.ErrorIs(t, want(c, t0, "2", by, small), Involved, "%s confirmed by %s", act, by)
		}
	}
	c, into := published(t, Truth), elsewhere(t)
	into.Requesters = append(into.Requesters, Requester{Person: "reviewer2"})
	into.AddRequesters(into.Requesters)
	require.NoError(t, c.Merge(t0, "1", "reviewer1", into, small))
	require.ErrorIs(t, c.Merge(t0, "2", "reviewer2", into, small), Involved, "who asked what is at the other end")
}
