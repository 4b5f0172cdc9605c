package handlers

import (
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// refuse says why a wish was not granted. Where that is because of how far the claim is, it says how far.
func (t *talk) refuse(r claim.Refusal) (string, error) {
	if r != claim.NotOpen || t.subject == "" {
		return t.T("refused." + string(r)), nil
	}
	c, err := t.Desk.Claim(t.ctx, t.subject)
	if _, refused := claim.RefusalOf(err); refused {
		return t.T("refused." + string(r)), nil
	}
	if err != nil {
		return "", err
	}
	_, asked := c.Asked[t.by.ID]
	if text, hidden := view.Unspecific(t.Speaker, c); hidden && !asked && !t.by.Reviews() && !c.RequestedBy(t.by.ID) {
		return text, nil
	}
	return c.Code.String() + ": " + view.Standing(t.Speaker, c, c.PublishesAt(t.Clock.Now())), nil
}
