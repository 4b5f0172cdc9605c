package handlers

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// review lists the verdicts that wait, or shows one.
func (t *talk) review(m *bot.Message) error {
	if !t.by.Reviews() {
		return claim.NotReviewer
	}
	if m.Command.Args != "" {
		code, _, ok := input.CodeArg(m.Command.Args)
		if !ok {
			return claim.NotFound
		}
		return t.reviewOf(code)
	}
	const shown = 10
	claims, err := t.Desk.Waiting(t.ctx, t.by, shown)
	if err != nil {
		return err
	}
	if len(claims) == 0 {
		t.say(t.T("review.none"))
		return nil
	}
	t.guard(view.Reviews(t.Speaker, claims))
	return nil
}

// reviewOf shows a reviewer the files and the card of one claim.
func (t *talk) reviewOf(code claim.Code) error {
	if !t.by.Reviews() {
		return claim.NotReviewer
	}
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	t.out = append(t.out, view.MediaOf(t.Speaker, c, c.Content.Media, t.chat)...)
	t.out = append(t.out, view.ProofOf(t.Speaker, c, t.chat)...)
	text, rows := view.ReviewCard(t.Speaker, t.Desk.Policy(), c, t.by.ID)
	t.guard(text, rows).Handle = "review." + string(code)
	return nil
}

// onClaim runs a reviewer's command that begins with a code.
func (t *talk) onClaim(m *bot.Message, example string, do func(code claim.Code, rest string) error) error {
	if !t.by.Reviews() {
		return claim.NotReviewer
	}
	return t.aboutClaim(m, example, do)
}

// approve is /approve CODE [TAG] [clears] [nameless]; TAG names the draft that was read, once it is not the first any more.
func (t *talk) approve(m *bot.Message) error {
	return t.onClaim(m, "/approve K7Q-2MX", func(code claim.Code, rest string) error {
		words := strings.Fields(strings.ToLower(rest))
		consent := claim.Consent{Nameless: slices.Contains(words, "nameless"), Clears: slices.Contains(words, "clears")}
		tag := ""
		if len(words) > 0 && words[0] != "nameless" && words[0] != "clears" {
			tag = words[0]
		}
		text, err := t.approved(code, tag, consent)
		if err == nil {
			t.guard(text, nil)
		}
		return err
	})
}

func (t *talk) approvePressed(code claim.Code, draft string, consent claim.Consent) error {
	text, err := t.approved(code, draft, consent)
	if err == nil {
		t.reguard("review."+string(code), text, nil)
	}
	return err
}

// takeInPressed puts what came since into the draft, and shows the new one.
func (t *talk) takeInPressed(code claim.Code) error {
	c, err := t.Desk.TakeIn(t.ctx, t.cause, t.by, code)
	if err != nil {
		return err
	}
	t.say(t.T("review.takenin", "Code", c.Code))
	return nil
}

// approved approves the draft of that tag, and says what that came to.
func (t *talk) approved(code claim.Code, draft string, consent claim.Consent) (view.Inside, error) {
	c, err := t.Desk.Approve(t.ctx, t.cause, t.by, code, draft, consent)
	if err != nil {
		return "", err
	}
	return view.Approved(t.Speaker, c, t.cause, t.Clock.Now()), nil
}

func (t *talk) hold(m *bot.Message) error {
	return t.onClaim(m, "/hold K7Q-2MX …", func(code claim.Code, reason string) error {
		if reason == "" {
			return t.write(doingHold, "review.hold.write", code)
		}
		return t.holdFor(code, reason)
	})
}

func (t *talk) holdFor(code claim.Code, reason string) error {
	if _, err := t.Desk.Hold(t.ctx, t.cause, t.by, code, moderation.Foreign(input.Shorten(reason, 300))); err != nil {
		return err
	}
	t.say(code.String() + ": " + t.T("review.held.done"))
	return nil
}

// correct is /correct CODE ANSWER | NOTE; for Truth the bar may be left out.
func (t *talk) correct(m *bot.Message) error {
	return t.onClaim(m, "/correct K7Q-2MX misleading | …", func(code claim.Code, rest string) error {
		c, err := t.Desk.Claim(t.ctx, code)
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
			return t.usage("/correct " + code.String() + " misleading | …")
		}
		if c, err = t.Desk.Correct(t.ctx, t.cause, t.by, code, answer, moderation.Foreign(input.Shorten(note, 500))); err != nil {
			return err
		}
		t.say(view.CameTo(t.Speaker, c, claim.ToCorrect, t.by.ID, t.Clock.Now()))
		return nil
	})
}

func (t *talk) reopen(m *bot.Message) error {
	return t.onClaim(m, "/reopen K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := t.Desk.Reopen(t.ctx, t.cause, t.by, code)
		if err != nil {
			return err
		}
		t.say(view.CameTo(t.Speaker, c, claim.ToReopen, t.by.ID, t.Clock.Now()))
		return nil
	})
}

func (t *talk) merge(m *bot.Message) error {
	return t.onClaim(m, "/merge K7Q-2MX 3F8-PQ2", func(code claim.Code, rest string) error {
		into, _, ok := input.CodeArg(rest)
		if !ok {
			if rest == "" {
				return t.usage("/merge " + code.String() + " 3F8-PQ2")
			}
			return claim.NotFound
		}
		c, err := t.Desk.Merge(t.ctx, t.cause, t.by, code, into)
		if err != nil {
			return err
		}
		t.say(view.CameTo(t.Speaker, c, claim.ToMerge, t.by.ID, t.Clock.Now()))
		return nil
	})
}

// split undoes a join or a merge.
func (t *talk) split(m *bot.Message) error {
	return t.onClaim(m, "/split K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := t.Desk.Split(t.ctx, t.cause, t.by, code)
		if err != nil {
			return err
		}
		t.say(view.CameTo(t.Speaker, c, claim.ToSplit, t.by.ID, t.Clock.Now()))
		return nil
	})
}

// known is /known CODE ANSWER: the outcome is known, so volunteers practise on the claim. As a reply, /known ANSWER is about the message
// that it answers.
func (t *talk) known(m *bot.Message) error {
	if answer, rest := input.SplitAnswer(input.Clean(m.Command.Args)); m.ReplyTo != nil && answer != "" && rest == "" && t.by.Reviews() {
		if _, _, coded := input.CodeArg(m.Command.Args); !coded {
			return t.practise(objectOf(m), answer)
		}
	}
	return t.onClaim(m, "/known K7Q-2MX false", func(code claim.Code, rest string) error {
		answer, _ := input.SplitAnswer(rest)
		if answer == "" {
			return t.usage("/known " + code.String() + " false")
		}
		c, err := t.Desk.MakeKnown(t.ctx, t.cause, t.by, code, answer)
		if err != nil {
			return err
		}
		t.say(view.CameTo(t.Speaker, c, claim.ToKnown, t.by.ID, t.Clock.Now()))
		return nil
	})
}

// practise proposes a message for practice.
func (t *talk) practise(m *bot.Message, answer string) error {
	content := t.contentOf(m)
	t.look(t.ctx, m.Media, content.Media)
	c, err := t.Desk.Practise(t.ctx, t.cause, t.by, address(m.Chat.ID), content, answer)
	if err != nil {
		return err
	}
	t.say(view.CameTo(t.Speaker, c, claim.ToKnown, t.by.ID, t.Clock.Now()))
	return nil
}

// why shows a reviewer all that a verdict rests on.
func (t *talk) why(m *bot.Message) error {
	return t.onClaim(m, "/why K7Q-2MX", func(code claim.Code, _ string) error { return t.reasons(code) })
}

func (t *talk) reasons(code claim.Code) error {
	if !t.by.Reviews() {
		return claim.NotReviewer
	}
	r, err := t.Desk.Reasons(t.ctx, t.by, code)
	if err != nil {
		return err
	}
	t.guard(view.Reasoning(t.Speaker, r), nil)
	return nil
}

// groups shows a reviewer who seems to act together.
func (t *talk) groups(*bot.Message) error {
	groups, err := t.Desk.Groups(t.ctx, t.by)
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		t.say(t.T("groups.none"))
		return nil
	}
	t.guard(view.Groups(t.Speaker, groups), nil)
	return nil
}

// release lets a claim through that was stopped before anybody was asked.
func (t *talk) release(m *bot.Message) error {
	return t.onClaim(m, "/release K7Q-2MX", func(code claim.Code, _ string) error {
		if _, err := t.Desk.Release(t.ctx, t.cause, t.by, code); err != nil {
			return err
		}
		t.say(code.String() + ": " + t.T("review.released"))
		return nil
	})
}

func (t *talk) releasePressed(code claim.Code) error {
	if _, err := t.Desk.Release(t.ctx, t.cause, t.by, code); err != nil {
		return err
	}
	t.show("review."+string(code), code.String()+": "+t.T("review.released"))
	return nil
}

// tried is /tried CODE reached|not_reached|not_safe: whether the person concerned was asked first.
func (t *talk) tried(m *bot.Message) error {
	const example = "/tried K7Q-2MX not_reached"
	return t.onClaim(m, example, func(code claim.Code, rest string) error {
		if rest == "" {
			return t.usage(example)
		}
		if err := t.noteAttempt(code, strings.ToLower(rest)); err != nil {
			return err
		}
		t.say(code.String() + ": " + t.T("review.tried.done"))
		return nil
	})
}

func (t *talk) noteAttempt(code claim.Code, attempt string) error {
	_, err := t.Desk.NoteAttempt(t.ctx, t.cause, t.by, code, attempt)
	return err
}

func (t *talk) triedPressed(code claim.Code, attempt string) error {
	c, err := t.Desk.NoteAttempt(t.ctx, t.cause, t.by, code, attempt)
	if err != nil {
		return err
	}
	text, rows := view.ReviewCard(t.Speaker, t.Desk.Policy(), c, t.by.ID)
	t.reguard("review."+string(code), text, rows)
	return nil
}

// custody is /custody CODE: what is said in the claim was said in custody, or was not after all.
func (t *talk) custody(m *bot.Message) error {
	return t.onClaim(m, "/custody K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := t.Desk.LabelCustody(t.ctx, t.cause, t.by, code)
		if err != nil {
			return err
		}
		key := "review.custody.off"
		if c.Custody {
			key = "review.custody.on"
		}
		t.say(code.String() + ": " + t.T(key))
		return nil
	})
}

// replyTo is /reply CODE TEXT: the answer to those who object to a result.
func (t *talk) replyTo(m *bot.Message) error {
	const example = "/reply K7Q-2MX …"
	return t.onClaim(m, example, func(code claim.Code, words string) error {
		if words == "" {
			return t.usage(example)
		}
		if _, err := t.Desk.Reply(t.ctx, t.cause, t.by, code, moderation.Foreign(words)); err != nil {
			return err
		}
		t.say(code.String() + ": " + t.T("review.replied"))
		return nil
	})
}
