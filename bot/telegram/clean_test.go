package telegram_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/bot/telegramtest"
)

// commented is a small JPEG with a comment that says who made it.
func commented(t *testing.T) []byte {
	t.Helper()
	var plain bytes.Buffer
	require.NoError(t, jpeg.Encode(&plain, image.NewGray(image.Rect(0, 0, 8, 8)), nil))
	const words = "by Канарейкина"
	return append([]byte{0xff, 0xd8, 0xff, 0xfe, 0, byte(len(words) + 2)}, append([]byte(words), plain.Bytes()[2:]...)...)
}

// received has somebody send a file to the bot, and gives it as the bot knows it.
func received(t *testing.T, s *telegramtest.Server, c *telegram.Client, u *telegramtest.User, m telegramtest.Media) bot.Media {
	t.Helper()
	u.Sends(m)
	raw, err := c.GetUpdates(t.Context(), 0, 100, 0)
	require.NoError(t, err)
	update, err := telegram.Decode(raw[len(raw)-1])
	require.NoError(t, err)
	require.Len(t, update.Message.Media, 1)
	return update.Message.Media[0]
}

func TestAPictureSentAsAFileIsSentOnWithoutHiddenData(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	sender, reader := s.User(telegramtest.Profile{FirstName: "A"}), s.User(telegramtest.Profile{FirstName: "B"})
	reader.Says("/start")
	file := telegramtest.Document("DSC_0001.JPG", "")
	file.Bytes = commented(t)
	m := received(t, s, c, sender, file)
	require.True(t, telegram.Cleanable(m))
	m.Clean = true
	for range 2 {
		_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{Chat: reader.ID(), Action: bot.Send, Media: []bot.Media{m}, Text: "for you"}})
		require.NoError(t, err)
	}
	all := reader.Inbox()
	require.Len(t, all, 2)
	for _, got := range all {
		require.Equal(t, "for you", got.Text)
		require.Equal(t, "photo", got.Media[0].Kind)
		require.NotEmpty(t, got.Media[0].Bytes)
		require.NotContains(t, string(got.Media[0].Bytes), "Канарейкина")
		require.NotContains(t, string(got.Media[0].Bytes), "DSC_0001")
	}
	downloads := 0
	for _, call := range s.Calls() {
		if strings.EqualFold(call.Method, "getFile") {
			downloads++
		}
	}
	require.Equal(t, 1, downloads, "it is cleaned once for all readers")
}

func TestWhatCannotBeCleanedIsNotSentOn(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	sender, reader := s.User(telegramtest.Profile{FirstName: "A"}), s.User(telegramtest.Profile{FirstName: "B"})
	reader.Says("/start")
	var photo bytes.Buffer
	require.NoError(t, jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 320, 240)), nil))
	half := photo.Bytes()[:photo.Len()/2] // the service takes it, for it begins as a picture does
	for _, content := range [][]byte{[]byte("no picture at all"), half} {
		file := telegramtest.Document("photo.jpg", "")
		file.Bytes = content
		m := received(t, s, c, sender, file)
		m.Clean = true
		_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{Chat: reader.ID(), Action: bot.Send, Media: []bot.Media{m}}})
		require.Equal(t, bot.Rejected, bot.FailureOf(err))
		require.ErrorContains(t, err, "metadata cannot be removed", "it is not the service that refuses it")
		require.Empty(t, reader.Inbox())
	}

	pdf := received(t, s, c, sender, telegramtest.Document("leak.pdf", ""))
	require.False(t, telegram.Cleanable(pdf))
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
	require.ErrorIs(t, err, bot.ErrNoFile)
}

// TestOneFileIsFetchedAndDrawnOnce has many readers get it at the same moment, and a card be made of it.
func TestOneFileIsFetchedAndDrawnOnce(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	sender := s.User(telegramtest.Profile{FirstName: "A"})
	file := telegramtest.Document("photo.jpg", "")
	file.Bytes = commented(t)
	m := received(t, s, c, sender, file)
	m.Clean = true
	var readers []*telegramtest.User
	for range 12 {
		u := s.User(telegramtest.Profile{FirstName: "B"})
		u.Says("/start")
		readers = append(readers, u)
	}
	done := make(chan error, len(readers)+2)
	for _, u := range readers {
		go func() {
			_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{Chat: u.ID(), Action: bot.Send, Media: []bot.Media{m}}})
			done <- err
		}()
	}
	go func() { done <- c.Inspect(t.Context(), m.FileID) }()
	go func() { _, err := c.Picture(t.Context(), m.FileID); done <- err }()
	for range cap(done) {
		require.NoError(t, <-done)
	}
	_, err := c.Picture(t.Context(), m.FileID)
	require.NoError(t, err)
	calls := map[string]int{}
	for _, call := range s.Calls() {
		calls[strings.ToLower(call.Method)]++
	}
	require.Equal(t, 1, calls["getfile"])
	require.Equal(t, len(readers), calls["sendphoto"])
	ids := map[string]bool{}
	for _, u := range readers {
		require.Len(t, u.Inbox(), 1)
		ids[u.Inbox()[0].Media[0].FileID] = true
	}
	require.Len(t, ids, 1, "it was uploaded once")
}

// TestABombIsKnownByItsHead: it is neither decoded nor fetched again for whoever else is to have it.
func TestABombIsKnownByItsHead(t *testing.T) {
	t.Parallel()
	s, c := start(t)
	sender, reader := s.User(telegramtest.Profile{FirstName: "A"}), s.User(telegramtest.Profile{FirstName: "B"})
	reader.Says("/start")
	var small bytes.Buffer
	require.NoError(t, png.Encode(&small, image.NewRGBA64(image.Rect(0, 0, 8, 8))))
	bomb := small.Bytes()
	binary.BigEndian.PutUint32(bomb[16:], 6320)
	binary.BigEndian.PutUint32(bomb[20:], 6320)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	file := telegramtest.Document("bomb.png", "")
	file.Bytes = bomb
	m := received(t, s, c, sender, file)
	m.Clean = true
	require.ErrorIs(t, c.Inspect(t.Context(), m.FileID), bot.ErrHidden)
	_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{Chat: reader.ID(), Action: bot.Send, Media: []bot.Media{m}}})
	require.Equal(t, bot.Rejected, bot.FailureOf(err))
	_, err = c.Picture(t.Context(), m.FileID)
	require.ErrorIs(t, err, bot.ErrNoFile)
	fetched := 0
	for _, call := range s.Calls() {
		if strings.EqualFold(call.Method, "getFile") {
			fetched++
		}
	}
	require.Equal(t, 1, fetched)
}

// TestAFileThatCannotBeFetchedIsNoOutage: Telegram has just said where it is.
func TestAFileThatCannotBeFetchedIsNoOutage(t *testing.T) {
	t.Parallel()
	for _, fault := range []telegramtest.Fault{{Status: 404}, {Status: 503}, {CutBefore: true}} {
		s, c := start(t)
		file := telegramtest.Document("photo.jpg", "")
		file.Bytes = commented(t)
		m := received(t, s, c, s.User(telegramtest.Profile{FirstName: "A"}), file)
		fault.Method, fault.Times = telegramtest.Download, telegramtest.Always
		s.Break(fault)
		m.Clean = true
		_, err := c.Deliver(t.Context(), bot.Delivery{Outgoing: bot.Outgoing{Chat: 5, Action: bot.Send, Media: []bot.Media{m}}})
		require.Equal(t, bot.Unavailable, bot.FailureOf(err))
		require.Equal(t, bot.OfItem, bot.ScopeOf(err))
	}
}
