package handlers

import (
	"fmt"
	"hash/crc32"
	"slices"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// longestTyped bounds what can be an answer that somebody types, in characters: who writes more tells something.
const longestTyped = 120

// typed asks a volunteer whether what they wrote is their answer to a question that waits for them. done is false when it can be
// none: then it is something to be checked. What they wrote is kept until they say so, whatever else they write meanwhile.
func (t *talk) typed(m *bot.Message) (done bool, err error) {
	text := input.Clean(m.Text)
	if !t.by.May(claim.MayCheck) || !m.Own() || m.ReplyTo != nil || m.Comment != nil || len(m.Media) > 0 || !input.Sayable(text) ||
		len([]rune(input.BeforeLink(text))) > longestTyped {
		return false, nil
	}
	waiting, err := t.Desk.OpenAsks(t.ctx, t.by.ID)
	if err != nil {
		return false, err
	}
	waiting = slices.DeleteFunc(waiting, func(c *claim.Claim) bool {
		_, _, ok := input.TypedAnswer(c, t.by.ID, text)
		return !ok
	})
	if len(waiting) == 0 {
		return false, nil
	}
	if code, err := t.namesAClaim(text); code || err != nil {
		return false, err
	}
	if err := t.noteTyped(m, text); err != nil {
		return false, err
	}
	var rows [][]bot.Button
	key := "typed.which"
	if len(waiting) == 1 {
		key = "typed.ask"
	}
	for _, c := range waiting {
		rows = append(rows, []bot.Button{{Text: t.T("typed.yes", "Code", c.Code), Data: callback.Data(callback.Typed, c.Code, tagOf(text))}})
	}
	rows = append(rows, []bot.Button{{Text: t.T("typed.no"), Data: callback.Data(callback.Untyped, "", tagOf(text))}})
	out := t.say(t.T(key, "Code", waiting[0].Code), rows...)
	out.Handle, out.ReplyTo = "typed."+tagOf(text), m.ID
	return true, nil
}

// tagOf tells one typed text from another, so that a button is about the one under which it stands.
func tagOf(text string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))) }

// isTyped takes what somebody typed for their answer. It stays noted for a while: should this be tried again, it is still known.
func (t *talk) isTyped(code claim.Code, tag string) (done string, err error) {
	typed, ok := t.typedAs(tag)
	if !ok {
		return t.T("typed.gone"), nil
	}
	evidence := ""
	c, err := t.Desk.AnswerAs(t.ctx, t.cause+".answer", t.by, code, func(c *claim.Claim) (reply claim.Reply) {
		reply, evidence, _ = input.TypedAnswer(c, t.by.ID, typed.Text)
		return reply
	})
	if err != nil {
		return "", err
	}
	if evidence != "" && !c.Status.Ended() {
		e := input.EvidenceIn(evidence)
		if c, err = t.Desk.AddEvidence(t.ctx, t.cause+".evidence", t.by, code, e, ""); err != nil {
			return "", err
		}
	}
	if err := t.typedDone(tag); err != nil {
		return "", err
	}
	t.show("typed."+tag, t.T("typed.taken", "Code", code))
	if !c.Status.Ended() { // else their card says how it ended
		card, rows := view.Answered(t.Speaker, c, t.by.ID)
		t.reguard(view.AskHandle(code), card, rows)
	}
	return t.T("answered.toast"), nil
}

// isNotTyped has what somebody typed checked: it was no answer.
func (t *talk) isNotTyped(tag string) (done string, err error) {
	typed, ok := t.typedAs(tag)
	if !ok {
		return t.T("typed.gone"), nil
	}
	t.show("typed."+tag, t.T("typed.claim"))
	err = t.claimOf(subject{Message: &bot.Message{Chat: bot.Chat{ID: t.chat, Kind: bot.Private}, Text: typed.Text, Links: typed.Links}})
	if err != nil {
		return "", err
	}
	return "", t.typedDone(tag)
}

// noteTyped keeps the text of a message until its writer says what it is.
func (t *talk) noteTyped(m *bot.Message, text string) (err error) {
	t.by, err = t.Desk.SetPerson(t.ctx, t.by.ID, func(p *claim.Person) {
		p.NoteTyped(claim.Typed{Text: text, Links: m.Links, At: t.Clock.Now()})
	})
	return err
}

// typedAs returns the text below which a button stands.
func (t *talk) typedAs(tag string) (typed claim.Typed, ok bool) {
	i := slices.IndexFunc(t.by.Typed, func(t claim.Typed) bool { return tagOf(t.Text) == tag })
	if i < 0 {
		return typed, false
	}
	return t.by.Typed[i], true
}

// typedDone notes that somebody said what a text is.
func (t *talk) typedDone(tag string) (err error) {
	t.by, err = t.Desk.SetPerson(t.ctx, t.by.ID, func(p *claim.Person) {
		p.Typed = slices.Clone(p.Typed)
		for i := range p.Typed {
			p.Typed[i].Done = p.Typed[i].Done || tagOf(p.Typed[i].Text) == tag
		}
	})
	return err
}
