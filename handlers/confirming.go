package handlers

import (
	"context"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// What takes two reviewers: one proposes it by its command, another confirms it by a button or by the same command.

// Propose tells a reviewer what another one wants that takes two.
func (a *Announcer) Propose(ctx context.Context, key string, to claim.Person, c *claim.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	text := view.InsideQuestion(s, c.ToReviewers()) + view.Inside("\n"+strings.Join(view.Pending(s, c), "\n"))
	out := view.Guarded(chat, text, view.ConfirmRow(s, c, to.ID))
	out.Key, out.Priority, out.Handle, out.About = key, bot.Notice, view.ProposalHandle(c.Code, c.Proposal.Number), view.About(c)
	return a.send.Send(ctx, out)
}

func (t *talk) confirmPressed(code claim.Code, word string) error {
	number, err := strconv.Atoi(word)
	if err != nil {
		return claim.NoProposal
	}
	c, err := t.Desk.Confirm(t.ctx, t.cause, t.by, code, number)
	if err != nil {
		return err
	}
	text := code.String() + ": " + t.T("refused."+string(claim.NoProposal))
	if act, done := c.Carried(t.cause); done {
		text = view.CameTo(t.Speaker, c, act, t.by.ID, t.Clock.Now())
	}
	t.show(view.ProposalHandle(code, number), text)
	return nil
}

func (t *talk) rejectPressed(code claim.Code, word string) error {
	number, err := strconv.Atoi(word)
	if err != nil {
		return claim.NoProposal
	}
	if _, err := t.Desk.Reject(t.ctx, t.cause, t.by, code, number); err != nil {
		return err
	}
	t.show(view.ProposalHandle(code, number), code.String()+": "+t.T("propose.rejected"))
	return nil
}
