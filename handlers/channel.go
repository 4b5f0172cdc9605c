package handlers

import (
	"context"
	"errors"
	"strconv"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// membership follows the bot's own standing: in a channel or group it subscribes and unsubscribes, in a private chat it
// tells that somebody stopped the bot.
func (h *Handlers) membership(ctx context.Context, u bot.Update) error {
	m := u.Membership
	switch {
	case m.Chat.Kind == bot.Private:
		if m.Is == bot.Blocked {
			return h.OnGone(ctx, m.Chat.ID)
		}
		return nil
	case m.Is == bot.Absent:
		return h.Desk.Left(ctx, h.Namer.Pseudonym("chat", m.Chat.ID))
	}
	if m.Was == bot.Admin || m.Was == bot.Member {
		before, err := h.Desk.Subscription(ctx, h.Namer.Pseudonym("chat", m.Chat.ID))
		switch {
		case err == nil:
			return h.rights(ctx, u, before)
		case !errors.Is(err, claim.NotSubscribed):
			return err
		case m.Was == bot.Admin || m.Chat.Kind == bot.Group:
			return nil // somebody there wants it so
		}
	}
	return h.comesIn(ctx, u)
}

// comesIn has a channel or group that the bot has come into get results, and greets it. One that was another group before, which knows
// the bot, is not greeted again.
func (h *Handlers) comesIn(ctx context.Context, u bot.Update) error {
	m := u.Membership
	spoken, _ := claim.ParseLanguage(m.By.Language)
	fresh := false
	s, err := h.Desk.Add(ctx, h.adder(m.By), h.Namer.Pseudonym("chat", m.Chat.ID), func(s *verification.Subscription) {
		if fresh = s.ComesIn(u.IdempotencyKey()); fresh {
			h.setUp(s, m.Chat, spoken)
		}
	})
	if errors.Is(err, claim.TooManyChats) {
		return h.leave(ctx, u, spoken)
	}
	if err != nil || !fresh {
		return err
	}
	if m.Mute {
		return h.rights(ctx, u, s)
	}
	r := h.replies(ctx, u.IdempotencyKey(), m.Chat.ID, 0, spoken)
	languages := view.Names(s.Languages, locale.Name)
	if m.Chat.Kind == bot.Group {
		hello := r.say(r.T("channel.hello", "Languages", languages))
		hello.MessageKey, hello.News, hello.NotBefore = greeting, greetingNews(1), h.notBefore(m.Chat)
	} else if m.By.ID != 0 {
		// A channel's readers need not hear of it; who added the bot does, if they ever wrote to it.
		r.chat = m.By.ID
		r.say(r.T("channel.hello.owner", "Title", moderation.Foreign(m.Chat.Title).Mask(), "Languages", languages))
	}
	return errors.Join(r.send(), h.Desk.Missed(ctx, s))
}

// adder names who had a chat get results; "" when Telegram does not say who that is.
func (h *Handlers) adder(who bot.Person) claim.PersonID {
	if who.ID == 0 || who.IsBot {
		return ""
	}
	return claim.PersonID(h.Namer.Pseudonym("person", who.ID))
}

// leave goes out of a chat when somebody added the bot to more than one person may, and tells that person, if they ever wrote to the bot: once an hour.
func (h *Handlers) leave(ctx context.Context, u bot.Update, l claim.Language) error {
	m := u.Membership
	out := []bot.Outgoing{{Key: u.IdempotencyKey() + ".leave", Chat: m.Chat.ID, Action: bot.Leave, News: greetingNews(1), NotBefore: h.notBefore(m.Chat)}}
	if who := h.adder(m.By); who != "" {
		hour := strconv.FormatInt(h.Clock.Now().Unix()/3600, 10)
		out = append(out, bot.Outgoing{
			Key: "chats." + string(who) + "." + hour, Chat: m.By.ID, Action: bot.Send,
			Text: h.Locale.For(l).T("refused." + string(claim.TooManyChats)),
		})
	}
	return h.Send.Send(ctx, out...)
}

func (h *Handlers) setUp(s *verification.Subscription, chat bot.Chat, l claim.Language) {
	s.Address, s.Group = address(chat.ID), chat.Kind == bot.Group
	if len(s.Languages) == 0 {
		s.Languages = []claim.Language{l}
	}
}

// subscribe is /subscribe and /unsubscribe.
func (h *Handlers) subscribe(ctx context.Context, u bot.Update) error {
	m := u.Message
	l := claim.English
	if s, err := h.Desk.Subscription(ctx, h.Namer.Pseudonym("chat", m.Chat.ID)); err == nil {
		l = s.Languages[0]
	}
	r := h.replies(ctx, u.IdempotencyKey(), m.Chat.ID, m.Topic, l)
	refusal, err := h.refusedTo(ctx, m, l)
	if err != nil {
		return err
	}
	if refusal != "" {
		r.say(refusal)
		return r.send()
	}
	if m.From != nil && l == claim.English {
		l, _ = claim.ParseLanguage(m.From.Language)
		r.Speaker = h.Locale.For(l)
	}
	if m.Command.Name == "unsubscribe" {
		if err := h.Desk.Unsubscribe(ctx, h.Namer.Pseudonym("chat", m.Chat.ID)); err != nil {
			return err
		}
		r.say(r.T("channel.ended"))
		return r.send()
	}
	var by bot.Person
	if m.From != nil {
		by = *m.From
	}
	s, err := h.Desk.Add(ctx, h.adder(by), h.Namer.Pseudonym("chat", m.Chat.ID), func(s *verification.Subscription) {
		s.Ended = false
		s.PutIn(m.Topic, h.Clock.Now()) // where it was set
		s.ComesIn("")
		h.setUp(s, m.Chat, l)
	})
	if refusal, refused := claim.RefusalOf(err); refused {
		r.say(r.T("refused." + string(refusal)))
		return r.send()
	}
	if err != nil {
		return err
	}
	text, rows := view.Settings(r.Speaker, s)
	r.say(text, rows...).MessageKey = "settings"
	return r.send()
}

// refusedTo returns what to say to whoever wrote a command that is for those who run the chat, "" when they do: an administrator, for
// which Telegram is asked, or the chat itself. A member can write as a channel of theirs, and what a linked channel posts comes into
// its group by itself.
func (h *Handlers) refusedTo(ctx context.Context, m *bot.Message, l claim.Language) (string, error) {
	if m.From == nil && m.SenderChat != m.Chat.ID {
		return h.Locale.For(l).T("channel.admins"), nil
	}
	if m.From == nil {
		return "", nil
	}
	return h.refusedToPerson(ctx, m.Chat, *m.From, l)
}

// refusedToPerson is refusedTo for a person; l is spoken to them when Telegram does not report a language that the bot speaks.
func (h *Handlers) refusedToPerson(ctx context.Context, chat bot.Chat, who bot.Person, l claim.Language) (string, error) {
	if spoken, known := claim.ParseLanguage(who.Language); known {
		l = spoken
	}
	is, err := h.Admins.Standing(ctx, chat.ID, who.ID)
	switch {
	case err != nil:
		return "", err
	case is == bot.Admin:
		return "", nil
	case is == bot.Unseen:
		return h.Locale.For(l).T("channel.unseen"), nil
	}
	return h.Locale.For(l).T("channel.admins"), nil
}

// setPosts changes what a channel gets by a button, if the person who pressed it may.
func (h *Handlers) setPosts(ctx context.Context, u bot.Update, p callback.Query) error {
	chat := u.Press.Chat
	id := h.Namer.Pseudonym("chat", chat.ID)
	before, err := h.Desk.Subscription(ctx, id)
	if _, refused := claim.RefusalOf(err); refused {
		h.Callbacks.AnswerCallback(ctx, u.Press.ID, "", false)
		return nil
	}
	if err != nil {
		return err
	}
	r := h.replies(ctx, u.IdempotencyKey(), chat.ID, u.Press.Topic, before.Languages[0])
	refusal, err := h.refusedToPerson(ctx, chat, u.Press.From, before.Languages[0])
	if err != nil {
		return err
	}
	if refusal != "" {
		h.Callbacks.AnswerCallback(ctx, u.Press.ID, refusal, false)
		return nil
	}
	s, err := h.Desk.Subscribe(ctx, id, func(s *verification.Subscription) {
		changePosts(s, p)
		s.Chosen = true
	})
	if err != nil {
		return err
	}
	r.Speaker = h.Locale.For(s.Languages[0])
	text, rows := view.Settings(r.Speaker, s)
	r.show("settings", text, rows...)
	h.Callbacks.AnswerCallback(ctx, u.Press.ID, r.T("channel.saved"), false)
	return r.send()
}

func changePosts(s *verification.Subscription, p callback.Query) {
	switch l, known := claim.ParseLanguage(p.Word); {
	case p.Verb == callback.PostLang && known:
		if changed := flip(s.Languages, l); len(changed) > 0 {
			s.Languages = changed
		}
	case p.Verb == callback.PostSubj && claim.Subject(p.Word).Known():
		s.Subjects = flip(s.Subjects, claim.Subject(p.Word))
	case p.Verb == callback.PostWhen:
		if d := verification.Digest(p.Word); d == verification.Instant || d == verification.Daily || d == verification.Weekly {
			s.Digest = d
		}
	}
}
