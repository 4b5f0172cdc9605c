package claim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

func TestOneApprovalPublishesWhatNamesNobody(t *testing.T) {
	t.Parallel()
	for _, q := range []Question{Truth, Place} {
		c := decided(t, q)
		c.commit()
		require.NoError(t, c.Approve(t0.Add(time.Hour), "1", "reviewer1", Consent{}, small))
		require.Equal(t, []Kind{KindApproved, KindPublished}, c.kinds())
		require.Equal(t, 1, c.Version)
		require.Zero(t, c.Due())
	}
}

func TestANameNeedsTwoApprovalsAndAHold(t *testing.T) {
	t.Parallel()
	c := decided(t, Identity)
	c.commit()
	at := t0.Add(time.Hour)
	require.NoError(t, c.Approve(at, "1", "reviewer1", Consent{}, small))
	require.ErrorIs(t, c.Approve(at, "2", "reviewer1", Consent{}, small), AlreadyDone)
	require.Equal(t, []Kind{KindApproved}, c.kinds())
	require.NoError(t, c.Approve(at, "3", "reviewer2", Consent{}, small))
	require.Equal(t, []Kind{KindApproved, KindScheduled}, c.kinds())
	require.Equal(t, at.Add(30*time.Minute), c.Due())
	c.Tick(at.Add(30*time.Minute-time.Millisecond), small)
	require.Empty(t, c.kinds())
	c.Tick(at.Add(30*time.Minute), small)
	require.Equal(t, []Kind{KindPublished}, c.kinds())
}

func TestWhatStopsANameThatIsOnItsWay(t *testing.T) {
	t.Parallel()
	for name, stop := range map[string]func(t *testing.T, c *Claim){
		"a reviewer holds it": func(t *testing.T, c *Claim) {
			require.NoError(t, c.Hold(t0, "", "reviewer3", "a minor?"))
			require.EqualValues(t, "a minor?", c.HeldFor)
		},
		"it is taken down": func(t *testing.T, c *Claim) {
			require.NoError(t, c.TakeDown(t0, "", "reviewer3", WithdrawnHarmful, "wrong"))
		},
		"a reviewer takes in answers that leave it in doubt": func(t *testing.T, c *Claim) {
			require.NoError(t, c.Answer(t0, "", "a", Reply{Text: "Тимур"}, VoterWeight{Reliability: .5}, small))
			require.NoError(t, c.Answer(t0, "", "b", Reply{Text: "Азамат"}, VoterWeight{Reliability: .5}, small))
			require.NoError(t, c.TakeIn(t0, "", "reviewer3", small))
			require.Equal(t, StatusOpen, c.Status)
		},
		"a reviewer takes in answers that name another": func(t *testing.T, c *Claim) {
			require.NoError(t, c.Answer(t0, "", "a", Reply{Text: "Тимур"}, VoterWeight{Reliability: .5}, small))
			require.NoError(t, c.Answer(t0, "", "b", Reply{Text: "Тимур"}, VoterWeight{Reliability: .5}, small))
			require.NoError(t, c.TakeIn(t0, "", "reviewer3", small))
			require.EqualValues(t, "Тимур", c.AnswerText(c.Verdict.Answer))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := decided(t, Identity)
			require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
			require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
			stop(t, c)
			c.commit()
			require.Zero(t, c.PublishAt)
			c.Tick(t0.Add(31*time.Minute), small)
			require.Empty(t, c.kinds())
			if c.Status == StatusDecided {
				require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
				require.Equal(t, []Kind{KindApproved}, c.kinds(), "the earlier approvals were of something else")
			}
		})
	}
}

func TestNobodyBothVotesAndReviews(t *testing.T) {
	t.Parallel()
	c := decided(t, Identity)
	require.ErrorIs(t, c.Approve(t0, "", "a", Consent{}, small), Involved)
	require.ErrorIs(t, c.Approve(t0, "", "asker", Consent{}, small), Involved)

	c = asked(t, Identity) // d is asked in a second round, lets the lease run out, approves, and then wants to vote
	for i, text := range []string{"Викрам", "Викрам", "Тимур"} {
		require.NoError(t, c.Answer(t0, "", crowd(3)[i], Reply{Text: moderation.Foreign(text)}, VoterWeight{Reliability: .5}, small))
	}
	require.Equal(t, StatusDecided, c.Status)
	require.NoError(t, c.Answer(t0, "", "b", Reply{Choice: DontKnow}, VoterWeight{Reliability: .5}, small))
	require.NoError(t, c.TakeIn(t0, "", "reviewer3", small))
	require.Equal(t, crowd(6)[3:], c.Ask(t0, crowd(6), small))
	require.NoError(t, c.Answer(t0, "", "b", Reply{Text: "Викрам"}, VoterWeight{Reliability: .5}, small))
	require.Equal(t, StatusDecided, c.Status)
	require.NoError(t, c.Approve(t0, "", "d", Consent{}, small))
	require.ErrorIs(t, c.Answer(t0, "", "d", Reply{Text: "Викрам"}, VoterWeight{Reliability: .5}, small), HasApproved)
}

func TestHoldWaitsForANewLook(t *testing.T) {
	t.Parallel()
	c := decided(t, Identity)
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.NoError(t, c.Hold(t0, "", "reviewer2", "wait"))
	require.Empty(t, c.ApprovedBy)
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.Empty(t, c.HeldFor)
	require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small), "who held it may be convinced")
	require.NotZero(t, c.PublishAt)
	require.ErrorIs(t, asked(t, Truth).Hold(t0, "", "reviewer1", "wait"), NotOpen)
	require.ErrorIs(t, published(t, Truth).Hold(t0, "", "reviewer1", "wait"), NotOpen)
}

func TestCorrect(t *testing.T) {
	t.Parallel()
	c := published(t, Truth)
	c.commit()
	require.ErrorIs(t, c.Correct(t0, "", "reviewer1", "nonsense", "", small), BadAnswer)
	require.ErrorIs(t, c.Correct(t0, "", "asker", True, "", small), Involved)
	byTwo(t, func(by PersonID) error { return c.Correct(t0, "", by, Misleading, "old footage", small) })
	require.Equal(t, []Kind{KindProposed, KindConfirmed, KindCorrected}, c.kinds())
	require.Equal(t, 2, c.Version)
	require.Equal(t, Misleading, c.Verdict.Answer)
	require.EqualValues(t, "old footage", c.Note)
	require.ErrorIs(t, decided(t, Truth).Correct(t0, "", "reviewer1", True, "", small), NotOpen)

	c = published(t, Place)
	require.ErrorIs(t, c.Correct(t0, "", "reviewer1", "!", "", small), NoPlace)
	require.ErrorIs(t, c.Correct(t0, "", "reviewer1", "у Асхата Бекова на Абая 12", "", small), NoPlace)
	byTwo(t, func(by PersonID) error {
		return c.Correct(t0, "", by, "Алматы, площадь Республики", "more exact", small)
	})
	require.Equal(t, "Алматы, площадь Республики", c.Public().WordsIn(Russian).String())
	byTwo(t, func(by PersonID) error { return c.Correct(t0, "", by, "1", "back", small) })
	require.Equal(t, "1", c.Verdict.Answer)
	require.Equal(t, 3, c.Version)
}

func TestReopen(t *testing.T) {
	t.Parallel()
	c := published(t, Truth)
	at := t0.Add(100 * time.Hour)
	byTwo(t, func(by PersonID) error { return c.Reopen(at, "", by, small) })
	require.Equal(t, StatusOpen, c.Status)
	require.Equal(t, 3, c.Wanted())
	require.Equal(t, at.Add(48*time.Hour), c.Due())
	require.Equal(t, crowd(6)[3:], c.Ask(at, crowd(6), small))
	require.NoError(t, c.Answer(at, "", "d", Reply{Choice: False}, VoterWeight{Reliability: .5}, small))
	require.Equal(t, StatusDecided, c.Status)
	require.NoError(t, c.Approve(at, "", "reviewer1", Consent{}, small))
	require.Equal(t, 2, c.Version)
	require.ErrorIs(t, asked(t, Truth).Reopen(t0, "", "reviewer1", small), NotOpen)
	require.ErrorIs(t, fresh().Reopen(t0, "", "reviewer1", small), NotOpen)
}

func TestTakeDown(t *testing.T) {
	t.Parallel()
	for _, c := range []*Claim{opened(t, Truth), asked(t, Identity), decided(t, Place), published(t, Identity)} {
		before := c.Version
		require.ErrorIs(t, c.TakeDown(t0, "", "reviewer1", "", "asked by the family"), BadAnswer)
		require.NoError(t, c.TakeDown(t0, "", "reviewer1", WithdrawnAtWish, "asked by the family"))
		require.Equal(t, StatusTakenDown, c.Status)
		if before > 0 {
			before++
		}
		require.Equal(t, before, c.Version, "what was never out has no version that was")
		require.Equal(t, WithdrawnAtWish, c.Public().Withdrawn)
		require.EqualValues(t, "asked by the family", c.WithdrawnWords)
		require.ErrorIs(t, c.TakeDown(t0, "", "reviewer1", WithdrawnHarmful, "again"), NotOpen)
		require.ErrorIs(t, c.Answer(t0, "", "a", Reply{Choice: True}, VoterWeight{Reliability: .5}, small), Closed)
	}
	require.ErrorIs(t, fresh().TakeDown(t0, "", "reviewer1", WithdrawnHarmful, ""), NotOpen)
}

func TestMerge(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	other, third := asked(t, Truth), asked(t, Truth)
	other.Code, third.Code = "A00000", "A00001"
	require.ErrorIs(t, c.Merge(t0, "", "reviewer1", c, small), CannotMerge)
	byTwo(t, func(by PersonID) error { return c.Merge(t0, "", by, other, small) })
	require.Equal(t, StatusMerged, c.Status)
	require.Equal(t, Code("A00000"), c.Into)
	require.ErrorIs(t, c.Merge(t0, "", "reviewer1", third, small), CannotMerge)
	require.ErrorIs(t, fresh().Merge(t0, "", "reviewer1", other, small), CannotMerge)
}

func TestSurenessInWords(t *testing.T) {
	t.Parallel()
	for confidence, want := range map[float64]Sureness{
		1: VerySure, .97: VerySure, .9699: Sure, .9: Sure, .8999: FairlySure, 0: FairlySure,
	} {
		require.Equal(t, want, SurenessOf(consensus.Verdict{Confidence: confidence}), confidence)
	}
}
