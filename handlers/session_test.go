package handlers

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
)

// TestWhatCannotBeCleanedIsFoundWhenItIsSent: the asker hears that a reviewer looks first, rather than nobody that volunteers
// saw no picture.
func TestWhatCannotBeCleanedIsFoundWhenItIsSent(t *testing.T) {
	t.Parallel()
	h := New(Options{
		Clock: clockwork.NewFakeClock(),
		Log:   slog.New(slog.DiscardHandler), Cleanable: func(m bot.Media) bool { return m.MIME == "image/png" },
		Inspect: func(_ context.Context, id string) error {
			return map[string]error{"bomb": bot.ErrHidden, "away": errors.New("the service is gone")}[id]
		},
	})
	s := &session{replies: replies{Handlers: h, ctx: t.Context()}}
	for id, hidden := range map[string]bool{"bomb": true, "away": false, "well": false} {
		got := s.contentOf(&bot.Message{Media: []bot.Media{{Kind: bot.Document, MIME: "image/png", FileID: id}}}).Media[0]
		require.Equal(t, hidden, got.Hidden, id)
		require.Equal(t, !hidden, got.Clean, id)
	}
}
