package verification_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// invited is a fresh invitation for that many people.
func (s *stage) invited(cause string, role claim.Role, uses int) string {
	s.t.Helper()
	i, err := s.desk.Invite(s.t.Context(), cause, "operator", role, uses, 24*time.Hour)
	require.NoError(s.t, err)
	return i.Token
}

func (s *stage) ban(cause string, id claim.PersonID) {
	s.t.Helper()
	_, err := s.desk.Ban(s.t.Context(), cause, "operator", id)
	require.NoError(s.t, err)
}

// TestABanOutlivesErasure: whoever is banned is so after everything of theirs was erased, by every door.
func TestABanOutlivesErasure(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	token := s.invited("first", claim.Verifier, 3)
	_, err := s.desk.Join(ctx, "u1", "ilya", token)
	require.NoError(t, err)
	s.ban("ban", "ilya")
	for _, erased := range []bool{false, true, true} {
		if erased {
			require.NoError(t, s.desk.Forget(ctx, "ilya"))
		}
		s.restart()
		p := s.person("ilya")
		require.True(t, p.Banned)
		_, err = s.desk.Join(ctx, "again", "ilya", token)
		require.ErrorIs(t, err, claim.InviteInvalid, "the link that they came by")
		for _, role := range []claim.Role{claim.Verifier, claim.Reviewer} {
			_, err = s.desk.Join(ctx, "fresh", "ilya", s.invited("fresh", role, 1))
			require.ErrorIs(t, err, claim.InviteInvalid, "a fresh link")
		}
		_, _, err = s.desk.Next(ctx, s.person("ilya"))
		require.ErrorIs(t, err, claim.Banned)
		require.False(t, s.person("ilya").Reviews())
		_, err = s.desk.LinkWord(ctx, "word", s.person("ilya"))
		require.ErrorIs(t, err, claim.Banned)
		require.True(t, s.person("ilya").May(claim.MayAsk))
	}
	c, err := s.desk.Submit(ctx, "asked", s.person("ilya"), "at ilya", claim.Content{Text: "Has the dam broken?"})
	require.NoError(t, err, "a ban from helping keeps nobody from asking")
	_, err = s.desk.Choose(ctx, "chosen", "ilya", c.Code, claim.Truth)
	require.NoError(t, err)
	keys, err := s.redis.Keys(ctx, "*ilya*").Result()
	require.NoError(t, err)
	require.NotEmpty(t, keys, "they asked")
	for shard := range 32 {
		names, err := s.redis.HKeys(ctx, "{p:"+two(shard)+"}:bans").Result()
		require.NoError(t, err)
		require.NotContains(t, names, "ilya", "nobody finds them by it, nor it by their record")
	}
}

func two(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

// TestABanIsFasterThanErasure: who erased everything before they were banned is banned as well.
func TestABanIsFasterThanErasure(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	token := s.invited("first", claim.Verifier, 3)
	_, err := s.desk.Join(ctx, "u1", "ilya", token)
	require.NoError(t, err)
	require.NoError(t, s.desk.Forget(ctx, "ilya"))
	s.ban("ban", "ilya")
	_, found, err := s.store.Person(ctx, "ilya")
	require.NoError(t, err)
	require.False(t, found, "no record is made of whoever had theirs erased")
	fresh := s.invited("second", claim.Verifier, 1)
	_, err = s.desk.Join(ctx, "u2", "ilya", fresh)
	require.ErrorIs(t, err, claim.InviteInvalid)
	_, err = s.desk.Join(ctx, "u3", "marat", fresh)
	require.NoError(t, err, "an invitation is not used up by who is banned")
}

// TestABanOfBeforeBansWereKeptApartOutlivesErasure: it stood in the record alone.
func TestABanOfBeforeBansWereKeptApartOutlivesErasure(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	_, err := s.desk.SetPerson(ctx, "ilya", func(p *claim.Person) { p.Role, p.Banned = claim.Verifier, true })
	require.NoError(t, err)
	require.NoError(t, s.desk.Forget(ctx, "ilya"))
	_, err = s.desk.Join(ctx, "u2", "ilya", s.invited("second", claim.Verifier, 1))
	require.ErrorIs(t, err, claim.InviteInvalid)
}

// TestAnInvitationMakesNobodyAVolunteerTwice: not who left, and not who was forgotten.
func TestAnInvitationMakesNobodyAVolunteerTwice(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	token := s.invited("first", claim.Verifier, 5)
	for range 2 {
		p, err := s.desk.Join(ctx, "u1", "ilya", token)
		require.NoError(t, err, "the same update, handled again")
		require.Equal(t, claim.Verifier, p.Role)
	}
	_, err := s.desk.SetChecks(ctx, "ilya", func(p *claim.Person) { p.Paused = true })
	require.NoError(t, err)
	p, err := s.desk.Join(ctx, "u2", "ilya", token)
	require.NoError(t, err, "who is a volunteer opens their link again")
	require.True(t, p.Paused, "which changes nothing")
	require.NoError(t, s.desk.Leave(ctx, "left", "ilya"))
	_, err = s.desk.Join(ctx, "u3", "ilya", token)
	require.ErrorIs(t, err, claim.InviteUsed)
	require.NoError(t, s.desk.Forget(ctx, "ilya"))
	_, err = s.desk.Join(ctx, "u4", "ilya", token)
	require.ErrorIs(t, err, claim.InviteUsed)
	p, err = s.desk.Join(ctx, "u5", "ilya", s.invited("second", claim.Verifier, 1))
	require.NoError(t, err, "a fresh one does")
	require.Equal(t, claim.Verifier, p.Role)
}

// TestABanIsLiftedByTwo: a reviewer or operator proposes it, another one does it, and the reviewers hear of both.
func TestABanIsLiftedByTwo(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.asked()
	for _, id := range []claim.PersonID{"r1", "r2"} {
		_, err := s.desk.Join(ctx, "join "+string(id), id, s.invited("of "+string(id), claim.Reviewer, 1))
		require.NoError(t, err)
	}
	s.ban("ban", "v1")
	s.heard.acted()
	unban := func(cause string, by claim.PersonID, as claim.Role) (bool, error) {
		return s.desk.Unban(ctx, cause, by, as, "v1")
	}
	for _, as := range []claim.Role{claim.Citizen, claim.Verifier} {
		_, err := unban("no", "v2", as)
		require.ErrorIs(t, err, claim.NotReviewer)
	}
	_, err := unban("own", "v1", claim.Operator)
	require.ErrorIs(t, err, claim.OwnBan)
	_, err = s.desk.Unban(ctx, "who", "r1", claim.Reviewer, "v2")
	require.ErrorIs(t, err, claim.NotBanned)
	for range 2 {
		lifted, err := unban("one", "r1", claim.Reviewer)
		require.NoError(t, err)
		require.False(t, lifted)
		require.True(t, s.person("v1").Banned)
	}
	_, err = unban("one again", "r1", claim.Operator)
	require.ErrorIs(t, err, claim.AlreadyDone)
	require.Equal(t, []string{"act r2: unban_proposed r1 v1"}, s.heard.acted())
	for range 2 {
		lifted, err := unban("two", "operator", claim.Operator)
		require.NoError(t, err)
		require.True(t, lifted)
	}
	require.Equal(t, []string{"act r1: unbanned operator v1", "act r2: unbanned operator v1"}, s.heard.acted())
	require.True(t, s.person("v1").May(claim.MayCheck))
	_, err = unban("three", "r2", claim.Reviewer)
	require.ErrorIs(t, err, claim.NotBanned)

	s.ban("ban again", "v1")
	require.True(t, s.person("v1").Banned)
	lifted, err := unban("four", "r2", claim.Reviewer)
	require.NoError(t, err)
	require.False(t, lifted, "a new ban takes two again")

	var acts []verification.ActKind
	require.NoError(t, s.store.EachAct(ctx, func(a verification.Act) error {
		if a.Whom == "v1" {
			acts = append(acts, a.Kind)
		}
		return nil
	}))
	require.Equal(t, []verification.ActKind{
		verification.ActBanned, verification.ActUnbanProposed, verification.ActUnbanned, verification.ActBanned, verification.ActUnbanProposed,
	}, acts, "all of it stands in the ledger, once")
}

// TestNoBannedPersonIsAVolunteer plays any order of joining, leaving, erasing, banning and lifting.
func TestNoBannedPersonIsAVolunteer(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	pardoners := []claim.PersonID{"r1", "r2"}
	s.panel(map[claim.PersonID]string{"r1": "1", "r2": "2"})
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		ctx := s.t.Context()
		n++
		id := claim.PersonID("p" + two(n/100) + two(n%100))
		banned, wanted := false, 0
		tokens := []string{}
		for step, what := range rapid.SliceOfN(rapid.IntRange(0, 6), 1, 12).Draw(t, "steps") {
			cause := string(id) + two(step)
			switch what {
			case 0:
				tokens = append(tokens, s.invited(cause, claim.Reviewer, 2))
				_, _ = s.desk.Join(ctx, cause, id, tokens[len(tokens)-1])
			case 1:
				if len(tokens) > 0 {
					_, _ = s.desk.Join(ctx, cause, id, tokens[0])
				}
			case 2:
				require.NoError(t, s.desk.Leave(ctx, cause, id))
			case 3, 4:
				require.NoError(t, s.desk.Forget(ctx, id))
			case 5:
				s.ban(cause, id)
				banned, wanted = true, 0
			case 6:
				lifted, err := s.desk.Unban(ctx, cause, pardoners[wanted%2], claim.Reviewer, id)
				require.Equal(t, banned, err == nil)
				if banned {
					wanted++
					require.Equal(t, wanted == 2, lifted)
					banned = wanted < 2
				}
			}
			p, _, err := s.store.Person(ctx, id)
			require.NoError(t, err)
			require.Equal(t, banned, p.Banned)
			if banned {
				require.False(t, p.May(claim.MayCheck) || p.Reviews())
				reviewers, err := s.store.Reviewers(ctx)
				require.NoError(t, err)
				require.NotContains(t, reviewers, id)
			}
		}
	})
}
