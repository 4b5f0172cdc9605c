package handlers

import (
	"fmt"
	"hash/crc32"
	"slices"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/phrase"
	"github.com/rastau/rastau/verification/screening"
)

// longestTyped bounds what can be an answer that somebody types, in characters: who writes more tells something.
const longestTyped = 120

// typed asks a volunteer whether what they wrote is their answer to a question that waits for them. done is false when it can be
// none: then it is something to be checked.
func (t *talk) typed(m *bot.Message) (done bool, err error) {
	text := clean(m.Text)
	if !t.by.May(verification.MayCheck) || !m.Own() || m.ReplyTo != nil || m.Comment != nil || len(m.Media) > 0 || len(m.Links) > 0 ||
		!sayable(text) || len([]rune(text)) > longestTyped || strings.Contains(strings.TrimSpace(text), "\n") {
		return false, nil
	}
	waiting, err := t.Desk.OpenAsks(t.ctx, t.by.ID)
	if err != nil {
		return false, err
	}
	waiting = slices.DeleteFunc(waiting, func(c *verification.Claim) bool {
		_, ok := t.typedAnswer(c, text)
		return !ok
	})
	if len(waiting) == 0 {
		return false, nil
	}
	if code, err := t.namesAClaim(text); code || err != nil {
		return false, err
	}
	if err := t.doing(verification.Doing{What: doingTyped, Extra: text}); err != nil {
		return false, err
	}
	var rows [][]bot.Button
	key := "typed.which"
	if len(waiting) == 1 {
		key = "typed.ask"
	}
	for _, c := range waiting {
		rows = append(rows, []bot.Button{{Text: t.T("typed.yes", "Code", c.Code), Data: press{pressTyped, c.Code, tagOf(text)}.data()}})
	}
	rows = append(rows, []bot.Button{{Text: t.T("typed.no"), Data: press{pressUntyped, "", tagOf(text)}.data()}})
	out := t.say(t.T(key, "Code", waiting[0].Code), rows...)
	out.Handle, out.ReplyTo = "typed."+tagOf(text), m.ID
	return true, nil
}

// typedAnswer reads what somebody typed as an answer to a claim; ok is false when it can be none.
func (t *talk) typedAnswer(c *verification.Claim, text string) (reply verification.Reply, ok bool) {
	answers := c.Answers()
	if c.Asked[t.by.ID].Screen {
		answers = verification.ScreenAnswers
	}
	choice, rest := splitAnswer(text)
	if rest == "" && (choice == verification.DontKnow || slices.Contains(answers, choice)) {
		return verification.Reply{Choice: choice}, true
	}
	if !c.Question.Open() || c.Asked[t.by.ID].Screen || phrase.Of(text).Kind != phrase.None {
		return reply, false
	}
	return verification.Reply{Text: screening.Foreign(text)}, true
}

// tagOf tells one typed text from another, so that a button is about the one under which it stands.
func tagOf(text string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))) }

// isTyped takes what somebody typed for their answer. It stays noted: should this be tried again, it is still known.
func (t *talk) isTyped(code verification.Code, tag string) (done string, err error) {
	text, ok := t.lastTyped(tag)
	if !ok {
		return t.T("typed.gone"), nil
	}
	c, err := t.Desk.AnswerAs(t.ctx, t.cause+".answer", t.by, code, func(c *verification.Claim) verification.Reply {
		reply, _ := t.typedAnswer(c, text)
		return reply
	})
	if err != nil {
		return "", err
	}
	t.show("typed."+tag, t.T("typed.taken", "Code", code))
	if !c.Status.Ended() { // else their card says how it ended
		card, rows := t.answered(c)
		t.reguard(askHandle(code), card, rows)
	}
	return t.T("answered.toast"), nil
}

// isNotTyped has what somebody typed checked: it was no answer.
func (t *talk) isNotTyped(tag string) (done string, err error) {
	text, ok := t.lastTyped(tag)
	if !ok {
		return t.T("typed.gone"), nil
	}
	t.show("typed."+tag, t.T("typed.claim"))
	return "", t.claimOf(subject{Message: &bot.Message{Chat: bot.Chat{ID: t.chat, Kind: bot.Private}, Text: text}})
}

func (t *talk) lastTyped(tag string) (text string, ok bool) {
	d := t.by.Doing
	return d.Extra, d.What == doingTyped && tagOf(d.Extra) == tag
}
