package handlers

import (
	"strconv"

	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// What takes two reviewers: one proposes it by its command, another confirms it by a button or by the same command.

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
