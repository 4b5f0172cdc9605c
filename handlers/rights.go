package handlers

import (
	"context"
	"strconv"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// OnForbidden is told of a chat in which the bot may not write now. The subscription stays, what is to go there waits in the outbox,
// and who runs the chat is told once, if they ever wrote to the bot; operators see the others in /stats and the metrics.
func (h *Handlers) OnForbidden(ctx context.Context, chat int64) error {
	return h.mute(ctx, chat, view.Mute)
}

// OnAllowed is told of a chat in which the bot may write again.
func (h *Handlers) OnAllowed(ctx context.Context, chat int64) error {
	if chat > 0 {
		return nil
	}
	_, err := h.Desk.Unmute(ctx, h.Namer.Pseudonym("chat", chat))
	return err
}

// mute notes that the bot may not write in a chat, and has who runs it told why, once.
func (h *Handlers) mute(ctx context.Context, chat int64, why view.Saying) error {
	if chat > 0 {
		return nil
	}
	s, found, err := h.Desk.Mute(ctx, h.Namer.Pseudonym("chat", chat))
	if err != nil || !found || s.Told || h.Runs == nil {
		return err
	}
	if err := h.tellRunning(ctx, chat, muteKey(s), s, why); err != nil {
		return err
	}
	return h.Desk.ToldMute(ctx, s.ID)
}

// tellRunning tells those who run a chat, if they ever wrote to the bot.
func (h *Handlers) tellRunning(ctx context.Context, chat int64, key string, s verification.Subscription, what view.Saying) error {
	title, people, err := h.Runs(ctx, chat)
	if err != nil {
		return err
	}
	var out []bot.Outgoing
	for _, id := range people {
		p, known, err := h.Desk.Person(ctx, claim.PersonID(h.Namer.Pseudonym("person", id)))
		if err != nil {
			return err
		}
		if !known || p.Address == "" || p.Away {
			continue
		}
		out = append(out, bot.Outgoing{
			Key: key, Chat: id, Action: bot.Send, Priority: bot.Notice, Text: what(h.Locale.For(p.Language), s, title),
		})
	}
	if len(out) == 0 {
		h.Log.Warn("the bot may not write where it should in a chat that gets results, and nobody who runs it can be told")
		return nil
	}
	return h.Send.Send(ctx, out...)
}

// muteKey names what is said once of a chat in which the bot may not write.
func muteKey(s verification.Subscription) string {
	return "mute." + s.ID + "." + strconv.FormatInt(s.Mute.UnixMilli(), 10)
}

// rights follows a change of what the bot may do in a chat that gets results. Whoever changed it hears what follows, if they ever
// wrote to the bot.
func (h *Handlers) rights(ctx context.Context, u bot.Update, s verification.Subscription) error {
	m := u.Membership
	spoken, _ := claim.ParseLanguage(m.By.Language)
	r := h.replies(ctx, u.IdempotencyKey(), m.By.ID, 0, spoken)
	if m.Mute {
		s, found, err := h.Desk.Mute(ctx, s.ID)
		switch {
		case err != nil || !found:
			return err
		case m.By.ID == 0 || m.By.IsBot: // those who can be told hear of it when something is to go there
			return nil
		}
		r.say(view.Mute(r.Speaker, s, m.Chat.Title))
		if err := r.send(); err != nil {
			return err
		}
		return h.Desk.ToldMute(ctx, s.ID)
	}
	// Tried first: should this be repeated, it is still known that the bot was mute.
	if err := h.tryAgain(ctx, m.Chat.ID); err != nil {
		return err
	}
	if !s.Mute.IsZero() && m.By.ID != 0 && !m.By.IsBot {
		r.say(r.T("channel.may", "Title", moderation.Foreign(m.Chat.Title).Mask()))
		if err := r.send(); err != nil {
			return err
		}
	}
	_, err := h.Desk.Unmute(ctx, s.ID)
	return err
}

// tryAgain has what waits for a chat tried at once, for the bot may be allowed to write there by now.
func (h *Handlers) tryAgain(ctx context.Context, chat int64) error {
	if h.Resume == nil {
		return nil
	}
	return h.Resume(ctx, chat)
}

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
