package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// choose asks a question about a claim, unless others asked just that meanwhile.
func (s requester) choose(code claim.Code, q claim.Question, private bool) error {
	r, err := s.Desk.JoinSame(s.ctx, s.cause+".same", s.by.ID, code, q)
	if err != nil {
		return err
	}
	if r.Into != nil {
		if private {
			if err := s.Desk.MarkJoined(s.ctx, s.cause+".private", s.by.ID, code); err != nil {
				return err
			}
		}
		text, rows := view.Joined(s.Speaker, r, s.Desk.Policy().SealAskers)
		s.show(s.claimHandle(code), text, rows...)
		s.told(r)
		return nil
	}
	return s.open(code, q, private)
}

// told notes with what was just said which state of a result it is, so that a correction is called one.
func (s requester) told(r verification.Reception) {
	if r.Shows() && !s.Desk.Policy().SealAskers {
		s.out[len(s.out)-1].News = &bot.News{Subject: view.ClaimSubject(r.Into.Code), Version: view.VersionOf(r.Into)}
	}
}

// open opens a claim and gives its code. Who somebody is, is not asked about just anybody: see identity.go.
func (s requester) open(code claim.Code, q claim.Question, private bool) error {
	if q == claim.Identity {
		return s.askShown(code)
	}
	choose := s.Desk.Choose
	if private {
		choose = s.Desk.ChoosePrivate
	}
	c, err := choose(s.ctx, s.cause+".choose", s.by.ID, code, q)
	if err != nil {
		return err
	}
	s.taken(c)
	return nil
}

// taken says that a claim is being checked, or why it is not.
func (s requester) taken(c *claim.Claim) {
	_, asks := c.Asker(s.by.ID)
	switch {
	case !asks, c.Status == claim.StatusStopped, c.Status == claim.StatusRefused, c.Status == claim.StatusScreening:
		s.show(s.claimHandle(c.Code), s.statusFor(s.ctx, s.Speaker, c, s.by.ID))
		return
	}
	text, rows := view.Taken(s.Speaker, c, s.by.Language, s.progress(s.ctx, c), s.proof(c.Code))
	s.show(s.claimHandle(c.Code), text, rows...)
}

func (s requester) setSubject(code claim.Code, word string) error {
	subject, proof := view.WithoutProof(word)
	c, err := s.Desk.Sort(s.ctx, s.cause, s.by.ID, code, claim.Subject(subject), proof)
	if err != nil {
		return err
	}
	s.taken(c)
	return nil
}

// spokenPressed shows the languages, or takes the one that was chosen.
func (s requester) spokenPressed(code claim.Code, word string) (done string, err error) {
	spoken, proof := view.WithoutProof(word)
	if spoken == "" {
		return "", s.showLanguages(code)
	}
	c, err := s.Desk.SetLanguage(s.ctx, s.cause, s.by.ID, code, claim.Language(spoken), proof)
	if err != nil {
		return "", err
	}
	if c.Status == claim.StatusReceived {
		s.show(s.claimHandle(code), s.T("question.choose"), view.Choices(s.Speaker, c, false, s.by.Language, s.proof(c.Code))...)
	} else {
		s.taken(c)
	}
	return s.T("subject.set"), nil
}

func (s requester) showLanguages(code claim.Code) error {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	if !c.RequestedBy(s.by.ID) && !s.Desk.Policy().SealAskers {
		return claim.NotFound
	}
	s.show(s.claimHandle(code), s.T("claim.language.choose"), view.LanguageRows(c, s.proof(code))...)
	return nil
}

// person turns the asker's tick on or off.
func (s requester) person(code claim.Code, word string) error {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	if !c.RequestedBy(s.by.ID) || c.Status != claim.StatusReceived {
		return claim.NotFound
	}
	s.show(s.claimHandle(code), s.T("question.choose"), view.Choices(s.Speaker, c, word == "on", s.by.Language, s.proof(c.Code))...)
	return nil
}
