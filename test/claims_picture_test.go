package test

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/test/harness"
)

// TestAClaimsPictureStandsOnTheCardOnlyWhenAReviewerLetsIt follows a photo from who sent it to who passes it on.
func TestAClaimsPictureStandsOnTheCardOnlyWhenAReviewerLetsIt(t *testing.T) {
	t.Parallel()
	var photo bytes.Buffer
	require.NoError(t, jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 640, 480)), nil))
	var log harness.Log
	s := &script{people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}, last: map[string]telegramtest.Message{}}
	s.house = newHouse(t, &log, 2, func(c *config.Settings) {
		c.Policy.RoundSize, c.Policy.MinVoters, c.Policy.MaxAsked, c.Policy.Confidence = 3, 3, 6, 0.55
	})
	for _, name := range []string{"A", "B", "C"} {
		s.person("verifier", name, "ru")
	}
	s.person("reviewer", "Ольга", "ru")
	s.person("person", "Жанар", "ru")
	file := telegramtest.Photo("Правда, что это сегодня?")
	file.Bytes = photo.Bytes()
	s.who("Жанар").Sends(file)
	s.settle()
	for _, act := range []string{"Жанар presses [Это правда?]", "A presses [Ложь]", "B presses [Ложь]", "C presses [Ложь]"} {
		s.act(act)
	}
	m, ok := s.findButton("Ольга", "Одобрить")
	require.True(t, ok)
	code := harness.Code.FindString(m.Text)
	s.act("Ольга: /picture " + code) // before it is out: nobody adds to what is
	s.act("Ольга presses [Одобрить]")
	card := func() string {
		s.act("Жанар: /card " + code)
		all := s.who("Жанар").Inbox()
		_, kind, err := image.DecodeConfig(bytes.NewReader(all[len(all)-1].Media[0].Bytes))
		require.NoError(t, err)
		return kind
	}
	require.Equal(t, "jpeg", card(), "with the picture")
	s.act("Ольга: /picture " + code)
	require.Equal(t, "png", card(), "words alone")
	s.act("Ольга: /picture " + code)
	require.Equal(t, "png", card(), "nobody adds to what is out")
}
