package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegramtest"
)

// maker makes files that count how often they were asked for.
type maker map[string]error

func (m maker) Make(_ context.Context, name string) (bot.File, error) {
	var content bytes.Buffer
	if strings.HasSuffix(name, ".png") { // Telegram takes no photo that is none
		if err := png.Encode(&content, image.NewGray(image.Rect(0, 0, 32, 32))); err != nil {
			return bot.File{}, err
		}
	}
	content.WriteString("the file " + name)
	return bot.File{Same: "1 " + name, Name: name, Content: content.Bytes()}, m[name]
}

func TestFilesAreMadeWhenTheyGoOutAndUploadedOnce(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	reader := s.User(telegramtest.Profile{FirstName: "A"})
	reader.Says("/start")
	send := func(kind bot.MediaKind, name string) error {
		_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{
			Chat: reader.ID(), Action: bot.Send, Media: []bot.Media{{Kind: kind, Made: name}}, Text: "for you",
		}})
		return err
	}
	require.Equal(t, bot.Rejected, bot.FailureOf(send(bot.Photo, "a.png")), "nobody makes any")
	c.Makes(maker{"gone": bot.ErrNoFile, "not now": errors.New("Redis is away")})
	for range 2 {
		require.NoError(t, send(bot.Photo, "a.png"))
		require.NoError(t, send(bot.Document, "a.pdf"))
	}
	require.Equal(t, bot.Rejected, bot.FailureOf(send(bot.Document, "gone")))
	require.Equal(t, bot.Unavailable, bot.FailureOf(send(bot.Document, "not now")), "nothing was sent, so it is tried again")
	all := reader.Inbox()
	require.Len(t, all, 4)
	for i, want := range []string{"photo", "document", "photo", "document"} {
		require.Equal(t, "for you", all[i].Text)
		require.Equal(t, want, all[i].Media[0].Kind)
		require.Contains(t, string(all[i].Media[0].Bytes), "the file a.p")
	}
	require.Equal(t, all[0].Media[0].FileID, all[2].Media[0].FileID, "it is uploaded once")
	require.Equal(t, all[1].Media[0].FileID, all[3].Media[0].FileID)
}
