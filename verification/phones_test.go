package verification_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

func TestANumberBecomesAVolunteersOnlyByTheirWord(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	invitation, err := s.desk.Invite(ctx, "i", "operator", claim.Verifier, 1, time.Hour)
	require.NoError(t, err)
	_, err = s.desk.Meet(ctx, "aida", "1", claim.Kazakh)
	require.NoError(t, err)
	aida, err := s.desk.Join(ctx, "join", "aida", invitation.Token)
	require.NoError(t, err)
	phone, err := s.desk.Meet(ctx, "phone", "", claim.Kazakh)
	require.NoError(t, err)
	other, err := s.desk.Meet(ctx, "other", "", claim.Kazakh)
	require.NoError(t, err)

	_, err = s.desk.LinkWord(ctx, "w", other)
	require.ErrorIs(t, err, claim.NotVerifier)
	word, err := s.desk.LinkWord(ctx, "w", aida)
	require.NoError(t, err)
	again, err := s.desk.LinkWord(ctx, "w", aida)
	require.NoError(t, err)
	require.Equal(t, word, again)
	parsed, ok := verification.ParseLinkWord(word[:5] + "-" + word[5:])
	require.True(t, ok)
	require.Equal(t, word, parsed)

	// It invites nobody, however it is sent, and is not used up by that.
	for _, token := range []string{word, "link:" + word} {
		_, err = s.desk.Join(ctx, "join other", "other", token)
		require.ErrorIs(t, err, claim.InviteInvalid)
	}
	_, err = s.desk.Link(ctx, phone, invitation.Token)
	require.ErrorIs(t, err, claim.InviteInvalid, "an invitation links nobody")

	for range 2 { // the same SMS again
		owner, err := s.desk.Link(ctx, phone, word)
		require.NoError(t, err)
		require.Equal(t, aida.ID, owner.ID)
	}
	_, err = s.desk.Link(ctx, other, word)
	require.ErrorIs(t, err, claim.InviteInvalid, "it is for one number")
	phone, err = s.desk.Meet(ctx, "phone", "", claim.Kazakh)
	require.NoError(t, err)
	acting, err := s.desk.Acting(ctx, phone)
	require.NoError(t, err)
	require.Equal(t, aida.ID, acting.ID)
	require.True(t, acting.May(claim.MayCheck))

	// Whoever forgets the account forgets the number.
	require.NoError(t, s.desk.Forget(ctx, "aida"))
	_, _, known, err := s.desk.Reads(ctx, "phone")
	require.NoError(t, err)
	require.False(t, known)
	acting, err = s.desk.Acting(ctx, phone)
	require.NoError(t, err)
	require.Equal(t, phone.ID, acting.ID)
}

func TestAWordThatLinksLapses(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.join("aida")
	link := func(after time.Duration, phone claim.PersonID) error {
		word, err := s.desk.LinkWord(ctx, string("word of "+phone), s.person("aida"))
		require.NoError(t, err)
		s.clock.Advance(after)
		_, err = s.desk.Link(ctx, s.person(phone), word)
		return err
	}
	require.NoError(t, link(verification.LinkFor-time.Second, "one"))
	require.ErrorIs(t, link(verification.LinkFor, "other"), claim.InviteInvalid)
}

func TestForgettingANumberForgetsThatItAsked(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	phone, err := s.desk.Meet(ctx, "phone", "", claim.Kazakh)
	require.NoError(t, err)
	r, err := s.desk.Receive(ctx, "c", phone, "sms:+1", claim.Content{Text: "words to be checked"}, "", start.Add(-time.Hour))
	require.NoError(t, err)
	c := r.Claim
	require.Equal(t, start, c.ReceivedAt)
	phone, err = s.desk.Meet(ctx, "phone", "", claim.Kazakh)
	require.NoError(t, err)
	require.NoError(t, s.desk.ForgetPhone(ctx, phone, "sms:+1"))
	c, err = s.desk.Claim(ctx, c.Code)
	require.NoError(t, err)
	require.Empty(t, c.Requesters)
	_, _, known, err := s.desk.Reads(ctx, "phone")
	require.NoError(t, err)
	require.False(t, known)
}
