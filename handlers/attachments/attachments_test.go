package attachments

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"log/slog"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification/claim"
)

// files are what can be fetched; anything else cannot.
type files map[string][]byte

func (f files) Fetch(_ context.Context, id string, use func([]byte) error) error {
	if file, ok := f[id]; ok {
		return use(file)
	}
	return errors.New("the service is gone")
}

func TestWhatCannotBeSeenIsTakenAllTheSame(t *testing.T) {
	t.Parallel()
	var picture bytes.Buffer
	require.NoError(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 64, 64))))
	r := Reader{Log: slog.New(slog.DiscardHandler), Clock: clockwork.NewFakeClock(), Fetch: files{
		"photo": picture.Bytes(), "frame": picture.Bytes(), "page": picture.Bytes(), "broken": picture.Bytes()[:40], "empty": nil,
	}}
	sent := []bot.Media{
		{Kind: bot.Photo, Look: "photo"},
		{Kind: bot.Video, Look: "frame"},
		{Kind: bot.Document, MIME: "image/jpeg", Look: "page"},
		{Kind: bot.Photo, Look: "broken"},
		{Kind: bot.Photo, Look: "empty"},
		{Kind: bot.Photo, Look: "gone"},
		{Kind: bot.Voice},
	}
	kept := make([]claim.Media, len(sent))
	r.Fingerprint(t.Context(), sent, kept)
	for i, still := range []bool{false, true, false} {
		require.NotNil(t, kept[i].Look, sent[i].Look)
		require.Equal(t, still, kept[i].Look.Still, sent[i].Look)
	}
	for i := 3; i < len(sent); i++ {
		require.Nil(t, kept[i].Look, sent[i].Look)
	}

	over, cancel := context.WithCancel(t.Context())
	cancel()
	kept = make([]claim.Media, len(sent))
	r.Fingerprint(over, sent, kept)
	require.Nil(t, kept[0].Look, "nobody waits for ever")

	r.Fetch = nil
	r.Fingerprint(t.Context(), sent, kept)
	require.Nil(t, kept[0].Look)
}
