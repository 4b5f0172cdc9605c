package handlers

import (
	"context"
	"slices"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
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
			out[i].About = view.Mentioned(r.clock.Now(), o.Text)
		}
	}
	return r.Sender.Send(ctx, out...)
}
