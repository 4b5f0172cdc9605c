package verification

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Nobody is asked more at once than [Policy.OpenAsks] allows, however many processes ask at one moment. A claim and a volunteer are
// two records that cannot change together, so a question goes out in three steps: a seat is reserved in the volunteer's workload, the
// claim notes whom it asks, and the seat is confirmed before anything is said. Who dies in between leaves a seat that names a claim
// which does not wait for the volunteer, or a claim that has the question confirmed when it is settled again. A seat that somebody else
// found free meanwhile is taken anew, or the question is not put.

const (
	// reservedFor is how long a seat is reserved before it is compared with its claim.
	reservedFor = time.Minute
	// compareAgain is after how long a seat is compared again that is held longer than its lease.
	compareAgain = 10 * time.Minute
)

// mostOpen is how many questions somebody may hold. Who asks for one gets one, also where none are sent unasked.
func (d *Service) mostOpen() int { return max(d.rules.Policy.OpenAsks, 1) }

// changeWorkload lets decide change somebody's workload and stores it; decide reports whether anything changed. It may be called several
// times. ok is false when others change it all the time.
func (d *Service) changeWorkload(ctx context.Context, id claim.PersonID, decide func(w *Workload) (changed bool, err error)) (ok bool, err error) {
	for try := range tries {
		w, err := d.store.Workload(ctx, id)
		if err != nil {
			return false, fmt.Errorf("load what was asked: %w", err)
		}
		changed, err := decide(&w)
		if err != nil || !changed {
			return err == nil, err
		}
		err = d.store.SaveWorkload(ctx, id, w)
		if err == nil {
			return true, nil
		}
		if !isConflict(err) {
			return false, fmt.Errorf("save what is asked: %w", err)
		}
		if err := pause(ctx, try); err != nil {
			return false, err
		}
	}
	return false, nil
}

// reserve takes a seat for a question that is about to be put; false when there is none.
func (d *Service) reserve(ctx context.Context, id claim.PersonID, s claim.Seat) (bool, error) {
	taken := false
	ok, err := d.changeWorkload(ctx, id, func(w *Workload) (bool, error) {
		if taken = w.Holds(s); taken {
			return false, nil // by another process, or an earlier try: the claim itself is asked once
		}
		if len(w.Seats) >= d.mostOpen() {
			if err := d.compare(ctx, id, w, w.Overdue(d.now())); err != nil {
				return false, err
			}
		}
		taken = w.Take(s, d.now().Add(reservedFor), d.mostOpen())
		return taken, nil
	})
	return ok && taken, err
}

// confirmed says what came of confirming a seat.
type confirmed int

const (
	isSeated confirmed = iota // they hold it
	isFull                    // they hold as many others as they may
	isOver                    // nobody waits for their answer any more
)

// confirmSeat makes sure that somebody who is asked holds a seat before they hear of it.
func (d *Service) confirmSeat(ctx context.Context, c *claim.Claim, id claim.PersonID) (was confirmed, err error) {
	s, until := c.SeatOf(id), d.comparedAt(c, id)
	held, err := d.store.Hold(ctx, id, s, until)
	if err != nil || held {
		return isSeated, err
	}
	ok, err := d.changeWorkload(ctx, id, func(w *Workload) (bool, error) {
		now, err := d.Claim(ctx, c.Code)
		if err != nil {
			return false, err
		}
		if !now.WaitsFor(id, s, d.now()) { // they answered meanwhile, which gave the seat up
			was = isOver
			return false, nil
		}
		if err := d.compare(ctx, id, w, w.Overdue(d.now())); err != nil {
			return false, err
		}
		if !w.Take(s, until, d.mostOpen()) {
			was = isFull
			return false, nil
		}
		was = isSeated
		return true, nil
	})
	if err == nil && !ok {
		was = isFull // others change it all the time
	}
	return was, err
}

func (d *Service) comparedAt(c *claim.Claim, id claim.PersonID) time.Time {
	lease, again := c.LeaseOf(id, d.now()), d.now().Add(compareAgain)
	if lease.Before(d.now()) {
		return again
	}
	return lease
}

// compare looks whether the claims of some seats wait for the volunteer still, and frees the seats of the others. The workload must
// have been loaded before, so that who puts the same question meanwhile has changed it when it is saved.
func (d *Service) compare(ctx context.Context, id claim.PersonID, w *Workload, seats []claim.Seat) error {
	for _, s := range seats {
		c, err := d.Claim(ctx, s.Code)
		if errors.Is(err, claim.NotFound) {
			delete(w.Seats, s)
			continue
		}
		if err != nil {
			return err
		}
		sound, err := d.sound(ctx, c, d.now())
		if err != nil {
			return err
		}
		if c.WaitsFor(id, s, sound) {
			w.Seats[s] = d.comparedAt(c, id)
		} else {
			delete(w.Seats, s)
		}
	}
	return nil
}

// release gives up the seats of a claim on which nobody waits for the volunteer any more, as the claim is now.
func (d *Service) release(ctx context.Context, id claim.PersonID, code claim.Code) error {
	_, err := d.changeWorkload(ctx, id, func(w *Workload) (bool, error) {
		var held []claim.Seat
		for _, s := range []claim.Seat{{Code: code}, {Code: code, Screen: true}} {
			if w.Holds(s) {
				held = append(held, s)
			}
		}
		before := len(w.Seats)
		err := d.compare(ctx, id, w, held)
		return len(w.Seats) < before, err
	})
	return err
}

func (d *Service) releaseAll(ctx context.Context, code claim.Code, whom []claim.PersonID) error {
	for _, id := range whom {
		if err := d.release(ctx, id, code); err != nil {
			return err
		}
	}
	return nil
}

// reseat has those hold their seats whom a claim waits for again or still, and gives back the questions of those who hold others.
func (d *Service) reseat(ctx context.Context, c *claim.Claim) error {
	if c.Status.Ended() {
		return nil
	}
	var full []claim.PersonID
	for _, id := range c.Waiting() {
		was, err := d.confirmSeat(ctx, c, id)
		if err != nil {
			return err
		}
		if was == isFull {
			full = append(full, id)
		}
	}
	return d.giveUpAsking(ctx, c, full, true)
}

// giveUpAsking has a claim not wait any more for people who hold as many questions as they may. Who never got this one can be asked it
// another time. It is errSettled when it changed the claim.
func (d *Service) giveUpAsking(ctx context.Context, c *claim.Claim, whom []claim.PersonID, got bool) error {
	if len(whom) == 0 {
		return nil
	}
	_, err := d.changed(ctx, c.Code, "", func(c *claim.Claim, now time.Time) error {
		c.TakeBack(now, whom, got)
		return nil
	})
	if err != nil {
		return err
	}
	return errSettled
}

// Reconcile has every volunteer hold a seat for each question that a claim waits for them to answer, and every claim that wants
// people be on offer: also when a Redis that failed over lost the one and not the other.
func (d *Service) Reconcile(ctx context.Context) error {
	seated := map[claim.PersonID]Workload{}
	var failed error
	err := d.store.EachDue(ctx, func(code claim.Code) error {
		if err := d.reconcile(ctx, code, seated); err != nil && !errors.Is(err, claim.NotFound) { // one must not keep the others
			failed = errors.Join(failed, err)
		}
		return ctx.Err()
	})
	return errors.Join(err, failed)
}

func (d *Service) reconcile(ctx context.Context, code claim.Code, seated map[claim.PersonID]Workload) error {
	c, err := d.Claim(ctx, code)
	if err != nil || !c.Settled() {
		return err
	}
	for _, id := range c.Waiting() {
		if _, known := seated[id]; !known {
			if seated[id], err = d.store.Workload(ctx, id); err != nil {
				return err
			}
		}
		if !seated[id].Holds(c.SeatOf(id)) {
			if err := d.seatAnew(ctx, id, c.SeatOf(id)); err != nil {
				return err
			}
		}
	}
	if c.Wanted() == 0 {
		return nil
	}
	return d.offer(ctx, c)
}

// seatAnew has somebody hold the seat of a question that they are being asked, as the claim is now, however many they hold: it is out.
func (d *Service) seatAnew(ctx context.Context, id claim.PersonID, s claim.Seat) error {
	_, err := d.changeWorkload(ctx, id, func(w *Workload) (bool, error) {
		c, err := d.Claim(ctx, s.Code)
		if err != nil || w.Holds(s) || !c.Settled() {
			return false, err
		}
		sound, err := d.sound(ctx, c, d.now())
		if err != nil || !c.WaitsFor(id, s, sound) {
			return false, err
		}
		return w.Take(s, d.comparedAt(c, id), len(w.Seats)+1), nil
	})
	return err
}
