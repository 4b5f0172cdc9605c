package handlers

import (
	"context"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
)

// greeting names what the bot says when it comes into a group: as a message, and as news.
const greeting = "hello"

// greetAfter is how long the bot waits before it greets a supergroup. It may be a group that knows the bot: Telegram tells of that
// before or after it tells that the bot came in.
const greetAfter = 2 * time.Second

// greetingNews are the greeting, or the word that the bot leaves: what waits is taken back when the supergroup turns out to be no stranger.
func greetingNews(version int) *bot.News { return &bot.News{Subject: greeting, Version: version} }

// notBefore is when something may be said in a chat that the bot has just come into; zero for at once.
func (h *Handlers) notBefore(chat bot.Chat) time.Time {
	if !chat.Super {
		return time.Time{}
	}
	return h.Clock.Now().Add(greetAfter)
}

// upgraded acts on the word that a group has become a supergroup. The word comes in two messages, each perhaps more than once.
func (h *Handlers) upgraded(ctx context.Context, cause string, from, to int64) error {
	if from == to {
		return nil
	}
	if err := h.moved(ctx, cause, from, to); err != nil {
		return err
	}
	return h.Send.Send(ctx, bot.Outgoing{Key: "upgraded." + address(to), Chat: from, Action: bot.Move, MovedTo: to})
}

// OnMoved has all that is known of a group go to the supergroup that it has become, but for what waits to be sent there. It may be
// called again, and by several at once: first the claims know the group by its new name, then the outbox what it was told, and only
// then is anything sent to it.
func (h *Handlers) OnMoved(ctx context.Context, from, to int64) error {
	return h.moved(ctx, "refused."+address(from), from, to)
}

func (h *Handlers) moved(ctx context.Context, cause string, from, to int64) error {
	was, is := h.groupName(from), h.groupName(to)
	posted, asked, err := h.Desk.MoveClaims(ctx, was, is)
	if err != nil {
		return err
	}
	subjects := make([]string, 0, len(posted)+len(asked))
	for _, code := range posted {
		subjects = append(subjects, view.ResultSubject(code))
	}
	for _, code := range asked {
		subjects = append(subjects, view.ClaimSubject(code))
	}
	if err := h.Send.Moved(ctx, from, to, subjects); err != nil {
		return err
	}
	if err := h.Desk.MoveSubscription(ctx, was, is); err != nil {
		return err
	}
	// A result that was on its way to the group may have been noted for it since.
	if _, _, err := h.Desk.MoveClaims(ctx, was, is); err != nil {
		return err
	}
	return h.Send.Send(ctx, // it may have been greeted as a stranger
		bot.Outgoing{Key: cause + ".greeting", Chat: to, Action: bot.Withdraw, News: greetingNews(2)},
		bot.Outgoing{Key: cause + ".greeted", Chat: to, Action: bot.Delete, MessageKey: greeting},
	)
}

func (h *Handlers) groupName(chat int64) verification.GroupName {
	return verification.GroupName{ID: h.Namer.Pseudonym("chat", chat), Address: address(chat)}
}
