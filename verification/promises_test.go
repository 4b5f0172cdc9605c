package verification_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// identity plays until the verifiers are asked who somebody is, of whom there is a picture.
func (s *stage) identity() claim.Code {
	s.t.Helper()
	ctx := s.t.Context()
	s.asked() // brings the people
	c, err := s.desk.Submit(ctx, "picture", s.person("other"), "at other", claim.Content{
		Text: "Сахнадағы адам, бұл кім?", Media: []claim.Media{{Kind: "photo", Ref: "face"}},
	})
	require.NoError(s.t, err)
	_, err = s.desk.Choose(ctx, "who", "other", c.Code, claim.Identity)
	require.NoError(s.t, err)
	return c.Code
}

// TestProposalsAreSealedFromReviewers: they may be asked themselves, and then would propose what they saw.
func TestProposalsAreSealedFromReviewers(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	code := s.identity()
	_, err := s.desk.Answer(ctx, "1", s.person("v1"), code, claim.Reply{Text: "Викрам Рузахунов"})
	require.NoError(t, err)
	_, err = s.desk.Reasons(ctx, s.person("r1"), code)
	require.ErrorIs(t, err, claim.NotOpen)
	for _, id := range []claim.PersonID{"v2", "v3"} {
		_, err := s.desk.Answer(ctx, string(id), s.person(id), code, claim.Reply{Text: "Викрам Рузахунов"})
		require.NoError(t, err)
	}
	r, err := s.desk.Reasons(ctx, s.person("r1"), code)
	require.NoError(t, err, "it waits for reviewers")
	require.Len(t, r.Votes, 3)

	for _, id := range []claim.PersonID{"v1", "other"} {
		p := s.person(id)
		p.Role = claim.Reviewer
		_, err := s.desk.Reasons(ctx, p, code)
		require.ErrorIs(t, err, claim.Involved, "who voted or asks learns nothing by being a reviewer")
	}
	c, err := s.desk.Claim(ctx, code)
	require.NoError(t, err)
	require.False(t, c.Sealed("r1"))

	truth := s.asked()
	c, err = s.desk.Claim(ctx, truth.code)
	require.NoError(t, err)
	require.True(t, c.Sealed("v1"), "who is asked")
	require.True(t, c.Sealed("citizen"), "who asks")
	require.False(t, c.Sealed("r1"))
}

func TestAWithdrawnFaceIsErased(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	code := s.identity()
	_, err := s.desk.TakeDown(t.Context(), "down", s.person("r1"), code, claim.WithdrawnHarmful, "asked by the family")
	require.NoError(t, err)
	c, err := s.desk.Claim(t.Context(), code)
	require.NoError(t, err)
	require.Empty(t, c.Content.Media)
	require.EqualValues(t, "Сахнадағы адам, бұл кім?", c.Content.Text)
}

// TestDissentCostsNothingWhereNobodyCouldTell compares what is known of somebody before and after.
func TestDissentCostsNothingWhereNobodyCouldTell(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := s.asked()
	for id, answer := range map[claim.PersonID]string{"v1": claim.True, "v2": claim.True, "v3": claim.False} {
		if id == "v2" {
			answer = claim.Unproven
		}
		_, err := s.desk.Answer(ctx, string(id), s.person(id), p.code, claim.Reply{Choice: answer})
		require.NoError(t, err)
	}
	s.clock.Advance(s.rules.Policy.Deadline)
	require.NoError(t, sweep(ctx, s.desk))
	c, err := s.desk.Claim(ctx, p.code)
	require.NoError(t, err)
	require.Equal(t, claim.StatusUndecided, c.Status)
	for _, id := range []claim.PersonID{"v1", "v2", "v3"} {
		require.Zero(t, s.person(id).Record, id)
		require.Empty(t, s.person(id).Scored, id)
	}
}

func TestWhoCannotBeCountedIsNotHeard(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.person("citizen")
	s.cut.once(1, false)
	_, err := s.desk.Meet(t.Context(), "citizen", "at citizen", claim.Kazakh)
	require.ErrorIs(t, err, errCut)
}

func TestNobodyLetsAClaimThroughUnseen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.asked()
	c, err := s.desk.Submit(ctx, "call", s.person("other"), "at other", claim.Content{Text: "Все выходите на площадь сегодня вечером!"})
	require.NoError(t, err)
	_, err = s.desk.Choose(ctx, "true?", "other", c.Code, claim.Truth)
	require.NoError(t, err)
	s.heard.all()
	_, err = s.desk.Release(ctx, "release", s.person("r1"), c.Code)
	require.NoError(t, err)
	require.Contains(t, s.heard.all(), "alert of released by r1 r2: open v0")
}

func TestAnObjectionWaitsUntilItIsAnswered(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := s.asked()
	_, err := s.desk.TakeDown(ctx, "down", s.person("r1"), p.code, claim.WithdrawnHarmful, "wrong")
	require.NoError(t, err)
	_, err = s.desk.Appeal(ctx, "object", s.person("other"), "at other", p.code, "it was right", true)
	require.NoError(t, err)
	for range 3 { // looking does not answer
		s.clock.Advance(24 * time.Hour)
		claims, err := s.desk.Waiting(ctx, s.person("r1"), 9)
		require.NoError(t, err)
		require.Len(t, claims, 1)
		s.heard.all()
		require.NoError(t, s.desk.Remind(ctx, s.clock.Now()))
		require.Equal(t, []string{"review r1: taken_down v0", "review r2: taken_down v0"}, s.heard.all())
	}
	_, err = s.desk.Reply(ctx, "reply", s.person("r2"), p.code, "it was not")
	require.NoError(t, err)
	require.Contains(t, s.heard.all(), "reply it was not other: taken_down v0")
	claims, err := s.desk.Waiting(ctx, s.person("r1"), 9)
	require.NoError(t, err)
	require.Empty(t, claims)
}

func TestTheLogOfWithdrawalsSaysWhatAndWhyAndNotWho(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	never := s.identity()
	_, err := s.desk.TakeDown(ctx, "never", s.person("r1"), never, claim.WithdrawnHarmful, "a minor")
	require.NoError(t, err)
	p := &play{question: claim.Truth, clock: s.clock}
	s.perform(p)
	_, err = s.desk.TakeDown(ctx, "down", s.person("r1"), p.code, claim.WithdrawnHarmful, "a minor")
	require.NoError(t, err)
	list, err := s.desk.Takedowns(ctx, 9)
	require.NoError(t, err)
	line, err := json.Marshal(list)
	require.NoError(t, err)
	require.JSONEq(t, `[{"claim": "`+string(p.code)+`", "question": "truth", "at": "`+s.clock.Now().UTC().Format(time.DateOnly)+`T00:00:00Z", "reason": "harmful"}]`,
		string(line), "what was never out stands in no public log")
}

// TestProposalsOfTwoPeopleAreNotCountedTogether: three must propose one person, not two of one and one of whoever has a like name.
func TestProposalsOfTwoPeopleAreNotCountedTogether(t *testing.T) {
	t.Parallel()
	for _, names := range [][2]string{
		{"Ержан Сериков", "Серик Ержанов"}, {"Асан Усенов", "Усен Асанов"}, {"Марат Алиев", "Мурат Алиев"}, {"Бакыт Асанов", "Бакыт Асанова"},
	} {
		s := newStage(t)
		s.rules.Policy.Screeners = 0
		s.restart()
		s.join("v1", "v2", "v3")
		c := s.receive("asks", "anna", sayings[0][0]).Claim
		c, err := s.desk.ChooseIdentity(t.Context(), "chooses", "anna", c.Code, claim.ShownByState, "Хабар, 9 қаңтар")
		require.NoError(t, err)
		for _, v := range []struct {
			id   claim.PersonID
			name string
		}{{"v1", names[0]}, {"v2", names[1]}, {"v3", names[0]}} {
			_, err := s.desk.Answer(t.Context(), string(v.id), s.person(v.id), c.Code, claim.Reply{Text: moderation.Foreign(v.name)})
			require.NoError(t, err)
		}
		c = s.claim(c.Code)
		require.Len(t, c.Candidates, 2)
		require.Equal(t, 2, c.Naming("1").Proposals, names[0])
		require.Equal(t, 1, c.Naming("2").Proposals, names[1])
	}
}
