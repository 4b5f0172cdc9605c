package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// place is /place CODE TAG PLACE: the place that a volunteer meant whose words are none that is known.
func (t *talk) place(m *bot.Message) error {
	const example = "/place K7Q-2MX a1b2c3 Алматы, 5 января 2022"
	return t.onClaim(m, example, func(code claim.Code, rest string) error {
		tag, text := input.SplitFirst(rest)
		if text == "" {
			return t.usage(example)
		}
		c, err := t.Desk.PutInPlace(t.ctx, t.cause, t.by, code, tag, moderation.Foreign(text))
		if err == nil {
			t.say(t.T("review.placed", "Code", c.Code))
		}
		return err
	})
}
