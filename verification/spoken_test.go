package verification_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/screening"
)

// TestTheAskersWordForTheLanguageAddsReaders: of a text that is surely Russian the asker says that it is Kyrgyz. Those who read Kyrgyz may be
// asked, too, and the ten sybils among them get no more than their share of all readers; those who read Russian still are, and it waits
// among what is in Russian.
func TestTheAskersWordForTheLanguageAddsReaders(t *testing.T) {
	t.Parallel()
	s := juryStage(t)
	ctx := t.Context()
	var codes []verification.Code
	for i := range 24 {
		by := verification.PersonID(fmt.Sprintf("asker%d", i))
		who, err := s.desk.Meet(ctx, by, "at", verification.Russian)
		require.NoError(t, err)
		text := fmt.Sprintf("Правда ли, что в городе закрыли больницу номер %d и все аптеки до конца года?", i)
		c, err := s.desk.Submit(ctx, fmt.Sprint("sent ", i), who, "at", verification.Content{Text: screening.Foreign(text)})
		require.NoError(t, err)
		c, err = s.desk.SetLanguage(ctx, fmt.Sprint("said ", i), by, c.Code, verification.Kyrgyz, "")
		require.NoError(t, err)
		require.Equal(t, verification.Kyrgyz, c.Language)
		_, err = s.desk.Choose(ctx, fmt.Sprint("chosen ", i), by, c.Code, verification.Truth)
		require.NoError(t, err)
		codes = append(codes, c.Code)
	}
	offered, err := s.store.Offered(ctx, []verification.Queue{{Language: verification.Kyrgyz, Subject: verification.General}}, 100)
	require.NoError(t, err)
	require.Empty(t, offered, "the text is not in the language that they say")
	for i := range 10 {
		s.volunteer(verification.PersonID(fmt.Sprintf("sybil%d", i)), []verification.Language{verification.Kyrgyz})
	}
	for i := range 30 {
		s.volunteer(verification.PersonID(fmt.Sprintf("honest%d", i)), []verification.Language{verification.Russian})
	}
	require.NoError(t, s.desk.Feed(ctx))
	sybils, all := s.seated("sybil", codes)
	require.Equal(t, 9*len(codes), all)
	require.Less(t, float64(sybils)/float64(len(codes)), 3.2, "of nine seats, where their share is 2.25")
}

// TestTheLanguageIsSaidByWhoAskedBeforeTheFirstAnswer: by nobody else, and not later; nobody loses their seat by it.
func TestTheLanguageIsSaidByWhoAskedBeforeTheFirstAnswer(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.volunteer("v1", []verification.Language{verification.Russian})
	s.volunteer("v2", []verification.Language{verification.Kazakh})
	code := s.asks("asker", "Дамба прорвана", verification.Russian, verification.General)
	require.NoError(t, s.desk.Feed(ctx))
	before, err := s.desk.Claim(ctx, code)
	require.NoError(t, err)
	_, err = s.desk.SetLanguage(ctx, "x", "v1", code, verification.Kazakh, "")
	require.ErrorIs(t, err, verification.NotFound)
	_, err = s.desk.SetLanguage(ctx, "y", "asker", code, "uz", "")
	require.ErrorIs(t, err, verification.BadAnswer)
	c, err := s.desk.SetLanguage(ctx, "z", "asker", code, verification.Kazakh, "")
	require.NoError(t, err)
	require.Equal(t, verification.Kazakh, c.Language)
	for id := range before.Asked {
		require.Contains(t, c.Asked, id)
	}
	for id := range c.Asked {
		_, err = s.desk.Answer(ctx, "answer "+string(id), s.person(id), code, verification.Reply{Choice: verification.True})
		require.NoError(t, err)
		break
	}
	_, err = s.desk.SetLanguage(ctx, "late", "asker", code, verification.Russian, "")
	require.Error(t, err)
}
