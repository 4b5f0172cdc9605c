// Package render draws the files of messages when they go out.
package render

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
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

// Cards draws the cards of results: see [bot.FileRenderer]. A card is named by its claim and language, and shows the result
// as it is when it is drawn.
type Cards struct {
	Desk    *verification.Service
	Locale  *locale.Texts
	BotName string
	// Fetch gives a file of a claim as a JPEG with nothing hidden in it; [bot.ErrNoFile] when it is gone.
	Fetch func(ctx context.Context, ref string) ([]byte, error)
	Seals Seals // every card is signed; the QR code is a link to the bot when nil
}

// errChanging is returned for a result that changes faster than it is signed.
var errChanging = errors.New("the result changes all the time")

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

var _ bot.FileRenderer = (*Cards)(nil)

// Render gives the card of that name. No card goes out without the signature of what it says.
func (p *Cards) Render(ctx context.Context, name string) (bot.File, error) {
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
	return bot.File{Same: hex.EncodeToString(same[:]), Name: view.CardFolder, Content: func(ctx context.Context) ([]byte, error) {
		if !pictured {
			return draw(ctx, drawn)
		}
		return p.drawWith(ctx, drawn, file)
	}}, nil
}

// sealed gives the result of a claim and the text that proves it: "" when nothing is signed.
func (p *Cards) sealed(ctx context.Context, code claim.Code) (r claim.Release, seal string, err error) {
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

// drawWith draws a card with a claim's picture, or without when it is gone, for the words are left then.
func (p *Cards) drawWith(ctx context.Context, c card.Card, picture claim.Media) (file []byte, err error) {
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
