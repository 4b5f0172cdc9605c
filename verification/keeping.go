package verification

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Erasure says what of a claim's content is erased.
type Erasure string

// The kinds of erasure.
const (
	MediaOnly  Erasure = "media"      // the files
	Everything Erasure = "everything" // all that anybody sent or wrote
)

// Retain erases what has been kept for as long as the policy allows: that somebody asked, and files. It goes through all
// claims, and may be repeated. It erases nothing while clocks differ: who asked has a right to the result.
func (d *Desk) Retain(ctx context.Context) error {
	if d.sure() != nil {
		return nil
	}
	failed := d.forgetAway(ctx)
	err := d.store.EachClaim(ctx, func(code Code) error {
		c, err := d.Claim(ctx, code)
		if errors.Is(err, NotFound) {
			return nil
		}
		if err == nil {
			err = errors.Join(d.retain(ctx, c), d.unlearn(ctx, c))
		}
		if err != nil { // one claim that cannot be read must not keep the others
			failed = errors.Join(failed, fmt.Errorf("let go of what is old: %w", err))
		}
		return ctx.Err()
	})
	return errors.Join(err, failed)
}

func (d *Desk) retain(ctx context.Context, c *Claim) error {
	if !c.Status.Ended() || c.EndedAt.IsZero() {
		return nil
	}
	age := d.now().Sub(c.EndedAt)
	if age >= d.rules.Policy.KeepAskers && len(c.Askers) > 0 {
		lost, err := d.lost(ctx, c) // who was cut off has as long as everybody to read what came of it
		if err != nil || age-lost < d.rules.Policy.KeepAskers {
			return errors.Join(err, d.retainMedia(ctx, c, age))
		}
		waits := false
		for _, a := range c.reachable() {
			if c.objects(a.Person) {
				waits = true // until they are answered
				continue
			}
			if err := d.forgetAsked(ctx, a.Person, c.Code); err != nil {
				return err
			}
			if err := d.store.RemoveAsker(ctx, c.Code, a.Person); err != nil {
				return err
			}
		}
		if !waits && len(c.Askers) > 0 {
			if err := d.store.DropAskers(ctx, c.Code); err != nil {
				return err
			}
		}
	}
	if age >= d.rules.Policy.KeepMedia && c.JoinedBy != "" && (c.Content.Text != "" || c.hasMedia()) {
		return d.store.Erase(ctx, c.Code, Everything) // nobody takes it out of what it was joined to any more
	}
	return d.retainMedia(ctx, c, age)
}

// retainMedia erases the files. They wait for no blackout: a face that is kept longer is a danger, and nobody misses it.
func (d *Desk) retainMedia(ctx context.Context, c *Claim, age time.Duration) error {
	if age >= d.rules.Policy.KeepMedia && c.hasMedia() {
		if err := d.store.Erase(ctx, c.Code, MediaOnly); err != nil {
			return err
		}
		now, err := d.Claim(ctx, c.Code)
		if err != nil {
			return err
		}
		return d.reindex(ctx, now) // by its text alone
	}
	return nil
}

// letGo has a claim be recognised no more that nobody wants to know any longer. Of a message that was part of another
// claim, nothing is kept then.
func (d *Desk) letGo(ctx context.Context, code Code) error {
	c, err := d.Claim(ctx, code)
	if errors.Is(err, NotFound) {
		return nil
	}
	if err != nil || len(c.Askers) > 0 || c.Out() {
		return err
	}
	if c.JoinedBy != "" {
		if err := d.store.Erase(ctx, code, Everything); err != nil {
			return err
		}
	}
	return d.reindex(ctx, c)
}

// forgetAsked takes a claim off the list of those that somebody asked about.
func (d *Desk) forgetAsked(ctx context.Context, id PersonID, code Code) error {
	_, err := d.changePerson(ctx, id, func(p *Person) error {
		if p.Version == 0 || !contains(p.Claims, code) {
			return NotFound
		}
		kept := make([]Code, 0, len(p.Claims))
		for _, x := range p.Claims {
			if x != code {
				kept = append(kept, x)
			}
		}
		p.Claims = kept
		return nil
	})
	if errors.Is(err, NotFound) {
		return nil
	}
	return err
}

func (c *Claim) hasMedia() bool {
	for _, e := range c.Evidence {
		if len(e.Media) > 0 {
			return true
		}
	}
	return len(c.Content.Media) > 0
}

// Takedown is a line of the public log of what was withdrawn: what and why, and not who.
type Takedown struct {
	Claim    Code       `json:"claim"`
	Question Question   `json:"question"`
	At       time.Time  `json:"at"` // the day
	Reason   Withdrawal `json:"reason"`
}

// Takedowns gives the latest withdrawals, the latest first, up to n.
func (d *Desk) Takedowns(ctx context.Context, n int) ([]Takedown, error) {
	codes, err := d.store.Takedowns(ctx, n)
	if err != nil {
		return nil, err
	}
	var list []Takedown
	for _, code := range codes {
		c, err := d.Claim(ctx, code)
		if errors.Is(err, NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if c.Status == StatusTakenDown && c.Out() {
			list = append(list, Takedown{code, c.Question, c.EndedAt.UTC().Truncate(day), c.Withdrawn})
		}
	}
	return list, nil
}
