package claim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/moderation"
)

// sourced is a verdict on that question for which "a" gave a source before it was reached.
func sourced(t *testing.T, q Question) *Claim {
	t.Helper()
	c := asked(t, q)
	reply := Reply{Choice: False}
	if q.Open() {
		reply = Reply{Text: "Викрам Рузахунов"}
	}
	for i, id := range crowd(3) {
		require.NoError(t, c.Answer(t0, "", id, reply, VoterWeight{Reliability: .7}, small))
		if i == 0 {
			require.NoError(t, c.AddEvidence(t0, "", id, &Evidence{Link: "https://example.org/before"}, FoundSource, small))
		}
	}
	require.Equal(t, StatusDecided, c.Status)
	return c
}

const slander = "https://example.org/nn-terrorist-abay-12"

func TestEvidenceThatComesLaterStaysOut(t *testing.T) {
	t.Parallel()
	for _, q := range []Question{Truth, Identity} {
		c := sourced(t, q)
		tag := c.DraftTag()
		require.NoError(t, c.AddEvidence(t0, "", "b", &Evidence{Link: slander}, "", small))
		require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
		require.NoError(t, c.Saw(tag))
		if q == Identity {
			require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
			require.NoError(t, c.AddEvidence(t0, "", "c", &Evidence{Link: slander}, "", small))
			c.Tick(t0.Add(time.Hour), small)
		}
		require.Equal(t, StatusPublished, c.Status, "nobody stops a result by adding to it")
		require.Equal(t, []string{"https://example.org/before"}, c.Public().Links)
	}
}

func TestTakingInVoidsTheApprovals(t *testing.T) {
	t.Parallel()
	c := sourced(t, Identity)
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.NoError(t, c.AddEvidence(t0, "", "b", &Evidence{Link: "https://example.org/after"}, "", small))
	c.commit()
	require.NoError(t, c.TakeIn(t0, "", "reviewer2", small))
	facts := c.commit()
	require.IsType(t, &Decided{}, facts[0])
	require.Equal(t, []PersonID{"reviewer1"}, facts[0].(*Decided).Void)
	require.Empty(t, c.ApprovedBy)
	require.Equal(t, []string{"https://example.org/before", "https://example.org/after"}, c.Draft().Links)
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
	require.NotZero(t, c.PublishAt)
}

func TestWhoProvesThatItIsThemIsNotShown(t *testing.T) {
	t.Parallel()
	c := sourced(t, Identity)
	require.NoError(t, c.AddEvidence(t0, "", "a", nil, IsMe, small))
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.Empty(t, c.Draft().Links, "also when they say so later")
}

func TestOnlyWhatWasApprovedGoesOut(t *testing.T) {
	t.Parallel()
	c := decided(t, Identity)
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
	c.commit()
	c.Content.Text = "said otherwise" // as by a mask that hides more, or less, than when it was approved
	c.Tick(t0.Add(time.Hour), small)
	require.Equal(t, StatusDecided, c.Status)
	require.Equal(t, []Kind{KindVoided}, c.kinds())
	require.Empty(t, c.ApprovedBy)
	require.Zero(t, c.PublishAt)
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
	c.Tick(t0.Add(2*time.Hour), small)
	require.Equal(t, StatusPublished, c.Status)
}

func TestAnOlderCardApprovesNothing(t *testing.T) {
	t.Parallel()
	c := sourced(t, Truth)
	first := c.DraftTag()
	require.NoError(t, c.Saw(first))
	require.NoError(t, c.Saw(""), "the first draft needs no tag")
	require.NoError(t, c.LabelCustody(t0, "", "reviewer1"))
	require.ErrorIs(t, c.Saw(first), Changed)
	require.ErrorIs(t, c.Saw(""), Changed)
	require.NoError(t, c.Saw(c.DraftTag()))
	require.NoError(t, c.LabelCustody(t0, "", "reviewer1"))
	require.ErrorIs(t, c.Saw(first), Changed, "no draft is named as an earlier one, also when it reads as that did")
}

// TestWithholdingTheNameVoidsNothing: it says less than what was approved.
func TestWithholdingTheNameVoidsNothing(t *testing.T) {
	t.Parallel()
	c := decided(t, Identity)
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{Nameless: true}, small))
	c.Tick(t0.Add(time.Hour), small)
	require.Equal(t, StatusPublished, c.Status)
	require.True(t, c.Public().Words.Empty())
}

// TestApprovalsOfOlderLedgersAreAskedForAgain: they did not say what they were of.
func TestApprovalsOfOlderLedgersAreAskedForAgain(t *testing.T) {
	t.Parallel()
	c := decided(t, Identity)
	for _, id := range []PersonID{"reviewer1", "reviewer2"} {
		c.Record(&Approved{Meta: Meta{At: t0, By: id}})
	}
	c.Record(&Scheduled{Meta: Meta{At: t0}, PublishAt: t0.Add(time.Minute)})
	c.Tick(t0.Add(time.Hour), small)
	require.Equal(t, StatusDecided, c.Status)
	require.Empty(t, c.ApprovedBy)
}

// TestWhatGoesOutIsWhatWasApprovedInEveryOrder: whatever happens between the approvals and the publication, the release has the
// digest of the draft that the reviewers approved.
func TestWhatGoesOutIsWhatWasApprovedInEveryOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		c := sourced(t, rapid.SampledFrom([]Question{Truth, Identity}).Draw(r, "question"))
		now, approved := t0, map[PersonID][]byte{}
		for range rapid.IntRange(1, 30).Draw(r, "events") {
			who := rapid.SampledFrom(crowd(3)).Draw(r, "who")
			reviewer := rapid.SampledFrom([]PersonID{"reviewer1", "reviewer2", "reviewer3"}).Draw(r, "reviewer")
			switch rapid.IntRange(0, 7).Draw(r, "event") {
			case 0:
				_ = c.AddEvidence(now, "", who, &Evidence{Link: moderation.Foreign("https://example.org/" + rapid.StringMatching(`[a-z]{4}`).Draw(r, "path"))}, "", small)
			case 1:
				_ = c.Answer(now, "", who, Reply{Choice: rapid.SampledFrom([]string{True, False, DontKnow}).Draw(r, "answer")}, VoterWeight{Reliability: .5}, small)
			case 2:
				_ = c.TakeIn(now, "", reviewer, small)
			case 3:
				_ = c.LabelCustody(now, "", reviewer)
			case 4:
				c.Reweigh(now, map[PersonID]VoterWeight{who: {Reliability: rapid.Float64Range(.5, .9).Draw(r, "weight")}}, small)
			default:
				if c.Approve(now, "", reviewer, Consent{Nameless: rapid.Bool().Draw(r, "nameless")}, small) == nil {
					approved[reviewer] = c.approved[reviewer]
				}
			}
			if c.Status == StatusDecided && rapid.Bool().Draw(r, "later") {
				now = now.Add(10 * time.Minute)
				c.Tick(now, small)
			}
			if c.Status == StatusPublished {
				break
			}
		}
		if c.Status != StatusPublished {
			return
		}
		full := *c
		full.Nameless = false
		digest := full.Public().Digest()
		same := 0
		for _, of := range approved {
			if string(of) == string(digest[:]) {
				same++
			}
		}
		require.GreaterOrEqual(r, same, small.Policy.Approvals(c))
	})
}
