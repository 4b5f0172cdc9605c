package claim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// hiddenSource is a verdict on that question for which "a" gave a link, and says that it is them: the link stays out of the draft.
func hiddenSource(t *testing.T, q Question) *Claim {
	t.Helper()
	c := asked(t, q)
	reply := Reply{Choice: False}
	if q.Open() {
		reply = Reply{Text: "Викрам Рузахунов"}
	}
	for i, id := range crowd(3) {
		require.NoError(t, c.Answer(t0, "", id, reply, VoterWeight{Reliability: .7}, small))
		if i == 0 {
			require.NoError(t, c.AddEvidence(t0, "", id, &Evidence{Link: slander}, IsMe, small))
		}
	}
	require.Equal(t, StatusDecided, c.Status)
	require.Empty(t, c.Draft().Links)
	return c
}

// TestNoLinkIsPublishedThatNobodySaw: a volunteer says after the card went out that they know otherwise, which lets their
// link in; the approval of a card without it does not publish it.
func TestNoLinkIsPublishedThatNobodySaw(t *testing.T) {
	t.Parallel()
	c := hiddenSource(t, Truth)
	require.NoError(t, c.AddEvidence(t0, "", "a", nil, FoundSource, small)) // after the card
	if c.Saw("") == nil {                                                   // /approve CODE
		require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	}
	require.NotContains(t, c.Public().Links, slander, "no reviewer's card showed it")
}

// TestOneVolunteerVoidsNoApprovals: whatever a volunteer says of how they know, the approvals of what waits stand: else one
// could veto every name.
func TestOneVolunteerVoidsNoApprovals(t *testing.T) {
	t.Parallel()
	for _, how := range []EvidenceBasis{IsMe, FoundSource} {
		c := sourced(t, Identity)
		byTwo(t, func(by PersonID) error { return c.Approve(t0, "", by, Consent{}, small) })
		require.NoError(t, c.AddEvidence(t0, "", "a", nil, how, small))
		c.Tick(t0.Add(time.Hour), small)
		require.Equal(t, StatusPublished, c.Status, "later votes and evidence never void approvals")
	}
}

// TestALateVoterAddsNoLinkToWhatIsOut: nobody approved it.
func TestALateVoterAddsNoLinkToWhatIsOut(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	ids := crowd(3)
	require.NoError(t, c.Answer(t0, "", ids[0], Reply{Choice: False}, VoterWeight{Reliability: .7}, small))
	end := c.Deadline.Add(time.Second)
	c.Tick(end, small)
	t.Log(c.Status, c.EndedAt)
	require.Equal(t, StatusUndecided, c.Status)
	late := end.Add(10 * time.Minute)
	given := t0.Add(time.Minute)
	require.NoError(t, c.Answer(late, "", ids[1], Reply{Choice: False, At: given}, VoterWeight{Reliability: .7}, small))
	t.Log(c.Status)
	require.NoError(t, c.AddEvidence(late, "", ids[1], &Evidence{Link: slander}, IsMe, small))
	require.NoError(t, c.Answer(late, "", ids[2], Reply{Choice: False, At: given}, VoterWeight{Reliability: .7}, small))
	t.Log(c.Status)
	require.Equal(t, StatusDecided, c.Status)
	require.Empty(t, c.Draft().Links)
	require.NoError(t, c.Approve(late, "", "reviewer1", Consent{}, small))
	require.Equal(t, StatusPublished, c.Status)
	require.Empty(t, c.Public().Links)
	_ = c.AddEvidence(late, "", ids[1], nil, FoundSource, small)
	require.Empty(t, c.Public().Links, "what is out does not change by a volunteer's word")
}

// TestOneReviewerAddsNoPictureToWhatIsOut: two approved the result without it.
func TestOneReviewerAddsNoPictureToWhatIsOut(t *testing.T) {
	t.Parallel()
	for _, q := range []Question{Truth, Identity} {
		c := decided(t, q)
		c.Content.Media = []Media{{Kind: "photo", Ref: "f", Clean: true}}
		require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
		if q == Identity {
			require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
			c.Tick(t0.Add(time.Hour), small)
		}
		require.Equal(t, StatusPublished, c.Status)
		before := c.Public().Digest()
		_ = c.AllowPicture(t0, "", "reviewer3")
		require.Equal(t, before, c.Public().Digest(), "%s: picture", q)
	}
}

func TestNobodyTakesTheLabelOfCustodyFromWhatIsOut(t *testing.T) {
	t.Parallel()
	c := published(t, Truth)
	before := c.Public().Digest()
	_ = c.LabelCustody(t0, "", "a") // who even voted on it
	require.Equal(t, before, c.Public().Digest())
}

// TestANoteOfOneReviewerAloneDoesNotGoOut: the first suggests the correction of a name without a note; the note of the second
// was approved by nobody else.
func TestANoteOfOneReviewerAloneDoesNotGoOut(t *testing.T) {
	t.Parallel()
	c := published(t, Identity)
	name := string(c.AnswerText(c.Verdict.Answer)) + " пианист"
	require.NoError(t, c.Correct(t0, "", "reviewer1", name, "", small))
	require.NoError(t, c.Correct(t0, "", "reviewer2", name, "The raid was led by his neighbour Petr Sidorov, bakery on Abay", small))
	c.Tick(t0.Add(time.Hour), small)
	require.Equal(t, 2, c.Version)
	require.NotContains(t, c.Public().Note.String(), "Sidorov", "one reviewer's words alone")
}

func TestNobodyChangesTheNoteDuringTheHold(t *testing.T) {
	t.Parallel()
	c := published(t, Identity)
	name := string(c.AnswerText(c.Verdict.Answer)) + " пианист"
	require.NoError(t, c.Correct(t0, "", "reviewer1", name, "his profession", small))
	require.NoError(t, c.Correct(t0, "", "reviewer2", name, "his profession", small))
	at := c.PublishAt
	require.NotZero(t, at)
	_ = c.Correct(at.Add(-time.Second), "", "reviewer3", name, "and Petr Sidorov, his neighbour", small)
	c.Tick(at, small)
	require.NotContains(t, c.Public().Note.String(), "Sidorov")
}

func TestAResultThatWasMergedCanBeWithdrawn(t *testing.T) {
	t.Parallel()
	c := published(t, Truth)
	other := opened(t, Truth)
	other.Code = "ZZZZZZ"
	byTwo(t, func(by PersonID) error { return c.Merge(t0, "", by, other, small) })
	require.NoError(t, c.TakeDown(t0, "", "reviewer1", WithdrawnPrivate, ""))
}

func TestWhatWasWithdrawnIsNotQuotedWhileItIsReopened(t *testing.T) {
	t.Parallel()
	c := published(t, Truth)
	c.Content.Text = "NN burned the akimat"
	require.NoError(t, c.TakeDown(t0, "", "reviewer1", WithdrawnPrivate, ""))
	require.NoError(t, c.Reopen(t0, "", "reviewer2", small))
	require.True(t, c.Public().Quote.Empty(), "open again")
}
