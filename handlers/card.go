package handlers

import (
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// longestQuote is how much of a claim's text is shown: a message holds 4096 characters, and the rest needs room too.
const longestQuote = 1500

// quote shows what a claim says and where it was first posted.
func quote(s locale.Speaker, c *verification.Claim) string {
	text := ""
	if c.Content.Text != "" {
		text = "<blockquote>" + escape(c.Content.Text.Mask().Shorten(longestQuote).String()) + "</blockquote>"
	}
	if o := c.Content.Origin; o != nil && o.Name != "" && o.Kind == string(bot.FromChannel) {
		text += "\n" + s.T("ask.origin", "Name", o.Name.Mask().Shorten(100))
	}
	return strings.TrimSpace(text)
}

// question is the head of every card about a claim: its code, what is asked, what it says.
func question(s locale.Speaker, c *verification.Claim) string {
	return strings.TrimSpace("<b>" + asked(s, c.Question) + "</b> " + c.Code.String() + "\n" + quote(s, c))
}

// asked is a question as it is put; of what was joined before its asker said what they want to know there is none.
func asked(s locale.Speaker, q verification.Question) string {
	if q == "" {
		return s.T("question.choose")
	}
	return s.T("ask." + string(q))
}

// askCard puts a claim's question to a verifier: the text, and the answers as buttons.
func askCard(s locale.Speaker, c *verification.Claim, to verification.PersonID) (string, [][]bot.Button) {
	answer := func(word, text string) bot.Button {
		return bot.Button{Text: shorten(text, 40), Data: press{pressAnswer, c.Code, word}.data()}
	}
	var text strings.Builder
	text.WriteString(question(s, c))
	var rows [][]bot.Button
	switch {
	case c.Status == verification.StatusScreening || c.Asked[to].Screen:
		text.WriteString("\n\n" + s.T("ask.shown", "Where", c.ShownBy.Mask().Shorten(200)))
		for _, a := range verification.ScreenAnswers {
			rows = append(rows, []bot.Button{answer(a, s.T("answer."+a))})
		}
	case !c.Question.Open():
		for _, a := range verification.TruthAnswers {
			rows = append(rows, []bot.Button{answer(a, s.T("answer."+a))})
		}
		rows = inRows(flat(rows), 2)
	case c.Asked[to].Confirm:
		text.WriteString("\n\n" + s.T("ask.confirm"))
		for _, k := range c.Candidates {
			shown := k.Text.Mask().String()
			text.WriteString("\n" + k.ID + ". " + escape(shown))
			rows = append(rows, []bot.Button{answer(k.ID, k.ID+". "+shown)})
		}
		rows = append(rows, []bot.Button{
			answer(verification.NoneOfThese, s.T("answer.none")),
			{Text: s.T("button.other"), Data: press{pressPropose, c.Code, ""}.data()},
		})
	default:
		text.WriteString("\n\n" + s.T("ask.propose"))
		rows = append(rows, []bot.Button{{Text: s.T("button.answer"), Data: press{pressPropose, c.Code, ""}.data()}})
	}
	if c.Question.Open() && c.Status != verification.StatusScreening {
		rows = append(rows, []bot.Button{{Text: s.T("button.flag"), Data: press{pressFlag, c.Code, ""}.data()}})
	}
	return text.String(), append(rows, []bot.Button{
		answer(verification.DontKnow, s.T("answer.unknown")),
		{Text: s.T("button.skip"), Data: press{pressSkip, c.Code, ""}.data()},
	})
}

func flat(rows [][]bot.Button) []bot.Button {
	var all []bot.Button
	for _, r := range rows {
		all = append(all, r...)
	}
	return all
}

// mediaOf sends a claim's files again: photos and videos as one album, the rest one by one. Keys and chat are the
// caller's to set, but for the chat given.
func mediaOf(s locale.Speaker, c *verification.Claim, chat int64) []bot.Outgoing {
	var album, single []bot.Media
	for _, m := range c.Content.Media {
		f := bot.Media{Kind: bot.MediaKind(m.Kind), FileID: m.Ref, Clean: m.Clean}
		if c.Question == verification.Identity { // one by one, so that each can be deleted
			single = append(single, f)
		} else if f.Kind == bot.Photo || f.Kind == bot.Video {
			album = append(album, f)
		} else {
			single = append(single, f)
		}
	}
	caption := s.T("ask.media", "Code", c.Code)
	var out []bot.Outgoing
	if len(album) > 0 {
		out = append(out, bot.Outgoing{Chat: chat, Action: bot.Send, Media: album, Text: caption})
	}
	for i, m := range single {
		one := bot.Outgoing{Chat: chat, Action: bot.Send, Media: []bot.Media{m}, Text: caption, Handle: mediaHandle(c.Code, i)}
		if m.Kind == bot.VideoNote { // takes no caption
			one.Text = ""
		}
		out = append(out, one)
	}
	return out
}

// proofOf are the files that volunteers added as evidence, for a reviewer.
func proofOf(s locale.Speaker, c *verification.Claim, chat int64) []bot.Outgoing {
	var out []bot.Outgoing
	for _, e := range c.Evidence {
		for _, m := range e.Media {
			f := bot.Media{Kind: bot.MediaKind(m.Kind), FileID: m.Ref, Clean: m.Clean}
			one := bot.Outgoing{Chat: chat, Action: bot.Send, Media: []bot.Media{f}, Text: s.T("review.proof", "Code", c.Code)}
			if f.Kind == bot.VideoNote {
				one.Text = ""
			}
			if out = append(out, one); len(out) == mostProof {
				return out
			}
		}
	}
	return out
}

const mostProof = 10 // files; more are looked for by nobody

// mediaHandle names the message with a claim's file of that number, so that it can be deleted.
func mediaHandle(code verification.Code, i int) string {
	return "media." + string(code) + "." + strconv.Itoa(i)
}

// reviewCard shows a reviewer what a verdict rests on.
func reviewCard(s locale.Speaker, policy verification.Policy, c *verification.Claim, to verification.PersonID) (string, [][]bot.Button) {
	lines := []string{question(s, c), ""}
	if c.Status == verification.StatusStopped {
		return strings.Join(append(lines, s.T("review.stopped."+string(c.Stopped))), "\n"), [][]bot.Button{{
			{Text: s.T("review.release"), Data: press{pressRelease, c.Code, ""}.data()},
		}}
	}
	if c.Sealed(to) {
		return strings.Join(lines[:1], "\n"), nil
	}
	if c.Verdict.Answer != "" {
		lines = append(lines, s.T("review.verdict", "Answer", answerText(s, c, c.Verdict.Answer),
			"Percent", percent(c.Verdict.Confidence), "Count", c.Verdict.Voters))
	}
	lines = append(lines, s.T("review.votes"))
	proof := false
	for _, id := range c.Voters() {
		v := c.Votes[id]
		line := "• " + verification.Tag(id) + ": " + escape(answerText(s, c, v.Answer))
		if v.Voice != "" {
			line += " 🔗"
		}
		if v.Knowing != "" {
			line += " (" + s.T("knowing."+string(v.Knowing)) + ")"
			if v.Knowing.NeedsProof() {
				proof = true
			}
		}
		lines = append(lines, line)
	}
	if proof {
		lines = append(lines, s.T("review.prove", "Code", c.Code))
	}
	if len(c.Evidence) > 0 {
		lines = append(lines, s.T("result.evidence"))
	}
	for _, e := range c.Evidence {
		line := "📎 " + strconv.Itoa(len(e.Media))
		switch {
		case e.Text != "":
			line = e.Text.Mask().Shorten(200).String()
		case e.Link != "":
			line = e.Link.Mask().Shorten(200).String()
		}
		lines = append(lines, "• "+escape(line))
	}
	if c.Question == verification.Identity {
		lines = append(lines, naming(s, c.Naming(c.Verdict.Answer), policy.Naming))
	}
	if c.ShownBy != "" {
		lines = append(lines, s.T("review.shown", "Where", c.ShownBy.Mask().Shorten(200)))
	}
	if c.Question == verification.Identity && c.Status == verification.StatusDecided {
		tried := "review.tried.none"
		if c.Tried != "" {
			tried = "review.tried." + c.Tried
		}
		lines = append(lines, s.T(tried))
	}
	if c.Custody {
		lines = append(lines, "⛓ "+s.T("result.custody"))
	}
	if v := c.Challenge; v != nil {
		lines = append(lines, s.T("review.challenge", "Answer", answerText(s, c, v.Answer), "Percent", percent(v.Confidence), "Count", v.Voters))
	}
	lines = append(lines, likenesses(s, c)...)
	lines = append(lines, objections(s, c)...)
	switch {
	case c.Suggestion.Second != "" && !c.PublishAt.IsZero():
		lines = append(lines, s.T("review.suggestion.hold", "Answer", c.SuggestedText().Mask(), "At", s.Time(c.PublishesAt(c.PublishAt)), "Code", c.Code))
	case c.Suggestion.By != "":
		lines = append(lines, s.T("review.suggestion", "Answer", c.SuggestedText().Mask()))
	}
	lines = append(lines, s.T("review.approvals", "Have", len(c.ApprovedBy), "Need", policy.Approvals(c.Question)))
	if c.HeldFor != "" {
		lines = append(lines, s.T("review.held", "Reason", c.HeldFor))
	}
	if c.Challenge != nil {
		return strings.Join(lines, "\n"), [][]bot.Button{{{Text: s.T("review.keep"), Data: press{pressApprove, c.Code, ""}.data()}}}
	}
	if c.Status != verification.StatusDecided {
		return strings.Join(lines, "\n"), nil
	}
	var rows [][]bot.Button
	if c.Question == verification.Identity && c.Tried == "" {
		for _, a := range verification.Attempts {
			rows = append(rows, []bot.Button{{Text: s.T("tried." + a), Data: press{pressTried, c.Code, a}.data()}})
		}
	}
	rows = append(rows, []bot.Button{
		{Text: s.T("review.approve"), Data: press{pressApprove, c.Code, ""}.data()},
		{Text: s.T("review.hold"), Data: press{pressHold, c.Code, ""}.data()},
	})
	rows = append(rows, pictureRow(s, c)...)
	if c.Question == verification.Identity {
		rows = append(rows, []bot.Button{{Text: s.T("review.nameless"), Data: press{pressNameless, c.Code, ""}.data()}})
	}
	return strings.Join(lines, "\n"), rows
}

// objections lists those to a result that nobody has answered.
func objections(s locale.Speaker, c *verification.Claim) []string {
	var lines []string
	for _, a := range c.Appeals {
		if a.Answered {
			continue
		}
		key := "review.appeal"
		if a.Concerned {
			key = "review.appeal.concerned"
		}
		lines = append(lines, s.T(key, "Words", a.Words.Mask().Shorten(500)))
	}
	return lines
}
