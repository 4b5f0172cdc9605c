package verification_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

// TestMineQuotesNothingThatWasJoinedToAWithdrawnClaim: it is a claim of its own, of whoever sent it.
func TestMineQuotesNothingThatWasJoinedToAWithdrawnClaim(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := &play{question: claim.Truth, clock: s.clock}
	for _, st := range p.steps() {
		require.NoError(t, st.do(t.Context(), s.desk), st.name)
		if st.name == "sweep" {
			break
		}
	}
	ctx := t.Context()
	other, err := s.desk.Meet(ctx, "citizen2", "at citizen2", claim.Kazakh)
	require.NoError(t, err)
	r, err := s.desk.Receive(ctx, "sent2", other, other.Address, claim.Content{Text: "Сахнадағы адам кім?"}, claim.Truth, s.clock.Now())
	require.NoError(t, err)
	t.Log(r.Claim.Code, r.Claim.Status, r.Into != nil, len(r.Like))
	if r.Into == nil {
		require.NotEmpty(t, r.Like)
		_, err = s.desk.Pick(ctx, "pick2", "citizen2", r.Claim.Code, p.code)
		require.NoError(t, err)
	}
	rev, err := s.desk.Meet(ctx, "r2", "at r2", claim.Kazakh)
	require.NoError(t, err)
	_, err = s.desk.TakeDown(ctx, "down", rev, p.code, claim.WithdrawnPrivate, "")
	require.NoError(t, err)
	other, err = s.desk.Meet(ctx, "citizen2", "at citizen2", claim.Kazakh)
	require.NoError(t, err)
	mine, err := s.desk.Mine(ctx, other, 10)
	require.NoError(t, err)
	for _, c := range mine {
		shown := c.Public()
		if !c.Out() {
			shown, err = s.desk.Own(ctx, c, "citizen2")
			require.NoError(t, err)
		}
		require.True(t, shown.Quote.Empty(), "%s %s: %s", c.Code, c.Status, shown.Quote)
	}
}

// TestAMergedResultIsWithdrawnWithoutBeingPostedAgain: if it had to be split off first, that would post it to all channels.
func TestAMergedResultIsWithdrawnWithoutBeingPostedAgain(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := &play{question: claim.Truth, clock: s.clock}
	for _, st := range p.steps() {
		require.NoError(t, st.do(t.Context(), s.desk), st.name)
		if st.name == "sweep" {
			break
		}
	}
	ctx := t.Context()
	rev, err := s.desk.Meet(ctx, "r2", "at r2", claim.Kazakh)
	require.NoError(t, err)
	who, err := s.desk.Meet(ctx, "citizen3", "at citizen3", claim.Kazakh)
	require.NoError(t, err)
	b, err := s.desk.Submit(ctx, "sentb", who, who.Address, claim.Content{Text: "The mayor has left"})
	require.NoError(t, err)
	_, err = s.desk.Choose(ctx, "chosenb", "citizen3", b.Code, claim.Truth)
	require.NoError(t, err)
	for _, id := range []claim.PersonID{"r1", "r2"} {
		_, err = s.desk.Merge(ctx, string("merge"+id), s.person(id), p.code, b.Code)
		require.NoError(t, err)
	}
	s.heard.all()
	_, err = s.desk.TakeDown(ctx, "down", rev, p.code, claim.WithdrawnPrivate, "")
	require.NoError(t, err)
	require.NotContains(t, s.heard.all(), "post channel: published v1 false")
}
