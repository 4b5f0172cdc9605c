package handlers

import (
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
func (s volunteer) typed(m *bot.Message) (done bool, err error) {
	text := input.Clean(m.Text)
	if !s.by.May(claim.MayCheck) || !m.Own() || m.ReplyTo != nil || m.Comment != nil || len(m.Media) > 0 || !input.Sayable(text) ||
		len([]rune(input.BeforeLink(text))) > longestTyped {
		return false, nil
	}
	waiting, err := s.Desk.OpenAsks(s.ctx, s.by.ID)
	if err != nil {
		return false, err
	}
	waiting = slices.DeleteFunc(waiting, func(c *claim.Claim) bool {
		_, _, ok := input.TypedAnswer(c, s.by.ID, text)
		return !ok
	})
	if len(waiting) == 0 {
		return false, nil
	}
	if code, err := s.requester().namesAClaim(text); code || err != nil {
		return false, err
	}
	if err := s.noteTyped(m, text); err != nil {
		return false, err
	}
	var rows [][]bot.Button
	key := "typed.which"
	if len(waiting) == 1 {
		key = "typed.ask"
	}
	for _, c := range waiting {
		rows = append(rows, []bot.Button{{Text: s.T("typed.yes", "Code", c.Code), Data: callback.Data(callback.Typed, c.Code, input.Tag(text))}})
	}
	rows = append(rows, []bot.Button{{Text: s.T("typed.no"), Data: callback.Data(callback.Untyped, "", input.Tag(text))}})
	out := s.say(s.T(key, "Code", waiting[0].Code), rows...)
	out.MessageKey, out.ReplyTo = "typed."+input.Tag(text), m.ID
	return true, nil
}

// isTyped takes what somebody typed for their answer. It stays noted for a while: should this be tried again, it is still known.
func (s volunteer) isTyped(code claim.Code, tag string) (done string, err error) {
	typed, ok := s.typedAs(tag)
	if !ok {
		return s.T("typed.gone"), nil
	}
	evidence := ""
	c, err := s.Desk.AnswerAs(s.ctx, s.cause+".answer", s.by, code, func(c *claim.Claim) (reply claim.Reply) {
		reply, evidence, _ = input.TypedAnswer(c, s.by.ID, typed.Text)
		return reply
	})
	if err != nil {
		return "", err
	}
	if evidence != "" && !c.Status.Ended() {
		e := input.EvidenceIn(evidence)
		if c, err = s.Desk.AddEvidence(s.ctx, s.cause+".evidence", s.by, code, e, ""); err != nil {
			return "", err
		}
	}
	if err := s.typedDone(tag); err != nil {
		return "", err
	}
	s.show("typed."+tag, s.T("typed.taken", "Code", code))
	if !c.Status.Ended() { // else their card says how it ended
		card, rows := view.Answered(s.Speaker, c, s.by.ID)
		s.reguard(view.AskHandle(code), card, rows)
	}
	return s.T("answered.toast"), nil
}

// isNotTyped has what somebody typed checked: it was no answer.
func (s volunteer) isNotTyped(tag string) (done string, err error) {
	typed, ok := s.typedAs(tag)
	if !ok {
		return s.T("typed.gone"), nil
	}
	s.show("typed."+tag, s.T("typed.claim"))
	err = s.requester().claimOf(input.Subject{Message: &bot.Message{Chat: bot.Chat{ID: s.chat, Kind: bot.Private}, Text: typed.Text, Links: typed.Links}})
	if err != nil {
		return "", err
	}
	return "", s.typedDone(tag)
}
