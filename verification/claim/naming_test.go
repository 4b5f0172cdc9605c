package claim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/consensus/consensustest"
	"github.com/rastau/rastau/verification/moderation"
)

// careful are the rules for a name as they are by default, with a judge that needs but three votes.
var careful = Rules{
	Policy: Policy{
		RoundSize: 6, MaxAsked: 12, Deadline: 48 * time.Hour, Lease: 2 * time.Hour, Hold: 30 * time.Minute,
		Naming: DefaultPolicy().Naming,
	},
	Judge: consensustest.Majority(3),
}

const pianist = "Викрам Рузахунов"

// proposing is a claim on which the people of these clusters, one after the other, propose the pianist.
func proposing(t *testing.T, apart time.Duration, clusters ...string) *Claim {
	t.Helper()
	c := fresh()
	require.NoError(t, c.Open(t0, "chosen", Identity, careful))
	c.Ask(t0, crowd(6), careful)
	for i, cluster := range clusters {
		standing := VoterWeight{Reliability: .8, InviteCohort: cluster}
		require.NoError(t, c.Answer(t0.Add(time.Duration(i)*apart), fmt.Sprint("p", i), crowd(6)[i], Reply{Text: pianist}, standing, careful))
	}
	return c
}

// evidence has one of the crowd say how they know, and show something.
func evidence(t *testing.T, c *Claim, who int, k EvidenceBasis, link string) {
	t.Helper()
	var e *Evidence
	if link != "" {
		e = &Evidence{Link: moderation.Foreign(link)}
	}
	require.NoError(t, c.AddEvidence(t0.Add(time.Hour), fmt.Sprint("e", who, k), crowd(6)[who], e, k, careful))
}

// TestNoProposalSaysWhereSomebodyIs: nor what they could be hunted for; it can be written anew.
func TestNoProposalSaysWhereSomebodyIs(t *testing.T) {
	t.Parallel()
	c := proposing(t, time.Hour)
	propose := func(text string) error {
		return c.Answer(t0, text, crowd(6)[0], Reply{Text: moderation.Foreign(text)}, VoterWeight{Reliability: .8}, careful)
	}
	require.ErrorIs(t, propose("Викрам Рузахунов, работает в филармонии"), Locating)
	require.ErrorIs(t, propose("Викрам Рузахунов, террорист"), Accusing)
	require.Empty(t, c.Candidates)
	require.NoError(t, propose("Викрам Рузахунов, пианист из Бишкека"))
	require.Len(t, c.Candidates, 1)
}

// TestSomebodysOwnWordNeedsProof: "it is me" and "I am a relative" count once there is something to check them by, and as one
// kind of evidence.
func TestSomebodysOwnWordNeedsProof(t *testing.T) {
	t.Parallel()
	for _, k := range []EvidenceBasis{IsMe, Relative} {
		c := proposing(t, time.Hour, "one", "two", "one")
		evidence(t, c, 0, k, "")
		require.Zero(t, c.Naming("1").Kinds, k)
		evidence(t, c, 0, "", "https://example.org/a-sheet-with-the-code")
		require.Equal(t, 1, c.Naming("1").Kinds, k)
		c.freeze()
		require.Empty(t, c.links(), "it could show who they are")
	}
	c := proposing(t, time.Hour, "one", "two", "one")
	evidence(t, c, 0, Colleague, "")
	require.Equal(t, 1, c.Naming("1").Kinds)
}

func TestVotesAloneNameNobody(t *testing.T) {
	t.Parallel()
	c := proposing(t, time.Hour, "one", "two", "one", "two", "one", "two")
	require.Equal(t, StatusOpen, c.Status, "six agree, and nothing is shown")
	evidence(t, c, 0, KnowsPerson, "")
	require.Equal(t, StatusOpen, c.Status, "one kind of evidence")
	evidence(t, c, 1, LooksLike, "")
	require.Equal(t, StatusOpen, c.Status, "looking like somebody is no evidence")
	evidence(t, c, 2, SawEarlier, "")
	require.Equal(t, StatusOpen, c.Status, "earlier material is told of, and not shown")
	evidence(t, c, 2, "", "https://example.org/concert-2019")
	require.Equal(t, StatusDecided, c.Status)
}

func TestOneGroupOfVolunteersNamesNobody(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]*Claim{
		"all came by one invitation": proposing(t, time.Hour, "one", "one", "one", "one", "one", "one"),
		"only two proposed":          proposing(t, time.Hour, "one", "two"),
	} {
		evidence(t, c, 0, KnowsPerson, "")
		evidence(t, c, 1, SawEarlier, "https://example.org/concert-2019")
		require.Equal(t, StatusOpen, c.Status, name)
	}
	c := proposing(t, time.Hour, "one", "two", "three")
	evidence(t, c, 0, KnowsPerson, "")
	evidence(t, c, 1, SawEarlier, "https://example.org/concert-2019")
	require.Equal(t, StatusDecided, c.Status)
	together := map[PersonID]VoterWeight{}
	for _, id := range crowd(3) {
		together[id] = VoterWeight{Reliability: .8, CollusionGroup: "a"}
	}
	c.Reweigh(t0.Add(2*time.Hour), together, careful)
	require.False(t, c.Since(careful.Policy).Verdict.Decided, "they turn out to act together, and reviewers see it")
	require.NoError(t, c.TakeIn(t0.Add(2*time.Hour), "take in", "reviewer", careful))
	require.Equal(t, StatusOpen, c.Status)
}

func TestConfirmingIsNotProposing(t *testing.T) {
	t.Parallel()
	c := proposing(t, time.Hour, "one", "two")
	for i := 2; i < 6; i++ {
		a := c.Asked[crowd(6)[i]]
		a.Confirm = true
		c.Asked[crowd(6)[i]] = a
		require.NoError(t, c.Answer(t0, fmt.Sprint("c", i), crowd(6)[i], Reply{Choice: "1"}, VoterWeight{Reliability: .8, InviteCohort: fmt.Sprint(i)}, careful))
	}
	require.Equal(t, 2, c.Naming("1").Proposals)
	require.Equal(t, 2, c.Naming("1").Clusters)
}

func TestABurstWaitsLonger(t *testing.T) {
	t.Parallel()
	hours := func(offsets ...time.Duration) []time.Duration { return offsets }
	for name, x := range map[string]struct {
		proposed []time.Duration
		hold     time.Duration
	}{
		"all at once":                    {hours(0, time.Minute, 2*time.Minute), 2 * time.Hour},
		"one after the other":            {hours(0, time.Hour, 2*time.Hour), 30 * time.Minute},
		"a burst, and somebody later":    {hours(0, time.Minute, 2*time.Minute, time.Hour), 2 * time.Hour},
		"a burst, and somebody earlier":  {hours(0, time.Hour, 61*time.Minute, 62*time.Minute), 2 * time.Hour},
		"two at once, the third earlier": {hours(0, time.Hour, 61*time.Minute), 30 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := proposedAt(t, x.proposed...)
			at := t0.Add(5 * time.Hour)
			require.NoError(t, c.Approve(at, "1", "reviewer1", Consent{}, careful))
			require.NoError(t, c.Approve(at, "2", "reviewer2", Consent{}, careful))
			require.Equal(t, at.Add(x.hold), c.PublishAt)
		})
	}
}

// proposedAt is a claim with a verdict, for which the first of the crowd proposed the pianist so long after it was opened.
func proposedAt(t *testing.T, offsets ...time.Duration) *Claim {
	t.Helper()
	c := fresh()
	require.NoError(t, c.Open(t0, "chosen", Identity, careful))
	c.Ask(t0, crowd(6), careful)
	for i, offset := range offsets {
		standing := VoterWeight{Reliability: .8, InviteCohort: []string{"one", "two"}[i%2]}
		require.NoError(t, c.Answer(t0.Add(offset), fmt.Sprint("p", i), crowd(6)[i], Reply{Text: pianist}, standing, careful))
	}
	evidence(t, c, 0, KnowsPerson, "")
	evidence(t, c, 1, SawEarlier, "https://example.org/concert-2019")
	require.Equal(t, StatusDecided, c.Status)
	return c
}

func TestNobodyMakesAHoldShorter(t *testing.T) {
	t.Parallel()
	c := proposedAt(t, 0, time.Minute, 2*time.Minute)
	at := t0.Add(5 * time.Hour)
	require.NoError(t, c.Approve(at, "1", "reviewer1", Consent{}, careful))
	require.NoError(t, c.Approve(at, "2", "reviewer2", Consent{}, careful))
	hold := c.PublishAt
	require.Equal(t, at.Add(2*time.Hour), hold)

	// One of those who proposed at once says the same again, later, as if it had been no burst; a third reviewer approves.
	require.NoError(t, c.Answer(at, "again", crowd(6)[2], Reply{Text: "vikram ruzakhunov"}, VoterWeight{Reliability: .8, InviteCohort: "one"}, careful))
	require.NoError(t, c.Approve(at.Add(time.Minute), "3", "reviewer3", Consent{}, careful))
	require.False(t, c.PublishAt.Before(hold))

	// A rule that is less strict since then changes nothing that waits.
	lax := careful
	lax.Policy.Hold = time.Minute
	require.NoError(t, c.Approve(at.Add(2*time.Minute), "4", "reviewer4", Consent{}, lax))
	require.False(t, c.PublishAt.Before(hold))
}

// vouched is a name that is out by the careful rules.
func vouched(t *testing.T) *Claim {
	t.Helper()
	c := proposedAt(t, 0, time.Hour, 2*time.Hour)
	at := t0.Add(5 * time.Hour)
	require.NoError(t, c.Approve(at, "1", "reviewer1", Consent{}, careful))
	require.NoError(t, c.Approve(at, "2", "reviewer2", Consent{}, careful))
	c.Tick(c.PublishAt, careful)
	require.Equal(t, StatusPublished, c.Status)
	c.commit()
	return c
}

func TestANameIsCorrectedByTwoAfterAHold(t *testing.T) {
	t.Parallel()
	const fuller, fullest = "Викрам Рузахунов, пианист", "Викрам Рузахунов, пианист из Бишкека"
	c, at := vouched(t), t0.Add(10*time.Hour)
	ended := c.EndedAt
	require.NoError(t, c.Correct(at, "s1", "reviewer1", fuller, "", careful))
	require.ErrorIs(t, c.Correct(at, "s2", "reviewer1", fuller, "", careful), AlreadyDone)
	require.NoError(t, c.Correct(at, "s3", "reviewer2", fullest, "", careful), "another suggestion")
	require.Zero(t, c.PublishAt, "nobody alone names anybody")
	require.NoError(t, c.Correct(at, "s4", "reviewer1", "пианист из Бишкека Рузахунов Викрам", "both say so", careful))
	require.Equal(t, at.Add(30*time.Minute), c.PublishAt)
	require.ErrorIs(t, c.Correct(at, "s5", "reviewer2", fullest, "", careful), AlreadyDone)
	c.Tick(at.Add(30*time.Minute-time.Millisecond), careful)
	require.Equal(t, 1, c.Version)
	require.Equal(t, ended, c.EndedAt, "talk of a result does not make it a new one, to be kept longer")
	c.Tick(at.Add(30*time.Minute), careful)
	require.Equal(t, 2, c.Version)
	require.Equal(t, []Kind{KindProposed, KindProposed, KindConfirmed, KindScheduled, KindCorrected}, c.kinds())
	require.Zero(t, c.Due())
	require.ErrorIs(t, c.Correct(at, "s6", "a", fuller, "", careful), Involved, "who proposed does not review")
}

func TestAnyReviewerStopsTheCorrectionOfAName(t *testing.T) {
	t.Parallel()
	const fuller = "Викрам Рузахунов, пианист"
	for name, stop := range map[string]func(c *Claim, at time.Time) error{
		"holds it": func(c *Claim, at time.Time) error { return c.Hold(at, "x", "reviewer3", "no") },
		"wants another": func(c *Claim, at time.Time) error {
			return c.Correct(at, "x", "reviewer3", fuller+" из Бишкека", "", careful)
		},
		"withdraws it":       func(c *Claim, at time.Time) error { return c.TakeDown(at, "x", "reviewer3", WithdrawnHarmful, "wrong") },
		"has it asked again": func(c *Claim, at time.Time) error { return c.Reopen(at, "x", "reviewer3", careful) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, at := vouched(t), t0.Add(10*time.Hour)
			require.NoError(t, c.Correct(at, "s1", "reviewer1", fuller, "", careful))
			require.NoError(t, c.Correct(at, "s2", "reviewer2", fuller, "", careful))
			require.NoError(t, stop(c, at))
			c.commit()
			c.Tick(at.Add(31*time.Minute), careful)
			require.NotContains(t, c.kinds(), KindCorrected)
		})
	}
}

// TestTwoReviewersNameNobodyByCorrecting: of a name that is out they could else make any other.
func TestTwoReviewersNameNobodyByCorrecting(t *testing.T) {
	t.Parallel()
	c, at := vouched(t), t0.Add(10*time.Hour)
	for i, answer := range []string{
		"Somebody Else", "Виктор", "Рузахунов", "Викрам Рузахунов Асанов", "Асхат Викрам Рузахунов", "Викрам Рузахунов, Асан",
	} {
		require.ErrorIs(t, c.Correct(at, fmt.Sprint("c", i), "reviewer1", answer, "", careful), TooLittle, answer)
	}
	for answer, why := range map[string]Refusal{
		"2": Locating, "Викрам Рузахунов, который стрелял в солдат, квартира 7 на Абая 12": Accusing, "Викрам Рузахунов, квартира 7 на Абая 12": Locating,
		"Викрам Рузахунов, террорист": Accusing, "Викрам Рузахунов @vikram": Locating, "Викрам Рузахунов https://example.org/x": Locating,
		"Викрам Рузахунов стоял на площади в тот день рядом": NameOnly,
	} {
		require.ErrorIs(t, c.Correct(at, answer, "reviewer1", answer, "", careful), why, answer)
	}
	require.Empty(t, c.kinds())
}

// Over any order of events no name is out unless everything that must speak for it does, and two reviewers who took no
// part have agreed to exactly that, the hold ago.
func TestNobodyAloneCanPublishAName(t *testing.T) {
	t.Parallel()
	people, published, corrected := crowd(6), 0, 0
	propose := func(who int, name string) func(c *Claim, now time.Time, cause string) {
		standing := VoterWeight{Reliability: .8, InviteCohort: []string{"one", "two"}[who%2]}
		return func(c *Claim, now time.Time, cause string) {
			_ = c.Answer(now, cause, people[who], Reply{Text: moderation.Foreign(name)}, standing, careful)
		}
	}
	show := func(who int, k EvidenceBasis, link string) func(c *Claim, now time.Time, cause string) {
		e := &Evidence{Link: moderation.Foreign(link)}
		if link == "" {
			e = nil
		}
		return func(c *Claim, now time.Time, cause string) { _ = c.AddEvidence(now, cause, people[who], e, k, careful) }
	}
	approve := func(by PersonID) func(c *Claim, now time.Time, cause string) {
		return func(c *Claim, now time.Time, cause string) { _ = c.Approve(now, cause, by, Consent{}, careful) }
	}
	correct := func(by PersonID) func(c *Claim, now time.Time, cause string) {
		return func(c *Claim, now time.Time, cause string) {
			_ = c.Correct(now, cause, by, "Виктор Рузанов", "", careful)
			_ = c.Correct(now, cause+"too", by, pianist+", пианист", "", careful)
		}
	}
	tick := func(c *Claim, now time.Time, _ string) { c.Tick(now, careful) }
	deck := []func(c *Claim, now time.Time, cause string){
		propose(0, pianist), propose(1, pianist), propose(2, pianist), propose(3, pianist), propose(4, "Виктор Рузанов"),
		show(0, KnowsPerson, ""), show(1, SawEarlier, "https://example.org/2019"), show(2, LooksLike, "https://example.org/2"),
		approve("reviewer1"), approve("reviewer2"), approve("reviewer1"), approve("reviewer2"), approve(people[0]),
		approve("reviewer1"), approve("reviewer2"), tick, tick, tick, correct("reviewer1"), correct("reviewer2"), correct(people[3]),
		func(c *Claim, now time.Time, cause string) { _ = c.Hold(now, cause, "reviewer3", "wait") },
		func(c *Claim, now time.Time, cause string) { c.Strike(now, cause, people[2:3], careful) },
	}
	rapid.Check(t, func(t *rapid.T) {
		c := fresh()
		require.NoError(t, c.Open(t0, "chosen", Identity, careful))
		c.Ask(t0, people, careful)
		now := t0
		// Most orders begin with proposals, as life does; the rest comes as it may.
		order := append(rapid.Permutation(deck[:8]).Draw(t, "first"), rapid.Permutation(deck).Draw(t, "then")...)
		for i, event := range append(order, rapid.Permutation(deck[8:]).Draw(t, "last")...) {
			now = now.Add(time.Duration(rapid.IntRange(0, 50).Draw(t, "minutes")) * time.Minute)
			before, n := *c, len(c.fresh)
			event(c, now, fmt.Sprint(i))
			for _, f := range c.fresh[n:] {
				switch f.Kind() {
				case KindPublished:
					published++
					require.True(t, c.Naming(c.Verdict.Answer).Meets(careful.Policy.Naming), "%+v", c.Naming(c.Verdict.Answer))
					require.Len(t, c.ApprovedBy, 2)
					require.NotEqual(t, c.ApprovedBy[0], c.ApprovedBy[1])
					for _, r := range c.ApprovedBy {
						require.NotContains(t, c.Votes, r)
					}
					require.False(t, before.PublishAt.IsZero() || now.Before(before.PublishAt), "after its hold")
				case KindCorrected:
					corrected++
					require.NotEmpty(t, before.Proposal.By)
					require.NotEqual(t, before.Proposal.By, f.Head().By)
					require.Equal(t, before.Proposal.Second, f.Head().By)
					require.NotContains(t, c.Votes, f.Head().By)
					require.Contains(t, c.AnswerText(c.Verdict.Answer), pianist)
					require.False(t, before.PublishAt.IsZero() || now.Before(before.PublishAt), "after its hold")
				default:
				}
			}
		}
	})
	require.Positive(t, published, "some orders lead to a name")
	require.Positive(t, corrected)
}

func TestRuleForANameStandsBesideTheJudge(t *testing.T) {
	t.Parallel()
	r := careful
	r.Judge = consensus.Bayes{Tempering: 1, Confidence: .51, MinVoters: 1}
	c := fresh()
	require.NoError(t, c.Open(t0, "chosen", Identity, r))
	c.Ask(t0, crowd(6), r)
	require.NoError(t, c.Answer(t0, "1", "a", Reply{Text: pianist}, VoterWeight{Reliability: .99}, r))
	require.Equal(t, StatusOpen, c.Status, "however sure the rule for votes is")
}
