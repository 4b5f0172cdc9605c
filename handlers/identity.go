package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// askShown asks who showed the person in public: nobody is looked for who was not.
func (t *talk) askShown(code claim.Code) error {
	handle := t.claimHandle(code)
	if t.chat != t.id { // what follows has to be written, and is nobody else's to read
		t.show(handle, t.T("identity.private"))
		return nil
	}
	var rows [][]bot.Button
	for _, shown := range claim.Showings {
		rows = append(rows, []bot.Button{{Text: t.T("shown." + string(shown)), Data: callback.Data(callback.Shown, code, string(shown))}})
	}
	t.show(handle, t.T("shown.choose"), rows...)
	return nil
}

// shown asks where and when, or refuses the question.
func (t *talk) shown(code claim.Code, shown claim.Shown) error {
	if shown != claim.ShownByState && shown != claim.ShownByMedia {
		return t.openIdentity(code, shown, "")
	}
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if !c.RequestedBy(t.by.ID) {
		return claim.NotFound
	}
	if err := t.doing(claim.Doing{What: doingShown, Code: code, Extra: string(shown)}); err != nil {
		return err
	}
	var rows [][]bot.Button
	if here := view.PostedIn(t.Speaker, c); here != "" {
		rows = append(rows, []bot.Button{{Text: here.Mask().Shorten(60).String(), Data: callback.Data(callback.ShownHere, code, string(shown))}})
	}
	t.show(t.claimHandle(code), t.T("shown.write"), append(rows, []bot.Button{view.Button(t.Speaker, "cancel", callback.Cancel, code)})...)
	return nil
}

// shownHere says that the channel which it was forwarded from showed the person.
func (t *talk) shownHere(code claim.Code, shown claim.Shown) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if err := t.leaveOff(); err != nil {
		return err
	}
	return t.openIdentity(code, shown, view.PostedIn(t.Speaker, c))
}

// shownBy takes where and when the person was shown, as the asker wrote it.
func (t *talk) shownBy(code claim.Code, shown claim.Shown, where moderation.Foreign) error {
	return t.openIdentity(code, shown, where)
}

func (t *talk) openIdentity(code claim.Code, shown claim.Shown, where moderation.Foreign) error {
	c, err := t.Desk.ChooseIdentity(t.ctx, t.cause+".choose", t.by.ID, code, shown, where)
	if err != nil {
		return err
	}
	t.taken(c)
	return nil
}

// flag says that a question could harm somebody; without a word it asks how.
func (t *talk) flag(code claim.Code, harm string) error {
	if harm == "" {
		c, err := t.Desk.Claim(t.ctx, code)
		if err != nil {
			return err
		}
		if _, asked := c.Asked[t.by.ID]; !asked {
			return claim.NotAsked
		}
		var rows [][]bot.Button
		for _, h := range c.Question.Harms() {
			rows = append(rows, []bot.Button{{Text: t.T("harm." + h), Data: callback.Data(callback.Flag, code, h)}})
		}
		t.show(view.AskHandle(code), code.String()+"\n"+t.T("flag.choose"), append(rows, []bot.Button{view.Button(t.Speaker, "back", callback.Change, code)})...)
		return nil
	}
	c, err := t.Desk.Flag(t.ctx, t.cause, t.by, code, harm)
	if err != nil {
		return err
	}
	said := t.T("flagged")
	switch c.Status {
	case claim.StatusRefused:
		return nil // their card says so
	case claim.StatusOpen:
		said = t.T("flagged.files")
	}
	t.show(view.AskHandle(code), code.String()+"\n"+said, []bot.Button{view.Button(t.Speaker, "change", callback.Change, code), view.Button(t.Speaker, "next", callback.Next, "")})
	return nil
}
