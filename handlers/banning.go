package handlers

import (
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// ban is /ban ID, by the chat service's number, or /ban CODE TAG, by the tag that reviewers see.
func (t *talk) ban(m *bot.Message) error {
	id, on, err := t.whom(m.Command.Args)
	if err != nil {
		return err
	}
	if id == "" {
		return t.usage("/ban K7Q-2MX ab12cd")
	}
	known, err := t.Desk.Ban(t.ctx, t.cause, t.by.ID, id, on...)
	if err != nil {
		return err
	}
	if !known {
		t.say(t.T("ban.unknown"))
		return nil
	}
	t.say(t.T("ban.done"))
	return nil
}

// unban is /unban ID or /unban CODE TAG: the first of two people proposes it, the second does it.
func (t *talk) unban(m *bot.Message) error {
	as := claim.Reviewer
	switch {
	case t.isOperator(t.id):
		as = claim.Operator
	case !t.by.May(claim.MayPardon):
		return claim.NotReviewer
	}
	id, _, err := t.whom(m.Command.Args)
	if err != nil {
		return err
	}
	if id == "" {
		return t.usage("/unban K7Q-2MX ab12cd")
	}
	lifted, err := t.Desk.Unban(t.ctx, t.cause, t.by.ID, as, id)
	if err != nil {
		return err
	}
	what := "unban.proposed"
	if lifted {
		what = "unban.done"
	}
	t.say(t.T(what))
	for _, operator := range t.Operators {
		if operator != t.id {
			text := t.T("act."+string(actOf(lifted)), "Who", verification.Tag(t.by.ID), "Whom", verification.Tag(id))
			t.out = append(t.out, bot.Outgoing{Chat: operator, Action: bot.Send, Priority: bot.Notice, Text: text, Protect: true})
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
func (t *talk) whom(args string) (id claim.PersonID, on []claim.Code, err error) {
	if n, err := strconv.ParseInt(args, 10, 64); err == nil {
		return claim.PersonID(t.Namer.Pseudonym("person", n)), nil, nil
	}
	code, tag, ok := input.CodeArg(args)
	if !ok || tag == "" {
		return "", nil, nil
	}
	id, err = t.Desk.ByTag(t.ctx, code, strings.ToLower(tag))
	return id, []claim.Code{code}, err
}
