package handlers

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
)

// answers keeps what is said over the chat.
type answers []string

func (a *answers) AnswerCallback(_ context.Context, _, text string, _ bool) { *a = append(*a, text) }

// TestAButtonElsewhereDoesNothing: the handlers have no desk, so a press that is acted on panics.
func TestAButtonElsewhereDoesNothing(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{callback.Forget, callback.Approve, callback.Answer, callback.PostWhen, callback.Question} {
		for _, chat := range []bot.Chat{{}, {Kind: bot.Private}, {ID: 6, Kind: bot.Private}} {
			var said answers
			h := New(Options{Callbacks: &said})
			require.NotPanics(t, func() {
				require.NoError(t, h.Handle(t.Context(), bot.Update{Press: &bot.Callback{
					ID: "1", From: bot.Person{ID: 5}, Data: callback.Data(verb, "K7Q2MX", "yes"), Chat: chat,
				}}))
			})
			require.Equal(t, answers{""}, said)
		}
	}
}
