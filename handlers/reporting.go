package handlers

import (
	"context"
	"slices"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification/claim"
)

// reporting has every message say of which claims it tells, by the codes in it, so that it is held back if one is withdrawn while
// the message waits. The [Announcer], which knows the state of the claim, says so itself.
type reporting struct {
	bot.Sender
	clock Clock
}

func (r reporting) Send(ctx context.Context, out ...bot.Outgoing) error {
	out = slices.Clone(out)
	for i, o := range out {
		if o.About == nil {
			out[i].About = mentioned(r.clock.Now(), o.Text)
		}
	}
	return r.Sender.Send(ctx, out...)
}

// mentioned are the claims whose codes stand in a text, as of when it was made.
func mentioned(made time.Time, text string) []bot.About {
	var all []bot.About
	for _, written := range input.CodeForm.FindAllString(text, -1) {
		if code, ok := claim.ParseCode(written); ok {
			all = append(all, bot.About{Subject: string(code), At: made})
		}
	}
	return all
}
