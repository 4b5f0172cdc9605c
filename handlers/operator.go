package handlers

import (
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

const (
	mostUses = 500
	mostDays = 90
)

// invite is /invite [verifier|reviewer] [uses] [days].
func (s operator) invite(m *bot.Message) error {
	role, uses, days := claim.Verifier, 1, 7
	numbers := []*int{&uses, &days}
	for word := range strings.FieldsSeq(m.Command.Args) {
		n, err := strconv.Atoi(word)
		switch {
		case word == string(claim.Verifier) || word == string(claim.Reviewer):
			role = claim.Role(word)
		case err == nil && len(numbers) > 0:
			*numbers[0], numbers = n, numbers[1:]
		default:
			return s.usage("/invite verifier 5 7")
		}
	}
	if uses < 1 || uses > mostUses || days < 1 || days > mostDays {
		return s.usage("/invite verifier 5 7")
	}
	i, err := s.Desk.Invite(s.ctx, s.cause, s.by.ID, role, uses, time.Duration(days)*24*time.Hour)
	if err != nil {
		return err
	}
	key := "invite.made"
	if uses > 1 {
		key = "invite.made.many"
	}
	s.say(s.T(key, "Uses", uses, "Role", s.T("invite."+string(role)), "Expires", s.Time(i.Expires),
		"Link", locale.HTML("https://t.me/"+s.BotName+"?start="+i.Token)))
	return nil
}

func (s operator) stats(*bot.Message) error {
	n, err := s.Desk.Stats(s.ctx)
	if err != nil {
		return err
	}
	var updates, messages int64
	if s.Quarantined != nil {
		if updates, messages, err = s.Quarantined(s.ctx); err != nil {
			return err
		}
	}
	s.say(view.Stats(s.Speaker, n, updates, messages))
	return nil
}

// ban is /ban ID, by the chat service's number, or /ban CODE TAG, by the tag that reviewers see.
func (s operator) ban(m *bot.Message) error {
	id, on, err := s.whom(m.Command.Args)
	if err != nil {
		return err
	}
	if id == "" {
		return s.usage("/ban K7Q-2MX ab12cd")
	}
	known, err := s.Desk.Ban(s.ctx, s.cause, s.by.ID, id, on...)
	if err != nil {
		return err
	}
	if !known {
		s.say(s.T("ban.unknown"))
		return nil
	}
	s.say(s.T("ban.done"))
	return nil
}

// unban is /unban ID or /unban CODE TAG: the first of two people proposes it, the second does it.
func (s operator) unban(m *bot.Message) error {
	as := claim.Reviewer
	switch {
	case s.isOperator(s.id):
		as = claim.Operator
	case !s.by.May(claim.MayPardon):
		return claim.NotReviewer
	}
	id, _, err := s.whom(m.Command.Args)
	if err != nil {
		return err
	}
	if id == "" {
		return s.usage("/unban K7Q-2MX ab12cd")
	}
	lifted, err := s.Desk.Unban(s.ctx, s.cause, s.by.ID, as, id)
	if err != nil {
		return err
	}
	what := "unban.proposed"
	if lifted {
		what = "unban.done"
	}
	s.say(s.T(what))
	for _, operator := range s.Operators {
		if operator != s.id {
			text := s.T("act."+string(actOf(lifted)), "Who", verification.Tag(s.by.ID), "Whom", verification.Tag(id))
			s.out = append(s.out, bot.Outgoing{Chat: operator, Action: bot.Send, Priority: bot.Notice, Text: text, Protect: true})
		}
	}
	return nil
}

func actOf(lifted bool) verification.ActKind {
	if lifted {
		return verification.ActUnbanned
	}
	return verification.ActUnbanProposed
}

// whom reads who is meant: a number of the chat service's, or a claim and the tag of who was asked about it. "" when nobody is.
func (s operator) whom(args string) (id claim.PersonID, on []claim.Code, err error) {
	if n, err := strconv.ParseInt(args, 10, 64); err == nil {
		return claim.PersonID(s.Namer.Pseudonym("person", n)), nil, nil
	}
	code, tag, ok := input.CodeArg(args)
	if !ok || tag == "" {
		return "", nil, nil
	}
	id, err = s.Desk.ByTag(s.ctx, code, strings.ToLower(tag))
	return id, []claim.Code{code}, err
}
