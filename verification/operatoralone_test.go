package verification_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// newsroom is a stage on which people must have been there for a name. Two reviewers and twelve volunteers have.
func newsroom(t *testing.T) *stage {
	t.Helper()
	s := newStage(t)
	s.rules.Policy.Naming = claim.DefaultPolicy().Naming
	s.rules.Policy.Tenure = claim.DefaultPolicy().Tenure
	s.rules.Policy.RoundSize, s.rules.Policy.MaxAsked, s.rules.Policy.OpenAsks = 12, 24, 100
	s.restart()
	old := start.Add(-30 * 24 * time.Hour)
	for i := range 12 {
		id := claim.PersonID(fmt.Sprintf("honest%d", i))
		s.volunteer(id, []claim.Language{claim.Kazakh})
		s.since(id, old)
	}
	for _, id := range []claim.PersonID{"r1", "r2"} {
		_, err := s.desk.Meet(t.Context(), id, "at "+string(id), claim.Kazakh)
		require.NoError(t, err)
		_, err = s.desk.SetPerson(t.Context(), id, func(p *claim.Person) { p.Role = claim.Reviewer })
		require.NoError(t, err)
		s.since(id, old)
	}
	return s
}

// since has somebody have been there since then, and have answered enough.
func (s *stage) since(id claim.PersonID, when time.Time) {
	s.t.Helper()
	_, err := s.desk.SetPerson(s.t.Context(), id, func(p *claim.Person) {
		p.JoinedAt, p.ReviewsSince = when, when
		for i := range 5 {
			p.Scored = append(p.Scored, claim.Code(fmt.Sprintf("SC0RE%d", i)))
		}
	})
	require.NoError(s.t, err)
}

// TestAnOperatorAloneNamesNobody: two links, ten sybils, two reviewers of theirs, and a language that no honest volunteer reads. Nobody
// is named; the other reviewers hear of every step.
func TestAnOperatorAloneNamesNobody(t *testing.T) {
	t.Parallel()
	s := newsroom(t)
	ctx := t.Context()
	token := s.invited("ten", claim.Verifier, 5)
	second := s.invited("ten more", claim.Verifier, 5)
	reviews := s.invited("two", claim.Reviewer, 2)
	join := func(id claim.PersonID, token string) {
		_, err := s.desk.Meet(ctx, id, "at "+string(id), claim.Kyrgyz)
		require.NoError(t, err)
		_, err = s.desk.Join(ctx, "join "+string(id), id, token)
		require.NoError(t, err)
	}
	for i := range 10 {
		join(claim.PersonID(fmt.Sprintf("sybil%d", i)), []string{token, second}[i%2])
	}
	for _, id := range []claim.PersonID{"theirs1", "theirs2"} {
		join(id, reviews)
	}
	require.Equal(t, []string{
		"act r1: invited operator ", "act r1: invited operator ", "act r1: invited operator ",
		"act r1: reviewer_joined theirs1 operator", "act r1: reviewer_joined theirs2 operator",
		"act r2: invited operator ", "act r2: invited operator ", "act r2: invited operator ",
		"act r2: reviewer_joined theirs1 operator", "act r2: reviewer_joined theirs2 operator",
		"act theirs1: reviewer_joined theirs2 operator",
	}, s.heard.acted(), "the others hear of it at once")

	who, err := s.desk.Meet(ctx, "operator's citizen", "at op", claim.Kyrgyz)
	require.NoError(t, err)
	c, err := s.desk.Submit(ctx, "sent", who, who.Address, claim.Content{Text: "Бул киши өлкөбүздө ким экенин айтып коюңузчу, көрүнөт"})
	require.NoError(t, err)
	c, err = s.desk.ChooseIdentity(ctx, "chosen", who.ID, c.Code, claim.ShownByMedia, "ElTR, 9.1.2022, 20:00")
	require.NoError(t, err)
	code := c.Code
	named := func() *claim.Claim {
		for i := range 10 {
			id := claim.PersonID(fmt.Sprintf("sybil%d", i))
			p := s.person(id)
			_, _, _ = s.desk.Next(ctx, p)
			_, _ = s.desk.Answer(ctx, "a"+string(id), p, code, claim.Reply{Text: "Нурлан Асанов"})
			_, _ = s.desk.AddEvidence(ctx, "e"+string(id), p, code, &claim.Evidence{Link: "https://example.org/2019"},
				[]claim.EvidenceBasis{claim.SawEarlier, claim.KnowsPerson}[i%2])
		}
		for _, id := range []claim.PersonID{"theirs1", "theirs2"} {
			_, _ = s.desk.Approve(ctx, "ok"+string(id), s.person(id), code, "", claim.Consent{})
		}
		c, err := s.desk.Claim(ctx, code)
		require.NoError(t, err)
		return c
	}
	c = named()
	require.Equal(t, claim.StatusOpen, c.Status)
	require.NotEmpty(t, c.Votes, "they answered")
	require.Equal(t, claim.TooNew, c.Withheld)

	// Days pass, and they have answered what they asked each other.
	for i := range 10 {
		s.since(claim.PersonID(fmt.Sprintf("sybil%d", i)), start.Add(-80*time.Hour))
	}
	for i := range 6 { // of ten, some are found out
		s.ban(fmt.Sprint("ban", i), claim.PersonID(fmt.Sprintf("sybil%d", i)))
	}
	for i := 6; i < 10; i++ {
		id := claim.PersonID(fmt.Sprintf("sybil%d", i))
		_, err := s.desk.Answer(ctx, "other"+string(id), s.person(id), code, claim.Reply{Text: "Асан Нурланов"})
		require.NoError(t, err)
		_, err = s.desk.Answer(ctx, "back"+string(id), s.person(id), code, claim.Reply{Text: "Нурлан Асанов"})
		require.NoError(t, err)
	}
	c, err = s.desk.Claim(ctx, code)
	require.NoError(t, err)
	require.Equal(t, claim.StatusOpen, c.Status)
	require.Equal(t, claim.TooFewReaders, c.Withheld, "four of whom nobody honest could say more")

	s.clock.Advance(s.rules.Policy.Deadline)
	require.NoError(t, sweep(ctx, s.desk))
	c, err = s.desk.Claim(ctx, code)
	require.NoError(t, err)
	require.Equal(t, claim.StatusUndecided, c.Status)
	require.Equal(t, claim.TooFewReaders, c.Public().Withheld)
}

// TestANewReviewerHearsWhenTheyCount: their approvals count from a day that the others read as well; when they leave and come again
// it begins anew.
func TestANewReviewerHearsWhenTheyCount(t *testing.T) {
	t.Parallel()
	s := newsroom(t)
	ctx := t.Context()
	rule := s.rules.Policy.Tenure
	p, err := s.desk.Join(ctx, "j", "r3", s.invited("one", claim.Reviewer, 1))
	require.NoError(t, err)
	from, waits := p.ReviewsFrom(start, rule)
	require.True(t, waits)
	require.Equal(t, start.Add(rule.Reviews), from)
	_, waits = p.ReviewsFrom(from, rule)
	require.False(t, waits)

	code := s.asks("asker", "Рас па: қалада барлық аурухана жабылды деп айтып жатыр ғой?", claim.Kazakh, claim.General)
	for i := range 3 {
		_, err := s.desk.Answer(ctx, fmt.Sprint("a", i), s.person(claim.PersonID(fmt.Sprintf("honest%d", i))), code, claim.Reply{Choice: claim.False})
		require.NoError(t, err)
	}
	_, err = s.desk.Approve(ctx, "x", s.person("r3"), code, "", claim.Consent{})
	require.ErrorIs(t, err, claim.TooNewReviewer)
	s.ban("ban", "honest11")
	_, err = s.desk.Unban(ctx, "unban", "r3", claim.Reviewer, "honest11")
	require.ErrorIs(t, err, claim.TooNewReviewer, "nor do they lift a ban")
	s.clock.Advance(rule.Reviews)
	_, err = s.desk.Unban(ctx, "unban", "r3", claim.Reviewer, "honest11")
	require.NoError(t, err)

	require.NoError(t, s.desk.Leave(ctx, "left", "r3"))
	p, err = s.desk.Join(ctx, "again", "r3", s.invited("two", claim.Reviewer, 1))
	require.NoError(t, err)
	_, waits = p.ReviewsFrom(s.clock.Now(), rule)
	require.True(t, waits)
	kinds := map[verification.ActKind]int{}
	require.NoError(t, s.store.EachAct(ctx, func(a verification.Act) error {
		kinds[a.Kind]++
		return nil
	}))
	require.Equal(t, map[verification.ActKind]int{
		verification.ActInvited: 2, verification.ActReviewerJoined: 2, verification.ActReviewerLeft: 1, verification.ActBanned: 1,
		verification.ActUnbanProposed: 1,
	}, kinds)
}

// TestReviewersHearOfOtherSafetySettings: an operator who has less asked for does it before their eyes.
func TestReviewersHearOfOtherSafetySettings(t *testing.T) {
	t.Parallel()
	s := newsroom(t)
	ctx := t.Context()
	for range 2 {
		require.NoError(t, s.desk.Started(ctx))
	}
	s.heard.acted()
	s.rules.Policy.Tenure.Age, s.rules.Policy.Tenure.Reviewers = 0, 0
	s.restart()
	for range 2 {
		require.NoError(t, s.desk.Started(ctx))
	}
	require.Equal(t, []string{"act r1: settings  ", "act r2: settings  "}, s.heard.acted())
	var last verification.Act
	require.NoError(t, s.store.EachAct(ctx, func(a verification.Act) error {
		last = a
		return nil
	}))
	require.Equal(t, []string{"NEWCOMER=0s", "NAME_REVIEWERS=0"}, last.Changed)
}

// TestVolunteersOfAnHourAreNoPool: three who have been there propose somebody in a language that else only newcomers read.
func TestVolunteersOfAnHourAreNoPool(t *testing.T) {
	t.Parallel()
	for _, there := range []bool{false, true} {
		s := newsroom(t)
		ctx := t.Context()
		_, err := s.desk.SetPerson(ctx, "r3", func(p *claim.Person) { p.Role = claim.Reviewer })
		require.NoError(t, err)
		s.since("r3", start.Add(-30*24*time.Hour))
		for i := range 12 {
			id := claim.PersonID(fmt.Sprintf("kyrgyz%d", i))
			s.volunteer(id, []claim.Language{claim.Kyrgyz})
			_, err := s.desk.SetPerson(ctx, id, func(p *claim.Person) { p.JoinedAt, p.Cluster = start, fmt.Sprint(i%3) })
			require.NoError(t, err)
			if i < 3 || there {
				s.since(id, start.Add(-30*24*time.Hour))
			}
		}
		who, err := s.desk.Meet(ctx, "citizen", "at citizen", claim.Kyrgyz)
		require.NoError(t, err)
		c, err := s.desk.Submit(ctx, "sent", who, who.Address, claim.Content{Text: "Бул киши өлкөбүздө ким экенин айтып коюңузчу, көрүнөт"})
		require.NoError(t, err)
		_, err = s.desk.ChooseIdentity(ctx, "chosen", who.ID, c.Code, claim.ShownByMedia, "ElTR, 9.1.2022, 20:00")
		require.NoError(t, err)
		for i := range 3 {
			p := s.person(claim.PersonID(fmt.Sprintf("kyrgyz%d", i)))
			_, err := s.desk.Answer(ctx, fmt.Sprint("a", i), p, c.Code, claim.Reply{Text: "Нурлан Асанов"})
			require.NoError(t, err)
			_, err = s.desk.AddEvidence(ctx, fmt.Sprint("e", i), p, c.Code, &claim.Evidence{Link: "https://example.org/2019"},
				[]claim.EvidenceBasis{claim.SawEarlier, claim.KnowsPerson}[i%2])
			require.NoError(t, err)
		}
		c, err = s.desk.Claim(ctx, c.Code)
		require.NoError(t, err)
		if there {
			require.Equal(t, claim.StatusDecided, c.Status)
		} else {
			require.Equal(t, claim.StatusOpen, c.Status)
			require.Equal(t, claim.TooFewReaders, c.Withheld)
		}
	}
}
