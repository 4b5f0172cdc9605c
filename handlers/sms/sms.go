// Package sms answers people who write SMS.
package sms

import (
	"context"
	"errors"

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
	s := &session{Handler: h, Speaker: h.Locale.For(phone.Language), ctx: ctx, in: in, phone: phone, by: by, command: w}
	text, err := s.answer()
	if r, refused := claim.RefusalOf(err); refused {
		text, err = s.say("refused."+string(r)), nil
	}
	if err != nil || text == "" {
		return err
	}
	return h.Texter.SendText(ctx, bot.OutText{
		Key: in.IdempotencyKey, To: in.From, Words: view.SMSLine(s.Speaker, text, s.phone.Latin), About: view.Mentioned(h.Clock.Now(), text),
	})
}
