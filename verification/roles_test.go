package verification_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
)

// TestRightsAreAsTheTableSays spells the one table out, for every right, every role and who is banned.
func TestRightsAreAsTheTableSays(t *testing.T) {
	t.Parallel()
	roles := []verification.Role{verification.Citizen, verification.Verifier, verification.Reviewer, verification.Operator}
	for right, want := range map[verification.Right]map[verification.Role]bool{
		verification.MayAsk:    {verification.Citizen: true, verification.Verifier: true, verification.Reviewer: true, verification.Operator: true},
		verification.MayCheck:  {verification.Verifier: true, verification.Reviewer: true},
		verification.MayReview: {verification.Reviewer: true},
		verification.MayRun:    {verification.Operator: true},
		verification.MayDarken: {verification.Reviewer: true, verification.Operator: true},
	} {
		for _, role := range roles {
			require.Equal(t, want[role], role.May(right), "%s may %s", role, right)
			require.Equal(t, want[role], verification.Person{Role: role}.May(right), "somebody who is %s may %s", role, right)
			require.Equal(t, right == verification.MayAsk, verification.Person{Role: role, Banned: true}.May(right), "a banned %s may %s", role, right)
		}
	}
	require.False(t, verification.Role("").May(verification.MayReview))
	require.False(t, verification.Role("admin").May(verification.MayRun), "a role that nobody knows may nothing")
}

// TestEveryWishOfTheDeskAsksForItsRight has everybody wish everything, and looks who is refused for who they are.
func TestEveryWishOfTheDeskAsksForItsRight(t *testing.T) {
	t.Parallel()
	type wish func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error
	of := func(_ *verification.Claim, err error) error { return err }
	reviews := map[string]wish{
		"approve": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Approve(ctx, "x", p, c, "", verification.Consent{}))
		},
		"note an attempt": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.NoteAttempt(ctx, "x", p, c, verification.Reached))
		},
		"label": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.LabelCustody(ctx, "x", p, c))
		},
		"allow a picture": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.AllowPicture(ctx, "x", p, c))
		},
		"reply": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Reply(ctx, "x", p, c, "words"))
		},
		"release": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Release(ctx, "x", p, c))
		},
		"hold": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Hold(ctx, "x", p, c, "wait"))
		},
		"correct": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Correct(ctx, "x", p, c, verification.True, ""))
		},
		"reopen": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Reopen(ctx, "x", p, c))
		},
		"merge": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Merge(ctx, "x", p, c, "000000"))
		},
		"make known": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.MakeKnown(ctx, "x", p, c, verification.True))
		},
		"split": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Split(ctx, "x", p, c))
		},
		"confirm": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Confirm(ctx, "x", p, c, 1))
		},
		"reject": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.Reject(ctx, "x", p, c, 1))
		},
		"practise": func(ctx context.Context, d *verification.Desk, p verification.Person, _ verification.Code) error {
			return of(d.Practise(ctx, "p", p, "at x", verification.Content{Text: "Бұл рас па?"}, verification.True))
		},
		"list": func(ctx context.Context, d *verification.Desk, p verification.Person, _ verification.Code) error {
			_, err := d.Waiting(ctx, p, 1)
			return err
		},
		"see reasons": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			_, err := d.Reasons(ctx, p, c)
			return err
		},
		"see groups": func(ctx context.Context, d *verification.Desk, p verification.Person, _ verification.Code) error {
			_, err := d.Groups(ctx, p)
			return err
		},
		"take down": func(ctx context.Context, d *verification.Desk, p verification.Person, c verification.Code) error {
			return of(d.TakeDown(ctx, "x", p, c, verification.WithdrawnHarmful, ""))
		},
	}
	s := newStage(t)
	ctx := t.Context()
	code := s.asked().code
	for name, do := range reviews {
		for _, p := range []verification.Person{
			{ID: "x", Role: verification.Citizen}, {ID: "x", Role: verification.Verifier}, {ID: "x", Role: verification.Operator},
			{ID: "x", Role: verification.Reviewer, Banned: true}, {ID: "x"},
		} {
			require.ErrorIs(t, do(ctx, s.desk, p, code), verification.NotReviewer, "%s, as %q", name, p.Role)
		}
		require.NotErrorIs(t, do(ctx, s.desk, verification.Person{ID: "another", Role: verification.Reviewer}, code), verification.NotReviewer, name)
	}
	for _, p := range []verification.Person{{ID: "y", Role: verification.Citizen}, {ID: "y", Role: verification.Operator}, {ID: "y", Role: verification.Verifier, Banned: true}} {
		_, err := s.desk.Answer(ctx, "y", p, code, verification.Reply{Choice: verification.True})
		require.Error(t, err, "an answer of %q", p.Role)
		_, _, err = s.desk.Next(ctx, p)
		require.Error(t, err, "a question for %q", p.Role)
		_, err = s.desk.Flag(ctx, "y", p, code, verification.Minor)
		require.Error(t, err, "a flag of %q", p.Role)
	}
}
