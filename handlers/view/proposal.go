package view

import (
	"strconv"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// ProposalHandle names the message about a proposal.
func ProposalHandle(code claim.Code, number int) string {
	return "propose." + string(code) + "." + strconv.Itoa(number)
}

// Pending says what a reviewer proposes of the claim, or that two of them want it and it waits for its hold.
func Pending(s locale.Speaker, c *claim.Claim) []string {
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
func proposedAnswer(s locale.Speaker, c *claim.Claim) locale.HTML {
	if fixed, ok := fixedAnswer(s, c.Question, c.ProposedChoice()); ok {
		return locale.HTML(fixed)
	}
	return locale.HTML(escape(c.ProposedText().Mask().String()))
}

// ConfirmRow are the buttons for what another reviewer proposes; who proposed it can take it back.
func ConfirmRow(s locale.Speaker, c *claim.Claim, to claim.PersonID) [][]bot.Button {
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

// CameTo says what became of an act that a reviewer wants: it waits for a second one, or for its hold, or is done.
func CameTo(s locale.Speaker, c *claim.Claim, act claim.Change, by claim.PersonID, now time.Time) string {
	code := c.Code.String() + ": "
	switch p := c.Proposal; {
	case p.Waits() && p.By == by:
		return code + s.T("propose.noted")
	case p.Second != "":
		return code + s.T("review.suggested.hold", "At", s.Time(c.PublishesAt(now)))
	}
	switch act {
	case claim.ToMerge:
		return s.T("review.merged", "Code", c.Code, "Into", c.Into)
	case claim.ToSplit:
		return s.T("review.split", "Code", c.Code)
	case claim.ToKnown:
		return s.T("review.known", "Code", c.Code)
	case claim.ToReopen:
		return code + s.T("review.reopened")
	default:
		return code + s.T("review.corrected")
	}
}
