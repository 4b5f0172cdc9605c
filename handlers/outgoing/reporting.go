package outgoing

import (
	"context"
	"slices"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
)

// Reporting has every message say of which claims it tells, by the codes in it, so that it is held back if one is withdrawn while
// the message waits. A notifier, which knows the state of the claim, says so itself.
type Reporting struct {
	bot.Sender
	Clock interface{ Now() time.Time }
}

// Send queues messages; see [bot.Sender].
func (r Reporting) Send(ctx context.Context, out ...bot.Outgoing) error {
	out = slices.Clone(out)
	for i, o := range out {
		if o.About == nil {
			out[i].About = view.Mentioned(r.Clock.Now(), o.Text)
		}
	}
	return r.Sender.Send(ctx, out...)
}
