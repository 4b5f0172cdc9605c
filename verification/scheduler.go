package verification

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Sweep lets happen what is due on claims (leases, deadlines, holds) and settles what was cut short. It goes on until
// nothing is due, and returns how many claims it looked at.
func (d *Service) Sweep(ctx context.Context) (int, error) {
	const batch = 64
	total, busy := 0, false
	var failed error
	if _, err := d.Outages.Refresh(ctx); err != nil {
		return 0, err
	}
	for {
		codes, err := d.store.Due(ctx, d.now(), batch)
		if err != nil {
			return total, errors.Join(failed, err)
		}
		for _, code := range codes {
			err := d.wake(ctx, code)
			if isConflict(err) { // many are at work on it; it stays due
				busy = true
				continue
			}
			if err != nil {
				// One claim that cannot be settled must not keep the others waiting.
				failed = errors.Join(failed, err)
				if ctx.Err() != nil {
					return total, failed
				}
			}
		}
		total += len(codes)
		if len(codes) < batch || failed != nil || busy {
			return total, failed
		}
	}
}

// wake ticks and settles one claim, and has its due time set right even when nothing happened.
func (d *Service) wake(ctx context.Context, code claim.Code) error {
	c, err := d.change(ctx, code, "", func(c *claim.Claim, now time.Time) error {
		sound, err := d.sound(ctx, c, now)
		c.TickAsOf(now, sound, d.rules)
		return err
	})
	if err != nil {
		return err
	}
	due := c.Due()
	if !due.IsZero() && !due.After(d.now()) { // it waits until we know how things stand
		due = d.now().Add(settleAgain)
	}
	return d.store.Settle(ctx, code, c.Stored, due)
}

// Feed asks people about claims for which there was nobody when they were opened, and about those to practise on: these come first or
// last by chance, so that nothing follows from which question comes before another.
func (d *Service) Feed(ctx context.Context) error {
	feeds := []func(context.Context) error{d.feedPractice, d.feedWork}
	some, err := d.somePractice(ctx)
	if err != nil {
		return err
	}
	if some && d.byChance(evenly) {
		slices.Reverse(feeds)
	}
	for _, feed := range feeds {
		if err := feed(ctx); err != nil {
			return err
		}
	}
	return nil
}

// evenly is once in two times.
const evenly = 2

// feedWork goes through the claims on offer, the most urgent first, until nobody is left who can be asked about anything.
func (d *Service) feedWork(ctx context.Context) error {
	const (
		look = 4096 // at a time
		vain = 64   // claims in a language for which nobody at all is found, one after the other
	)
	w, err := d.draw(ctx)
	if err != nil {
		return err
	}
	var queues []claim.Queue
	for _, l := range claim.Languages {
		queues = append(queues, queuesIn(l)...)
	}
	offers, err := d.store.Offered(ctx, queues, look)
	if err != nil {
		return err
	}
	var failed error
	w.several = true
	inVain := map[claim.Language]int{}
	for _, o := range offers {
		if inVain[o.Queue.Language] >= vain {
			continue
		}
		w.anybody = false
		if err := d.feed(ctx, w, o); err != nil && !isConflict(err) { // one claim that cannot be read must not keep the others
			if failed = errors.Join(failed, err); ctx.Err() != nil {
				return failed
			}
		}
		inVain[o.Queue.Language]++
		if w.anybody {
			inVain[o.Queue.Language] = 0
		}
	}
	return failed
}

// feed asks people about a claim on offer, or takes it out of a queue where it is no more.
func (d *Service) feed(ctx context.Context, w *drawing, o Offer) error {
	if err := w.ask(ctx, o.Code); err != nil && !errors.Is(err, claim.NotFound) {
		return err
	}
	c, err := d.Claim(ctx, o.Code)
	if err != nil && !errors.Is(err, claim.NotFound) {
		return err
	}
	if c == nil || c.Wanted() == 0 || c.Queue() != o.Queue {
		return d.store.Withdraw(ctx, o.Queue, o.Code)
	}
	return nil
}
