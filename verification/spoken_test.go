package verification_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// TestTheAskersWordForTheLanguageAddsReaders: of a text that is surely Russian the asker says that it is Kyrgyz. Those who read Kyrgyz may be
// asked, too, and the ten sybils among them get no more than their share of all readers; those who read Russian still are, and it waits
// among what is in Russian.
func TestTheAskersWordForTheLanguageAddsReaders(t *testing.T) {
	t.Parallel()
	s := juryStage(t)
	ctx := t.Context()
	var codes []claim.Code
	for i := range 24 {
		by := claim.PersonID(fmt.Sprintf("asker%d", i))
		who, err := s.desk.Meet(ctx, by, "at", claim.Russian)
		require.NoError(t, err)
		text := fmt.Sprintf("Правда ли, что в городе закрыли больницу номер %d и все аптеки до конца года?", i)
		c, err := s.desk.Submit(ctx, fmt.Sprint("sent ", i), who, "at", claim.Content{Text: moderation.Foreign(text)})
		require.NoError(t, err)
		c, err = s.desk.SetLanguage(ctx, fmt.Sprint("said ", i), by, c.Code, claim.Kyrgyz, "")
		require.NoError(t, err)
		require.Equal(t, claim.Kyrgyz, c.Language)
		_, err = s.desk.Choose(ctx, fmt.Sprint("chosen ", i), by, c.Code, claim.Truth)
		require.NoError(t, err)
		codes = append(codes, c.Code)
	}
	offered, err := s.store.Offered(ctx, []claim.Queue{{Language: claim.Kyrgyz, Subject: claim.General}}, 100)
	require.NoError(t, err)
	require.Empty(t, offered, "the text is not in the language that they say")
	for i := range 10 {
		s.volunteer(claim.PersonID(fmt.Sprintf("sybil%d", i)), []claim.Language{claim.Kyrgyz})
	}
	for i := range 30 {
		s.volunteer(claim.PersonID(fmt.Sprintf("honest%d", i)), []claim.Language{claim.Russian})
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
	s.volunteer("v1", []claim.Language{claim.Russian})
	s.volunteer("v2", []claim.Language{claim.Kazakh})
	code := s.asks("asker", "Дамба прорвана", claim.Russian, claim.General)
	require.NoError(t, s.desk.Feed(ctx))
	before, err := s.desk.Claim(ctx, code)
	require.NoError(t, err)
	_, err = s.desk.SetLanguage(ctx, "x", "v1", code, claim.Kazakh, "")
	require.ErrorIs(t, err, claim.NotFound)
	_, err = s.desk.SetLanguage(ctx, "y", "asker", code, "uz", "")
	require.ErrorIs(t, err, claim.BadAnswer)
	c, err := s.desk.SetLanguage(ctx, "z", "asker", code, claim.Kazakh, "")
	require.NoError(t, err)
	require.Equal(t, claim.Kazakh, c.Language)
	for id := range before.Asked {
		require.Contains(t, c.Asked, id)
	}
	for id := range c.Asked {
		_, err = s.desk.Answer(ctx, "answer "+string(id), s.person(id), code, claim.Reply{Choice: claim.True})
		require.NoError(t, err)
		break
	}
	_, err = s.desk.SetLanguage(ctx, "late", "asker", code, claim.Russian, "")
	require.Error(t, err)
}
