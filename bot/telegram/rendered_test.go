package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegramtest"
)

// renderer makes what it is told to, and counts.
type renderer struct {
	same string
	file []byte
	err  error // of Make
	fail error // of the file's Content
	made int
}

func (m *renderer) Render(_ context.Context, name string) (bot.File, error) {
	if m.err != nil {
		return bot.File{}, m.err
	}
	return bot.File{Same: name + m.same, Name: name, Content: func(context.Context) ([]byte, error) {
		m.made++
		return m.file, m.fail
	}}, nil
}

// drawing is a picture: Telegram takes no photo that is none.
func drawing(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))))
	return b.Bytes()
}

func TestAFileIsMadeWhenItGoesOutAndUploadedOnce(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	reader := s.User(telegramtest.Profile{FirstName: "A"})
	reader.Says("/start")
	m := &renderer{file: drawing(t, 1080, 1350)}
	c.SetRenderer(bot.FileRenderers{"card": m})
	send := func(kind bot.MediaKind, name string) error {
		_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{
			Chat: reader.ID(), Action: bot.Send, Text: "for <b>you</b>", Media: []bot.Media{{Kind: kind, Rendered: name}},
			Buttons: [][]bot.Button{{{Text: "x", Data: "x"}}},
		}})
		return err
	}
	for range 2 {
		require.NoError(t, send(bot.Photo, "card/a.png"))
		require.NoError(t, send(bot.Document, "card/a.pdf"))
	}
	require.Equal(t, 2, m.made, "what is the same is made once")
	m.same = "another version"
	require.NoError(t, send(bot.Photo, "card/a.png"))
	require.Equal(t, 3, m.made)
	all := reader.Inbox()
	require.Len(t, all, 5)
	for i, want := range []string{"photo", "document", "photo", "document", "photo"} {
		require.Equal(t, "for you", all[i].Text)
		require.Equal(t, want, all[i].Media[0].Kind)
		require.Equal(t, m.file, all[i].Media[0].Bytes)
		require.Len(t, all[i].Buttons, 1)
	}
	require.Equal(t, all[0].Media[0].FileID, all[2].Media[0].FileID, "it is uploaded once")
	require.Equal(t, all[1].Media[0].FileID, all[3].Media[0].FileID)
	require.NotEqual(t, all[0].Media[0].FileID, all[4].Media[0].FileID)
}

func TestAFileThatCannotBeMade(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	reader := s.User(telegramtest.Profile{FirstName: "A"})
	reader.Says("/start")
	send := func(text string) error {
		_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{
			Chat: reader.ID(), Action: bot.Send, Text: text, Media: []bot.Media{{Kind: bot.Photo, Rendered: "card/a.png"}},
			Buttons: [][]bot.Button{{{Text: "x", Data: "x"}}},
		}})
		return err
	}
	require.Equal(t, bot.Rejected, bot.FailureOf(send("")), "nobody makes any")
	m := &renderer{}
	c.SetRenderer(bot.FileRenderers{"card": m})
	for _, place := range []*error{&m.fail, &m.err} {
		*place = errors.New("no ledger with 4411 in it")
		err := send("for you")
		require.Equal(t, bot.Unavailable, bot.FailureOf(err), "nothing was sent, so it is tried again")
		require.NotContains(t, err.Error(), "4411")
		require.Empty(t, reader.Inbox())
		*place = nil
	}
	for i, place := range []*error{&m.fail, &m.err} {
		*place = bot.ErrNoFile
		require.NoError(t, send("for <b>you</b>"))
		require.Equal(t, bot.Rejected, bot.FailureOf(send("")), "nothing is left to be sent")
		all := reader.Inbox()
		require.Len(t, all, i+1)
		require.Empty(t, all[i].Media, "where there is no file any more, the words go alone")
		require.Equal(t, "for you", all[i].Text)
		require.Len(t, all[i].Buttons, 1)
		*place = nil
	}
}

func TestTheServerTakesOnlyPhotosThatTelegramTakes(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	reader := s.User(telegramtest.Profile{FirstName: "A"})
	reader.Says("/start")
	m := &renderer{}
	c.SetRenderer(bot.FileRenderers{"card": m})
	for name, file := range map[string][]byte{
		"empty": {}, "no picture": []byte("no picture at all"), "a strip": drawing(t, 3000, 100), "too large": drawing(t, 9000, 2000),
		"too heavy": append(drawing(t, 100, 100), make([]byte, 11<<20)...),
	} {
		m.file = file
		_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{
			Chat: reader.ID(), Action: bot.Send, Media: []bot.Media{{Kind: bot.Photo, Rendered: "card/" + name}},
		}})
		require.Equal(t, bot.Rejected, bot.FailureOf(err), name)
	}
	require.Empty(t, reader.Inbox())
}

func TestMakersAreToldApart(t *testing.T) {
	t.Parallel()
	cards, bulletins := &renderer{file: []byte("a card")}, &renderer{file: []byte("a bulletin")}
	all := bot.FileRenderers{"card": cards, "bulletin": bulletins}
	one, err := all.Render(t.Context(), "card/x")
	require.NoError(t, err)
	other, err := all.Render(t.Context(), "bulletin/x")
	require.NoError(t, err)
	require.NotEqual(t, one.Same, other.Same)
	content, err := other.Content(t.Context())
	require.NoError(t, err)
	require.Equal(t, bulletins.file, content)
	_, err = all.Render(t.Context(), "nothing/x")
	require.ErrorIs(t, err, bot.ErrNoFile)
}
