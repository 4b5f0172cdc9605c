package verification_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// perform gives a play without any accident.
func (s *stage) perform(p *play) {
	s.t.Helper()
	for _, step := range p.steps() {
		require.NoError(s.t, step.do(s.t.Context(), s.desk), step.name)
	}
}

func TestTheWholeLifeOfAClaim(t *testing.T) {
	t.Parallel()
	for _, q := range claim.Questions {
		t.Run(string(q), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			p := &play{question: q, clock: s.clock}
			s.perform(p)
			got := s.state(p.code)

			first, second := p.reply().Choice+string(p.reply().Text), p.correction()
			want := []string{
				"ask v1: open v0", "ask v2: open v0", "ask v3: open v0",
				"close v1: published v1 " + first, "close v1: published v2 " + second,
				"close v2: published v1 " + first, "close v2: published v2 " + second,
				"close v3: published v1 " + first, "close v3: published v2 " + second,
				"digest of 1 paper: published v1 " + first,
				"post channel: published v1 " + first, "post channel: published v2 " + second,
				"post paper: published v2 " + second,
				"review r1: decided v0", "review r2: decided v0",
				"tell citizen: published v1 " + first, "tell citizen: published v2 " + second,
			}
			if q == claim.Identity { // that two want it is put before the first
				want = append(want, "review r1: published v1 "+first)
			}
			want = append(want, "proposal of correct by r1 r2: published v1 "+first, "alert of corrected by r2 r1: published v2 "+second) // nobody acts unseen
			slices.Sort(want)
			require.Equal(t, want, got.Notices)

			kinds := []claim.Kind{
				claim.KindReceived, claim.KindOpened, claim.KindAsked,
				claim.KindAnswered, claim.KindAnswered, claim.KindAnswered, claim.KindDecided,
				claim.KindApproved,
			}
			if q == claim.Identity {
				kinds = append(kinds, claim.KindApproved, claim.KindScheduled)
			}
			kinds = append(kinds, claim.KindPublished)
			kinds = append(kinds, claim.KindProposed, claim.KindConfirmed)
			if q == claim.Identity {
				kinds = append(kinds, claim.KindScheduled)
			}
			kinds = append(kinds, claim.KindCorrected)
			counts := map[claim.Kind]int64{}
			for i, k := range kinds {
				require.Equal(t, k, got.Facts[i].Kind())
				counts[k]++
			}
			require.Len(t, got.Facts, len(kinds))
			require.Equal(t, counts, got.Counts)

			require.True(t, got.Settled)
			require.Empty(t, got.Offered)
			require.Empty(t, got.Awaiting)
			require.Empty(t, got.Due)
			require.Empty(t, got.Collected)
			require.Equal(t, []string{"channel", "paper"}, got.Posts)
			require.Equal(t, []claim.Requester{{Person: "citizen", Address: "at citizen", Language: claim.Kazakh}}, got.Askers)
			require.Equal(t, []claim.Code{p.code}, got.People[0].Claims)
			for i := 1; i <= verifiers; i++ {
				require.Empty(t, got.Open[i])
				require.Equal(t, []claim.Code{p.code}, got.History[i])
				require.InDelta(t, 1, got.People[i].Record.Answered, 1e-9)
				require.InDelta(t, 1, got.People[i].Record.Right, 1e-9)
			}
		})
	}
}

// asked plays until the verifiers are asked.
func (s *stage) asked() *play {
	s.t.Helper()
	p := &play{question: claim.Truth, clock: s.clock}
	for _, step := range p.steps() {
		require.NoError(s.t, step.do(s.t.Context(), s.desk), step.name)
		if step.name == "choose" {
			break
		}
	}
	return p
}

// person loads somebody.
func (s *stage) person(id claim.PersonID) claim.Person {
	s.t.Helper()
	p, err := s.desk.Meet(s.t.Context(), id, "at "+string(id), claim.Kazakh)
	require.NoError(s.t, err)
	return p
}

func (s *stage) join(ids ...claim.PersonID) {
	s.t.Helper()
	i, err := s.desk.Invite(s.t.Context(), "more", "operator", claim.Verifier, 100, 24*time.Hour)
	require.NoError(s.t, err)
	for _, id := range ids {
		s.person(id)
		_, err := s.desk.Join(s.t.Context(), "join."+i.Token+string(id), id, i.Token)
		require.NoError(s.t, err)
	}
}

func TestSomebodyElseIsAskedAfterASkip(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.asked()
	s.join("v4")
	s.heard.all()
	_, err := s.desk.Skip(t.Context(), "skip", s.person("v2"), p.code)
	require.NoError(t, err)
	require.Equal(t, []string{"ask v4: open v0"}, s.heard.all())
	_, err = s.desk.Skip(t.Context(), "skip", s.person("v2"), p.code)
	require.NoError(t, err)
	require.Empty(t, s.heard.all())
	_, err = s.desk.Current(t.Context(), s.person("v2"))
	require.ErrorIs(t, err, claim.NothingToDo)
}

func TestSomebodyElseIsAskedWhenALeaseRunsOut(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.asked()
	_, err := s.desk.Answer(t.Context(), "answer", s.person("v1"), p.code, p.reply())
	require.NoError(t, err)
	s.join("v4", "v5")
	s.heard.all()
	s.clock.Advance(s.rules.Policy.Lease - time.Millisecond)
	require.NoError(t, sweep(t.Context(), s.desk))
	require.Empty(t, s.heard.all())
	s.clock.Advance(time.Millisecond)
	require.NoError(t, sweep(t.Context(), s.desk))
	require.Equal(t, []string{"ask v4: open v0", "ask v5: open v0"}, s.heard.all())
}

func TestAClaimWaitsForPeopleAndIsGivenToWhoComes(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.asked()
	_, err := s.desk.Skip(t.Context(), "skip", s.person("v2"), p.code)
	require.NoError(t, err)
	s.heard.all()
	s.join("v4", "v5")
	c, asked, err := s.desk.Next(t.Context(), s.person("v5"))
	require.NoError(t, err)
	require.True(t, asked)
	require.Equal(t, p.code, c.Code)
	require.Equal(t, []string{"ask v5: open v0"}, s.heard.all())
	c, asked, err = s.desk.Next(t.Context(), s.person("v5"))
	require.NoError(t, err)
	require.False(t, asked, "it is the one that they have")
	require.Equal(t, p.code, c.Code)
	_, _, err = s.desk.Next(t.Context(), s.person("v4"))
	require.ErrorIs(t, err, claim.NothingToDo)
	_, _, err = s.desk.Next(t.Context(), s.person("citizen"))
	require.ErrorIs(t, err, claim.NotVerifier)
}

func TestFeedAsksWhoJoinedSince(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.asked()
	_, err := s.desk.Skip(t.Context(), "skip", s.person("v2"), p.code)
	require.NoError(t, err)
	s.heard.all()
	s.join("v4")
	require.NoError(t, s.desk.Feed(t.Context()))
	require.Equal(t, []string{"ask v4: open v0"}, s.heard.all())
	require.NoError(t, s.desk.Feed(t.Context()))
	require.Empty(t, s.heard.all())
}

func TestABannedVolunteerIsReplaced(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.asked()
	_, err := s.desk.Answer(t.Context(), "answer", s.person("v1"), p.code, p.reply())
	require.NoError(t, err)
	s.join("v4")
	s.heard.all()
	for range 2 {
		known, err := s.desk.Ban(t.Context(), "ban", "operator", "v1")
		require.NoError(t, err)
		require.True(t, known)
	}
	require.Equal(t, []string{"ask v4: open v0"}, s.heard.all())
	c, err := s.desk.Claim(t.Context(), p.code)
	require.NoError(t, err)
	require.Empty(t, c.Votes)
	_, err = s.desk.Answer(t.Context(), "again", s.person("v1"), p.code, p.reply())
	require.ErrorIs(t, err, claim.Banned)
	known, err := s.desk.Ban(t.Context(), "ban nobody", "operator", "nobody")
	require.NoError(t, err)
	require.False(t, known, "who is not known is banned all the same, and the operator hears that")
}

func TestTheBannedAreSentNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.asked()
	s.ban("ban", "v1")
	require.Equal(t, []claim.PersonID{"v1"}, s.heard.hushed)
}

func TestWhoIsForgottenIsNotTold(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.asked()
	for range 2 {
		require.NoError(t, s.desk.Forget(t.Context(), "citizen"))
	}
	require.NoError(t, s.desk.Forget(t.Context(), "v1"))
	s.heard.all()
	s.clock.Advance(s.rules.Policy.Deadline)
	require.NoError(t, sweep(t.Context(), s.desk))
	got := s.state(p.code)
	require.Equal(t, []string{"close v2: undecided v0", "close v3: undecided v0"}, got.Notices)
	require.Empty(t, got.Askers)
	for _, keys := range []string{"*citizen*", "*v1*"} {
		found, err := s.redis.Keys(t.Context(), keys).Result()
		require.NoError(t, err)
		require.Empty(t, found)
	}
}

func TestWhoAsksTooFastIsToldSo(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for i := range s.rules.Policy.PerMinute + 1 {
		_, err := s.desk.Meet(t.Context(), "citizen", "1", claim.English)
		require.Equal(t, i == s.rules.Policy.PerMinute, err != nil)
	}
	_, err := s.desk.Meet(t.Context(), "citizen", "1", claim.English)
	require.ErrorIs(t, err, claim.TooFast)
	s.clock.Advance(time.Minute)
	s.person("citizen")
}

func TestOnlyTheAskerChoosesAndOnlyReviewersReview(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := s.asked()
	_, err := s.desk.Choose(ctx, "x", "v1", p.code, claim.Truth)
	require.ErrorIs(t, err, claim.NotFound)
	_, err = s.desk.Sort(ctx, "x", "v1", p.code, claim.Health, "")
	require.ErrorIs(t, err, claim.NotFound)
	_, err = s.desk.Approve(ctx, "x", s.person("v1"), p.code, "", claim.Consent{})
	require.ErrorIs(t, err, claim.NotReviewer)
	_, err = s.desk.TakeDown(ctx, "x", s.person("citizen"), p.code, claim.WithdrawnHarmful, "")
	require.ErrorIs(t, err, claim.NotReviewer)
	_, err = s.desk.Waiting(ctx, s.person("v1"), 5)
	require.ErrorIs(t, err, claim.NotReviewer)
	_, err = s.desk.Submit(ctx, "empty", s.person("citizen"), "1", claim.Content{})
	require.ErrorIs(t, err, claim.Empty)
	_, err = s.desk.Claim(ctx, "000000")
	require.ErrorIs(t, err, claim.NotFound)
}

func TestAMergedClaimsAskersHearOfTheOther(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	p := s.asked()
	other, err := s.desk.Submit(ctx, "other", s.person("second"), "2", claim.Content{Text: "Это правда, что мост закрыт?"})
	require.NoError(t, err)
	_, err = s.desk.Choose(ctx, "chosen.2", "second", other.Code, claim.Truth)
	require.NoError(t, err)
	_, err = s.merge("r1", "merge", other.Code, p.code)
	require.NoError(t, err)
	s.heard.all()
	for _, id := range []claim.PersonID{"v1", "v2", "v3"} {
		_, err := s.desk.Answer(ctx, "answer."+string(id), s.person(id), p.code, p.reply())
		require.NoError(t, err)
	}
	_, err = s.desk.Approve(ctx, "approve", s.person("r1"), p.code, "", claim.Consent{})
	require.NoError(t, err)
	require.Subset(t, s.heard.all(), []string{"tell citizen: published v1 false", "tell second: published v1 false"})
}

// A cluster can lose the claim and keep what points to it.
func TestALostClaimBlocksNobody(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.asked()
	const lost claim.Code = "A00000"
	require.NoError(t, s.store.SaveWorkload(ctx, "r1", verification.Workload{Seats: map[claim.Seat]time.Time{{Code: lost}: s.clock.Now().Add(time.Hour)}}))
	require.NoError(t, s.store.Await(ctx, lost, s.clock.Now()))
	require.NoError(t, s.store.Collect(ctx, "paper", lost))

	_, _, err := s.desk.Next(ctx, s.person("r1"))
	require.ErrorIs(t, err, claim.NothingToDo)
	waiting, err := s.desk.Waiting(ctx, s.person("r1"), 5)
	require.NoError(t, err)
	require.Empty(t, waiting)
	require.NoError(t, s.desk.Digests(ctx, verification.Daily, start))
	for _, list := range []func() ([]claim.Code, error){
		func() ([]claim.Code, error) { return s.asksOf("r1"), nil },
		func() ([]claim.Code, error) { return s.store.Awaiting(ctx, 9) },
		func() ([]claim.Code, error) { return s.store.Collected(ctx, "paper") },
	} {
		codes, err := list()
		require.NoError(t, err)
		require.Empty(t, codes, "and it is off the list")
	}
}

func TestWhatWaitsAboutAWithdrawnClaimIsRecalled(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.asked()
	require.Empty(t, s.heard.recalls)
	_, err := s.desk.TakeDown(t.Context(), "down", s.person("r2"), p.code, claim.WithdrawnPrivate, "")
	require.NoError(t, err)
	require.Equal(t, []claim.Code{p.code}, s.heard.recalls)
}
