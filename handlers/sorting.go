package handlers

import (
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// proof is what proves later that the person asked about a claim; "" where the bot knows who did.
func (t *talk) proof(code claim.Code) string {
	if !t.Desk.Policy().SealAskers {
		return ""
	}
	return t.Desk.SortProof(code, t.by.ID)
}

func (t *talk) setSubject(code claim.Code, word string) error {
	subject, proof := view.WithoutProof(word)
	c, err := t.Desk.Sort(t.ctx, t.cause, t.by.ID, code, claim.Subject(subject), proof)
	if err != nil {
		return err
	}
	t.taken(c)
	return nil
}

// sort is a reviewer's /subject CODE SUBJECT.
func (t *talk) sort(m *bot.Message) error {
	if !t.by.Reviews() {
		return claim.NotReviewer
	}
	const example = "/subject K7Q-2MX health"
	return t.aboutClaim(m, example, func(code claim.Code, word string) error {
		if word == "" {
			return t.usage(example)
		}
		if _, err := t.Desk.SortAs(t.ctx, t.cause, t.by, code, claim.Subject(strings.ToLower(word))); err != nil {
			return err
		}
		t.say(t.T("subject.set"))
		return nil
	})
}
