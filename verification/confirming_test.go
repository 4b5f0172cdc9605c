package verification_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

// panel has reviewers join, each by the link of that name.
func (s *stage) panel(links map[claim.PersonID]string) {
	s.t.Helper()
	for _, id := range slices.Sorted(maps.Keys(links)) {
		i, err := s.desk.Invite(s.t.Context(), "invite "+links[id], "operator", claim.Reviewer, 9, 1000*time.Hour)
		require.NoError(s.t, err)
		s.person(id)
		_, err = s.desk.Join(s.t.Context(), "join."+string(id), id, i.Token)
		require.NoError(s.t, err)
	}
}

func TestTheOtherReviewersHearOfAProposalAndWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.panel(map[claim.PersonID]string{"r1": "1", "r2": "2", "r3": "3"})
	first, other := s.opened("u1", "anna", sayings[0][0]), s.opened("u2", "bota", sayings[1][0])
	s.heard.all()
	_, err := s.desk.Merge(ctx, "u3", s.person("r1"), first.Code, other.Code)
	require.NoError(t, err)
	require.Equal(t, claim.StatusOpen, s.claim(first.Code).Status)
	require.Equal(t, []string{"proposal of merge by r1 r2: open v0", "proposal of merge by r1 r3: open v0"}, s.heard.all(), "the asker hears nothing")
	waiting, err := s.desk.Waiting(ctx, s.person("r2"), 9)
	require.NoError(t, err)
	require.Len(t, waiting, 1)

	number := s.claim(first.Code).Proposal.Number
	_, err = s.desk.Confirm(ctx, "u4", s.person("r1"), first.Code, number)
	require.ErrorIs(t, err, claim.AlreadyDone, "nobody confirms what they proposed")
	_, err = s.desk.Confirm(ctx, "u5", s.person("r2"), first.Code, number+1)
	require.ErrorIs(t, err, claim.NoProposal)
	_, err = s.desk.Reject(ctx, "u6", s.person("r3"), first.Code, number)
	require.NoError(t, err)
	require.Equal(t, []string{"alert of rejected by r3 r1: open v0", "alert of rejected by r3 r2: open v0"}, s.heard.all())
	_, err = s.desk.Confirm(ctx, "u7", s.person("r2"), first.Code, number)
	require.ErrorIs(t, err, claim.NoProposal)
	waiting, err = s.desk.Waiting(ctx, s.person("r2"), 9)
	require.NoError(t, err)
	require.Empty(t, waiting)

	_, err = s.desk.Merge(ctx, "u8", s.person("r1"), first.Code, other.Code)
	require.NoError(t, err)
	number = s.claim(first.Code).Proposal.Number
	s.heard.all()
	for range 2 { // it may come twice
		c, err := s.desk.Confirm(ctx, "u9", s.person("r2"), first.Code, number)
		require.NoError(t, err)
		require.Equal(t, claim.StatusMerged, c.Status)
		act, done := c.Carried("u9")
		require.True(t, done)
		require.Equal(t, claim.ToMerge, act)
	}
	said := s.heard.all()
	require.Contains(t, said, "alert of merged_into by r2 r1: merged v0")
	require.Contains(t, said, "alert of merged_into by r2 r3: merged v0")
}

func TestAProposalExpiresForEverybody(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.rules.Policy.Deadline = 1000 * time.Hour
	s.restart()
	s.panel(map[claim.PersonID]string{"r1": "1", "r2": "2"})
	first, other := s.opened("u1", "anna", sayings[0][0]), s.opened("u2", "bota", sayings[1][0])
	_, err := s.desk.Merge(ctx, "u3", s.person("r1"), first.Code, other.Code)
	require.NoError(t, err)
	s.heard.all()
	s.clock.Advance(72 * time.Hour)
	require.NoError(t, sweep(ctx, s.desk))
	require.Equal(t, []string{"alert of expired by  r1: open v0", "alert of expired by  r2: open v0"}, s.heard.all())
	_, err = s.desk.Confirm(ctx, "u4", s.person("r2"), first.Code, 1)
	require.ErrorIs(t, err, claim.NoProposal)

	// What is at the other end must still read as it did, too.
	_, err = s.desk.Merge(ctx, "u5", s.person("r1"), first.Code, other.Code)
	require.NoError(t, err)
	_, err = s.desk.TakeDown(ctx, "u6", s.person("r1"), other.Code, claim.WithdrawnWrong, "")
	require.NoError(t, err)
	s.heard.all()
	c, err := s.desk.Confirm(ctx, "u7", s.person("r2"), first.Code, 2)
	require.NoError(t, err)
	require.Equal(t, claim.StatusOpen, c.Status)
	require.Empty(t, c.Proposal.Change)
	require.Contains(t, s.heard.all(), "alert of expired by  r1: open v0")
}

func TestReviewersOfOneInvitationCountAsOneWhereThereAreOthers(t *testing.T) {
	t.Parallel()
	for _, alone := range []bool{false, true} {
		s := newStage(t)
		ctx := t.Context()
		links := map[claim.PersonID]string{"r1": "1", "r2": "1"}
		if !alone {
			links["r3"] = "2"
		}
		s.panel(links)
		first, other := s.opened("u1", "anna", sayings[0][0]), s.opened("u2", "bota", sayings[1][0])
		_, err := s.desk.Merge(ctx, "u3", s.person("r1"), first.Code, other.Code)
		require.NoError(t, err)
		_, err = s.desk.Merge(ctx, "u4", s.person("r2"), first.Code, other.Code)
		if alone {
			require.NoError(t, err, "there is no other who could")
			continue
		}
		require.ErrorIs(t, err, claim.AnotherConfirms)
		_, err = s.desk.Confirm(ctx, "u5", s.person("r2"), first.Code, 1)
		require.ErrorIs(t, err, claim.AnotherConfirms)
		_, err = s.desk.Confirm(ctx, "u6", s.person("r3"), first.Code, 1)
		require.NoError(t, err)
		require.Equal(t, claim.StatusMerged, s.claim(first.Code).Status)
	}
}

func TestGroundTruthIsRefusedOnWhatCitizensAsk(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.panel(map[claim.PersonID]string{"r1": "1", "r2": "2"})
	refused := func(cause string, code claim.Code) {
		t.Helper()
		_, err := s.desk.MakeKnown(ctx, cause, s.person("r1"), code, claim.False)
		require.ErrorIs(t, err, claim.OfCitizens)
		require.Empty(t, s.claim(code).Proposal.Change)
	}
	of := s.opened("u1", "anna", sayings[0][0])
	refused("k1", of.Code)
	s.receive("u2", "r1", sayings[0][1]) // a reviewer joins those who ask
	refused("k2", of.Code)
	require.NoError(t, s.desk.Forget(ctx, "anna")) // and is alone among them
	refused("k3", of.Code)

	own := s.opened("u3", "r1", sayings[1][0])
	joined := s.receive("u4", "bota", sayings[1][1])
	require.NotNil(t, joined.Into)
	refused("k4", own.Code)
	require.NoError(t, s.desk.Forget(ctx, "bota"))
	_, err := s.desk.MakeKnown(ctx, "k5", s.person("r1"), own.Code, claim.False)
	require.NoError(t, err, "nobody but a reviewer asked it")
	s.receive("u5", "dana", sayings[1][1]) // while a second reviewer is waited for
	_, err = s.desk.Confirm(ctx, "k6", s.person("r2"), own.Code, 1)
	require.ErrorIs(t, err, claim.OfCitizens)
	require.Empty(t, s.claim(own.Code).Known)
}

// One reviewer says of ten true claims that they are false. Nobody's standing changes, and no verdict does.
func TestOneReviewerAloneTurnsNoVerdictByGroundTruth(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.panel(map[claim.PersonID]string{"r1": "1", "r2": "2"})
	s.join("v1")
	s.join("v2")
	s.join("v3")
	s.rules.Policy.PerMinute = 0
	s.restart()
	answered := func(cause string, asker claim.PersonID, made bool) *claim.Claim {
		c, err := s.desk.Submit(ctx, cause, s.person(asker), "at "+string(asker), said("Бұл рас па? "+cause))
		require.NoError(t, err)
		_, err = s.desk.Choose(ctx, cause+".open", asker, c.Code, claim.Truth)
		require.NoError(t, err)
		for _, id := range []claim.PersonID{"v1", "v2", "v3"} {
			if made {
				_, err := s.desk.MakeKnown(ctx, cause+".known"+string(id), s.person("r1"), c.Code, claim.False)
				if err != nil {
					require.ErrorIs(t, err, claim.AlreadyDone)
				}
			}
			_, err := s.desk.Answer(ctx, cause+string(id), s.person(id), c.Code, claim.Reply{Choice: claim.True})
			require.NoError(t, err)
		}
		return s.claim(c.Code)
	}
	for i := range 10 {
		c := answered(fmt.Sprint("true", i), "r1", true)
		require.Empty(t, c.Known)
	}
	require.NoError(t, s.desk.Assess(ctx))
	a, _, err := s.store.Assessment(ctx)
	require.NoError(t, err)
	for _, id := range []claim.PersonID{"v1", "v2", "v3"} {
		require.GreaterOrEqual(t, a.Of[id].Reliability, .5, "they were never wrong by more than one reviewer's word")
		require.Zero(t, s.person(id).Practised)
	}
	require.Equal(t, claim.True, answered("later", "citizen", false).Verdict.Answer)
}
