package handlers

import (
	"context"
	"errors"
	"html"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/publisher"
)

// Bulletins are what was issued.
type Bulletins interface {
	Latest(ctx context.Context) (publisher.Edition, error)
	Result(ctx context.Context, code claim.Code) (publisher.Edition, error)
	Holding() (bulletin.SigningKeys, error)
}

var _ Bulletins = (*publisher.Publisher)(nil)

// longestSMS is how much of the texts for SMS a message takes; what is longer comes as a file.
const longestSMS = 3500

// bulletin is /bulletin [CODE] [latin]: the latest results, or that of one claim, in every form in which they can be passed
// on: as a message, a QR picture, a sheet and SMS.
func (t *talk) bulletin(m *bot.Message) error {
	code, rest, _ := input.CodeArg(m.Command.Args)
	return t.edition(code, strings.EqualFold(strings.TrimSpace(rest), "latin"))
}

// bulletinOf sends that of one claim.
func (t *talk) bulletinOf(code claim.Code) error { return t.edition(code, false) }

// edition sends the bulletin of a claim, or the latest one if the code is "".
func (t *talk) edition(code claim.Code, latin bool) error {
	if t.Bulletins == nil {
		t.say(t.T("bulletin.none"))
		return nil
	}
	find, folder, one := t.Bulletins.Latest, "", code != ""
	if one {
		folder = string(code) + "/"
		find = func(ctx context.Context) (publisher.Edition, error) { return t.Bulletins.Result(ctx, code) }
	}
	e, err := find(t.ctx)
	switch {
	case errors.Is(err, publisher.ErrNothing) && one:
		t.say(t.T("bulletin.unknown"))
		return nil
	case errors.Is(err, publisher.ErrNothing):
		t.say(t.T("bulletin.none"))
		return nil
	case err != nil:
		return err
	}
	for _, it := range e.Digest.Bulletin.Items {
		t.about = append(t.about, bot.About{Subject: it.Code, At: t.Clock.Now()})
	}
	s, l := e.Digest.In(string(t.Language)), string(t.Language)
	t.say(view.Proven(s))
	t.file(bot.Photo, folder+"bulletin.png", t.T("bulletin.picture"))
	t.file(bot.Document, folder+"bulletin."+l+".pdf", t.T("bulletin.sheet"))
	name := "sms." + l + ".txt"
	if latin {
		name = "sms." + l + ".latin.txt"
	}
	if sms := publisher.SMS(s, latin); len([]rune(sms)) <= longestSMS {
		t.say(t.T("bulletin.sms") + "\n<pre>" + html.EscapeString(strings.TrimSpace(sms)) + "</pre>")
	} else {
		t.file(bot.Document, folder+name, t.T("bulletin.sms"))
	}
	return nil
}

// file sends a file that is made when it goes out.
func (t *talk) file(kind bot.MediaKind, name, caption string) {
	out := t.say(caption)
	out.Media, out.Instead = []bot.Media{{Kind: kind, Made: view.BulletinFolder + "/" + name}}, caption+"\n"+t.T("file.unmade")
}

// key is /key: the public key, as words, text and picture, what was said of keys since, and the page that checks.
func (t *talk) key(*bot.Message) error {
	if t.Bulletins == nil {
		t.say(t.T("bulletin.none"))
		return nil
	}
	h, err := t.Bulletins.Holding()
	if err != nil {
		return err
	}
	t.say(t.T("key.text", "Words", strings.Join(h.First.Words(), " "), "Text", h.First.Text()))
	t.file(bot.Photo, "key.png", t.T("key.picture"))
	if len(h.Statements) > 0 {
		t.file(bot.Document, "keys.txt", t.T("key.changed"))
	}
	t.file(bot.Document, "verify.html", t.T("key.page"))
	return nil
}
