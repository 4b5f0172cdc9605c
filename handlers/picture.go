package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/card"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/internal/imaging"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/publisher"
)

// Seals gives a result as text that proves itself; ok is false when the claim changed since it was read.
type Seals interface {
	Sealed(ctx context.Context, c *claim.Claim) (text string, ok bool, err error)
}

var _ Seals = (*publisher.Publisher)(nil)

// Pictures draws the cards of results: see [bot.FileRenderer]. A card is named by its claim and language, and shows the result
// as it is when it is drawn.
type Pictures struct {
	Desk    *verification.Service
	Locale  *locale.Texts
	BotName string
	// Fetch gives a file of a claim as a JPEG with nothing hidden in it; [bot.ErrNoFile] when it is gone.
	Fetch func(ctx context.Context, ref string) ([]byte, error)
	Seals Seals // every card is signed; the QR code is a link to the bot when nil
}

var _ bot.FileRenderer = (*Pictures)(nil)

// The folders of files that are made when they go out: see [bot.Makers].
const (
	CardFolder     = "card"     // [Pictures]
	BulletinFolder = "bulletin" // the files of an edition, and of a claim's in a folder named by its code
)

func cardName(code claim.Code, l claim.Language) string {
	return CardFolder + "/" + string(code) + "." + string(l)
}

// Make gives the card of that name. No card goes out without the signature of what it says.
func (p *Pictures) Make(ctx context.Context, name string) (bot.File, error) {
	word, tag, _ := strings.Cut(name, ".")
	code, known := claim.ParseCode(word)
	language, spoken := claim.ParseLanguage(tag)
	if !known || !spoken {
		return bot.File{}, bot.ErrNoFile
	}
	r, seal, err := p.sealed(ctx, code)
	if err != nil {
		return bot.File{}, err
	}
	drawn := view.Card(p.Locale.For(language), r, p.BotName)
	if seal != "" {
		drawn.QR, drawn.QRCaption = seal, view.Plain(p.Locale.For(language).T("card.sealed"))
	}
	file, pictured := r.Picture, r.Picture.Ref != ""
	same := sha256.Sum256(fmt.Appendf(nil, "%#v %s", drawn, file.Ref))
	return bot.File{Same: hex.EncodeToString(same[:]), Name: CardFolder, Content: func(ctx context.Context) ([]byte, error) {
		if !pictured {
			return draw(ctx, drawn)
		}
		return p.drawWith(ctx, drawn, file)
	}}, nil
}

// errChanging is returned for a result that changes faster than it is signed.
var errChanging = errors.New("the result changes all the time")

// sealed gives the result of a claim and the text that proves it: "" when nothing is signed.
func (p *Pictures) sealed(ctx context.Context, code claim.Code) (r claim.Release, seal string, err error) {
	const attempts = 5
	for range attempts {
		c, err := p.Desk.Claim(ctx, code)
		if errors.Is(err, claim.NotFound) || err == nil && !view.HasCard(c.Public()) {
			return r, "", bot.ErrNoFile
		}
		if err != nil {
			return r, "", err
		}
		if p.Seals == nil {
			return c.Public(), "", nil
		}
		seal, ok, err := p.Seals.Sealed(ctx, c)
		if ok || err != nil {
			return c.Public(), seal, err
		}
	}
	return r, "", errChanging
}

// cardRoom is what drawing a card takes, in bytes.
const cardRoom = 32 << 20

func draw(ctx context.Context, c card.Card) (file []byte, err error) {
	err = imaging.Draw(ctx, cardRoom, func() error {
		out, err := c.Draw()
		file = out.Bytes
		return err
	})
	return file, err
}

// drawWith draws a card with a claim's picture, or without when it is gone, for the words are left then.
func (p *Pictures) drawWith(ctx context.Context, c card.Card, picture claim.Media) (file []byte, err error) {
	raw, err := p.Fetch(ctx, picture.Ref)
	if errors.Is(err, bot.ErrNoFile) {
		return draw(ctx, c)
	}
	if bot.ScopeOf(err) == bot.OfItem { // somebody waits for the card, and it says what it has to say without the picture
		if file, err = draw(ctx, c); err != nil {
			return nil, err
		}
		return file, bot.ErrForNow
	}
	if err != nil {
		return nil, err
	}
	err = imaging.Use(ctx, raw, cardRoom, func(img image.Image) error {
		c.Picture = img
		out, err := c.Draw()
		file = out.Bytes
		return err
	})
	if errors.Is(err, imaging.ErrBroken) || errors.Is(err, imaging.ErrLarge) {
		return draw(ctx, c)
	}
	return file, err
}

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

func (t *talk) sendCard(code claim.Code, l claim.Language) error {
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	if !view.HasCard(c.Public()) {
		return claim.NoCard
	}
	out := t.say(t.T("card.caption", "Code", c.Code))
	out.Media = []bot.Media{{Kind: bot.Photo, Made: cardName(code, l)}}
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
		return true, t.sendCard(code, t.Language)
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
