package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// askShown asks who showed the person in public: nobody is looked for who was not.
func (s requester) askShown(code claim.Code) error {
	handle := s.claimHandle(code)
	if s.chat != s.id { // what follows has to be written, and is nobody else's to read
		s.show(handle, s.T("identity.private"))
		return nil
	}
	var rows [][]bot.Button
	for _, shown := range claim.Showings {
		rows = append(rows, []bot.Button{{Text: s.T("shown." + string(shown)), Data: callback.Data(callback.Shown, code, string(shown))}})
	}
	s.show(handle, s.T("shown.choose"), rows...)
	return nil
}

// shown asks where and when, or refuses the question.
func (s requester) shown(code claim.Code, shown claim.Shown) error {
	if shown != claim.ShownByState && shown != claim.ShownByMedia {
		return s.openIdentity(code, shown, "")
	}
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	if !c.RequestedBy(s.by.ID) {
		return claim.NotFound
	}
	if err := s.doing(claim.Doing{What: doingShown, Code: code, Extra: string(shown)}); err != nil {
		return err
	}
	var rows [][]bot.Button
	if here := view.PostedIn(s.Speaker, c); here != "" {
		rows = append(rows, []bot.Button{{Text: here.Mask().Shorten(60).String(), Data: callback.Data(callback.ShownHere, code, string(shown))}})
	}
	s.show(s.claimHandle(code), s.T("shown.write"), append(rows, []bot.Button{view.Button(s.Speaker, "cancel", callback.Cancel, code)})...)
	return nil
}

// shownHere says that the channel which it was forwarded from showed the person.
func (s requester) shownHere(code claim.Code, shown claim.Shown) error {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	if err := s.leaveOff(); err != nil {
		return err
	}
	return s.openIdentity(code, shown, view.PostedIn(s.Speaker, c))
}

// openIdentity opens the question who somebody is, who was shown there.
func (s requester) openIdentity(code claim.Code, shown claim.Shown, where moderation.Foreign) error {
	c, err := s.Desk.ChooseIdentity(s.ctx, s.cause+".choose", s.by.ID, code, shown, where)
	if err != nil {
		return err
	}
	s.taken(c)
	return nil
}
