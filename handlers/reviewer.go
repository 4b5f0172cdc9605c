package handlers

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// review lists the verdicts that wait, or shows one.
func (s reviewer) review(m *bot.Message) error {
	if !s.by.Reviews() {
		return claim.NotReviewer
	}
	if m.Command.Args != "" {
		code, _, ok := input.CodeArg(m.Command.Args)
		if !ok {
			return claim.NotFound
		}
		return s.reviewOf(code)
	}
	const shown = 10
	claims, err := s.Desk.Waiting(s.ctx, s.by, shown)
	if err != nil {
		return err
	}
	if len(claims) == 0 {
		s.say(s.T("review.none"))
		return nil
	}
	s.guard(view.Reviews(s.Speaker, claims))
	return nil
}

// reviewOf shows a reviewer the files and the card of one claim.
func (s reviewer) reviewOf(code claim.Code) error {
	if !s.by.Reviews() {
		return claim.NotReviewer
	}
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	s.out = append(s.out, view.MediaOf(s.Speaker, c, c.Content.Media, s.chat)...)
	s.out = append(s.out, view.ProofOf(s.Speaker, c, s.chat)...)
	text, rows := view.ReviewCard(s.Speaker, s.Desk.Policy(), c, s.by.ID)
	s.guard(text, rows).MessageKey = "review." + string(code)
	return nil
}

// why shows a reviewer all that a verdict rests on.
func (s reviewer) why(m *bot.Message) error {
	return s.onClaim(m, "/why K7Q-2MX", func(code claim.Code, _ string) error { return s.reasons(code) })
}

func (s reviewer) reasons(code claim.Code) error {
	if !s.by.Reviews() {
		return claim.NotReviewer
	}
	r, err := s.Desk.Reasons(s.ctx, s.by, code)
	if err != nil {
		return err
	}
	s.guard(view.Reasoning(s.Speaker, r), nil)
	return nil
}

// groups shows a reviewer who seems to act together.
func (s reviewer) groups(*bot.Message) error {
	groups, err := s.Desk.Groups(s.ctx, s.by)
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		s.say(s.T("groups.none"))
		return nil
	}
	s.guard(view.Groups(s.Speaker, groups), nil)
	return nil
}

// approve is /approve CODE [TAG] [clears] [nameless]; TAG names the draft that was read, once it is not the first any more.
func (s reviewer) approve(m *bot.Message) error {
	return s.onClaim(m, "/approve K7Q-2MX", func(code claim.Code, rest string) error {
		words := strings.Fields(strings.ToLower(rest))
		consent := claim.Consent{Nameless: slices.Contains(words, "nameless"), Clears: slices.Contains(words, "clears")}
		tag := ""
		if len(words) > 0 && words[0] != "nameless" && words[0] != "clears" {
			tag = words[0]
		}
		text, err := s.approved(code, tag, consent)
		if err == nil {
			s.guard(text, nil)
		}
		return err
	})
}

func (s reviewer) approvePressed(code claim.Code, draft string, consent claim.Consent) error {
	text, err := s.approved(code, draft, consent)
	if err == nil {
		s.reguard("review."+string(code), text, nil)
	}
	return err
}

// approved approves the draft of that tag, and says what that came to.
func (s reviewer) approved(code claim.Code, draft string, consent claim.Consent) (view.Inside, error) {
	c, err := s.Desk.Approve(s.ctx, s.cause, s.by, code, draft, consent)
	if err != nil {
		return "", err
	}
	return view.Approved(s.Speaker, c, s.cause, s.Clock.Now()), nil
}

// takeInPressed puts what came since into the draft, and shows the new one.
func (s reviewer) takeInPressed(code claim.Code) error {
	c, err := s.Desk.TakeIn(s.ctx, s.cause, s.by, code)
	if err != nil {
		return err
	}
	s.say(s.T("review.takenin", "Code", c.Code))
	return nil
}

func (s reviewer) hold(m *bot.Message) error {
	return s.onClaim(m, "/hold K7Q-2MX …", func(code claim.Code, reason string) error {
		if reason == "" {
			return s.write(doingHold, "review.hold.write", code)
		}
		return s.holdFor(code, reason)
	})
}

func (s reviewer) holdFor(code claim.Code, reason string) error {
	if _, err := s.Desk.Hold(s.ctx, s.cause, s.by, code, moderation.Foreign(input.Shorten(reason, 300))); err != nil {
		return err
	}
	s.say(code.String() + ": " + s.T("review.held.done"))
	return nil
}

// release lets a claim through that was stopped before anybody was asked.
func (s reviewer) release(m *bot.Message) error {
	return s.onClaim(m, "/release K7Q-2MX", func(code claim.Code, _ string) error {
		if _, err := s.Desk.Release(s.ctx, s.cause, s.by, code); err != nil {
			return err
		}
		s.say(code.String() + ": " + s.T("review.released"))
		return nil
	})
}

func (s reviewer) releasePressed(code claim.Code) error {
	if _, err := s.Desk.Release(s.ctx, s.cause, s.by, code); err != nil {
		return err
	}
	s.show("review."+string(code), code.String()+": "+s.T("review.released"))
	return nil
}

// tried is /tried CODE reached|not_reached|not_safe: whether the person concerned was asked first.
func (s reviewer) tried(m *bot.Message) error {
	const example = "/tried K7Q-2MX not_reached"
	return s.onClaim(m, example, func(code claim.Code, rest string) error {
		if rest == "" {
			return s.usage(example)
		}
		if err := s.noteAttempt(code, strings.ToLower(rest)); err != nil {
			return err
		}
		s.say(code.String() + ": " + s.T("review.tried.done"))
		return nil
	})
}

func (s reviewer) noteAttempt(code claim.Code, attempt string) error {
	_, err := s.Desk.NoteAttempt(s.ctx, s.cause, s.by, code, attempt)
	return err
}

func (s reviewer) triedPressed(code claim.Code, attempt string) error {
	c, err := s.Desk.NoteAttempt(s.ctx, s.cause, s.by, code, attempt)
	if err != nil {
		return err
	}
	text, rows := view.ReviewCard(s.Speaker, s.Desk.Policy(), c, s.by.ID)
	s.reguard("review."+string(code), text, rows)
	return nil
}

// custody is /custody CODE: what is said in the claim was said in custody, or was not after all.
func (s reviewer) custody(m *bot.Message) error {
	return s.onClaim(m, "/custody K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := s.Desk.LabelCustody(s.ctx, s.cause, s.by, code)
		if err != nil {
			return err
		}
		key := "review.custody.off"
		if c.Custody {
			key = "review.custody.on"
		}
		s.say(code.String() + ": " + s.T(key))
		return nil
	})
}

// place is /place CODE TAG PLACE: the place that a volunteer meant whose words are none that is known.
func (s reviewer) place(m *bot.Message) error {
	const example = "/place K7Q-2MX a1b2c3 Алматы, 5 января 2022"
	return s.onClaim(m, example, func(code claim.Code, rest string) error {
		tag, text := input.SplitFirst(rest)
		if text == "" {
			return s.usage(example)
		}
		c, err := s.Desk.PutInPlace(s.ctx, s.cause, s.by, code, tag, moderation.Foreign(text))
		if err == nil {
			s.say(s.T("review.placed", "Code", c.Code))
		}
		return err
	})
}

// sort is a reviewer's /subject CODE SUBJECT.
func (s reviewer) sort(m *bot.Message) error {
	if !s.by.Reviews() {
		return claim.NotReviewer
	}
	const example = "/subject K7Q-2MX health"
	return s.aboutClaim(m, example, func(code claim.Code, word string) error {
		if word == "" {
			return s.usage(example)
		}
		if _, err := s.Desk.SortAs(s.ctx, s.cause, s.by, code, claim.Subject(strings.ToLower(word))); err != nil {
			return err
		}
		s.say(s.T("subject.set"))
		return nil
	})
}

// replyTo is /reply CODE TEXT: the answer to those who object to a result.
func (s reviewer) replyTo(m *bot.Message) error {
	const example = "/reply K7Q-2MX …"
	return s.onClaim(m, example, func(code claim.Code, words string) error {
		if words == "" {
			return s.usage(example)
		}
		if _, err := s.Desk.Reply(s.ctx, s.cause, s.by, code, moderation.Foreign(words)); err != nil {
			return err
		}
		s.say(code.String() + ": " + s.T("review.replied"))
		return nil
	})
}

// picture is /picture CODE: the claim's picture may stand on the card of the result, or not after all.
func (s reviewer) picture(m *bot.Message) error {
	return s.onClaim(m, "/picture K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := s.Desk.AllowPicture(s.ctx, s.cause, s.by, code)
		if err != nil {
			return err
		}
		s.say(code.String() + ": " + s.T("review.pictured."+strconv.FormatBool(c.Pictured)))
		return nil
	})
}

func (s reviewer) picturePressed(code claim.Code) error {
	c, err := s.Desk.AllowPicture(s.ctx, s.cause, s.by, code)
	if err != nil {
		return err
	}
	text, rows := view.ReviewCard(s.Speaker, s.Desk.Policy(), c, s.by.ID)
	s.reguard("review."+string(code), text, rows)
	return nil
}

// reviewAgain shows a reviewer their card anew.
func (s reviewer) reviewAgain(code claim.Code) error {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	text, rows := view.ReviewCard(s.Speaker, s.Desk.Policy(), c, s.by.ID)
	s.reguard("review."+string(code), text, rows)
	return nil
}

// onClaim runs a reviewer's command that begins with a code.
func (s reviewer) onClaim(m *bot.Message, example string, do func(code claim.Code, rest string) error) error {
	if !s.by.Reviews() {
		return claim.NotReviewer
	}
	return s.aboutClaim(m, example, do)
}
