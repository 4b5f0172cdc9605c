package telegram_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/bot/telegramtest"
)

// searched has somebody search, and gives that as the bot gets it.
func searched(t *testing.T, c *telegram.Client, u *telegramtest.User, query string) *bot.Inline {
	t.Helper()
	u.Searches(query)
	raw, err := c.GetUpdates(t.Context(), 0, 100, 0)
	require.NoError(t, err)
	update, err := telegram.Decode(raw[len(raw)-1])
	require.NoError(t, err)
	require.NotNil(t, update.Inline)
	return update.Inline
}

func TestASearchIsAnsweredWithCards(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	u := s.User(telegramtest.Profile{FirstName: "Айгерім", Language: "kk"})
	q := searched(t, c, u, "бөгет жарылды")
	require.Equal(t, "бөгет жарылды", q.Query)
	require.Equal(t, u.ID(), q.From.ID)
	c.Cards(t.Context(), q.ID, []bot.Card{
		{ID: "KZ7M2X", Title: strings.Repeat("ж", 300), Description: "Рас па?", Text: "<b>Бұл өтірік</b> &lt;"},
	})
	c.Wait()
	cards := u.Cards()
	require.Len(t, cards, 1)
	require.Equal(t, "KZ7M2X", cards[0].ID)
	require.Equal(t, strings.Repeat("ж", 256), cards[0].Title, "more is not shown")
	group := s.Group("Соседи", u)
	require.Equal(t, "Бұл өтірік <", u.Chooses(cards[0], group).Text)

	c.Cards(t.Context(), q.ID, nil)
	c.Wait()
	require.Len(t, u.Cards(), 1, "what is answered is answered")
	calls := s.Calls()
	require.Equal(t, 400, calls[len(calls)-1].Code)
}

func TestNothingFoundIsAnAnswer(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	u := s.User(telegramtest.Profile{FirstName: "Tom"})
	c.Cards(t.Context(), searched(t, c, u, "weather").ID, nil)
	c.Wait()
	cards, err := u.WaitsCards(t.Context())
	require.NoError(t, err)
	require.Empty(t, cards)
}

func TestFetch(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	u := s.User(telegramtest.Profile{FirstName: "Tom"})
	video := telegramtest.Video("")
	video.Thumb = []byte("a picture of it")
	m := received(t, s, c, u, video)
	fetch := func(id string) (content string, err error) {
		err = c.Fetch(t.Context(), id, func(file []byte) error {
			content = string(file)
			return nil
		})
		return content, err
	}
	file, err := fetch(m.Look)
	require.NoError(t, err)
	require.Equal(t, "a picture of it", file)

	huge := telegramtest.Photo("")
	huge.Size = 30 << 20
	for _, id := range []string{"unknown", received(t, s, c, u, huge).FileID} {
		_, err = fetch(id)
		require.Error(t, err)
		require.NotContains(t, err.Error(), s.Token())
		require.NotContains(t, err.Error(), id)
	}
	s.Close()
	_, err = fetch(m.Look)
	require.Error(t, err)
	require.NotContains(t, err.Error(), s.Token())
}
