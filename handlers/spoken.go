package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// choices are the buttons for what can be asked about a claim, and in doubt for the language that it is in: before anybody is asked.
func choices(s locale.Speaker, c *verification.Claim, private bool, speaks verification.Language, proof string) [][]bot.Button {
	return append(questions(s, c.Code, private), spoken(s, c, speaks, proof)...)
}

// spoken is a button that says in which language a claim was taken to be, where its asker may know better.
func spoken(s locale.Speaker, c *verification.Claim, speaks verification.Language, proof string) [][]bot.Button {
	if !c.LanguageInDoubt(speaks) {
		return nil
	}
	return proven([][]bot.Button{{languageButton(c, s.T("claim.language", "Language", locale.Name(c.Language)), "")}}, proof)
}

func languageButton(c *verification.Claim, label string, l verification.Language) bot.Button {
	return bot.Button{Text: label, Data: callback.Data(callback.Spoken, c.Code, string(l))}
}

// spokenPressed shows the languages, or takes the one that was chosen.
func (t *talk) spokenPressed(code verification.Code, word string) (done string, err error) {
	spoken, proof := withoutProof(word)
	if spoken == "" {
		return "", t.showLanguages(code)
	}
	c, err := t.Desk.SetLanguage(t.ctx, t.cause, t.by.ID, code, verification.Language(spoken), proof)
	if err != nil {
		return "", err
	}
	if c.Status == verification.StatusReceived {
		t.show(t.claimHandle(code), t.T("question.choose"), choices(t.Speaker, c, false, t.by.Language, t.proof(c.Code))...)
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
	t.show(t.claimHandle(code), t.T("claim.language.choose"), languages(c, t.proof(code))...)
	return nil
}

// languages are buttons for the language that a claim is in.
func languages(c *verification.Claim, proof string) [][]bot.Button {
	var all []bot.Button
	for _, l := range verification.Languages {
		all = append(all, languageButton(c, mark(l == c.Language)+locale.Name(l), l))
	}
	return proven(inRows(all, 2), proof)
}
