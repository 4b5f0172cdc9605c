package handlers

import (
	"context"
	"strconv"
	"time"

	"github.com/rastau/rastau/handlers/view"
)

// Topic is where a group's results go, if that is one of its topics.
func (h *Handlers) Topic(ctx context.Context, chat int64) (int, error) {
	s, err := h.Desk.Subscription(ctx, h.Namer.Pseudonym("chat", chat))
	return s.Topic, err
}

// OnClosed is told of a chat in which no topic is open in which the bot could write.
func (h *Handlers) OnClosed(ctx context.Context, chat int64) error {
	return h.mute(ctx, chat, view.Closed("channel.closed"))
}

// OnElsewhere is told of a chat where something stands in another topic than it was for, which is closed or gone. Who runs the chat
// is told once, until they choose a topic or one is opened again; what was queued before that is not worth a word.
func (h *Handlers) OnElsewhere(ctx context.Context, chat int64, queued time.Time) error {
	s, found, err := h.Desk.Elsewhere(ctx, h.Namer.Pseudonym("chat", chat), queued)
	if err != nil || !found || s.Elsewhere.IsZero() || s.ToldElsewhere || h.Runs == nil {
		return err
	}
	key := "elsewhere." + s.ID + "." + strconv.FormatInt(s.Elsewhere.UnixMilli(), 10)
	if err := h.tellRunning(ctx, chat, key, s, view.Closed("channel.elsewhere")); err != nil {
		return err
	}
	return h.Desk.ToldElsewhere(ctx, s.ID)
}

// topicOpened follows the word that a topic of a forum is open again: what waits may go there, and nobody is answered.
func (h *Handlers) topicOpened(ctx context.Context, chat int64) error {
	if err := h.Desk.TopicOpened(ctx, h.Namer.Pseudonym("chat", chat)); err != nil {
		return err
	}
	return h.tryAgain(ctx, chat)
}
