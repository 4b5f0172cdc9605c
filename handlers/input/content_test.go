package input

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
)

func TestWhatMayHoldHiddenDataIsKnown(t *testing.T) {
	t.Parallel()
	cleanable := func(m bot.Media) bool { return m.MIME == "image/jpeg" }
	for _, x := range []struct {
		m             bot.Media
		origin        bot.OriginKind
		clean, hidden bool
	}{
		{m: bot.Media{Kind: bot.Document, MIME: "image/jpeg"}, clean: true},
		{m: bot.Media{Kind: bot.Document, MIME: "application/pdf"}, hidden: true},
		{m: bot.Media{Kind: bot.Document, MIME: "application/pdf"}, origin: bot.FromChannel, hidden: true},
		{m: bot.Media{Kind: bot.Photo}},
		{m: bot.Media{Kind: bot.Voice}},
		{m: bot.Media{Kind: bot.VideoNote}},
	} {
		m := &bot.Message{Media: []bot.Media{x.m}}
		if x.origin != "" {
			m.Origin = &bot.Origin{Kind: x.origin, At: time.Now()}
		}
		got := ContentOf(m, cleanable).Media[0]
		require.Equal(t, []bool{x.clean, x.hidden}, []bool{got.Clean, got.Hidden}, "%+v", x)
	}
}
