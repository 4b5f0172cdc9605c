package handlers

import (
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// correct is /correct CODE ANSWER | NOTE; for Truth the bar may be left out.
func (s reviewer) correct(m *bot.Message) error {
	return s.onClaim(m, "/correct K7Q-2MX misleading | …", func(code claim.Code, rest string) error {
		c, err := s.Desk.Claim(s.ctx, code)
		if err != nil {
			return err
		}
		answer, note, bar := strings.Cut(rest, "|")
		answer, note = strings.TrimSpace(answer), strings.TrimSpace(note)
		if !c.Question.Open() {
			word, more := input.SplitAnswer(answer)
			if answer = word; !bar {
				note = more
			}
		}
		if answer == "" {
			return s.usage("/correct " + code.String() + " misleading | …")
		}
		if c, err = s.Desk.Correct(s.ctx, s.cause, s.by, code, answer, moderation.Foreign(input.Shorten(note, 500))); err != nil {
			return err
		}
		s.say(view.CameTo(s.Speaker, c, claim.ToCorrect, s.by.ID, s.Clock.Now()))
		return nil
	})
}

func (s reviewer) reopen(m *bot.Message) error {
	return s.onClaim(m, "/reopen K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := s.Desk.Reopen(s.ctx, s.cause, s.by, code)
		if err != nil {
			return err
		}
		s.say(view.CameTo(s.Speaker, c, claim.ToReopen, s.by.ID, s.Clock.Now()))
		return nil
	})
}

func (s reviewer) merge(m *bot.Message) error {
	return s.onClaim(m, "/merge K7Q-2MX 3F8-PQ2", func(code claim.Code, rest string) error {
		into, _, ok := input.CodeArg(rest)
		if !ok {
			if rest == "" {
				return s.usage("/merge " + code.String() + " 3F8-PQ2")
			}
			return claim.NotFound
		}
		c, err := s.Desk.Merge(s.ctx, s.cause, s.by, code, into)
		if err != nil {
			return err
		}
		s.say(view.CameTo(s.Speaker, c, claim.ToMerge, s.by.ID, s.Clock.Now()))
		return nil
	})
}

// split undoes a join or a merge.
func (s reviewer) split(m *bot.Message) error {
	return s.onClaim(m, "/split K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := s.Desk.Split(s.ctx, s.cause, s.by, code)
		if err != nil {
			return err
		}
		s.say(view.CameTo(s.Speaker, c, claim.ToSplit, s.by.ID, s.Clock.Now()))
		return nil
	})
}

// known is /known CODE ANSWER: the outcome is known, so volunteers practise on the claim. As a reply, /known ANSWER is about the message
// that it answers.
func (s reviewer) known(m *bot.Message) error {
	if answer, rest := input.SplitAnswer(input.Clean(m.Command.Args)); m.ReplyTo != nil && answer != "" && rest == "" && s.by.Reviews() {
		if _, _, coded := input.CodeArg(m.Command.Args); !coded {
			return s.practise(input.ObjectOf(m), answer)
		}
	}
	return s.onClaim(m, "/known K7Q-2MX false", func(code claim.Code, rest string) error {
		answer, _ := input.SplitAnswer(rest)
		if answer == "" {
			return s.usage("/known " + code.String() + " false")
		}
		c, err := s.Desk.MakeKnown(s.ctx, s.cause, s.by, code, answer)
		if err != nil {
			return err
		}
		s.say(view.CameTo(s.Speaker, c, claim.ToKnown, s.by.ID, s.Clock.Now()))
		return nil
	})
}

// practise proposes a message for practice.
func (s reviewer) practise(m *bot.Message, answer string) error {
	content := s.contentOf(m)
	s.attachments.Fingerprint(s.ctx, m.Media, content.Media)
	c, err := s.Desk.Practise(s.ctx, s.cause, s.by, address(m.Chat.ID), content, answer)
	if err != nil {
		return err
	}
	s.say(view.CameTo(s.Speaker, c, claim.ToKnown, s.by.ID, s.Clock.Now()))
	return nil
}

func (s reviewer) confirmPressed(code claim.Code, word string) error {
	number, err := strconv.Atoi(word)
	if err != nil {
		return claim.NoProposal
	}
	c, err := s.Desk.Confirm(s.ctx, s.cause, s.by, code, number)
	if err != nil {
		return err
	}
	text := code.String() + ": " + s.T("refused."+string(claim.NoProposal))
	if act, done := c.Carried(s.cause); done {
		text = view.CameTo(s.Speaker, c, act, s.by.ID, s.Clock.Now())
	}
	s.show(view.ProposalHandle(code, number), text)
	return nil
}

func (s reviewer) rejectPressed(code claim.Code, word string) error {
	number, err := strconv.Atoi(word)
	if err != nil {
		return claim.NoProposal
	}
	if _, err := s.Desk.Reject(s.ctx, s.cause, s.by, code, number); err != nil {
		return err
	}
	s.show(view.ProposalHandle(code, number), code.String()+": "+s.T("propose.rejected"))
	return nil
}
