// Package handlers holds the conversations: an update in, a wish to the [verification.Service], replies out.
//
// [Handlers.Handle] routes an update by who sent it and where; there is a file for each kind of user. Package notify writes
// to people who did not just write. Both speak through a [bot.Sender], in the language of whoever reads.
package handlers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/outgoing"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
)

// Namer makes pseudonyms.
type Namer interface {
	Pseudonym(domain string, id int64) string
}

// Admins knows who runs a group or channel.
type Admins interface {
	// Standing gives a person's place in a chat, [bot.Unseen] when that cannot be known there. It fails only with what passes.
	Standing(ctx context.Context, chat, person int64) (bot.Standing, error)
}

// Clock tells the time.
type Clock interface{ Now() time.Time }

// Options are what Handlers work with; all are needed.
type Options struct {
	Desk      *verification.Service
	Send      bot.Sender
	Toast     bot.CallbackAnswerer
	Namer     Namer
	Admins    Admins
	BotName   string // user name, without @
	Operators []int64
	Locale    *locale.Texts
	Clock     Clock
	Log       *slog.Logger
	// Erase has the traces of a chat erased that are kept outside the desk, and then says so there, unless done is ""; none
	// when nil.
	Erase func(ctx context.Context, chat int64, done string) error
	// Erasable tells whether copies of what was erased can be taken out of the database's files; always when nil.
	Erasable func(ctx context.Context) (bool, error)
	// Texter sends SMS; nil when nobody carries any.
	Texter bot.Texter
	// Cleanable tells by its kind whether hidden data may be taken out of a file; nil when nothing is asked of files. Inspect
	// looks into one, and fails with [bot.ErrHidden] when they cannot; nil when nobody looks.
	Cleanable func(m bot.Media) bool
	Inspect   func(ctx context.Context, fileID string) error
	Search    bot.Searcher // answers searches in inline mode
	Fetch     bot.Fetcher  // to look at pictures; nothing is recognised by its looks when nil
	// Runs gives what a chat is called and who runs it; nobody is told what the bot may not do there when nil. Resume has what waits
	// for a chat tried at once; nothing is when nil.
	Runs   func(ctx context.Context, chat int64) (title string, people []int64, err error)
	Resume func(ctx context.Context, chat int64) error
	// Quarantined counts the updates and messages that were set aside; nobody is told of any when nil.
	Quarantined func(ctx context.Context) (updates, messages int64, err error)
	// SMSNumber is where people send SMS to; "" when nobody carries any.
	SMSNumber string
	// Successors are told in advance where to look if the bot is seized; without a signature when its COSE is empty.
	Successors bulletin.Successors
	Bulletins  Bulletins // nothing is issued when nil
}

// Handlers is the [bot.Handler] of Rastau.
type Handlers struct {
	Options
}

var _ bot.Handler = (*Handlers)(nil)

// New makes Handlers.
func New(o Options) *Handlers {
	o.Send = outgoing.Reporting{Sender: outgoing.Tappable{Sender: o.Send, BotName: o.BotName}, Clock: o.Clock}
	return &Handlers{Options: o}
}

// Handle acts on an update; see [bot.Handler]. Where many change the same claim at once it is [bot.ErrBusy].
func (h *Handlers) Handle(ctx context.Context, u bot.Update) error {
	err := h.handle(ctx, u)
	if errors.Is(err, claim.ErrConflict) {
		return fmt.Errorf("%w: %w", bot.ErrBusy, err)
	}
	return err
}

func (h *Handlers) handle(ctx context.Context, u bot.Update) error {
	switch {
	case u.Membership != nil:
		return h.membership(ctx, u)
	case u.Press != nil:
		return h.press(ctx, u)
	case u.Inline != nil:
		return h.search(ctx, u.Inline)
	case u.Message == nil:
		return nil
	case u.Message.MovedTo != 0:
		return h.upgraded(ctx, u.Cause(), u.Message.Chat.ID, u.Message.MovedTo)
	case u.Message.MovedFrom != 0:
		return h.upgraded(ctx, u.Cause(), u.Message.MovedFrom, u.Message.Chat.ID)
	}
	m := u.Message
	if m.Via != "" && strings.EqualFold(m.Via, h.BotName) {
		return nil // one of our own results
	}
	if m.Command != nil && m.Command.To != "" && !strings.EqualFold(m.Command.To, h.BotName) {
		return nil // another bot's
	}
	switch {
	case m.From != nil && m.From.IsBot:
		return nil
	case m.Chat.Kind == bot.Private && m.From != nil:
		return h.private(ctx, u)
	case m.Chat.Kind == bot.Group || m.Chat.Kind == bot.Channel:
		return h.public(ctx, u)
	}
	return nil
}

// talk is one update being answered: what is said in it is queued together at its end, under keys that count up from the
// update's cause, so that the same update says the same under the same keys.
type talk struct {
	*Handlers
	locale.Speaker
	ctx   context.Context
	cause string
	chat  int64
	topic int // of the chat, in which somebody wrote or pressed
	by    claim.Person
	id    int64     // the person's, to the chat service
	sent  time.Time // by them; zero where the chat service does not say
	wrote bool      // they did something in their own chat, and the chat service did not just change what they wrote before
	out   []bot.Outgoing
	about []bot.About // claims that are told of without their code
	// subject is the claim that the update is about; "" when that is none, or not known yet.
	subject claim.Code
	// broken tells that a file which was sent is no picture, though it is called one.
	broken bool
}

// begin meets the person. A refusal for speed is answered here: said once a minute, then silence.
func (h *Handlers) begin(ctx context.Context, u bot.Update, who bot.Person, chat bot.Chat) (t *talk, ok bool, err error) {
	reported, _ := claim.ParseLanguage(who.Language)
	own := ""
	if chat.Kind == bot.Private {
		own = address(who.ID)
	}
	id := claim.PersonID(h.Namer.Pseudonym("person", who.ID))
	visit := visitOf(u)
	sent := visit.At
	p, err := h.Desk.MeetWhen(ctx, id, own, reported, visit)
	t = &talk{Handlers: h, ctx: ctx, cause: u.Cause(), chat: chat.ID, by: p, id: who.ID, sent: sent, Speaker: h.Locale.For(p.Language)}
	t.topic = topicOf(u)
	t.wrote = chat.ID == who.ID && (u.Message == nil || !u.Message.Edited)
	if errors.Is(err, claim.TooFast) && urgent(u) {
		err = nil
	}
	if hurry, tooFast := errors.AsType[verification.Hurry](err); tooFast {
		return t, false, t.notTaken(hurry, u.Message)
	}
	if err == nil {
		h.Desk.Heard(ctx, p, sent)
	}
	return t, err == nil, err
}

// topicOf is the topic in which an update happened.
func topicOf(u bot.Update) int {
	switch {
	case u.Message != nil:
		return u.Message.Topic
	case u.Press != nil:
		return u.Press.Topic
	}
	return 0
}

// silence is what an answer means for a silent chat.
func (t *talk) silence() bot.Silence {
	if t.wrote {
		return bot.Ends
	}
	return bot.Kept
}

// urgent reports whether an update is of somebody who wants to be forgotten, or to be left alone: nobody is too fast for that.
func urgent(u bot.Update) bool {
	if u.Press != nil {
		p, ok := callback.Parse(u.Press.Data)
		return ok && p.Verb == callback.Forget
	}
	return u.Message.Command != nil && slices.Contains([]string{"panic", "forget", "leave"}, u.Message.Command.Name)
}

// say queues a message to the chat.
func (t *talk) say(text string, rows ...[]bot.Button) *bot.Outgoing {
	t.out = append(t.out, bot.Outgoing{Chat: t.chat, Action: bot.Send, Text: text, Buttons: rows})
	return &t.out[len(t.out)-1]
}

// sayCard is say for a text that comes with its buttons.
func (t *talk) sayCard(text string, rows [][]bot.Button) *bot.Outgoing { return t.say(text, rows...) }

// show changes the message of that name, or writes it.
func (t *talk) show(handle, text string, rows ...[]bot.Button) {
	if handle == "" {
		t.say(text, rows...)
		return
	}
	t.out = append(t.out, bot.Outgoing{Chat: t.chat, Action: bot.Edit, Handle: handle, Coalesce: true, Text: text, Buttons: rows})
}

// end sends what was said. A refusal becomes a sentence; any other error is for the update to be tried again.
func (t *talk) end(err error) error {
	if err != nil {
		r, ok := claim.RefusalOf(err)
		if !ok {
			return err
		}
		text, err := t.refuse(r)
		if err != nil {
			return err
		}
		t.say(text)
	}
	for i := range t.out {
		if t.out[i].Key == "" {
			t.out[i].Key = t.cause + "." + strconv.Itoa(i)
			if t.out[i].Chat == t.chat {
				t.out[i].Topic = t.topic
			}
		}
		t.out[i].About = append(view.Mentioned(t.Clock.Now(), t.out[i].Text), t.about...)
		if t.out[i].Silence == bot.Kept {
			t.out[i].Silence = t.silence()
		}
	}
	if len(t.out) == 0 {
		return nil
	}
	return t.Send.Send(t.ctx, t.out...)
}

// toasted answers a press over the chat. A refusal is said there.
func (t *talk) toasted(pressID, done string, err error) error {
	if err != nil {
		r, ok := claim.RefusalOf(err)
		if !ok {
			return err
		}
		text, err := t.refuse(r)
		if err != nil {
			return err
		}
		t.Toast.Toast(t.ctx, pressID, text, false)
		return nil
	}
	t.Toast.Toast(t.ctx, pressID, done, false)
	return t.end(nil)
}

func (h *Handlers) isOperator(id int64) bool {
	return slices.Contains(h.Operators, id)
}

// address is how the chat service reaches a chat, as the domain keeps it.
func address(id int64) string { return strconv.FormatInt(id, 10) }

// OnIsolated tells who sent an update that it was set aside.
func (h *Handlers) OnIsolated(ctx context.Context, u bot.Update) error {
	var who *bot.Person
	var chat bot.Chat
	switch {
	case u.Message != nil:
		who, chat = u.Message.From, u.Message.Chat
	case u.Press != nil:
		who, chat = &u.Press.From, u.Press.Chat
	}
	if who == nil || chat.Kind != bot.Private {
		return nil
	}
	silence := bot.Ends
	if u.Message != nil && u.Message.Edited {
		silence = bot.Kept
	}
	spoken, _ := claim.ParseLanguage(who.Language)
	return h.Send.Send(ctx, bot.Outgoing{
		Key: u.Cause() + ".isolated", Chat: chat.ID, Action: bot.Send, Text: h.Locale.For(spoken).T("isolated"), Silence: silence,
	})
}

// OnGone is told of a chat that cannot be written to any more.
func (h *Handlers) OnGone(ctx context.Context, chat int64) error {
	if chat > 0 {
		if err := h.Send.Silence(ctx, chat); err != nil {
			return err
		}
		return h.Desk.Lost(ctx, claim.PersonID(h.Namer.Pseudonym("person", chat)))
	}
	return h.Desk.Left(ctx, h.Namer.Pseudonym("chat", chat))
}
