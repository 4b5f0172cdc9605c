package verification

import (
	"context"
)

// revise tells everybody what one reviewer changed in what is out.
func (d *Desk) revise(ctx context.Context, c *Claim, key string, f Fact) error {
	if err := d.alert(ctx, c, key, f); err != nil {
		return err
	}
	return d.end(ctx, c, key, c.Out())
}

// alert tells the other reviewers what one of them did that changes what is out, or lets through what was stopped.
func (d *Desk) alert(ctx context.Context, c *Claim, key string, f Fact) error {
	if f.Kind == Corrected && f.By == "" {
		return nil // that somebody took a source back is no reviewer's act
	}
	return d.eachReviewer(ctx, func(p Person) error {
		if p.ID == f.By || c.AskedBy(p.ID) && f.Kind != MadeKnown && f.Change != ToKnown { // of practice the asker is one of the two
			return nil
		}
		return d.say.Alert(ctx, "alert."+key+"."+string(p.ID), p, c, f.Kind, Tag(f.By))
	})
}

// heed calls the reviewers to an objection.
func (d *Desk) heed(ctx context.Context, c *Claim, key string) error {
	since, waits := c.Appealed()
	if !waits {
		return nil // it was answered meanwhile
	}
	if err := d.store.Await(ctx, c.Code, since); err != nil {
		return err
	}
	return d.eachReviewer(ctx, func(p Person) error {
		if c.AskedBy(p.ID) || c.voted(p.ID) {
			return nil
		}
		return d.say.Review(ctx, "appeal."+key+"."+string(p.ID), p, c)
	})
}

func (d *Desk) reply(ctx context.Context, c *Claim, key string, f Fact) error {
	for _, a := range c.reachable() {
		if contains(f.Whom, a.Person) {
			if err := d.say.Reply(ctx, "reply."+key+"."+string(a.Person), a, c, f.Words); err != nil {
				return err
			}
		}
	}
	if c.waits() {
		return nil
	}
	return d.store.Reviewed(ctx, c.Code)
}

func (d *Desk) callReviewers(ctx context.Context, c *Claim, key string, f Fact) error {
	if err := d.store.Withdraw(ctx, c.queue(), c.Code); err != nil {
		return err
	}
	if c.Status != StatusDecided && c.Status != StatusStopped && !c.Flagged() {
		return nil // it went on meanwhile
	}
	if err := d.store.Await(ctx, c.Code, f.At); err != nil {
		return err
	}
	return d.eachReviewer(ctx, func(p Person) error {
		if _, voted := c.Votes[p.ID]; voted || c.AskedBy(p.ID) {
			return nil
		}
		return d.say.Review(ctx, "review."+key+"."+string(p.ID), p, c)
	})
}

// callAgain calls the reviewers to a draft, and tells those whose approvals of an earlier one are void.
func (d *Desk) callAgain(ctx context.Context, c *Claim, key string, f Fact) error {
	if err := d.callReviewers(ctx, c, key, f); err != nil {
		return err
	}
	return d.tellVoided(ctx, c, key, f)
}

// tellVoided tells the reviewers whose approvals are void.
func (d *Desk) tellVoided(ctx context.Context, c *Claim, key string, f Fact) error {
	for _, id := range f.Whom {
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return err
		}
		if found && p.Reviews() {
			if err := d.say.Voided(ctx, "voided."+key+"."+string(id), p, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Desk) eachReviewer(ctx context.Context, do func(Person) error) error {
	ids, err := d.store.Reviewers(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return err
		}
		if found && p.Reviews() {
			if err := do(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// end takes the claim off every list and has its askers told, and the channels if there is a result to tell.
func (d *Desk) end(ctx context.Context, c *Claim, key string, result bool) error {
	if c.Edition > 0 {
		if err := d.store.NoteResult(ctx, c.Code, c.Edition); err != nil {
			return err
		}
	}
	if c.Known != "" {
		if err := d.store.UnmarkKnown(ctx, c.Language, c.Code); err != nil {
			return err
		}
	}
	if err := d.store.Withdraw(ctx, c.queue(), c.Code); err != nil {
		return err
	}
	if _, appealed := c.Appealed(); !appealed && c.Challenge == nil {
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
		if err := d.eachReviewer(ctx, func(p Person) error {
			return d.say.Withdraw(ctx, "withdraw.review."+key+"."+string(p.ID), p, c)
		}); err != nil {
			return err
		}
	}
	askers, err := d.askersOf(ctx, c.Code)
	if err != nil {
		return err
	}
	for _, a := range askers {
		if c.refusedAtOnce() {
			break
		}
		if err := d.say.Tell(ctx, "tell."+key+"."+string(a.Person), a, c); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(c.Asked) {
		if err := d.closeAsk(ctx, c, "close", key, id, c.Asked[id]); err != nil {
			return err
		}
	}
	if !result {
		return nil
	}
	return d.post(ctx, c, key)
}

// closeAsk has somebody who was asked, for an answer or to confirm that a person was shown in public, see on their card that
// it is over. cause is what closes it.
func (d *Desk) closeAsk(ctx context.Context, c *Claim, cause, key string, id PersonID, asked Ask) error {
	if asked.State == Waiting {
		if err := d.release(ctx, id, c.Code); err != nil {
			return err
		}
	}
	p, found, err := d.store.Person(ctx, id)
	if err != nil || !found || p.Away {
		return err
	}
	if asked.State == Back { // they gave it back, or never got it
		return d.say.Withdraw(ctx, "withdraw."+key+"."+string(id), p, c)
	}
	return d.say.Close(ctx, cause+"."+key+"."+string(id), p, c)
}

// tells says whether everybody who asked is told of the fact.
func (f Fact) tells() bool {
	switch f.Kind {
	case Undecided, Published, Corrected, TakenDown, Refused:
		return true
	default:
		return false
	}
}
