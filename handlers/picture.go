package handlers

import (
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// card is /card CODE [language]: the result as a picture to pass on. It is made for whoever asks and posted nowhere unasked:
// a picture beside every result would double what the bot sends when sending is scarce.
func (t *talk) card(m *bot.Message) error {
	return t.aboutClaim(m, "/card K7Q-2MX kk", func(code claim.Code, language string) error {
		l, spoken := claim.ParseLanguage(language)
		if !spoken {
			l = t.Language
		}
		return t.sendCard(code, l)
	})
}

// cardOf sends the card in the reader's language.
func (t *talk) cardOf(code claim.Code) error { return t.sendCard(code, t.Language) }

func (t *talk) sendCard(code claim.Code, l claim.Language) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if !view.HasCard(c.Public()) {
		return claim.NoCard
	}
	out := t.say(t.T("card.caption", "Code", c.Code))
	out.Media = []bot.Media{{Kind: bot.Photo, Made: view.CardName(code, l)}}
	out.Instead = t.T("file.unmade") + "\n\n" + view.Result(t.Speaker, c.Public())
	return nil
}

// opened answers a link to a result: /start CODE and /start card_CODE.
func (t *talk) opened(word string) (done bool, err error) {
	if done, err := t.linked(word); done {
		return true, err
	}
	bare, wantsCard := strings.CutPrefix(word, view.StartCard)
	code, ok := claim.ParseCode(bare)
	if !ok || len(bare) > len("K7Q-2MX") {
		return false, nil
	}
	if wantsCard {
		return true, t.cardOf(code)
	}
	return true, t.tell(code)
}

// picture is /picture CODE: the claim's picture may stand on the card of the result, or not after all.
func (t *talk) picture(m *bot.Message) error {
	return t.onClaim(m, "/picture K7Q-2MX", func(code claim.Code, _ string) error {
		c, err := t.Desk.AllowPicture(t.ctx, t.cause, t.by, code)
		if err != nil {
			return err
		}
		t.say(code.String() + ": " + t.T("review.pictured."+strconv.FormatBool(c.Pictured)))
		return nil
	})
}

func (t *talk) picturePressed(code claim.Code) error {
	c, err := t.Desk.AllowPicture(t.ctx, t.cause, t.by, code)
	if err != nil {
		return err
	}
	text, rows := view.ReviewCard(t.Speaker, t.Desk.Policy(), c, t.by.ID)
	t.reguard("review."+string(code), text, rows)
	return nil
}
