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

// painter draws what it is told to, and counts.
type painter struct {
	same  string
	file  []byte
	err   error // of Paint
	fail  error // of Draw
	drawn int
}

func (p *painter) Paint(_ context.Context, name string) (bot.Picture, error) {
	if p.err != nil {
		return bot.Picture{}, p.err
	}
	return bot.Picture{Same: name + p.same, Draw: func(context.Context) ([]byte, error) {
		p.drawn++
		return p.file, p.fail
	}}, nil
}

func drawing(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))))
	return b.Bytes()
}

func TestAPictureIsDrawnWhenItGoesOut(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	reader := s.User(telegramtest.Profile{FirstName: "A"})
	reader.Says("/start")
	p := &painter{file: drawing(t, 1080, 1350)}
	c.Paints(p)
	send := func(name string) error {
		_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{
			Chat: reader.ID(), Action: bot.Send, Text: "for <b>you</b>", Media: []bot.Media{{Kind: bot.Photo, Drawn: name}},
			Buttons: [][]bot.Button{{{Text: "x", Data: "x"}}},
		}})
		return err
	}
	require.NoError(t, send("card"))
	require.NoError(t, send("card"))
	require.Equal(t, 1, p.drawn, "what looks the same is drawn once")
	p.same = "another version"
	require.NoError(t, send("card"))
	require.Equal(t, 2, p.drawn)
	all := reader.Inbox()
	require.Len(t, all, 3)
	for _, m := range all {
		require.Equal(t, "for you", m.Text)
		require.Equal(t, p.file, m.Media[0].Bytes)
		require.Len(t, m.Buttons, 1)
	}

	p.fail, p.same = errors.New("no ledger"), "a third"
	require.Equal(t, bot.Unavailable, bot.FailureOf(send("card")), "it is tried again, for nothing was sent")
	p.fail, p.err = nil, errors.New("no ledger with 4411 in it")
	err := send("card")
	require.Equal(t, bot.Unavailable, bot.FailureOf(err))
	require.NotContains(t, err.Error(), "4411")
	p.err = bot.ErrNoPicture
	require.NoError(t, send("card"))
	all = reader.Inbox()
	require.Len(t, all, 4)
	require.Empty(t, all[3].Media, "where there is no picture any more, the words go alone")
	require.Equal(t, "for you", all[3].Text)
	require.Len(t, all[3].Buttons, 1)
}

func TestTheServerTakesOnlyPhotosThatTelegramTakes(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	reader := s.User(telegramtest.Profile{FirstName: "A"})
	reader.Says("/start")
	p := &painter{}
	c.Paints(p)
	for name, file := range map[string][]byte{
		"empty": {}, "no picture": []byte("no picture at all"), "a strip": drawing(t, 3000, 100), "too large": drawing(t, 9000, 2000),
		"too heavy": append(drawing(t, 100, 100), make([]byte, 11<<20)...),
	} {
		p.file = file
		_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{
			Chat: reader.ID(), Action: bot.Send, Media: []bot.Media{{Kind: bot.Photo, Drawn: name}},
		}})
		require.Equal(t, bot.Rejected, bot.FailureOf(err), name)
	}
	require.Empty(t, reader.Inbox())
}

func TestAKeptPictureIsFetchedWithoutHiddenData(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	sender := s.User(telegramtest.Profile{FirstName: "A"})
	file := telegramtest.Document("photo.jpg", "")
	file.Bytes = commented(t)
	m := received(t, s, c, sender, file)
	got, err := c.Picture(t.Context(), m.FileID)
	require.NoError(t, err)
	require.NotContains(t, string(got), "Канарейкина")
	_, _, err = image.DecodeConfig(bytes.NewReader(got))
	require.NoError(t, err)
	_, err = c.Picture(t.Context(), "unknown")
	require.ErrorIs(t, err, bot.ErrNoPicture)
}
