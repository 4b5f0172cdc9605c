package verification_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// A bare question is never content: it opens no claim and joins none, whoever sends it, and is no words of what it came with.
func TestABareQuestionIsNeverContent(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	photo := func(same string) []claim.Media {
		return []claim.Media{{Kind: "photo", Ref: same, Same: same}}
	}
	for i, text := range []moderation.Foreign{"Это правда?", "рас па?", "чындыкпы", "is this real??", "🤔", "?", "@rastau_bot это правда", "Ребят, это правда?", "Это нейросеть?", "Чын бекен?", "Це правда?"} {
		cause := "u" + string(rune('a'+i))
		for _, by := range []claim.PersonID{"one", "two"} {
			p := s.person(by)
			_, err := s.desk.Receive(t.Context(), cause+string(by), p, "1", claim.Content{Text: text}, "", start)
			require.ErrorIs(t, err, claim.NoSubject, text)
			_, err = s.desk.Submit(t.Context(), cause+"s"+string(by), p, "1", claim.Content{Text: text})
			require.ErrorIs(t, err, claim.NoSubject, text)
		}
		r, err := s.desk.Receive(t.Context(), cause+"photo", s.person("one"), "1",
			claim.Content{Text: text, Media: photo(cause)}, claim.Truth, start)
		require.NoError(t, err)
		require.Empty(t, r.Claim.Content.Text)
		require.Nil(t, r.Into, text)
	}
	for text, want := range map[moderation.Foreign]claim.Refusal{"Привет": claim.Greeting, "спасибо!": claim.Thanks, "": claim.Empty} {
		_, err := s.desk.Submit(t.Context(), "t"+string(text), s.person("one"), "1", claim.Content{Text: text})
		require.ErrorIs(t, err, want, text)
	}
}

// Words that stand beside a forwarded file are those of who forwarded it.
func TestNoChannelIsSaidToHaveSaidWhatWasWrittenBesideItsFile(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	send := func(cause string, apart bool) *claim.Claim {
		c, err := s.desk.Submit(t.Context(), cause, s.person("one"), "1", claim.Content{
			Text: "There was shooting on the square.", Media: []claim.Media{{Kind: "photo", Ref: cause}},
			Origin: &claim.Origin{Kind: "channel", Name: "City news", Apart: apart},
		})
		require.NoError(t, err)
		return c
	}
	require.Equal(t, "City news", send("a", false).ToVolunteers().Source.String())
	require.True(t, send("b", true).ToVolunteers().Source.Empty())
}

// What only looks like a bare question is kept, also below a picture; and whoever means their very words may say so.
func TestWordsAreNeverLost(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for i, text := range []moderation.Foreign{"Тут мина", "Бала жоқ", "A boy was shot here", "Новости врут", "Это Ким", "Его зовут Ким", "Мына жерде мина бар"} {
		cause := "u" + string(rune('a'+i))
		alone, err := s.desk.Submit(t.Context(), cause, s.person("one"), "1", claim.Content{Text: text})
		require.NoError(t, err, text)
		require.Equal(t, text, alone.Content.Text)
		below, err := s.desk.Submit(t.Context(), cause+"p", s.person("one"), "1", claim.Content{Text: text, Media: []claim.Media{{Kind: "photo", Ref: cause}}})
		require.NoError(t, err, text)
		require.Equal(t, text, below.Content.Text)
	}
	for _, by := range []claim.PersonID{"two", "three"} {
		r, err := s.desk.Receive(t.Context(), "meant"+string(by), s.person(by), "1", claim.Content{Text: "Это правда?", Meant: true}, claim.Truth, start)
		require.NoError(t, err)
		require.Equal(t, moderation.Foreign("Это правда?"), r.Claim.Content.Text)
		require.Nil(t, r.Into)
		require.Empty(t, r.Like)
	}
}
