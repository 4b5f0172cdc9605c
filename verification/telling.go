package verification

import (
	"context"
	"maps"
	"slices"

	"github.com/rastau/rastau/verification/claim"
)

// revise tells everybody what one reviewer changed in what is out.
func (d *Service) revise(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	if err := d.alert(ctx, c, key, e); err != nil {
		return err
	}
	return d.end(ctx, c, key, c.Out())
}

// alert tells the other reviewers what one of them did that changes what is out, or lets through what was stopped.
func (d *Service) alert(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	kind, by := e.Kind(), e.Head().By
	if kind == claim.KindCorrected && by == "" {
		return nil // that somebody took a source back is no reviewer's act
	}
	return d.eachReviewer(ctx, func(p claim.Person) error {
		if p.ID == by || c.RequestedBy(p.ID) && !ofPractice(e) { // of practice the asker is one of the two
			return nil
		}
		return d.say.Alert(ctx, "alert."+key+"."+string(p.ID), p, c, kind, Tag(by))
	})
}

// ofPractice tells whether an event is about what volunteers practise on.
func ofPractice(e claim.Event) bool {
	switch e := e.(type) {
	case *claim.MadeKnown:
		return true
	case *claim.Rejected:
		return e.Change == claim.ToKnown
	case *claim.Expired:
		return e.Change == claim.ToKnown
	case *claim.Retired:
		return e.Change == claim.ToKnown
	default:
		return false
	}
}

// heed calls the reviewers to an objection.
func (d *Service) heed(ctx context.Context, c *claim.Claim, key string, _ claim.Event) error {
	since, waits := c.Appealed()
	if !waits {
		return nil // it was answered meanwhile
	}
	if err := d.store.Await(ctx, c.Code, since); err != nil {
		return err
	}
	return d.eachReviewer(ctx, func(p claim.Person) error {
		if c.RequestedBy(p.ID) || c.Voted(p.ID) {
			return nil
		}
		return d.say.Review(ctx, "appeal."+key+"."+string(p.ID), p, c)
	})
}

func (d *Service) reply(ctx context.Context, c *claim.Claim, key string, e *claim.Replied) error {
	for _, a := range c.Reachable() {
		if slices.Contains(e.Whom, a.Person) {
			if err := d.say.Reply(ctx, "reply."+key+"."+string(a.Person), a, c, e.Words); err != nil {
				return err
			}
		}
	}
	return d.reviewedUnlessWaiting(ctx, c)
}

func (d *Service) callReviewers(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	if err := d.store.Withdraw(ctx, c.Queue(), c.Code); err != nil {
		return err
	}
	if c.Status != claim.StatusDecided && c.Status != claim.StatusStopped && !c.Flagged() {
		return nil // it went on meanwhile
	}
	if err := d.store.Await(ctx, c.Code, e.Head().At); err != nil {
		return err
	}
	return d.eachReviewer(ctx, func(p claim.Person) error {
		if _, voted := c.Votes[p.ID]; voted || c.RequestedBy(p.ID) {
			return nil
		}
		return d.say.Review(ctx, "review."+key+"."+string(p.ID), p, c)
	})
}

// callAgain calls the reviewers to a draft, and tells those whose approvals of an earlier one are void.
func (d *Service) callAgain(ctx context.Context, c *claim.Claim, key string, e claim.Event, void []claim.PersonID) error {
	if err := d.callReviewers(ctx, c, key, e); err != nil {
		return err
	}
	return d.tellVoided(ctx, c, key, void)
}

// tellVoided tells the reviewers whose approvals are void.
func (d *Service) tellVoided(ctx context.Context, c *claim.Claim, key string, void []claim.PersonID) error {
	for _, id := range void {
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

func (d *Service) eachReviewer(ctx context.Context, do func(claim.Person) error) error {
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
func (d *Service) end(ctx context.Context, c *claim.Claim, key string, result bool) error {
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
	if err := d.store.Withdraw(ctx, c.Queue(), c.Code); err != nil {
		return err
	}
	if _, appealed := c.Appealed(); !appealed && c.Challenge == nil {
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
		if err := d.eachReviewer(ctx, func(p claim.Person) error {
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
		if c.RefusedAtOnce() {
			break
		}
		if err := d.say.Tell(ctx, "tell."+key+"."+string(a.Person), a, c); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.Asked)) {
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
func (d *Service) closeAsk(ctx context.Context, c *claim.Claim, cause, key string, id claim.PersonID, asked claim.Ask) error {
	if asked.State == claim.Waiting {
		if err := d.release(ctx, id, c.Code); err != nil {
			return err
		}
	}
	p, found, err := d.store.Person(ctx, id)
	if err != nil || !found || p.Away {
		return err
	}
	if asked.State == claim.Back { // they gave it back, or never got it
		return d.say.Withdraw(ctx, "withdraw."+key+"."+string(id), p, c)
	}
	return d.say.Close(ctx, cause+"."+key+"."+string(id), p, c)
}
