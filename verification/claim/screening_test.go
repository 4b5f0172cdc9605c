package claim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// screened are the careful rules with the screen before them.
var screened = func() Rules {
	r := careful
	r.Policy.Screeners, r.Policy.TryFirst = 2, true
	return r
}()

// shown is a claim about somebody of whom the asker says that a broadcaster showed them; three people are asked whether so.
func shown(t *testing.T) *Claim {
	t.Helper()
	c := fresh()
	require.NoError(t, c.OpenIdentity(t0, "chosen", ShownByMedia, "Channel One, 9 January", screened))
	require.Equal(t, StatusScreening, c.Status)
	require.Len(t, c.Ask(t0, crowd(6), screened), 3)
	return c
}

func look(t *testing.T, c *Claim, who int, answer string) {
	t.Helper()
	require.NoError(t, c.Answer(t0, fmt.Sprint("look", who, answer), crowd(6)[who], Reply{Choice: answer}, VoterWeight{Reliability: .8}, screened))
}

func TestOnlyWhoWasShownInPublicIsAskedAbout(t *testing.T) {
	t.Parallel()
	for _, s := range []Shown{AtProtest, PerhapsMinor, ShownByNobody} {
		c := fresh()
		require.NoError(t, c.OpenIdentity(t0, "chosen", s, "Channel One", screened))
		require.Equal(t, StatusRefused, c.Status)
		require.Equal(t, string(s), c.RefusedFor)
		require.Zero(t, c.Wanted())
		require.Empty(t, c.Ask(t0, crowd(6), screened))
	}
	c := fresh()
	require.ErrorIs(t, c.OpenIdentity(t0, "1", "a friend", "x", screened), BadAnswer)
	require.ErrorIs(t, c.OpenIdentity(t0, "2", ShownByState, " . ", screened), SayWhere)
	require.ErrorIs(t, c.Open(t0, "3", Identity, screened), SayWhere, "there is no way around it")
	require.Equal(t, StatusReceived, c.Status)
}

func TestTwoConfirmBeforeANameIsAsked(t *testing.T) {
	t.Parallel()
	c := shown(t)
	require.ErrorIs(t, c.Answer(t0, "early", "a", Reply{Text: pianist}, VoterWeight{}, screened), BadAnswer, "nobody is asked for a name yet")
	look(t, c, 0, WasShown)
	look(t, c, 0, WasShown)
	require.Equal(t, StatusScreening, c.Status, "one person is one")
	look(t, c, 1, WasShown)
	require.Equal(t, StatusOpen, c.Status)
	require.Equal(t, 6, c.Wanted())
	require.NotEmpty(t, c.Ask(t0, crowd(6), screened), "who confirmed may well know them")
}

func TestThoseWhoActTogetherConfirmOnce(t *testing.T) {
	t.Parallel()
	c := shown(t)
	for i := range 2 {
		require.NoError(t, c.Answer(t0, fmt.Sprint(i), crowd(6)[i], Reply{Choice: WasShown}, VoterWeight{CollusionGroup: "bloc"}, screened))
	}
	require.Equal(t, StatusScreening, c.Status)
}

func TestWhoWasNotShownIsNotAskedAbout(t *testing.T) {
	t.Parallel()
	c := shown(t)
	look(t, c, 0, NotShown)
	look(t, c, 1, NotShown)
	require.Equal(t, StatusRefused, c.Status)
	require.Equal(t, NotShown, c.RefusedFor)

	c = shown(t)
	c.sweepAt(t0.Add(48 * time.Hour))
	require.Equal(t, StatusRefused, c.Status, "nobody could confirm it in time")
}

func TestOnePersonWhoSeesAChildStopsIt(t *testing.T) {
	t.Parallel()
	for _, harm := range []string{Minor, Bystander} {
		c := shown(t)
		look(t, c, 0, harm)
		require.Equal(t, StatusStopped, c.Status)
		require.Equal(t, StoppedForHarm, c.Stopped)
		require.Empty(t, c.Ask(t0, crowd(6), screened))
	}
}

func TestSomebodyWhoIsAskedCanStopAQuestion(t *testing.T) {
	t.Parallel()
	c := shown(t)
	look(t, c, 0, WasShown)
	look(t, c, 1, WasShown)
	c.Ask(t0, crowd(6), screened)
	require.ErrorIs(t, c.Flag(t0, "1", "stranger", Minor, VoterWeight{}), NotAsked)
	require.ErrorIs(t, c.Flag(t0, "2", crowd(6)[0], "ugly", VoterWeight{}), BadAnswer)
	require.NoError(t, c.Flag(t0, "3", crowd(6)[0], AtHome, VoterWeight{}))
	require.Equal(t, StatusStopped, c.Status)
	require.NoError(t, c.Release(t0, "4", "reviewer", screened))
	require.Equal(t, StatusOpen, c.Status)
	require.NoError(t, c.Flag(t0, "5", crowd(6)[1], Minor, VoterWeight{}))
	require.Equal(t, StatusOpen, c.Status, "a reviewer has looked")
	require.NoError(t, c.Flag(t0, "6", crowd(6)[2], Minor, VoterWeight{}))
	require.NoError(t, c.Flag(t0, "7", crowd(6)[3], Minor, VoterWeight{}))
	require.Equal(t, StatusStopped, c.Status, "three more stop it again")
}

// sweepAt lets time pass on the claim.
func (c *Claim) sweepAt(now time.Time) { c.Tick(now, screened) }

// TestNoNameWithoutTheScreenInAnyOrder does everything that anybody can do to a claim, in random orders, and never sees
// somebody asked for a name, or a name taken, approved or published, before two confirmed that the person was shown.
func TestNoNameWithoutTheScreenInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := fresh()
		people := append(crowd(8), "asker", "reviewer1", "reviewer2")
		now := t0
		for i := range rapid.IntRange(1, 60).Draw(t, "n") {
			who := rapid.SampledFrom(people).Draw(t, "who")
			cause := fmt.Sprint(i)
			standing := VoterWeight{Reliability: .8, InviteCohort: rapid.SampledFrom([]string{"one", "two"}).Draw(t, "cluster")}
			switch rapid.IntRange(0, 13).Draw(t, "what") {
			case 0:
				_ = c.Open(now, cause, rapid.SampledFrom(Questions).Draw(t, "question"), screened)
			case 1:
				_ = c.OpenIdentity(now, cause, rapid.SampledFrom(Showings).Draw(t, "shown"), "Channel One", screened)
			case 2:
				c.Ask(now, crowd(8), screened)
			case 3:
				_ = c.Answer(now, cause, who, Reply{Choice: rapid.SampledFrom(append(ScreenAnswers, DontKnow, "1")).Draw(t, "answer")}, standing, screened)
			case 4:
				_ = c.Answer(now, cause, who, Reply{Text: pianist}, standing, screened)
			case 5:
				_ = c.AddEvidence(now, cause, who, &Evidence{Link: "https://example.org"}, rapid.SampledFrom(Identity.EvidenceBases()).Draw(t, "knowing"), screened)
			case 6:
				_ = c.Flag(now, cause, who, rapid.SampledFrom(c.Question.Harms()).Draw(t, "harm"), VoterWeight{})
			case 7:
				_ = c.Release(now, cause, who, screened)
			case 8:
				_ = c.NoteAttempt(now, cause, who, NotReached)
			case 9:
				_ = c.Approve(now, cause, who, Consent{Nameless: rapid.Bool().Draw(t, "nameless")}, screened)
			case 10:
				_ = c.Reopen(now, cause, who, screened)
			case 11:
				_ = c.Skip(now, cause, who)
			case 13:
				_ = c.TakeDown(now, cause, who, WithdrawnHarmful, "")
			case 12:
				now = now.Add(time.Duration(rapid.IntRange(1, 180).Draw(t, "minutes")) * time.Minute)
				c.Tick(now, screened)
			}
		}
		confirmed := map[PersonID]bool{}
		cleared := false
		for _, f := range c.fresh {
			switch f := f.(type) {
			case *Checked:
				delete(confirmed, f.By)
				if f.Answer == WasShown {
					confirmed[f.By] = true
				}
			case *Cleared:
				cleared = len(confirmed) >= 2
			case *Answered, *Decided, *Approved, *Published, *Scheduled:
				if c.Question == Identity && !cleared {
					t.Fatalf("%s before two confirmed", f.Kind())
				}
			}
		}
	})
}
