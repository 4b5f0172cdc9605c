package verification

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Sweep lets happen what is due on claims (leases, deadlines, holds) and settles what was cut short. It goes on until
// nothing is due, and returns how many claims it looked at.
func (d *Desk) Sweep(ctx context.Context) (int, error) {
	const batch = 64
	total, busy := 0, false
	var failed error
	if _, err := d.look(ctx); err != nil {
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
func (d *Desk) wake(ctx context.Context, code Code) error {
	c, err := d.change(ctx, code, "", func(c *Claim, now time.Time) error {
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
	return d.store.Settle(ctx, code, c.length, due)
}

// Feed asks people about claims for which there was nobody when they were opened, and about those to practise on: these come first or
// last by chance, so that nothing follows from which question comes before another.
func (d *Desk) Feed(ctx context.Context) error {
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

func (d *Desk) feedWork(ctx context.Context) error {
	const look = 64
	for _, l := range Languages {
		for _, s := range Subjects {
			q := Queue{l, s}
			codes, err := d.store.Offered(ctx, q, look)
			if err != nil {
				return err
			}
			for _, code := range codes {
				c, err := d.change(ctx, code, "", func(*Claim, time.Time) error { return nil })
				if isConflict(err) {
					continue
				}
				if err != nil && !errors.Is(err, NotFound) {
					return err
				}
				if c == nil || c.Wanted() == 0 || c.queue() != q {
					if err := d.store.Withdraw(ctx, q, code); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
