package handlers

import (
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// choices are the buttons for what can be asked about a claim, and in doubt for the language that it is in: before anybody is asked.
func (t *talk) choices(c *verification.Claim, private bool) [][]bot.Button {
	return append(questions(t.Speaker, c.Code, private), t.spoken(c)...)
}

// spoken is a button that says in which language a claim was taken to be, where its asker may know better.
func (t *talk) spoken(c *verification.Claim) [][]bot.Button {
	if !c.LanguageInDoubt(t.by.Language) {
		return nil
	}
	return t.proven(c, [][]bot.Button{{t.languageButton(c, t.T("claim.language", "Language", locale.Name(c.Language)), "")}})
}

func (t *talk) languageButton(c *verification.Claim, label string, l verification.Language) bot.Button {
	return bot.Button{Text: label, Data: callback.Data(callback.Spoken, c.Code, string(l))}
}

// spokenPressed shows the languages, or takes the one that was chosen.
func (t *talk) spokenPressed(code verification.Code, word string) (done string, err error) {
	spoken, proof, _ := strings.Cut(word, proofMark)
	if spoken == "" {
		return "", t.showLanguages(code)
	}
	c, err := t.Desk.SetLanguage(t.ctx, t.cause, t.by.ID, code, verification.Language(spoken), proof)
	if err != nil {
		return "", err
	}
	if c.Status == verification.StatusReceived {
		t.show(t.claimHandle(code), t.T("question.choose"), t.choices(c, false)...)
	} else {
		t.taken(c)
	}
	return t.T("subject.set"), nil
}

func (t *talk) showLanguages(code verification.Code) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if !c.AskedBy(t.by.ID) && !t.Desk.Policy().SealAskers {
		return verification.NotFound
	}
	var all []bot.Button
	for _, l := range verification.Languages {
		all = append(all, t.languageButton(c, mark(l == c.Language)+locale.Name(l), l))
	}
	t.show(t.claimHandle(code), t.T("claim.language.choose"), t.proven(c, inRows(all, 2))...)
	return nil
}
