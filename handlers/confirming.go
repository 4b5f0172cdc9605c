package handlers

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// What takes two reviewers: one proposes it by its command, another confirms it by a button or by the same command.

// Propose tells a reviewer what another one wants that takes two.
func (a *Announcer) Propose(ctx context.Context, key string, to verification.Person, c *verification.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	text := insideQuestion(s, c.ToReviewers()) + inside("\n"+strings.Join(pending(s, c), "\n"))
	out := guarded(chat, text, confirmRow(s, c, to.ID))
	out.Key, out.Priority, out.Handle, out.About = key, bot.Notice, proposalHandle(c.Code, c.Proposal.Number), about(c)
	return a.send.Send(ctx, out)
}

// proposalHandle names the message about a proposal.
func proposalHandle(code verification.Code, number int) string {
	return "propose." + string(code) + "." + strconv.Itoa(number)
}

// pending says what a reviewer proposes of the claim, or that two of them want it and it waits for its hold.
func pending(s locale.Speaker, c *verification.Claim) []string {
	p := c.Proposal
	if p.Change == "" {
		return nil
	}
	if p.Second != "" {
		return []string{s.T("review.suggestion.hold", "Answer", proposedAnswer(s, c), "At", s.Time(c.PublishesAt(c.PublishAt)), "Code", c.Code)}
	}
	lines := []string{"", s.T("propose."+string(p.Change), "Who", verification.Tag(p.By), "Code", c.Code, "Into", p.Into, "Answer", proposedAnswer(s, c))}
	if p.Note != "" {
		lines = append(lines, s.T("propose.note", "Note", p.Note.Mask()))
	}
	if !p.Until.IsZero() {
		lines = append(lines, s.T("propose.until", "Until", s.Time(c.ProposalUntil(p.Until))))
	}
	return lines
}

// proposedAnswer is the answer of a correction, or of a claim to practise on.
func proposedAnswer(s locale.Speaker, c *verification.Claim) locale.HTML {
	if fixed, ok := fixedAnswer(s, c.Question, c.ProposedChoice()); ok {
		return locale.HTML(fixed)
	}
	return locale.HTML(escape(c.ProposedText().Mask().String()))
}

// confirmRow are the buttons for what another reviewer proposes; who proposed it can take it back.
func confirmRow(s locale.Speaker, c *verification.Claim, to verification.PersonID) [][]bot.Button {
	p := c.Proposal
	if !p.Waits() {
		return nil
	}
	number := strconv.Itoa(p.Number)
	reject := bot.Button{Text: s.T("propose.reject"), Data: callback.Data(callback.Reject, c.Code, number)}
	if p.By == to {
		return [][]bot.Button{{{Text: s.T("propose.back"), Data: reject.Data}}}
	}
	if _, voted := c.Votes[to]; voted {
		return nil
	}
	return [][]bot.Button{{{Text: s.T("propose.confirm"), Data: callback.Data(callback.Confirm, c.Code, number)}, reject}}
}

func (t *talk) confirmPressed(code verification.Code, word string) error {
	number, err := strconv.Atoi(word)
	if err != nil {
		return verification.NoProposal
	}
	c, err := t.Desk.Confirm(t.ctx, t.cause, t.by, code, number)
	if err != nil {
		return err
	}
	text := code.String() + ": " + t.T("refused."+string(verification.NoProposal))
	if act, done := c.Carried(t.cause); done {
		text = cameTo(t.Speaker, c, act, t.by.ID, t.Clock.Now())
	}
	t.show(proposalHandle(code, number), text)
	return nil
}

func (t *talk) rejectPressed(code verification.Code, word string) error {
	number, err := strconv.Atoi(word)
	if err != nil {
		return verification.NoProposal
	}
	if _, err := t.Desk.Reject(t.ctx, t.cause, t.by, code, number); err != nil {
		return err
	}
	t.show(proposalHandle(code, number), code.String()+": "+t.T("propose.rejected"))
	return nil
}

// cameTo says what became of an act that a reviewer wants: it waits for a second one, or for its hold, or is done.
func cameTo(s locale.Speaker, c *verification.Claim, act verification.Change, by verification.PersonID, now time.Time) string {
	code := c.Code.String() + ": "
	switch p := c.Proposal; {
	case p.Waits() && p.By == by:
		return code + s.T("propose.noted")
	case p.Second != "":
		return code + s.T("review.suggested.hold", "At", s.Time(c.PublishesAt(now)))
	}
	switch act {
	case verification.ToMerge:
		return s.T("review.merged", "Code", c.Code, "Into", c.Into)
	case verification.ToSplit:
		return s.T("review.split", "Code", c.Code)
	case verification.ToKnown:
		return s.T("review.known", "Code", c.Code)
	case verification.ToReopen:
		return code + s.T("review.reopened")
	default:
		return code + s.T("review.corrected")
	}
}
