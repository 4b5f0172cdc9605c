package verification

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// MakeKnown makes a claim one to practise on; see [Claim.MakeKnown].
func (d *Desk) MakeKnown(ctx context.Context, cause string, by Person, code Code, answer string) (*Claim, error) {
	return d.second(ctx, cause, by, code, func(c *Claim, now time.Time, r Rules) error {
		return d.makeKnown(ctx, cause, by, c, answer, now, r)
	})
}

func (d *Desk) makeKnown(ctx context.Context, cause string, by Person, c *Claim, answer string, now time.Time, r Rules) error {
	ours, err := d.ours(ctx, c)
	if err != nil {
		return err
	}
	return c.MakeKnown(now, cause, by.ID, answer, ours, r)
}

// ours reports whether a reviewer asked the claim, and nobody who is none wants to know it. Of whom nobody can tell any more who they
// are, it is not taken that they are.
func (d *Desk) ours(ctx context.Context, c *Claim) (bool, error) {
	asked := false
	for _, a := range c.Askers {
		if a.Person == "" {
			return false, nil
		}
		p, _, err := d.store.Person(ctx, a.Person)
		if err != nil {
			return false, fmt.Errorf("load a person: %w", err)
		}
		if !p.Reviews() {
			return false, nil
		}
		asked = asked || a.Via == ""
	}
	return asked, nil
}

// train leases a person a claim of known outcome that they have not been asked about; false when there is none. It is
// announced like every question.
func (d *Desk) train(ctx context.Context, p Person) (bool, error) {
	for _, l := range p.Languages {
		codes, err := d.store.Practice(ctx, l)
		if err != nil {
			return false, err
		}
		d.mu.Lock()
		d.rng.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
		d.mu.Unlock()
		for _, code := range codes {
			leased := false
			_, err := d.change(ctx, code, "", func(c *Claim, now time.Time) error {
				leased = c.Known != "" && len(c.Ask(now, []PersonID{p.ID}, d.rules)) > 0
				return nil
			})
			if err != nil && !errors.Is(err, NotFound) {
				return false, err
			}
			if leased {
				return true, nil
			}
		}
	}
	return false, nil
}

// beginPractice starts a new volunteer's practice round, if there is anything to practise on.
func (d *Desk) beginPractice(ctx context.Context, p Person) (Person, error) {
	if p.Role != Verifier || p.Practised > 0 || p.Training || d.rules.Policy.Practice == 0 {
		return p, nil
	}
	found, err := d.train(ctx, p)
	if err != nil || !found {
		return p, err
	}
	return d.changePerson(ctx, p.ID, func(p *Person) error {
		p.Training = true
		return nil
	})
}

// practised goes on after an answer. One on a claim of known outcome counts in the person's record at once; in the
// practice round the next one follows, and later one is mixed in now and then, so that nobody can tell them apart.
func (d *Desk) practised(ctx context.Context, by Person, c *Claim) error {
	if c.Known == "" {
		if !d.byChance(d.rules.Policy.MixIn) {
			return nil
		}
		_, err := d.train(ctx, by)
		return err
	}
	v := c.Votes[by.ID]
	again := false
	p, err := d.changePerson(ctx, by.ID, func(p *Person) error {
		// Their first answer counts, and nobody looks better by changing it.
		if again = contains(p.Scored, c.Code); again || !v.counts() {
			return nil
		}
		right := 0.0
		if v.Answer == c.Known {
			right = 1
		}
		p.Score(c.Code, right)
		p.Practised++
		return nil
	})
	if err != nil || again || !p.Training {
		return err
	}
	return d.goOnTraining(ctx, p)
}

// goOnTraining gives the next claim of the practice round, or ends the round.
func (d *Desk) goOnTraining(ctx context.Context, p Person) error {
	if p.Practised < d.rules.Policy.Practice {
		found, err := d.train(ctx, p)
		if err != nil || found {
			return err
		}
	}
	_, err := d.changePerson(ctx, p.ID, func(p *Person) error {
		p.Training = false
		return nil
	})
	return err
}

// byChance is true once in n times; never for 0.
func (d *Desk) byChance(n int) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return n > 0 && d.rng.IntN(n) == 0
}
