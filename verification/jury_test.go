package verification_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// volunteer makes somebody one, as if they had joined long ago.
func (s *stage) volunteer(id claim.PersonID, languages []claim.Language, subjects ...claim.Subject) {
	s.t.Helper()
	_, err := s.desk.SetChecks(s.t.Context(), id, func(p *claim.Person) {
		p.Role, p.Languages, p.Subjects = claim.Verifier, languages, subjects
	})
	require.NoError(s.t, err)
}

// asks has somebody ask whether a text is true, and says what it is about.
func (s *stage) asks(id, text string, language claim.Language, about claim.Subject) claim.Code {
	s.t.Helper()
	ctx := s.t.Context()
	by := claim.PersonID(id)
	who, err := s.desk.Meet(ctx, by, "at "+id, language)
	require.NoError(s.t, err)
	c, err := s.desk.Submit(ctx, "sent "+id, who, who.Address, claim.Content{Text: moderation.Foreign(text)})
	require.NoError(s.t, err)
	_, err = s.desk.Choose(ctx, "chosen "+id, by, c.Code, claim.Truth)
	require.NoError(s.t, err)
	if about != claim.General {
		_, err = s.desk.Sort(ctx, "sorted "+id, by, c.Code, about, "")
		require.NoError(s.t, err)
	}
	return c.Code
}

// juryStage seats nine at once, however many questions wait for them.
func juryStage(t *testing.T) *stage {
	t.Helper()
	s := newStage(t)
	s.rules.Policy.RoundSize, s.rules.Policy.MaxAsked, s.rules.Policy.OpenAsks, s.rules.Policy.AsksPerDay = 9, 9, 1000, 0
	s.restart()
	return s
}

// seated counts those who are asked about the claims whose names begin so.
func (s *stage) seated(prefix string, codes []claim.Code) (of, all int) {
	s.t.Helper()
	for _, code := range codes {
		c, err := s.desk.Claim(s.t.Context(), code)
		require.NoError(s.t, err)
		for id := range c.Asked {
			all++
			if len(id) > len(prefix) && string(id[:len(prefix)]) == prefix {
				of++
			}
		}
	}
	return of, all
}

// TestTheAskerPicksNoJuryByTheSubject: of 40 volunteers ten are sybils who chose Health, and so did one honest one. They get less
// than half of the seats of claims that somebody of theirs says to be about Health.
func TestTheAskerPicksNoJuryByTheSubject(t *testing.T) {
	t.Parallel()
	s := juryStage(t)
	var codes []claim.Code
	for i := range 24 {
		codes = append(codes, s.asks(fmt.Sprintf("asker%d", i), fmt.Sprintf("Is it true that the hospital number %d is closed to all who are ill?", i), claim.English, claim.Health))
	}
	en := []claim.Language{claim.English}
	for i := range 40 {
		switch {
		case i < 10:
			s.volunteer(claim.PersonID(fmt.Sprintf("sybil%d", i)), en, claim.Health)
		case i == 10:
			s.volunteer("honest10", en, claim.Health)
		default:
			s.volunteer(claim.PersonID(fmt.Sprintf("honest%d", i)), en)
		}
	}
	require.NoError(t, s.desk.Feed(t.Context()))
	sybils, all := s.seated("sybil", codes)
	require.Equal(t, 9*len(codes), all)
	require.Less(t, float64(sybils)/float64(len(codes)), 4.5, "of nine seats")
	require.Positive(t, sybils)
}

// TestWhoReadsTheLanguageFindsEveryClaimInIt: whoever looks for a question is not led past those of subjects they did not choose.
func TestWhoReadsTheLanguageFindsEveryClaimInIt(t *testing.T) {
	t.Parallel()
	s := juryStage(t)
	code := s.asks("asker", "Is it true that the hospital is closed to all who are ill?", claim.English, claim.Health)
	s.volunteer("honest", []claim.Language{claim.English})
	_, leased, err := s.desk.Next(t.Context(), s.person("honest"))
	require.NoError(t, err)
	require.True(t, leased)
	c, err := s.desk.Claim(t.Context(), code)
	require.NoError(t, err)
	require.Contains(t, c.Asked, claim.PersonID("honest"))
}

// TestTheAskerPicksNoJuryByTheirLanguage: somebody who speaks Kyrgyz to the bot has no Russian text read by those alone who say
// that they read Kyrgyz, not with a few Kyrgyz words in it either; of a picture or a text that tells no language, half of the jury is of
// everybody.
func TestTheAskerPicksNoJuryByTheirLanguage(t *testing.T) {
	t.Parallel()
	for text, most := range map[string]float64{
		"Правда ли, что в городе закрыли все больницы и аптеки до конца года?":                 0,
		"Правда ли, что в Өлкө на улице Көл закрыли все больницы и аптеки до конца года?":      0,
		"Өлкө: правда ли, что в городе закрыли все больницы и аптеки и по стране также?":       0,
		"Бүт өлкөдө ооруканалар жабылган. Правда ли, что в городе закрыли все больницы и там?": 4.5,
		"Дамба прорвана": 4.5,
		"12:30 🔥":        4.5,
	} {
		s := juryStage(t)
		var codes []claim.Code
		for i := range 12 {
			codes = append(codes, s.asks(fmt.Sprintf("asker%d", i), fmt.Sprint(text, " ", i), claim.Kyrgyz, claim.General))
		}
		for i := range 10 {
			s.volunteer(claim.PersonID(fmt.Sprintf("sybil%d", i)), []claim.Language{claim.Kyrgyz})
		}
		for i := range 30 {
			s.volunteer(claim.PersonID(fmt.Sprintf("honest%d", i)), []claim.Language{claim.Russian})
		}
		require.NoError(t, s.desk.Feed(t.Context()))
		sybils, all := s.seated("sybil", codes)
		require.Equal(t, 9*len(codes), all, text)
		require.LessOrEqual(t, float64(sybils)/float64(len(codes)), most, text)
	}
}

// TestOnlyTheAskerAndReviewersSort: nobody else does, also where nobody can tell who asked, and not who asks the same in order to.
func TestOnlyTheAskerAndReviewersSort(t *testing.T) {
	t.Parallel()
	for _, sealed := range []bool{false, true} {
		s := newStage(t)
		s.rules.Policy.SealAskers = sealed
		s.restart()
		ctx := t.Context()
		code := s.asks("asker", "Is it true that the hospital is closed to all who are ill?", claim.English, claim.General)
		if sealed { // as the store does with a key
			require.NoError(t, s.store.RemoveAsker(ctx, code, "asker"))
		}
		s.volunteer("v1", []claim.Language{claim.English})
		require.NoError(t, s.store.AddAsker(ctx, code, claim.Requester{Person: "joined", Address: "j", Via: "ABCDEF", At: start}))
		proof := s.desk.SortProof(code, "asker")
		for who, with := range map[claim.PersonID]string{"v1": "", "stranger": proof, "joined": "", "joiner": s.desk.SortProof("ABCDEF", "joiner")} {
			_, err := s.desk.Sort(ctx, "x", who, code, claim.Health, with)
			require.ErrorIs(t, err, claim.NotFound, "%s, sealed %v", who, sealed)
		}
		_, err := s.desk.SortAs(ctx, "r", s.person("v1"), code, claim.Health)
		require.ErrorIs(t, err, claim.NotReviewer)
		c, err := s.desk.Sort(ctx, "own", "asker", code, claim.Health, proof)
		require.NoError(t, err)
		require.Equal(t, claim.Health, c.Subject)
		_, err = s.desk.SetPerson(ctx, "r1", func(p *claim.Person) { p.Role = claim.Reviewer })
		require.NoError(t, err)
		c, err = s.desk.SortAs(ctx, "r", s.person("r1"), code, claim.Disaster)
		require.NoError(t, err)
		require.Equal(t, claim.Disaster, c.Subject)
	}
}
