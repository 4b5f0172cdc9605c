package handlers

import (
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// spokenPressed shows the languages, or takes the one that was chosen.
func (t *talk) spokenPressed(code claim.Code, word string) (done string, err error) {
	spoken, proof := view.WithoutProof(word)
	if spoken == "" {
		return "", t.showLanguages(code)
	}
	c, err := t.Desk.SetLanguage(t.ctx, t.cause, t.by.ID, code, claim.Language(spoken), proof)
	if err != nil {
		return "", err
	}
	if c.Status == claim.StatusReceived {
		t.show(t.claimHandle(code), t.T("question.choose"), view.Choices(t.Speaker, c, false, t.by.Language, t.proof(c.Code))...)
	} else {
		t.taken(c)
	}
	return t.T("subject.set"), nil
}

func (t *talk) showLanguages(code claim.Code) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if !c.RequestedBy(t.by.ID) && !t.Desk.Policy().SealAskers {
		return claim.NotFound
	}
	t.show(t.claimHandle(code), t.T("claim.language.choose"), view.LanguageRows(c, t.proof(code))...)
	return nil
}
