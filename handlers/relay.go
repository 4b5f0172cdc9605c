package handlers

import (
	"errors"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/publisher"
)

// relay is /relay [CODE] [language]: what to say on the phone to somebody who is cut off, about one result or the latest ones.
// Anybody may ask, and nobody is put down for it: a list of those who carry news would be a list of whom to arrest.
func (t *talk) relay(m *bot.Message) error {
	code, rest, one := input.CodeArg(m.Command.Args)
	l, spoken := claim.ParseLanguage(rest)
	if !one && !spoken && m.Command.Args != "" {
		return claim.NotFound
	}
	if !spoken {
		l = t.Language
	}
	return t.sendScript(code, l)
}

// relayOf sends what to read out about a result in the reader's language.
func (t *talk) relayOf(code claim.Code) error { return t.sendScript(code, t.Language) }

func (t *talk) sendScript(code claim.Code, l claim.Language) error {
	text, rows, err := t.readOut(code, l)
	if err == nil {
		t.say(text, rows...).Handle = "relay." + string(code)
	}
	return err
}

// showScript changes the language of what is to be read out.
func (t *talk) showScript(code claim.Code, l claim.Language) error {
	text, rows, err := t.readOut(code, l)
	if err == nil {
		t.show("relay."+string(code), text, rows...)
	}
	return err
}

// readOut is what to read out about a result, or about the latest ones if the code is "", with buttons for other languages.
func (t *talk) readOut(code claim.Code, l claim.Language) (string, [][]bot.Button, error) {
	var claims []*claim.Claim
	if code == "" {
		var err error
		if claims, err = t.latest(); err != nil {
			return "", nil, err
		}
		if len(claims) == 0 {
			return t.T("relay.help"), nil, nil
		}
	} else {
		c, err := t.Desk.Claim(t.ctx, code)
		if err != nil {
			return "", nil, err
		}
		if !view.HasCard(c.Public()) {
			return "", nil, claim.NoCard
		}
		claims = append(claims, c)
	}
	for _, c := range claims {
		t.about = append(t.about, view.About(c)...)
	}
	text, rows := view.ReadOut(t.Speaker, t.Locale.For(l), code, claims, t.BotName, t.SMSNumber)
	return text, rows, nil
}

// latest are the results that were published or changed last, as they are now.
func (t *talk) latest() ([]*claim.Claim, error) {
	if t.Bulletins == nil {
		return nil, nil
	}
	e, err := t.Bulletins.Latest(t.ctx)
	if err != nil && !errors.Is(err, publisher.ErrNothing) {
		return nil, err
	}
	var claims []*claim.Claim
	for _, s := range e.Results {
		c, err := t.Desk.Claim(t.ctx, claim.Code(s.Bulletin.Items[0].Code))
		if err != nil && !errors.Is(err, claim.NotFound) {
			return nil, err
		}
		if err != nil || !view.HasCard(c.Public()) {
			continue // it was reopened, or became part of another one
		}
		if claims = append(claims, c); len(claims) == view.MostScripts {
			break
		}
	}
	return claims, nil
}
