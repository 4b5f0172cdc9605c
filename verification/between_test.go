package verification_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// between has something happen before each call to the world that is made while something else is done, one at a time, by another
// process; check looks at what came of it. Both begin anew each time.
func (s *stage) between(prepare func(), do func(d *verification.Service) error, happen func(d *verification.Service) error, check func(at int)) {
	s.t.Helper()
	for at := 1; ; at++ {
		s.begin()
		prepare()
		_, other := s.open()
		happened := false
		s.cut.besides(at, func() {
			happened = true
			require.NoError(s.t, happen(other), "before call %d", at)
		})
		err := do(s.desk)
		s.cut.never()
		if _, refused := claim.RefusalOf(err); !refused {
			require.NoError(s.t, err, "before call %d", at)
		}
		if !happened {
			require.Greater(s.t, at, 5, "it takes more calls than that")
			return
		}
		check(at)
	}
}

// Who is forgotten while what they asked becomes part of something else is not noted there: not by a merge, and not by a join that
// another process finishes.
func TestWhoIsForgottenMeanwhileStaysForgotten(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	for _, joined := range []bool{true, false} {
		for _, within := range []bool{true, false} {
			t.Run(fmt.Sprintf("joined=%t/within=%t", joined, within), func(t *testing.T) {
				t.Parallel()
				s := newStage(t)
				var codes [2]claim.Code
				prepare := func() {
					s.reviewer("r")
					codes[1] = s.opened("u1", "bota", sayings[0][0]).Code
					if joined { // by a process that came no further
						codes[0] = s.receive("u2", "anna", sayings[1][0]).Claim.Code
						require.NoError(t, s.store.Append(ctx, codes[0], 1, []claim.Event{
							&claim.Joined{Meta: claim.Meta{At: s.clock.Now(), Cause: "join"}, Into: codes[1], JoinedBy: claim.ByItself},
						}, s.clock.Now()))
					} else {
						codes[0] = s.opened("u2", "anna", sayings[1][0]).Code
					}
				}
				part := func(d *verification.Service) error {
					if joined {
						return sweep(ctx, d)
					}
					_, err := s.with(d).merge("r", "merge", codes[0], codes[1])
					return err
				}
				forget := func(d *verification.Service) error { return d.Forget(ctx, "anna") }
				do, happen := part, forget
				if within {
					do, happen = forget, part
				}
				s.between(prepare, do, happen, func(at int) {
					s.clock.Advance(11 * time.Second)
					require.NoError(t, sweep(ctx, s.desk))
					for _, code := range codes {
						_, _, all, err := s.store.Load(ctx, code)
						require.NoError(t, err)
						for _, a := range all {
							require.NotEqual(t, claim.PersonID("anna"), a.Person, "of %s, before call %d", code, at)
						}
					}
					_, found, err := s.store.Person(ctx, "anna")
					require.NoError(t, err)
					require.False(t, found, "before call %d", at)
				})
			})
		}
	}
}

// What is withdrawn while somebody joins it is told to them: they have read nothing, and are not among those who were told.
func TestWhoJoinsWhatIsWithdrawnMeanwhileIsTold(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	var code claim.Code
	var anna claim.Person
	var r verification.Reception
	joined := false
	s.between(func() {
		s.reviewer("r")
		s.join("v1", "v2", "v3")
		code = s.opened("u1", "bota", sayings[0][0]).Code
		s.published(code)
		anna = s.person("anna")
	}, func(d *verification.Service) (err error) {
		r, err = d.Receive(ctx, "u2", anna, anna.Address, said(sayings[0][0]), "", time.Time{})
		return err
	}, func(d *verification.Service) error {
		_, err := d.TakeDown(ctx, "down", s.person("r"), code, claim.WithdrawnHarmful, "harm")
		return err
	}, func(at int) {
		if r.Into == nil {
			return // it was withdrawn before
		}
		joined = true
		s.clock.Advance(11 * time.Second)
		require.NoError(t, sweep(ctx, s.desk))
		c := s.claim(code)
		require.Equal(t, claim.StatusTakenDown, c.Status)
		require.Contains(t, s.heard.notices, c.NotifyKey("anna"), "before call %d", at)
	})
	require.True(t, joined)
}

// What claims are recognised by is made anew while bots run: one that is being settled just then stays recognised.
func TestWhatIsSettledWhileAllIsMadeAnewIsRecognised(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	var code claim.Code
	s.between(func() {
		code = s.receive("u1", "anna", sayings[0][0]).Claim.Code
	}, func(d *verification.Service) error {
		_, err := d.Choose(ctx, "u2", "anna", code, claim.Truth)
		return err
	}, func(d *verification.Service) error {
		_, err := d.Rebuild(ctx)
		return err
	}, func(at int) {
		require.Equal(t, []claim.Code{code}, s.remembered(), "before call %d", at)
	})
}
