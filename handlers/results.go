package handlers

import (
	"context"
	"errors"
	"html"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/publisher"
)

// longestSMS is how much of the texts for SMS a message takes; what is longer comes as a file.
const longestSMS = 3500

// bulletin is /bulletin [CODE] [latin]: the latest results, or that of one claim, in every form in which they can be passed
// on: as a message, a QR picture, a sheet and SMS.
func (s citizen) bulletin(m *bot.Message) error {
	code, rest, _ := input.CodeArg(m.Command.Args)
	return s.edition(code, strings.EqualFold(strings.TrimSpace(rest), "latin"))
}

// bulletinOf sends that of one claim.
func (s citizen) bulletinOf(code claim.Code) error { return s.edition(code, false) }

// edition sends the bulletin of a claim, or the latest one if the code is "".
func (s citizen) edition(code claim.Code, latin bool) error {
	if s.Bulletins == nil {
		s.say(s.T("bulletin.none"))
		return nil
	}
	find, folder, one := s.Bulletins.Latest, "", code != ""
	if one {
		folder = string(code) + "/"
		find = func(ctx context.Context) (publisher.Edition, error) { return s.Bulletins.Result(ctx, code) }
	}
	e, err := find(s.ctx)
	switch {
	case errors.Is(err, publisher.ErrNothing) && one:
		s.say(s.T("bulletin.unknown"))
		return nil
	case errors.Is(err, publisher.ErrNothing):
		s.say(s.T("bulletin.none"))
		return nil
	case err != nil:
		return err
	}
	for _, it := range e.Digest.Bulletin.Items {
		s.about = append(s.about, bot.About{Subject: it.Code, At: s.Clock.Now()})
	}
	sealed, l := e.Digest.In(string(s.Language)), string(s.Language)
	s.say(view.Proven(sealed))
	s.file(bot.Photo, folder+"bulletin.png", s.T("bulletin.picture"))
	s.file(bot.Document, folder+"bulletin."+l+".pdf", s.T("bulletin.sheet"))
	name := "sms." + l + ".txt"
	if latin {
		name = "sms." + l + ".latin.txt"
	}
	if sms := publisher.SMS(sealed, latin); len([]rune(sms)) <= longestSMS {
		s.say(s.T("bulletin.sms") + "\n<pre>" + html.EscapeString(strings.TrimSpace(sms)) + "</pre>")
	} else {
		s.file(bot.Document, folder+name, s.T("bulletin.sms"))
	}
	return nil
}

// key is /key: the public key, as words, text and picture, what was said of keys since, and the page that checks.
func (s citizen) key(*bot.Message) error {
	if s.Bulletins == nil {
		s.say(s.T("bulletin.none"))
		return nil
	}
	h, err := s.Bulletins.Holding()
	if err != nil {
		return err
	}
	s.say(s.T("key.text", "Words", strings.Join(h.First.Words(), " "), "Text", h.First.Text()))
	s.file(bot.Photo, "key.png", s.T("key.picture"))
	if len(h.Statements) > 0 {
		s.file(bot.Document, "keys.txt", s.T("key.changed"))
	}
	s.file(bot.Document, "verify.html", s.T("key.page"))
	return nil
}

// card is /card CODE [language]: the result as a picture to pass on. It is made for whoever asks and posted nowhere unasked:
// a picture beside every result would double what the bot sends when sending is scarce.
func (s citizen) card(m *bot.Message) error {
	return s.aboutClaim(m, "/card K7Q-2MX kk", func(code claim.Code, language string) error {
		l, spoken := claim.ParseLanguage(language)
		if !spoken {
			l = s.Language
		}
		return s.sendCard(code, l)
	})
}

// cardOf sends the card in the reader's language.
func (s citizen) cardOf(code claim.Code) error { return s.sendCard(code, s.Language) }

func (s citizen) sendCard(code claim.Code, l claim.Language) error {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	if !view.HasCard(c.Public()) {
		return claim.NoCard
	}
	out := s.say(s.T("card.caption", "Code", c.Code))
	out.Media = []bot.Media{{Kind: bot.Photo, Rendered: view.CardName(code, l)}}
	out.Instead = s.T("file.unmade") + "\n\n" + view.Result(s.Speaker, c.Public())
	return nil
}

// relay is /relay [CODE] [language]: what to say on the phone to somebody who is cut off, about one result or the latest ones.
// Anybody may ask, and nobody is put down for it: a list of those who carry news would be a list of whom to arrest.
func (s citizen) relay(m *bot.Message) error {
	code, rest, one := input.CodeArg(m.Command.Args)
	l, spoken := claim.ParseLanguage(rest)
	if !one && !spoken && m.Command.Args != "" {
		return claim.NotFound
	}
	if !spoken {
		l = s.Language
	}
	return s.sendScript(code, l)
}

// relayOf sends what to read out about a result in the reader's language.
func (s citizen) relayOf(code claim.Code) error { return s.sendScript(code, s.Language) }

func (s citizen) sendScript(code claim.Code, l claim.Language) error {
	text, rows, err := s.readOut(code, l)
	if err == nil {
		s.say(text, rows...).MessageKey = "relay." + string(code)
	}
	return err
}

// showScript changes the language of what is to be read out.
func (s citizen) showScript(code claim.Code, l claim.Language) error {
	text, rows, err := s.readOut(code, l)
	if err == nil {
		s.show("relay."+string(code), text, rows...)
	}
	return err
}

// readOut is what to read out about a result, or about the latest ones if the code is "", with buttons for other languages.
func (s citizen) readOut(code claim.Code, l claim.Language) (string, [][]bot.Button, error) {
	var claims []*claim.Claim
	if code == "" {
		var err error
		if claims, err = s.latest(); err != nil {
			return "", nil, err
		}
		if len(claims) == 0 {
			return s.T("relay.help"), nil, nil
		}
	} else {
		c, err := s.Desk.Claim(s.ctx, code)
		if err != nil {
			return "", nil, err
		}
		if !view.HasCard(c.Public()) {
			return "", nil, claim.NoCard
		}
		claims = append(claims, c)
	}
	for _, c := range claims {
		s.about = append(s.about, view.About(c)...)
	}
	text, rows := view.ReadOut(s.Speaker, s.Locale.For(l), code, claims, s.BotName, s.SMSNumber)
	return text, rows, nil
}

// latest are the results that were published or changed last, as they are now.
func (s citizen) latest() ([]*claim.Claim, error) {
	if s.Bulletins == nil {
		return nil, nil
	}
	e, err := s.Bulletins.Latest(s.ctx)
	if err != nil && !errors.Is(err, publisher.ErrNothing) {
		return nil, err
	}
	var claims []*claim.Claim
	for _, sealed := range e.Results {
		c, err := s.Desk.Claim(s.ctx, claim.Code(sealed.Bulletin.Items[0].Code))
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

// successors tells where to look on the day when this bot is seized or blocked, with the proof that the list is ours: it is
// of use only to those who have it before that day.
func (s citizen) successors(*bot.Message) error {
	if len(s.Successors.Bots)+len(s.Successors.Mirrors) == 0 {
		s.say(s.T("successors.none"))
		return nil
	}
	s.say(view.Successors(s.Speaker, s.Successors)).Preview = false
	return nil
}

// sms is /sms: how to write SMS to the bot, and for volunteers a word by which a number becomes theirs.
func (s citizen) sms(*bot.Message) error {
	if s.SMSNumber == "" {
		s.say(s.T("sms.none"))
		return nil
	}
	text := s.T("sms.how", "Number", s.SMSNumber)
	if s.by.May(claim.MayCheck) {
		word, err := s.Desk.LinkWord(s.ctx, s.cause, s.by)
		if err != nil {
			return err
		}
		half := len(word) / 2
		text += "\n\n" + s.T("sms.link", "Word", word[:half]+"-"+word[half:], "Minutes", int(verification.LinkFor/time.Minute))
	}
	s.say(text).Protect = true
	return nil
}
