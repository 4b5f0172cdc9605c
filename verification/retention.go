package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
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
func (d *Service) Retain(ctx context.Context) error {
	if d.sure() != nil {
		return nil
	}
	failed := d.forgetAway(ctx)
	err := d.store.EachClaim(ctx, func(code claim.Code) error {
		c, err := d.Claim(ctx, code)
		if errors.Is(err, claim.NotFound) {
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

func (d *Service) retain(ctx context.Context, c *claim.Claim) error {
	if !c.Status.Ended() || c.EndedAt.IsZero() {
		return nil
	}
	age := d.now().Sub(c.EndedAt)
	if age >= d.rules.Policy.KeepAskers && len(c.Requesters) > 0 {
		lost, err := d.lost(ctx, c) // who was cut off has as long as everybody to read what came of it
		if err != nil || age-lost < d.rules.Policy.KeepAskers {
			return errors.Join(err, d.retainMedia(ctx, c, age))
		}
		waits := false
		for _, a := range c.Reachable() {
			if c.Objects(a.Person) {
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
		if !waits && len(c.Requesters) > 0 {
			if err := d.store.DropAskers(ctx, c.Code); err != nil {
				return err
			}
		}
	}
	if age >= d.rules.Policy.KeepMedia && c.JoinedBy != "" && (c.Content.Text != "" || c.HasMedia()) {
		return d.store.Erase(ctx, c.Code, Everything) // nobody takes it out of what it was joined to any more
	}
	return d.retainMedia(ctx, c, age)
}

// retainMedia erases the files. They wait for no blackout: a face that is kept longer is a danger, and nobody misses it.
func (d *Service) retainMedia(ctx context.Context, c *claim.Claim, age time.Duration) error {
	if age >= d.rules.Policy.KeepMedia && c.HasMedia() {
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
func (d *Service) letGo(ctx context.Context, code claim.Code) error {
	c, err := d.Claim(ctx, code)
	if errors.Is(err, claim.NotFound) {
		return nil
	}
	if err != nil || len(c.Requesters) > 0 || c.Out() {
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
func (d *Service) forgetAsked(ctx context.Context, id claim.PersonID, code claim.Code) error {
	_, err := d.changePerson(ctx, id, func(p *claim.Person) error {
		if p.Version == 0 || !slices.Contains(p.Claims, code) {
			return claim.NotFound
		}
		kept := make([]claim.Code, 0, len(p.Claims))
		for _, x := range p.Claims {
			if x != code {
				kept = append(kept, x)
			}
		}
		p.Claims = kept
		return nil
	})
	if errors.Is(err, claim.NotFound) {
		return nil
	}
	return err
}

// Takedown is a line of the public log of what was withdrawn: what and why, and not who.
type Takedown struct {
	Claim    claim.Code       `json:"claim"`
	Question claim.Question   `json:"question"`
	At       time.Time        `json:"at"` // the day
	Reason   claim.Withdrawal `json:"reason"`
}

// Takedowns gives the latest withdrawals, the latest first, up to n.
func (d *Service) Takedowns(ctx context.Context, n int) ([]Takedown, error) {
	codes, err := d.store.Takedowns(ctx, n)
	if err != nil {
		return nil, err
	}
	var list []Takedown
	for _, code := range codes {
		c, err := d.Claim(ctx, code)
		if errors.Is(err, claim.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if c.Status == claim.StatusTakenDown && c.Out() {
			list = append(list, Takedown{code, c.Question, c.EndedAt.UTC().Truncate(claim.Day), c.Withdrawn})
		}
	}
	return list, nil
}
