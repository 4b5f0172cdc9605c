package verification

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/rastau/rastau/verification/assignment"
	"github.com/rastau/rastau/verification/claim"
)

// queuesIn are the queues of a language.
func queuesIn(l claim.Language) []claim.Queue {
	queues := make([]claim.Queue, len(claim.Subjects))
	for i, s := range claim.Subjects {
		queues[i] = claim.Queue{Language: l, Subject: s}
	}
	return queues
}

func (d *Service) offer(ctx context.Context, c *claim.Claim) error {
	if c.Known != "" && c.Wanted() > 0 {
		if err := d.store.MarkKnown(ctx, c.Language, c.Code); err != nil {
			return err
		}
	}
	if c.Wanted() == 0 || c.ForPractice() {
		return d.store.Withdraw(ctx, c.Queue(), c.Code)
	}
	return d.store.Offer(ctx, c.Queue(), c.Code, c.Rank(d.now()))
}

func (d *Service) moveQueue(ctx context.Context, c *claim.Claim) error {
	for _, l := range claim.Languages {
		for _, s := range claim.Subjects {
			if q := (claim.Queue{Language: l, Subject: s}); q != c.Queue() {
				if err := d.store.Withdraw(ctx, q, c.Code); err != nil {
					return err
				}
			}
		}
	}
	return d.offer(ctx, c)
}

// canBeAsked tells whether somebody of a queue can be asked unasked just now, and what speaks for and against it.
func (d *Service) canBeAsked(ctx context.Context, id claim.PersonID, q claim.Queue, a claim.Assessment) (k assignment.Candidate, free bool, err error) {
	policy := d.rules.Policy
	w, err := d.store.Workload(ctx, id)
	if err != nil {
		return k, false, fmt.Errorf("load what was asked: %w", err)
	}
	if len(w.Seats)-len(w.Overdue(d.now())) >= policy.OpenAsks {
		return k, false, nil
	}
	p, found, err := d.store.Person(ctx, id)
	if err != nil {
		return k, false, fmt.Errorf("load a person: %w", err)
	}
	if !found || !p.Checks() || !slices.Contains(p.Pools(d.now()), q) {
		return k, false, d.store.Dismiss(ctx, id, []claim.Queue{q})
	}
	recent, err := d.store.Recent(ctx, id, d.now().Add(-claim.Day))
	if err != nil {
		return k, false, fmt.Errorf("load what was answered: %w", err)
	}
	outages, err := d.Outages.Known(ctx)
	if err != nil {
		return k, false, err
	}
	standing := a.Standing(p)
	k = assignment.Candidate{
		ID: string(id), Open: len(w.Seats), Recent: recent, Reliability: standing.Reliability, Voice: standing.CollusionGroup,
	}
	return k, (policy.AsksPerDay == 0 || recent < policy.AsksPerDay) && !outages.Dark(p, d.now()), nil
}

// ask leases the claim to those of the people who can have one more question, and returns the claim and who could not. Somebody else
// may have changed the claim meanwhile: then what it wants is looked at anew.
func (d *Service) ask(ctx context.Context, c *claim.Claim, whom []claim.PersonID) (_ *claim.Claim, full []claim.PersonID, err error) {
	held := map[claim.PersonID]bool{} // seats, also of tries that came to nothing
	for try := range attempts {
		var seated []claim.PersonID
		if seated, full, err = d.reserveFor(ctx, c, whom); err != nil {
			return c, full, err
		}
		for _, id := range seated {
			held[id] = true
		}
		asked := c.Ask(d.now(), seated, d.rules)
		err = d.append(ctx, c)
		if err == nil {
			for _, id := range asked {
				delete(held, id)
			}
			return c, full, d.afterAsking(ctx, c, slices.Sorted(maps.Keys(held)), asked)
		}
		if !isConflict(err) {
			return c, full, err
		}
		if err := pause(ctx, try); err != nil {
			return c, full, err
		}
		if c, err = d.Claim(ctx, c.Code); err != nil {
			return nil, full, err
		}
	}
	return c, full, claim.ErrConflict
}

// reserveFor reserves seats for those who may be asked about the claim; full are those who hold as many as they may.
func (d *Service) reserveFor(ctx context.Context, c *claim.Claim, whom []claim.PersonID) (seated, full []claim.PersonID, err error) {
	wanted := c.Wanted()
	for _, id := range whom {
		if !c.MayAsk(id) || len(seated) == wanted {
			continue
		}
		ok, err := d.reserve(ctx, id, c.Seat())
		if err != nil {
			return seated, full, err
		}
		if ok {
			seated = append(seated, id)
		} else {
			full = append(full, id)
		}
	}
	return seated, full, nil
}

// afterAsking settles a claim that has just asked somebody, and gives up the seats of others that were reserved for it.
func (d *Service) afterAsking(ctx context.Context, c *claim.Claim, others, asked []claim.PersonID) error {
	if err := d.releaseAll(ctx, c.Code, others); err != nil {
		return err
	}
	if len(asked) == 0 {
		return d.offer(ctx, c)
	}
	return d.settleFacts(ctx, c)
}

func (d *Service) tellAsked(ctx context.Context, c *claim.Claim, _ string, e *claim.Asked) error {
	var full []claim.PersonID
	for _, id := range e.Whom {
		if c.Asked[id].State != claim.Waiting {
			continue // answered or given back before we came to tell them
		}
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return err
		}
		if !found { // they were forgotten meanwhile, and their seat with them
			if err := d.store.DeletePerson(ctx, id); err != nil {
				return err
			}
			continue
		}
		was, err := d.confirmSeat(ctx, c, id)
		switch {
		case err != nil:
			return err
		case was == isFull:
			full = append(full, id)
		case was == isSeated:
			if err := d.putQuestion(ctx, c, p); err != nil {
				return err
			}
		}
	}
	if err := d.offer(ctx, c); err != nil {
		return err
	}
	return d.giveUpAsking(ctx, c, full, false)
}

func (d *Service) putQuestion(ctx context.Context, c *claim.Claim, p claim.Person) error {
	stage := "ask"
	if c.Asked[p.ID].Screen {
		stage = "screen"
	}
	return d.say.Ask(ctx, fmt.Sprintf("%s.%s.%s", stage, c.Code, p.ID), p, c)
}
