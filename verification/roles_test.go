package verification_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// TestRightsAreAsTheTableSays spells the one table out, for every right, every role and who is banned.
func TestRightsAreAsTheTableSays(t *testing.T) {
	t.Parallel()
	roles := []claim.Role{claim.Citizen, claim.Verifier, claim.Reviewer, claim.Operator}
	for right, want := range map[claim.Right]map[claim.Role]bool{
		claim.MayAsk:    {claim.Citizen: true, claim.Verifier: true, claim.Reviewer: true, claim.Operator: true},
		claim.MayCheck:  {claim.Verifier: true, claim.Reviewer: true},
		claim.MayReview: {claim.Reviewer: true},
		claim.MayRun:    {claim.Operator: true},
		claim.MayDarken: {claim.Reviewer: true, claim.Operator: true},
	} {
		for _, role := range roles {
			require.Equal(t, want[role], role.May(right), "%s may %s", role, right)
			require.Equal(t, want[role], claim.Person{Role: role}.May(right), "somebody who is %s may %s", role, right)
			require.Equal(t, right == claim.MayAsk, claim.Person{Role: role, Banned: true}.May(right), "a banned %s may %s", role, right)
		}
	}
	require.False(t, claim.Role("").May(claim.MayReview))
	require.False(t, claim.Role("admin").May(claim.MayRun), "a role that nobody knows may nothing")
}

// TestEveryWishOfTheDeskAsksForItsRight has everybody wish everything, and looks who is refused for who they are.
func TestEveryWishOfTheDeskAsksForItsRight(t *testing.T) {
	t.Parallel()
	type wish func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error
	of := func(_ *claim.Claim, err error) error { return err }
	reviews := map[string]wish{
		"approve": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Approve(ctx, "x", p, c, "", claim.Consent{}))
		},
		"note an attempt": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.NoteAttempt(ctx, "x", p, c, claim.Reached))
		},
		"label": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.LabelCustody(ctx, "x", p, c))
		},
		"allow a picture": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.AllowPicture(ctx, "x", p, c))
		},
		"reply": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Reply(ctx, "x", p, c, "words"))
		},
		"release": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Release(ctx, "x", p, c))
		},
		"hold": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Hold(ctx, "x", p, c, "wait"))
		},
		"correct": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Correct(ctx, "x", p, c, claim.True, ""))
		},
		"reopen": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Reopen(ctx, "x", p, c))
		},
		"merge": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Merge(ctx, "x", p, c, "000000"))
		},
		"make known": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.MakeKnown(ctx, "x", p, c, claim.True))
		},
		"split": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Split(ctx, "x", p, c))
		},
		"confirm": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Confirm(ctx, "x", p, c, 1))
		},
		"reject": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.Reject(ctx, "x", p, c, 1))
		},
		"practise": func(ctx context.Context, d *verification.Service, p claim.Person, _ claim.Code) error {
			return of(d.Practise(ctx, "p", p, "at x", claim.Content{Text: "Бұл рас па?"}, claim.True))
		},
		"list": func(ctx context.Context, d *verification.Service, p claim.Person, _ claim.Code) error {
			_, err := d.Waiting(ctx, p, 1)
			return err
		},
		"see reasons": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			_, err := d.Reasons(ctx, p, c)
			return err
		},
		"see groups": func(ctx context.Context, d *verification.Service, p claim.Person, _ claim.Code) error {
			_, err := d.Groups(ctx, p)
			return err
		},
		"take down": func(ctx context.Context, d *verification.Service, p claim.Person, c claim.Code) error {
			return of(d.TakeDown(ctx, "x", p, c, claim.WithdrawnHarmful, ""))
		},
	}
	s := newStage(t)
	ctx := t.Context()
	code := s.asked().code
	for name, do := range reviews {
		for _, p := range []claim.Person{
			{ID: "x", Role: claim.Citizen}, {ID: "x", Role: claim.Verifier}, {ID: "x", Role: claim.Operator},
			{ID: "x", Role: claim.Reviewer, Banned: true}, {ID: "x"},
		} {
			require.ErrorIs(t, do(ctx, s.desk, p, code), claim.NotReviewer, "%s, as %q", name, p.Role)
		}
		require.NotErrorIs(t, do(ctx, s.desk, claim.Person{ID: "another", Role: claim.Reviewer}, code), claim.NotReviewer, name)
	}
	for _, p := range []claim.Person{{ID: "y", Role: claim.Citizen}, {ID: "y", Role: claim.Operator}, {ID: "y", Role: claim.Verifier, Banned: true}} {
		_, err := s.desk.Answer(ctx, "y", p, code, claim.Reply{Choice: claim.True})
		require.Error(t, err, "an answer of %q", p.Role)
		_, _, err = s.desk.Next(ctx, p)
		require.Error(t, err, "a question for %q", p.Role)
		_, err = s.desk.Flag(ctx, "y", p, code, claim.Minor)
		require.Error(t, err, "a flag of %q", p.Role)
	}
}
