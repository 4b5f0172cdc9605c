package handlers

import (
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// sorting are buttons with which who asked says what a claim is about. Where nothing tells later who that was, the buttons prove
// it: a press with the same words by anybody else does nothing.
func sorting(s locale.Speaker, c *verification.Claim, proof string) [][]bot.Button {
	return proven(subjects(s, c.Code, callback.Subject, func(about verification.Subject) bool { return about == c.Subject }), proof)
}

// proven adds to buttons, where it is needed, the proof that who presses them asked.
func proven(rows [][]bot.Button, proof string) [][]bot.Button {
	if proof == "" {
		return rows
	}
	for _, row := range rows {
		for i := range row {
			row[i].Data += proofMark + proof
		}
	}
	return rows
}

// proof is what proves later that the person asked about a claim; "" where the bot knows who did.
func (t *talk) proof(code verification.Code) string {
	if !t.Desk.Policy().SealAskers {
		return ""
	}
	return t.Desk.SortProof(code, t.by.ID)
}

// withoutProof splits the word of such a button.
func withoutProof(word string) (bare, proof string) {
	bare, proof, _ = strings.Cut(word, proofMark)
	return bare, proof
}

// proofMark stands between a subject and the proof that who presses it asked.
const proofMark = "."

func (t *talk) setSubject(code verification.Code, word string) error {
	subject, proof := withoutProof(word)
	c, err := t.Desk.Sort(t.ctx, t.cause, t.by.ID, code, verification.Subject(subject), proof)
	if err != nil {
		return err
	}
	t.taken(c)
	return nil
}

// sort is a reviewer's /subject CODE SUBJECT.
func (t *talk) sort(m *bot.Message) error {
	if !t.by.Reviews() {
		return verification.NotReviewer
	}
	const example = "/subject K7Q-2MX health"
	return t.aboutClaim(m, example, func(code verification.Code, word string) error {
		if word == "" {
			return t.usage(example)
		}
		if _, err := t.Desk.SortAs(t.ctx, t.cause, t.by, code, verification.Subject(strings.ToLower(word))); err != nil {
			return err
		}
		t.say(t.T("subject.set"))
		return nil
	})
}
