package verification_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// merged are two claims of which a reviewer says that they ask the same: dana's, which goes on as anna's.
func (s *stage) merged() (gone, stays claim.Code) {
	s.t.Helper()
	s.reviewer("r")
	stays = s.opened("anna asks", "anna", sayings[0][0]).Code
	gone = s.opened("dana asks", "dana", sayings[1][0]).Code
	_, err := s.merge("r", "merge", gone, stays)
	require.NoError(s.t, err)
	return gone, stays
}

// published has three volunteers say that a claim is false, and the reviewer agree.
func (s *stage) published(code claim.Code) {
	s.t.Helper()
	ctx := s.t.Context()
	for _, id := range []claim.PersonID{"v1", "v2", "v3"} {
		_, err := s.desk.Answer(ctx, "answer of "+string(id), s.person(id), code, claim.Reply{Choice: claim.False})
		require.NoError(s.t, err)
	}
	c, err := s.desk.Approve(ctx, "approve", s.person("r"), code, "", claim.Consent{})
	require.NoError(s.t, err)
	require.Equal(s.t, claim.StatusPublished, c.Status)
}

// TestWhatWasMergedLeadsToTheOneThatGoesOn: whoever sends what was sent with the claim that is gone asks what goes on, and goes
// along when the two are taken apart.
func TestWhatWasMergedLeadsToTheOneThatGoesOn(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		s := newStageOn(t, client)
		gone, stays := s.merged()
		r := s.receive("bota asks", "bota", sayings[1][1])
		require.Equal(t, stays, r.Into.Code)
		require.Equal(t, 2, r.Others())
		s.restart()
		require.Equal(t, stays, s.receive("erlan asks", "erlan", sayings[1][1]).Into.Code, "another process knows")
		like := s.receive("fatima asks", "fatima", sayings[1][2])
		require.Nil(t, like.Into)
		require.Empty(t, like.Like, "of what goes on she could read no word that is hers")

		_, err := s.split("r", "split", gone)
		require.NoError(t, err)
		require.Equal(t, []claim.PersonID{"anna"}, sortedAskers(s.claim(stays)))
		require.Equal(t, []claim.PersonID{"bota", "dana", "erlan"}, sortedAskers(s.claim(gone)))
		require.Equal(t, gone, s.receive("guldana asks", "guldana", sayings[1][1]).Into.Code)
		require.Equal(t, stays, s.receive("guldana asks more", "guldana", sayings[0][1]).Into.Code)
	})
}

// TestWhatMayBeWhatWasMergedIsOfferedByItsResult: once it is out, everybody may read what goes on.
func TestWhatMayBeWhatWasMergedIsOfferedByItsResult(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.join("v1", "v2", "v3")
	_, stays := s.merged()
	s.published(stays)
	like := s.receive("fatima asks", "fatima", sayings[1][2])
	require.Nil(t, like.Into)
	require.Equal(t, stays, like.Like[0].Code)
	picked, err := s.desk.Pick(t.Context(), "fatima picks", "fatima", like.Claim.Code, stays)
	require.NoError(t, err)
	require.Equal(t, stays, picked.Into.Code)
}

func sortedAskers(c *claim.Claim) []claim.PersonID {
	ids := askers(c)
	slices.Sort(ids)
	return ids
}

// Merged again, it leads to the one that goes on in the end; whoever says that it is something else is not led there.
func TestWhatWasMergedTwiceLeadsToTheLast(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	_, middle := s.merged()
	last := s.opened("other", "ella", "Мост через Иртыш в Павлодаре закрыт до самого утра").Code
	_, err := s.merge("r", "merge again", middle, last)
	require.NoError(t, err)
	r := s.receive("bota asks", "bota", sayings[1][1])
	require.Equal(t, last, r.Into.Code)
	require.True(t, s.claim(last).RequestedBy("bota"))

	_, err = s.desk.SetApart(ctx, "apart", "bota", r.Claim.Code)
	require.NoError(t, err)
	require.False(t, s.claim(last).RequestedBy("bota"))
	for _, code := range []claim.Code{middle, last} {
		_, err = s.split("r", "split "+string(code), code)
		if refusal, refused := claim.RefusalOf(err); refused {
			require.Equal(t, claim.NotMerged, refusal)
		} else {
			require.NoError(t, err)
		}
		again, err := s.desk.JoinSame(ctx, "again "+string(code), "bota", r.Claim.Code, claim.Truth)
		require.NoError(t, err)
		require.Nil(t, again.Into)
	}
}

// TestWhatWasMergedIsLetGo: what people sent that is part of another claim is recognised no longer than what is not.
func TestWhatWasMergedIsLetGo(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	ctx := context.Background()
	for name, end := range map[string]func(s *stage, gone, stays claim.Code) error{
		"its only asker is forgotten": func(s *stage, _, _ claim.Code) error { return s.desk.Forget(ctx, "dana") },
		"everybody is forgotten": func(s *stage, _, _ claim.Code) error {
			if err := s.desk.Forget(ctx, "anna"); err != nil {
				return err
			}
			return s.desk.Forget(ctx, "dana")
		},
		"what goes on was taken down": func(s *stage, _, stays claim.Code) error {
			if _, err := s.desk.TakeDown(ctx, "down", s.person("r"), stays, claim.WithdrawnHarmful, "harm"); err != nil {
				return err
			}
			return s.desk.Retain(ctx)
		},
		"nobody could tell": func(s *stage, _, _ claim.Code) error {
			s.clock.Advance(49 * time.Hour)
			if err := sweep(ctx, s.desk); err != nil {
				return err
			}
			return s.desk.Retain(ctx)
		},
		"it is old, and nothing came of it": func(s *stage, _, stays claim.Code) error {
			s.rules.Policy.Deadline = 30 * day
			s.restart()
			s.clock.Advance(3 * day)
			if err := sweep(ctx, s.desk); err != nil {
				return err
			}
			if _, err := s.reopen("r", "reopen", stays); err != nil {
				return err
			}
			s.clock.Advance(5 * day)
			if err := s.desk.Learn(ctx); err != nil {
				return err
			}
			return s.desk.Retain(ctx)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.rules.Policy.KeepAskers, s.rules.Policy.KeepMedia = 7*day, 14*day
			s.restart()
			gone, stays := s.merged()
			require.NoError(t, s.desk.Learn(ctx))
			require.Contains(t, s.remembered(), gone)
			require.NoError(t, s.desk.Retain(ctx))
			require.Contains(t, s.remembered(), gone, "for the time being it is kept")
			require.NoError(t, end(s, gone, stays))
			require.NotContains(t, s.remembered(), gone)
			r := s.receive("bota asks", "bota", sayings[1][0])
			require.Nil(t, r.Into)
			require.Empty(t, r.Like)
		})
	}
}

// A result is everybody's: what leads to it stays, until the reviewer takes it apart.
func TestWhatLeadsToAResultStays(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	s := newStage(t)
	ctx := t.Context()
	s.rules.Policy.KeepAskers, s.rules.Policy.KeepMedia = 7*day, 14*day
	s.restart()
	s.reviewer("r")
	s.join("v1", "v2", "v3")
	file := []claim.Media{{Kind: "video", Ref: "ref", Same: "same"}}
	stays := s.opened("anna asks", "anna", sayings[0][0]).Code
	p := s.person("dana")
	sent, err := s.desk.Receive(ctx, "dana asks", p, p.Address, claim.Content{Text: moderation.Foreign(sayings[1][0]), Media: file}, "", time.Time{})
	require.NoError(t, err)
	gone := sent.Claim.Code
	_, err = s.desk.Choose(ctx, "dana chooses", "dana", gone, claim.Truth)
	require.NoError(t, err)
	_, err = s.merge("r", "merge", gone, stays)
	require.NoError(t, err)
	s.published(stays)
	require.NoError(t, s.desk.Forget(ctx, "dana"))
	posted := claim.Content{Media: file}
	c, err := s.desk.KnownIn(ctx, "group", posted)
	require.NoError(t, err)
	require.Equal(t, stays, c.Code, "a group is told, too")
	require.NoError(t, s.desk.NoteKnown(ctx, "group", c.Code))
	_, err = s.desk.KnownIn(ctx, "group", posted)
	require.Equal(t, claim.NotFound, err, "once")

	s.clock.Advance(15 * day)
	for range 2 {
		require.NoError(t, s.desk.Retain(ctx))
	}
	_, err = s.desk.KnownIn(ctx, "other group", posted)
	require.Equal(t, claim.NotFound, err, "files are erased, and so is by what they were recognised")
	r := s.receive("bota asks", "bota", sayings[1][1])
	require.True(t, r.Shows())
	require.Equal(t, stays, r.Into.Code)
	_, other := s.open()
	n, err := other.Rebuild(ctx)
	require.NoError(t, err)
	require.Equal(t, 2, n)
	_, err = s.split("r", "split", gone)
	require.NoError(t, err)
	require.Equal(t, gone, s.receive("ella asks", "ella", sayings[1][1]).Into.Code, "it asks people again, for who came by it")
}

// What waits for a reviewer leads nowhere: each time it is sent a reviewer sees it.
func TestWhatWasStoppedLeadsNowhere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.reviewer("r")
	const call = "Все выходите на площадь Республики завтра в шесть часов вечера"
	stays := s.opened("anna asks", "anna", sayings[0][0])
	for i, wait := range []time.Duration{0, 49 * time.Hour} { // stopped, and ended so
		c := s.opened("dana asks"+wait.String(), "dana", call)
		require.Equal(t, claim.StatusStopped, c.Status)
		s.clock.Advance(wait)
		require.NoError(t, sweep(ctx, s.desk))
		if i == 1 {
			require.Equal(t, claim.StatusUndecided, s.claim(c.Code).Status)
			stays = s.opened("anna asks again", "anna", sayings[0][0])
		}
		_, err := s.merge("r", "merge"+wait.String(), c.Code, stays.Code)
		require.NoError(t, err)
		require.NotContains(t, s.remembered(), c.Code)
		require.Nil(t, s.receive("bota asks"+wait.String(), "bota", call).Into)
	}
}

// TestEverybodyIsCountedOnce: whatever somebody sends, is offered and picks, and whatever is merged later, they are one of those
// who want to know.
func TestEverybodyIsCountedOnce(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		s := newStageOn(t, client)
		ctx := t.Context()
		s.reviewer("r")
		first := s.opened("anna asks", "anna", sayings[0][0]).Code
		second := s.opened("dana asks", "dana", sayings[1][0]).Code
		pick := func(cause string, id claim.PersonID, text string, code claim.Code) verification.Reception {
			r := s.receive(cause, id, text)
			require.Nil(t, r.Into)
			r, err := s.desk.Pick(ctx, cause+" picks", id, r.Claim.Code, code)
			require.NoError(t, err)
			return r
		}
		require.Equal(t, 1, s.receive("b1", "bota", sayings[0][1]).Others())
		require.Equal(t, 1, pick("b2", "bota", sayings[0][2], first).Others(), "again, changed")
		require.Equal(t, 1, pick("b3", "bota", sayings[1][2], second).Others(), "and what the other one asks")
		require.Equal(t, 1, s.receive("b4", "bota", sayings[1][1]).Others())
		require.Equal(t, 1, s.receive("a2", "anna", sayings[0][1]).Others(), "who asked it first is not another one")

		_, err := s.merge("r", "merge", second, first)
		require.NoError(t, err)
		require.Equal(t, []claim.PersonID{"anna", "bota", "dana"}, sortedAskers(s.claim(first)))
		for i, text := range []string{sayings[0][1], sayings[1][1]} {
			require.Equal(t, 2, s.receive("b5"+text, "bota", text).Others(), i)
		}
		require.Equal(t, 3, s.receive("e1", "ella", sayings[1][1]).Others())
		require.Equal(t, 3, s.receive("e2", "ella", sayings[0][1]).Others())
		require.Equal(t, []claim.PersonID{"anna", "bota", "dana", "ella"}, sortedAskers(s.claim(first)))
		require.Equal(t, 4, s.receive("f", "fatima", sayings[0][1]).Others())
	})
}
