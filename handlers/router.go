package handlers

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/phrase"
	"github.com/rastau/rastau/verification/publisher"
)

var _ Bulletins = (*publisher.Publisher)(nil)

var _ bot.Handler = (*Handlers)(nil)

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
		return h.callback(ctx, u)
	case u.Inline != nil:
		return h.search(ctx, u.Inline)
	case u.Message == nil:
		return nil
	case u.Message.MovedTo != 0:
		return h.upgraded(ctx, u.IdempotencyKey(), u.Message.Chat.ID, u.Message.MovedTo)
	case u.Message.MovedFrom != 0:
		return h.upgraded(ctx, u.IdempotencyKey(), u.Message.MovedFrom, u.Message.Chat.ID)
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
		return h.direct(ctx, u)
	case m.Chat.Kind == bot.Group || m.Chat.Kind == bot.Channel:
		return h.group(ctx, u)
	}
	return nil
}

// commands are what can be written in a private chat.
var commands = map[string]func(s *session, m *bot.Message) error{
	"start": (*session).start, "language": as(citizen.language), "help": as(citizen.help),
	"status": as(citizen.status), "mine": as(citizen.mine), "forget": as(citizen.forget), "check": as(requester.checked),
	"appeal": as(citizen.appeal), "takedowns": as(citizen.takedowns), "panic": as(citizen.panics),
	"successors": as(citizen.successors), "mirrors": as(citizen.successors),
	"bulletin": as(citizen.bulletin), "key": as(citizen.key),
	"vote": as(volunteer.vote), "next": as(volunteer.next), "skip": as(volunteer.skip), "pause": as(volunteer.pause), "resume": as(volunteer.resume),
	"me": as(volunteer.me), "leave": as(volunteer.leave),
	"review": as(reviewer.review), "approve": as(reviewer.approve), "hold": as(reviewer.hold), "correct": as(reviewer.correct),
	"reopen": as(reviewer.reopen), "takedown": as(reviewer.takeDown), "merge": as(reviewer.merge), "split": as(reviewer.split),
	"why": as(reviewer.why), "groups": as(reviewer.groups), "known": as(reviewer.known), "release": as(reviewer.release),
	"card": as(citizen.card), "sms": as(citizen.sms), "relay": as(citizen.relay), "picture": as(reviewer.picture),
	"private": as(volunteer.aboutPerson), "official": as(reviewer.official), "named": as(reviewer.named), "protect": as(reviewer.protect), "place": as(reviewer.place),
	"tried": as(reviewer.tried), "subject": as(reviewer.sort), "custody": as(reviewer.custody), "reply": as(reviewer.replyTo),
	"region": as(citizen.region), "blackout": as(citizen.blackout),
	"invite": as(operator.invite), "ban": as(operator.ban), "unban": as(operator.unban), "stats": as(operator.stats),
}

// operatorsOnly are the commands that nobody else is told of.
var operatorsOnly = map[string]bool{"invite": true, "ban": true, "stats": true}

// private answers a message in a private chat.
func (h *Handlers) direct(ctx context.Context, u bot.Update) error {
	m := u.Message
	s, ok, err := h.begin(ctx, u, *m.From, m.Chat)
	if !ok {
		return err
	}
	if m.Edited {
		if input.Clean(m.Text) != "" { // Telegram says of a live location, too, that it is edited
			s.say(s.T("edited")).Key = "edited." + string(s.by.ID) + "." + strconv.Itoa(m.ID) // once of each message
		}
		return s.end(nil)
	}
	if m.Command != nil {
		if err := s.leaveOff(); err != nil {
			return err
		}
		do, known := commands[m.Command.Name]
		if !known || (operatorsOnly[m.Command.Name] && !h.isOperator(s.id)) {
			s.say(s.T("command.unknown"))
			return s.end(nil)
		}
		return s.end(do(s, m))
	}
	if s.by.Doing.What == doingWithdrawal { // buttons go on with that, no message does
		if err := s.leaveOff(); err != nil {
			return err
		}
	}
	switch {
	case s.by.Doing.What != "":
		return s.end(s.written(m))
	case m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.IsBot && s.by.Role != claim.Citizen:
		if code, ok := input.CodeIn(m.ReplyTo.Text); ok {
			return s.end(s.reply(m, code))
		}
	}
	if done, err := s.volunteer().typed(m); done || err != nil {
		return s.end(err)
	}
	return s.end(s.requester().claim(m))
}

// written takes what the person was asked to write.
func (s *session) written(m *bot.Message) error {
	doing := s.by.Doing
	if doing.What != doingEvidence && !m.Own() { // what others wrote shows something, but is nobody's answer or reason
		s.say(s.T("own_words", "Cancel", s.T("button.cancel")), []bot.Button{view.Button(s.Speaker, "cancel", callback.Cancel, doing.Code)})
		return nil
	}
	content, said := s.contentOf(m), input.Clean(m.Text)
	if m.Comment != nil {
		said = strings.TrimSpace(input.Clean(input.SaidIn(m.Comment)) + "\n" + said)
	}
	if content.Text == "" && len(content.Media) == 0 && len(content.Links) == 0 {
		return claim.Empty
	}
	var err error
	switch doing.What {
	case doingProposal:
		err = s.volunteer().answer(doing.Code, claim.Reply{Text: content.Text, At: s.sent})
	case doingEvidence:
		err = s.volunteer().evidence(doing.Code, said, content)
	case doingHold:
		err = s.reviewer().holdFor(doing.Code, said)
	case doingNamed:
		err = s.reviewer().notedNamed(doing.Code, content.Text)
	case doingShown:
		err = s.requester().openIdentity(doing.Code, claim.Shown(doing.Extra), content.Text)
	case doingAppeal:
		err = s.citizen().object(doing.Code, said, doing.Extra == aboutMe)
	}
	refusal, refused := claim.RefusalOf(err)
	if err != nil && !refused {
		return err
	}
	switch refusal {
	case claim.SayWhere, claim.Accusing, claim.Locating, claim.NameOnly, claim.HiddenData:
		return err // they can write it anew
	}
	// Only now: should this be tried again, it is still known what the message was for.
	if e := s.doing(claim.Doing{}); e != nil {
		return e
	}
	return err
}

// reply takes a reply to a question as the answer to it, or as evidence when that was given.
func (s *session) reply(m *bot.Message, code claim.Code) error {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	if _, asked := c.Asked[s.by.ID]; !asked {
		return s.requester().claim(m)
	}
	if phrase.Asks(m.Text) && len(m.Media) == 0 {
		return s.citizen().tell(code)
	}
	content := s.contentOf(m)
	if _, voted := c.Votes[s.by.ID]; voted {
		return s.volunteer().evidence(code, input.Clean(m.Text), content)
	}
	if !m.Own() {
		return s.requester().claim(m)
	}
	if c.Question.Open() {
		return s.volunteer().answer(code, claim.Reply{Text: content.Text, At: s.sent})
	}
	choice, _ := input.SplitAnswer(input.Clean(m.Text))
	return s.volunteer().answer(code, claim.Reply{Choice: choice, At: s.sent})
}

// public answers commands in groups and channels; everything else that is said there is nobody's business,
// unless it is a picture on which there is a result.
func (h *Handlers) group(ctx context.Context, u bot.Update) error {
	m := u.Message
	if m.Edited {
		return nil
	}
	if c := m.Comment; m.Command == nil && c != nil && c.Command != nil {
		return h.check(ctx, u)
	}
	if m.TopicOpened {
		return h.topicOpened(ctx, m.Chat.ID)
	}
	if m.Command == nil {
		return h.knownHere(ctx, u)
	}
	// Who writes commands may just have given the bot a right, or have said which topic is open.
	return errors.Join(h.groupCommand(ctx, u), h.tryAgain(ctx, m.Chat.ID))
}

func (h *Handlers) groupCommand(ctx context.Context, u bot.Update) error {
	switch u.Message.Command.Name {
	case "check":
		return h.check(ctx, u)
	case "subscribe", "unsubscribe":
		return h.subscribe(ctx, u)
	}
	return nil
}
