package claim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/consensus/consensustest"
	"github.com/rastau/rastau/verification/moderation"
)

// TestEachPartOfTheRuleForANameIsNeeded lets all but one part be there: then nobody is named.
func TestEachPartOfTheRuleForANameIsNeeded(t *testing.T) {
	t.Parallel()
	const concert = "https://example.org/concert-2019"
	type shown struct {
		who  int
		k    EvidenceBasis
		link string
	}
	enough := []shown{{0, KnowsPerson, ""}, {1, SawEarlier, concert}}
	for name, x := range map[string]struct {
		clusters []string
		shown    []shown
		named    bool
	}{
		"all is there":                       {[]string{"one", "two", "one"}, enough, true},
		"two propose":                        {[]string{"one", "two"}, enough, false},
		"all by one invitation":              {[]string{"one", "one", "one", "one"}, enough, false},
		"one kind":                           {[]string{"one", "two", "one"}, []shown{{1, SawEarlier, concert}}, false},
		"one kind, and it looks like them":   {[]string{"one", "two", "one"}, []shown{{0, LooksLike, ""}, {1, SawEarlier, concert}}, false},
		"nothing from before":                {[]string{"one", "two", "one"}, []shown{{0, KnowsPerson, ""}, {1, Colleague, ""}}, false},
		"something from before, not shown":   {[]string{"one", "two", "one"}, []shown{{0, KnowsPerson, ""}, {1, SawEarlier, ""}}, false},
		"something shown, not from before":   {[]string{"one", "two", "one"}, []shown{{0, KnowsPerson, ""}, {1, FoundSource, concert}}, false},
		"the person and a relative, no more": {[]string{"one", "two", "one"}, []shown{{0, IsMe, ""}, {1, Relative, ""}}, false},
		"the person's word, and no proof":    {[]string{"one", "two", "one"}, []shown{{0, IsMe, ""}, {1, SawEarlier, concert}}, false},
		"the person, with proof":             {[]string{"one", "two", "one"}, []shown{{0, IsMe, "https://example.org/sheet"}, {1, SawEarlier, concert}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rules := careful
			rules.Judge = consensustest.Majority(2) // the votes alone would do
			c := fresh()
			require.NoError(t, c.Open(t0, "chosen", Identity, rules))
			c.Ask(t0, crowd(6), rules)
			for i, cluster := range x.clusters {
				standing := VoterWeight{Reliability: .8, InviteCohort: cluster}
				require.NoError(t, c.Answer(t0.Add(time.Duration(i)*time.Hour), fmt.Sprint("p", i), crowd(6)[i], Reply{Text: pianist}, standing, rules))
			}
			for i, s := range x.shown {
				var e *Evidence
				if s.link != "" {
					e = &Evidence{Link: moderation.Foreign(s.link)}
				}
				require.NoError(t, c.AddEvidence(t0.Add(5*time.Hour), fmt.Sprint("e", i), crowd(6)[s.who], e, s.k, rules))
			}
			require.Equal(t, x.named, c.Status == StatusDecided)
		})
	}
	require.Equal(t, NamingRule{Proposals: 3, Clusters: 2, Kinds: 2, Earlier: true}, DefaultPolicy().Naming)
}

func TestTwoWhoSeeAChildEndItWhateverAReviewerSaid(t *testing.T) {
	t.Parallel()
	c := shown(t)
	look(t, c, 0, Minor)
	require.NoError(t, c.Release(t0, "r", "reviewer", screened))
	require.Equal(t, StatusScreening, c.Status, "two have still to confirm")
	look(t, c, 1, Bystander)
	require.Equal(t, StatusRefused, c.Status)
	require.ErrorIs(t, c.Release(t0, "r2", "reviewer", screened), NotOpen)
	require.ErrorIs(t, c.Reopen(t0, "r3", "reviewer", screened), NotOpen)
}

func TestNobodyIsNamedWithAnAccusation(t *testing.T) {
	t.Parallel()
	c := asked(t, Identity)
	require.ErrorIs(t, c.Answer(t0, "1", "a", Reply{Text: "Викрам Рузахунов, террорист"}, VoterWeight{}, small), Accusing)
	require.NoError(t, c.Answer(t0, "2", "a", Reply{Text: "Викрам Рузахунов, пианист"}, VoterWeight{}, small))
	c = published(t, Identity)
	require.ErrorIs(t, c.Correct(t0, "3", "reviewer1", "Викрам Рузахунов, мародёр", "", small), Accusing)
	require.ErrorIs(t, c.Correct(t0, "4", "reviewer1", "Викрам Рузахунов, пианист", "он убийца", small), Accusing)
}

func TestWordsOfCustodyAreLabelled(t *testing.T) {
	t.Parallel()
	for text, held := range map[string]bool{"Задержанный признался на камеру": true, "Пианист играет джаз": false} {
		c := Replay("K7Q2MX", nil, 0, nil)
		c.Record(&Received{Meta: Meta{At: t0}, Content: &Content{Text: moderation.Foreign(text)}})
		require.NoError(t, c.Open(t0, "chosen", Truth, small))
		require.Equal(t, held, c.Custody)
		require.NoError(t, c.LabelCustody(t0, "label", "reviewer"))
		require.Equal(t, !held, c.Custody, "a reviewer knows better")
	}
}

func TestWhoReadAResultLearnsThatItsWordsWereSaidInCustody(t *testing.T) {
	t.Parallel()
	c := published(t, Truth)
	before := c.Public()
	require.NoError(t, c.LabelCustody(t0, "label", "reviewer1"))
	after := c.Public()
	require.True(t, after.Custody)
	require.Equal(t, NoteCustody, after.NoteKind)
	require.Equal(t, []int{before.Version + 1, before.Edition + 1}, []int{after.Version, after.Edition})
	require.Equal(t, before.Answer, after.Answer)
	require.False(t, c.Corrected, "the votes still give the result")
	require.ErrorIs(t, c.LabelCustody(t0, "again", "reviewer1"), OutAsApproved)
}

// TestWhatMayHoldHiddenDataWaitsForAReviewer also while it waits for nothing else.
func TestWhatMayHoldHiddenDataWaitsForAReviewer(t *testing.T) {
	t.Parallel()
	hidden := []Media{{Kind: "photo", Ref: "1"}, {Kind: "document", Ref: "2", Hidden: true}}
	c := Replay("K7Q2MX", nil, 0, nil)
	c.Record(&Received{Meta: Meta{At: t0}, Content: &Content{Text: "Бұл рас па?", Media: hidden}})
	require.NoError(t, c.Open(t0, "chosen", Truth, small))
	require.Equal(t, StatusStopped, c.Status)
	require.Equal(t, StoppedForHidden, c.Stopped)
	require.Empty(t, c.Ask(t0, crowd(3), small))

	c = asked(t, Truth)
	require.NoError(t, c.Answer(t0, "1", "a", Reply{Choice: True}, VoterWeight{Reliability: .8}, small))
	require.ErrorIs(t, c.AddEvidence(t0, "2", "a", &Evidence{Media: hidden}, "", small), HiddenData)
	require.NoError(t, c.AddEvidence(t0, "3", "a", &Evidence{Media: hidden[:1]}, "", small))
}

// TestProposalsAreSealedInTheFirstRound: whoever is asked while others have proposed already neither sees nor takes theirs.
func TestProposalsAreSealedInTheFirstRound(t *testing.T) {
	t.Parallel()
	c := opened(t, Identity)
	require.Len(t, c.Ask(t0, crowd(2), small), 2)
	require.NoError(t, c.Answer(t0, "1", "a", Reply{Text: pianist}, VoterWeight{}, small))
	require.NotEmpty(t, c.Ask(t0, crowd(3), small))
	require.False(t, c.Asked["c"].Confirm)
	require.ErrorIs(t, c.Answer(t0, "2", "c", Reply{Choice: "1"}, VoterWeight{}, small), BadAnswer)
}
