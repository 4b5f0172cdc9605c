package verification

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/outage"
)

// mostKept is for how much longer at the most something is kept because of blackouts.
const mostKept = 30 * claim.Day

// Reckon lets every claim know of the blackouts that have begun or ended, and tells the reviewers. It goes through all claims
// when there is something new, and once more should it be cut short.
func (d *Service) Reckon(ctx context.Context) error {
	if _, err := d.Outages.Refresh(ctx); err != nil {
		return err
	}
	o, version, accounted, err := d.store.Outages(ctx)
	if err != nil || version == accounted {
		return err
	}
	if err := d.tellOfBlackouts(ctx, o); err != nil {
		return fmt.Errorf("tell of a blackout: %w", err)
	}
	var failed error
	err = d.store.EachClaim(ctx, func(code claim.Code) error {
		_, err := d.change(ctx, code, "", func(*claim.Claim, time.Time) error { return nil })
		if err != nil && !errors.Is(err, claim.NotFound) { // one that cannot be read must not keep the others
			failed = errors.Join(failed, fmt.Errorf("reckon with a blackout: %w", err))
		}
		return ctx.Err()
	})
	if err := errors.Join(err, failed); err != nil {
		return err
	}
	return d.store.Accounted(ctx, version)
}

// tellOfBlackouts tells the reviewers of those of the last day. Regions that went dark at one time, or came back at one, are told
// of together.
func (d *Service) tellOfBlackouts(ctx context.Context, o outage.Outages) error {
	together := map[string][]claim.Blackout{}
	for _, b := range o.Log {
		if d.now().Sub(claim.OrNow(b.Until, b.From)) <= claim.Day {
			key := fmt.Sprintf("blackout.%s.%d.", b.By, b.From.UnixMilli())
			if !b.Until.IsZero() {
				key = fmt.Sprintf("%s%d.", key, b.Until.UnixMilli())
			}
			together[key] = append(together[key], b)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(together)) {
		err := d.eachReviewer(ctx, func(p claim.Person) error { return d.say.Blackout(ctx, key+string(p.ID), p, together[key]) })
		if err != nil {
			return err
		}
	}
	return nil
}

// account notes on a claim the blackouts that concern it.
func (d *Service) account(ctx context.Context, c *claim.Claim) error {
	o, err := d.Outages.Known(ctx)
	if err != nil {
		return err
	}
	for _, b := range o.Log {
		if c.Accounted(b) {
			continue
		}
		var whom []claim.PersonID
		concerned := c.Did("blackout." + b.ID)
		if !concerned {
			if concerned, whom, err = d.concerns(ctx, c, b); err != nil {
				return fmt.Errorf("whom does a blackout concern: %w", err)
			}
		}
		if concerned {
			c.Account(d.now(), b, whom)
		}
	}
	return nil
}

// concerns tells whether a blackout concerns a claim: always when the bot was cut off, else when somebody is in the region who
// was asked and has not answered, or who wants to know; or when the claim is about the region. whom are those asked there.
func (d *Service) concerns(ctx context.Context, c *claim.Claim, b claim.Blackout) (concerned bool, whom []claim.PersonID, err error) {
	if b.Region == claim.Everywhere {
		return true, nil, nil
	}
	for _, id := range slices.Sorted(maps.Keys(c.Asked)) {
		if c.Asked[id].State != claim.Waiting {
			continue
		}
		p, _, err := d.store.Person(ctx, id)
		if err != nil {
			return false, nil, err
		}
		if p.In(b) {
			whom = append(whom, id)
		}
	}
	if len(whom) > 0 || slices.Contains(claim.RegionsIn(string(c.Content.Text)), b.Region) {
		return true, whom, nil
	}
	concerned, err = d.asks(ctx, c, b)
	return concerned, nil, err
}

// sound is up to when it is known for sure that those whom a claim concerns could reach us. What would run out after that
// waits until we know: the last call may have been the last for days. It is the zero time while clocks differ: then nothing
// runs out.
func (d *Service) sound(ctx context.Context, c *claim.Claim, now time.Time) (time.Time, error) {
	if d.sure() != nil {
		return time.Time{}, nil
	}
	o, err := d.Outages.Known(ctx)
	if err != nil {
		return now, err
	}
	sound := now
	if !o.Contact.IsZero() && o.Contact.Before(now) {
		sound = o.Contact
	}
	for _, r := range slices.Sorted(maps.Keys(o.Doubts)) {
		since := o.Doubts[r]
		if !since.Before(sound) {
			continue
		}
		concerned, _, err := d.concerns(ctx, c, claim.Blackout{Region: r, From: since})
		if err != nil {
			return now, err
		}
		if concerned {
			sound = since
		}
	}
	return sound, nil
}

// lost is for how much of the time since a claim ended somebody was cut off who wants to know.
func (d *Service) lost(ctx context.Context, c *claim.Claim) (time.Duration, error) {
	o, err := d.Outages.Known(ctx)
	if err != nil {
		return 0, err
	}
	var failed error
	lost := o.Lost(c.EndedAt, d.now(), func(b claim.Blackout) bool {
		concerned, err := d.asks(ctx, c, b)
		failed = errors.Join(failed, err)
		return concerned
	})
	return min(lost, mostKept), failed
}

// asks tells whether a blackout concerns somebody who wants to know, as far as the bot can know who that is.
func (d *Service) asks(ctx context.Context, c *claim.Claim, b claim.Blackout) (bool, error) {
	for _, a := range c.Reachable() {
		if b.Region == claim.Everywhere {
			return true, nil
		}
		p, _, err := d.store.Person(ctx, a.Person)
		if err != nil || p.In(b) {
			return err == nil, err
		}
	}
	return false, nil
}

// offerAgain has a claim that goes on be on offer, and those whom it waits for hold their seats.
func (d *Service) offerAgain(ctx context.Context, c *claim.Claim) error {
	if err := d.offer(ctx, c); err != nil {
		return err
	}
	return d.reseat(ctx, c)
}

// challenge calls the reviewers to a result with which late answers disagree.
func (d *Service) challenge(ctx context.Context, c *claim.Claim, key string, _ claim.Event) error {
	if c.Challenge == nil {
		return nil // it went on meanwhile
	}
	if err := d.store.Await(ctx, c.Code, d.now()); err != nil {
		return err
	}
	return d.eachReviewer(ctx, func(p claim.Person) error {
		if c.Voted(p.ID) || c.RequestedBy(p.ID) {
			return nil
		}
		return d.say.Review(ctx, "challenge."+key+"."+string(p.ID), p, c)
	})
}

// settleChallenge takes a result off the reviewers' list that is kept.
func (d *Service) settleChallenge(ctx context.Context, c *claim.Claim, key string, e *claim.Upheld) error {
	if err := d.reviewedUnlessWaiting(ctx, c); err != nil {
		return err
	}
	if e.By == "" {
		return nil
	}
	return d.alert(ctx, c, key, e)
}
