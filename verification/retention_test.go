package verification_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// ended is a claim with a file, about which nobody could tell, a moment ago.
func (s *stage) ended() claim.Code {
	s.t.Helper()
	ctx := s.t.Context()
	c, err := s.desk.Submit(ctx, "sent", s.person("citizen"), "at citizen", claim.Content{
		Text: "Сахнадағы адам кім?", Media: []claim.Media{{Kind: "photo", Ref: "file-id", Same: "unique"}},
	})
	require.NoError(s.t, err)
	_, err = s.desk.Choose(ctx, "chosen", "citizen", c.Code, claim.Truth)
	require.NoError(s.t, err)
	s.clock.Advance(s.rules.Policy.Deadline)
	require.NoError(s.t, sweep(ctx, s.desk))
	c, err = s.desk.Claim(ctx, c.Code)
	require.NoError(s.t, err)
	require.Equal(s.t, claim.StatusUndecided, c.Status)
	return c.Code
}

func TestWhatIsOldIsLetGo(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	s := newStage(t)
	s.rules.Policy.KeepAskers, s.rules.Policy.KeepMedia = 7*day, 14*day
	s.restart()
	code := s.ended()
	look := func() (askers, media, mine int) {
		require.NoError(t, s.desk.Retain(t.Context()))
		c, err := s.desk.Claim(t.Context(), code)
		require.NoError(t, err)
		require.EqualValues(t, "Сахнадағы адам кім?", c.Content.Text, "the claim itself stays")
		return len(c.Requesters), len(c.Content.Media), len(s.person("citizen").Claims)
	}
	is := func(askers, media, mine int) {
		t.Helper()
		a, m, n := look()
		require.Equal(t, []int{askers, media, mine}, []int{a, m, n})
	}
	is(1, 1, 1)
	s.clock.Advance(7*day - time.Minute)
	is(1, 1, 1)
	s.clock.Advance(time.Minute)
	is(0, 1, 0)
	s.clock.Advance(7*day - time.Minute)
	is(0, 1, 0)
	s.clock.Advance(time.Minute)
	is(0, 0, 0)
	is(0, 0, 0)
}

// TestARefusedQuestionLeavesNothing erases what was sent at once.
func TestARefusedQuestionLeavesNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	c, err := s.desk.Submit(ctx, "sent", s.person("citizen"), "at citizen", claim.Content{
		Text: "Сахнадағы адам, бұл кім?", Media: []claim.Media{{Kind: "photo", Ref: "file-id"}},
	})
	require.NoError(t, err)
	_, err = s.desk.ChooseIdentity(ctx, "chosen", "citizen", c.Code, claim.AtProtest, "")
	require.NoError(t, err)
	c, err = s.desk.Claim(ctx, c.Code)
	require.NoError(t, err)
	require.Equal(t, claim.StatusRefused, c.Status)
	require.Empty(t, c.Content)
	found, err := s.redis.Keys(ctx, "*kept:"+string(c.Code)).Result()
	require.NoError(t, err)
	require.Empty(t, found)
}

func TestLimitsOfClaims(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.PerDay, s.rules.Policy.Overall = 2, 3
	s.restart()
	ctx := t.Context()
	send := func(who claim.PersonID, cause string) error {
		_, err := s.desk.Submit(ctx, cause, s.person(who), "at", claim.Content{Text: moderation.Foreign("claim " + cause)})
		return err
	}
	require.NoError(t, send("a", "1"))
	require.NoError(t, send("a", "2"))
	require.NoError(t, send("a", "2"), "the same again is none more")
	require.ErrorIs(t, send("a", "3"), claim.TooMany, "of one person")
	require.NoError(t, send("b", "4"))
	require.NoError(t, send("c", "5"), "a first claim finds room in an hour that is full")
	require.ErrorIs(t, send("b", "7"), claim.HourFull, "and a second one does not")
	require.ErrorIs(t, send("b", "8"), claim.HourFull)
	s.clock.Advance(time.Hour)
	require.NoError(t, send("b", "9"), "what was refused was not counted")
	// What cannot be counted is not let through.
	p := s.person("d")
	s.cut.once(1, false)
	_, err := s.desk.Submit(ctx, "6", p, "at", claim.Content{Text: "claim"})
	require.ErrorIs(t, err, errCut)
	s.cut.never()
	require.Empty(t, s.person("d").Claims)
}

// TestForgettingForgetsEveryLink sends more than anybody's list used to hold, has one of the claims merged into another, and
// objects to a third: each keeps a link to who asked.
func TestForgettingForgetsEveryLink(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := s.asked()
	_, err := s.desk.TakeDown(ctx, "down", s.person("r1"), p.code, claim.WithdrawnHarmful, "")
	require.NoError(t, err)
	_, err = s.desk.Appeal(ctx, "object", s.person("eager"), "at eager", p.code, "it is wrong", true)
	require.NoError(t, err)
	other, err := s.desk.Submit(ctx, "other", s.person("other"), "at other", claim.Content{Text: "Это правда, что мост закрыт?"})
	require.NoError(t, err)
	_, err = s.desk.Choose(ctx, "chosen.other", "other", other.Code, claim.Truth)
	require.NoError(t, err)
	var last claim.Code
	eager := s.person("eager")
	for i := range 70 {
		c, err := s.desk.Submit(ctx, fmt.Sprint("eager", i), eager, "at eager", claim.Content{Text: "claim"})
		require.NoError(t, err)
		last = c.Code
	}
	_, err = s.desk.Choose(ctx, "chosen.last", "eager", last, claim.Truth)
	require.NoError(t, err)
	_, err = s.merge("r1", "merge", last, other.Code)
	require.NoError(t, err)
	links := func() (n int) {
		keys, err := s.redis.Keys(ctx, "*").Result()
		require.NoError(t, err)
		for _, key := range keys {
			if fields, err := s.redis.HGetAll(ctx, key).Result(); err == nil {
				for field := range fields {
					if who, _, _ := strings.Cut(field, "/"); who == "eager" { // by themselves, or by way of another claim
						n++
					}
				}
			}
		}
		return n
	}
	require.Equal(t, 72, links())
	require.NoError(t, s.desk.Forget(ctx, "eager"))
	require.Zero(t, links())
}

// TestAnObjectionKeepsNobodyElse: who objects is kept until they are answered, and else would keep all who asked.
func TestAnObjectionKeepsNobodyElse(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.rules.Policy.KeepAskers = 7 * 24 * time.Hour
	s.restart()
	p := s.asked()
	_, err := s.desk.TakeDown(ctx, "down", s.person("r1"), p.code, claim.WithdrawnHarmful, "")
	require.NoError(t, err)
	_, err = s.desk.Appeal(ctx, "object", s.person("spy"), "at spy", p.code, "it is wrong", false)
	require.NoError(t, err)
	askers := func() (ids []claim.PersonID) {
		require.NoError(t, s.desk.Retain(ctx))
		c, err := s.desk.Claim(ctx, p.code)
		require.NoError(t, err)
		for _, a := range c.Requesters {
			ids = append(ids, a.Person)
		}
		return ids
	}
	require.Equal(t, []claim.PersonID{"citizen", "spy"}, askers())
	s.clock.Advance(7 * 24 * time.Hour)
	require.Equal(t, []claim.PersonID{"spy"}, askers())
	_, err = s.desk.Reply(ctx, "reply", s.person("r1"), p.code, "well")
	require.NoError(t, err)
	require.Empty(t, askers())
}

// TestWhoseObjectionIsNotTakenIsNotNoted: whatever is refused leaves no trace of who said it.
func TestWhoseObjectionIsNotTakenIsNotNoted(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := s.asked()
	object := func(cause string, words moderation.Foreign) error {
		_, err := s.desk.Appeal(ctx, cause, s.person("spy"), "at spy", p.code, words, false)
		return err
	}
	noted := func() bool {
		c, err := s.desk.Claim(ctx, p.code)
		require.NoError(t, err)
		return c.RequestedBy("spy")
	}
	require.ErrorIs(t, object("early", "it is wrong"), claim.NotOpen)
	require.False(t, noted())
	_, err := s.desk.TakeDown(ctx, "down", s.person("r1"), p.code, claim.WithdrawnHarmful, "")
	require.NoError(t, err)
	require.ErrorIs(t, object("empty", " … "), claim.Empty)
	require.False(t, noted())
	require.NoError(t, object("object", "it is wrong"))
	require.ErrorIs(t, object("again", "very wrong"), claim.AlreadyDone)
	require.True(t, noted())
}
