package verification

import (
	"context"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/routing"
)

// queue is where the claim waits for volunteers.
func (c *Claim) queue() Queue { return Queue{c.Language, c.Subject} }

// rank is how urgent the claim is.
func (c *Claim) rank(now time.Time) float64 {
	return routing.Rank(c.urgentSince(), routing.Demand{Askers: c.asking(time.Time{}), LastHour: c.asking(now.Add(-time.Hour))})
}

func (d *Desk) offer(ctx context.Context, c *Claim) error {
	if c.Known != "" && c.Wanted() > 0 {
		if err := d.store.MarkKnown(ctx, c.Language, c.Code); err != nil {
			return err
		}
	}
	if c.Wanted() == 0 || c.forPractice() {
		return d.store.Withdraw(ctx, c.queue(), c.Code)
	}
	return d.store.Offer(ctx, c.queue(), c.Code, c.rank(d.now()))
}

func (d *Desk) moveQueue(ctx context.Context, c *Claim) error {
	for _, s := range Subjects {
		if s != c.Subject {
			if err := d.store.Withdraw(ctx, Queue{c.Language, s}, c.Code); err != nil {
				return err
			}
		}
	}
	return d.offer(ctx, c)
}

// canBeAsked tells whether somebody of a queue can be asked unasked just now, and what speaks for and against it.
func (d *Desk) canBeAsked(ctx context.Context, id PersonID, q Queue, a Assessment) (k routing.Candidate, free bool, err error) {
	p, found, err := d.store.Person(ctx, id)
	if err != nil {
		return k, false, fmt.Errorf("load a person: %w", err)
	}
	if !found || !p.Checks() || !contains(p.pools(d.now()), q) {
		return k, false, d.store.Dismiss(ctx, id, []Queue{q})
	}
	asks, err := d.store.Asks(ctx, id, d.now())
	if err != nil {
		return k, false, fmt.Errorf("load what was asked: %w", err)
	}
	recent, err := d.store.Recent(ctx, id, d.now().Add(-day))
	if err != nil {
		return k, false, fmt.Errorf("load what was answered: %w", err)
	}
	outages, err := d.known(ctx)
	if err != nil {
		return k, false, err
	}
	standing := a.standing(p)
	policy := d.rules.Policy
	k = routing.Candidate{
		ID: string(id), Open: len(asks), Recent: recent, Reliability: standing.Reliability, Voice: standing.Voice,
	}
	return k, len(asks) < policy.OpenAsks && (policy.AsksPerDay == 0 || recent < policy.AsksPerDay) && !outages.dark(p, d.now()), nil
}

const day = 24 * time.Hour

// routed is what routing needs to know of a claim.
func (c *Claim) routed(r Rules, a Assessment) routing.Claim {
	v := c.judge(r)
	k := routing.Claim{Answers: len(c.field()), Confidence: v.Confidence, Asked: map[string]bool{}}
	for id, ask := range c.Asked {
		if voice := a.Of[id].Voice; voice != "" && ask.State != Back {
			k.Asked[voice] = true
		}
	}
	return k
}

// ask leases the claim to people. Somebody else may have changed it meanwhile: then what it wants is looked at anew.
func (d *Desk) ask(ctx context.Context, c *Claim, whom []PersonID) error {
	for try := range attempts {
		if len(c.Ask(d.now(), whom, d.rules)) == 0 {
			return d.offer(ctx, c)
		}
		err := d.append(ctx, c)
		if err == nil {
			return d.settleFacts(ctx, c)
		}
		if !isConflict(err) {
			return err
		}
		if err := pause(ctx, try); err != nil {
			return err
		}
		if c, err = d.Claim(ctx, c.Code); err != nil {
			return err
		}
	}
	return ErrConflict
}

func (d *Desk) tellAsked(ctx context.Context, c *Claim, f Fact) error {
	for _, id := range f.Whom {
		if c.Asked[id].State != Waiting {
			continue // answered or given back before we came to tell them
		}
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if err := d.store.AskOf(ctx, id, c.Code, c.leaseOf(id, d.now())); err != nil {
			return err
		}
		stage := "ask"
		if c.Asked[id].Screen {
			stage = "screen"
		}
		if err := d.say.Ask(ctx, fmt.Sprintf("%s.%s.%s", stage, c.Code, id), p, c); err != nil {
			return err
		}
	}
	return d.offer(ctx, c)
}
