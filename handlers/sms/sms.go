// Package sms answers people who write SMS.
package sms

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// Handler answers people who write SMS, by way of a phone that carries them: see [bot.TextHandler]. All but EraseFiles is needed.
type Handler struct {
	Desk   *verification.Service
	Namer  Namer
	Locale *locale.Texts
	Clock  Clock
	Texter bot.Texter
	// EraseFiles has what was erased go out of the files too; none when nil.
	EraseFiles func(ctx context.Context) error
}

var _ bot.TextHandler = (*Handler)(nil)

// Namer makes pseudonyms.
type Namer interface {
	Pseudonym(domain string, id int64) string
}

// Clock tells the time.
type Clock interface{ Now() time.Time }

// prefix begins the address of whoever is answered by SMS; the number follows.
const prefix = "sms:+"

// Address is how somebody is reached who writes SMS from that number.
func Address(number int64) string { return prefix + strconv.FormatInt(number, 10) }

// Number reads an address; ok is false when it is none of an SMS.
func Number(address string) (number int64, ok bool) {
	text, ok := strings.CutPrefix(address, prefix)
	if !ok {
		return 0, false
	}
	number, err := strconv.ParseInt(text, 10, 64)
	return number, err == nil && number > 0
}

// languageOfNumber guesses the language of somebody new by the country of their number.
func languageOfNumber(number int64) claim.Language {
	text := strconv.FormatInt(number, 10)
	switch {
	case strings.HasPrefix(text, "996"):
		return claim.Kyrgyz
	case strings.HasPrefix(text, "77"), strings.HasPrefix(text, "76"):
		return claim.Kazakh
	case strings.HasPrefix(text, "7"):
		return claim.Russian
	}
	return claim.English
}

// Text acts on an SMS. What is not meant for the bot is not kept, not even looked up: the phone that carries SMS may be
// somebody's own.
func (h *Handler) Text(ctx context.Context, in bot.Text) error {
	w, ours := parse(in.Words)
	if !ours {
		return nil
	}
	if w.bare {
		if _, err := h.Desk.Claim(ctx, w.code); errors.Is(err, claim.NotFound) {
			return nil
		}
	}
	spoken := languageOfNumber(in.From)
	if w.verb == doCheck {
		spoken = claim.DetectLanguage(w.rest, spoken)
	}
	phone, err := h.Desk.Meet(ctx, claim.PersonID(h.Namer.Pseudonym("sms", in.From)), "", spoken)
	stops := w.verb == doForget // which nobody is too fast for
	if err != nil && (!stops || !errors.Is(err, claim.TooFast)) {
		return err // too fast, or nobody can be met: the phone brings it again
	}
	if in.Over && !stops {
		return nil
	}
	by, err := h.Desk.Acting(ctx, phone)
	if err != nil {
		return err
	}
	l := &session{Handler: h, Speaker: h.Locale.For(phone.Language), ctx: ctx, in: in, phone: phone, by: by, command: w}
	text, err := l.answer()
	if r, refused := claim.RefusalOf(err); refused {
		text, err = l.say("refused."+string(r)), nil
	}
	if err != nil || text == "" {
		return err
	}
	return h.Texter.SendText(ctx, bot.OutText{
		Key: in.Cause, To: in.From, Words: view.SMSLine(l.Speaker, text, l.phone.Latin), About: view.Mentioned(h.Clock.Now(), text),
	})
}
