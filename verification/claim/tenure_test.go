package claim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// tenured are careful rules that ask people to have been there, with so many who have.
func tenured(p Pool) Rules {
	r := careful
	r.Policy.Tenure = TenureRule{Age: 72 * time.Hour, Claims: 5, Reviews: 72 * time.Hour, Readers: 10, Reviewers: 3}
	r.Pool = func(*Claim) Pool { return p }
	r.Since = t0.Add(-73 * time.Hour)
	return r
}

var manyThere = Pool{Readers: 10, Reviewers: 3}

var (
	longThere = Tenure{Joined: t0.Add(-73 * time.Hour), Claims: 5}
	anHourAgo = Tenure{Joined: t0.Add(-time.Hour)}
)

// TestWhoCountsForAName: it takes days and answered claims.
func TestWhoCountsForAName(t *testing.T) {
	t.Parallel()
	rule := TenureRule{Age: 72 * time.Hour, Claims: 5}
	for what, x := range map[string]struct {
		t    Tenure
		want bool
	}{
		"long there":                  {longThere, true},
		"just long enough":            {Tenure{Joined: t0.Add(-72 * time.Hour), Claims: 5}, true},
		"a moment too late":           {Tenure{Joined: t0.Add(-72*time.Hour + time.Second), Claims: 5}, false},
		"one claim too few":           {Tenure{Joined: t0.Add(-1000 * time.Hour), Claims: 4}, false},
		"many claims in an hour":      {Tenure{Joined: t0.Add(-time.Hour), Claims: 60}, false},
		"of whom nothing is known":    {Tenure{}, false},
		"who is said to join later":   {Tenure{Joined: t0.Add(time.Hour), Claims: 60}, false},
		"who answered without an age": {Tenure{Claims: 60}, false},
	} {
		require.Equal(t, x.want, rule.Enough(t0, x.t), what)
	}
	require.True(t, TenureRule{}.Enough(t0, Tenure{}), "nothing is asked for")
}

// whoIsIt is a claim on which six people are asked who somebody is.
func whoIsIt(t *testing.T) *Claim {
	t.Helper()
	c := fresh()
	require.NoError(t, c.Open(t0, "chosen", Identity, careful))
	c.Ask(t0, crowd(6), careful)
	return c
}

// proposed has people propose the pianist with all the evidence that is needed: each the tenure given.
func proposed(t *testing.T, r Rules, tenure ...Tenure) *Claim {
	t.Helper()
	c := whoIsIt(t)
	for i, who := range tenure {
		id := crowd(6)[i]
		s := VoterWeight{Reliability: .8, InviteCohort: []string{"one", "two"}[i%2], Tenure: who}
		require.NoError(t, c.Answer(t0.Add(time.Duration(i)*time.Hour), fmt.Sprint("p", i), id, Reply{Text: pianist}, s, r))
		how := []EvidenceBasis{SawEarlier, KnowsPerson}[i%2]
		require.NoError(t, c.AddEvidence(t0, fmt.Sprint("e", i), id, &Evidence{Link: "https://example.org/2019"}, how, r))
	}
	return c
}

// TestOneOfThreeProposalsMayBeANewcomers: whoever recognises somebody often joined an hour ago; the others did not.
func TestOneOfThreeProposalsMayBeANewcomers(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		tenure []Tenure
		want   bool
	}{
		{[]Tenure{longThere, longThere, longThere}, true},
		{[]Tenure{longThere, longThere, anHourAgo}, true},
		{[]Tenure{anHourAgo, longThere, longThere}, true},
		{[]Tenure{anHourAgo, anHourAgo, longThere}, false},
		{[]Tenure{anHourAgo, anHourAgo, anHourAgo, anHourAgo, anHourAgo, anHourAgo}, false},
		{[]Tenure{anHourAgo, anHourAgo, anHourAgo, longThere, longThere}, true},
	} {
		c := proposed(t, tenured(manyThere), x.tenure...)
		require.Equal(t, x.want, c.Status == StatusDecided, "%v", x.tenure)
		if !x.want {
			require.Equal(t, TooNew, c.Withheld, "and it is said why")
			require.Len(t, c.Candidates, 1, "what newcomers propose reaches those who confirm")
			require.Len(t, c.Evidence, len(x.tenure), "and the reviewers")
			require.NotEmpty(t, c.Choices())
		} else {
			require.Empty(t, c.Withheld)
		}
		requireReplays(t, c)
	}
}

// requireReplays holds a claim against what its ledger says.
func requireReplays(t *testing.T, c *Claim) {
	t.Helper()
	again := Replay(c.Code, c.fresh, 0, c.Requesters)
	require.Equal(t, c.Votes, again.Votes)
	require.Equal(t, c.Withheld, again.Withheld)
	require.Equal(t, c.Status, again.Status)
}

// TestNewcomersConfirmNoName: with two who proposed it, any number who joined just now and agree change nothing.
func TestNewcomersConfirmNoName(t *testing.T) {
	t.Parallel()
	r := tenured(manyThere)
	c := whoIsIt(t)
	for i, id := range crowd(6) {
		who := VoterWeight{Reliability: .8, InviteCohort: fmt.Sprint(i), Tenure: longThere}
		reply := Reply{Text: pianist}
		if i >= 3 { // shown the candidates
			a := c.Asked[id]
			a.Confirm = true
			c.Asked[id] = a
			reply, who.Tenure = Reply{Choice: "1"}, anHourAgo
		}
		require.NoError(t, c.Answer(t0, fmt.Sprint(i), id, reply, who, r))
	}
	require.Len(t, c.ballots(), 3)
	require.Equal(t, 3, c.Naming("1").Proposals)
	require.Equal(t, 0, c.Naming("1").Kinds)
	require.NoError(t, c.AddEvidence(t0, "e", crowd(6)[4], &Evidence{Link: "https://example.org/2019"}, SawEarlier, r))
	require.Equal(t, Naming{Proposals: 3, Clusters: 3}, c.Naming("1"), "nor does the word of who only agreed")
}

// TestWhoSaysItAgainLaterCounts: a vote of a newcomer counts once they have been there for long and say the same.
func TestWhoSaysItAgainLaterCounts(t *testing.T) {
	t.Parallel()
	r := tenured(manyThere)
	c := proposed(t, r, anHourAgo, anHourAgo, longThere)
	again := func(cause string, who Tenure) {
		require.NoError(t, c.Answer(t0.Add(5*time.Hour), cause, crowd(6)[0], Reply{Text: pianist}, VoterWeight{Reliability: .8, InviteCohort: "one", Tenure: who}, r))
	}
	again("still new", anHourAgo)
	require.Equal(t, StatusOpen, c.Status)
	again("grown", longThere)
	require.Equal(t, StatusDecided, c.Status)
	requireReplays(t, c)
}

// TestATooSmallOrTooYoungPoolNamesNobody: whoever fills a language that nobody else reads, or makes the reviewers, names nobody; the
// claim says why.
func TestATooSmallOrTooYoungPoolNamesNobody(t *testing.T) {
	t.Parallel()
	for why, p := range map[Withheld]Pool{TooFewReaders: {Readers: 9, Reviewers: 3}, TooFewReviewers: {Readers: 10, Reviewers: 2}} {
		r := tenured(p)
		c := proposed(t, r, longThere, longThere, longThere)
		require.Equal(t, StatusOpen, c.Status)
		require.Equal(t, why, c.Withheld)
		facts := len(c.fresh)
		require.NoError(t, c.AddEvidence(t0, "again", crowd(6)[0], &Evidence{Link: "https://example.org/2018"}, "", r))
		require.Len(t, c.fresh, facts+1, "it is noted once")
		requireReplays(t, c)
		c.Tick(t0.Add(r.Policy.Deadline), r)
		require.Equal(t, StatusUndecided, c.Status)
		require.Equal(t, why, c.Public().Withheld)
	}
	r := tenured(manyThere)
	r.Pool = nil
	require.Equal(t, StatusOpen, proposed(t, r, longThere, longThere, longThere).Status, "what is not known is nobody")

	r = tenured(Pool{Readers: 9, Reviewers: 3})
	c := proposed(t, r, longThere, longThere, longThere)
	require.NoError(t, c.AddEvidence(t0, "later", crowd(6)[0], &Evidence{Link: "https://example.org/2018"}, "", tenured(manyThere)))
	require.Equal(t, StatusDecided, c.Status, "when there are enough it goes on")
	require.Empty(t, c.Withheld)
}

// TestANewReviewersApprovalNamesNobody: it counts once they have been one for days, and a third must be there to stop it.
func TestANewReviewersApprovalNamesNobody(t *testing.T) {
	t.Parallel()
	r := tenured(manyThere)
	c := proposed(t, r, longThere, longThere, longThere)
	for _, since := range []time.Time{{}, t0, t0.Add(-71 * time.Hour)} {
		young := r
		young.Since = since
		require.ErrorIs(t, c.Approve(t0, "young", "reviewer1", Consent{}, young), TooNewReviewer)
	}
	few := r
	few.Pool = func(*Claim) Pool { return Pool{Readers: 10, Reviewers: 2} }
	require.ErrorIs(t, c.Approve(t0, "few", "reviewer1", Consent{}, few), FewReviewers)
	require.Empty(t, c.ApprovedBy)
	require.NoError(t, c.Approve(t0, "one", "reviewer1", Consent{}, r))
	require.NoError(t, c.Approve(t0, "two", "reviewer2", Consent{}, r))
	require.False(t, c.PublishAt.IsZero())
	young := r
	young.Since = t0
	require.NoError(t, c.Hold(t0, "stop", "reviewer3", "wait"), "a new reviewer can stop it")
}

// TestTheFirstReviewersOfANewsroomDecideWhatNamesNobody: on the first day nobody has been a reviewer for long; later, who has is.
func TestTheFirstReviewersOfANewsroomDecideWhatNamesNobody(t *testing.T) {
	t.Parallel()
	young := tenured(Pool{})
	young.Since = t0
	c := decided(t, Truth)
	require.NoError(t, c.Approve(t0, "one", "reviewer1", Consent{}, young))
	require.Equal(t, StatusPublished, c.Status)

	joined := tenured(Pool{Reviewers: 1})
	joined.Since = t0
	c = decided(t, Truth)
	require.ErrorIs(t, c.Approve(t0, "one", "reviewer1", Consent{}, joined), TooNewReviewer)
	byTwo := published(t, Truth)
	require.ErrorIs(t, byTwo.Correct(t0, "c", "reviewer1", Misleading, "", joined), TooNewReviewer, "nor does what takes two")
	private := opened(t, Truth)
	require.NoError(t, private.MarkPrivate(t0, "m", "reviewer9", PrivateByReviewer, ""))
	require.ErrorIs(t, private.SayOfficial(t0, "o", "reviewer1", young), TooNewReviewer, "who is no private person, new reviewers do not say")
}

// TestNoCrowdOfAnHourNamesAnybody plays any crowd: without two who have been there for long, nobody is named.
func TestNoCrowdOfAnHourNamesAnybody(t *testing.T) {
	t.Parallel()
	r := tenured(manyThere)
	rapid.Check(t, func(rt *rapid.T) {
		old := rapid.IntRange(0, 3).Draw(rt, "old")
		people := make([]Tenure, rapid.IntRange(old, 6).Draw(rt, "people"))
		for i := range people {
			people[i] = anHourAgo
			if i < old {
				people[i] = longThere
			}
		}
		c := whoIsIt(t)
		for i, k := range rapid.Permutation(people).Draw(rt, "order") {
			if c.Status != StatusOpen {
				break
			}
			id := crowd(6)[i]
			s := VoterWeight{Reliability: .8, InviteCohort: fmt.Sprint(i), Tenure: k}
			require.NoError(rt, c.Answer(t0, fmt.Sprint("p", i), id, Reply{Text: pianist}, s, r))
			if c.Status == StatusOpen {
				require.NoError(rt, c.AddEvidence(t0, fmt.Sprint("e", i), id, &Evidence{Link: "https://example.org/2019"}, []EvidenceBasis{SawEarlier, KnowsPerson}[i%2], r))
			}
		}
		if old < 2 {
			require.Equal(rt, StatusOpen, c.Status)
		}
		if old == 3 || old == 2 && len(people) > 2 {
			require.Equal(rt, StatusDecided, c.Status)
		}
	})
}
