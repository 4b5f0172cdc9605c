package verification

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// second is review for what takes two reviewers: the claim is told who of them are independent of each other.
func (d *Service) second(ctx context.Context, cause string, by claim.Person, code claim.Code, wish func(c *claim.Claim, now time.Time, r claim.Rules) error) (*claim.Claim, error) {
	if !by.Reviews() {
		return nil, claim.NotReviewer
	}
	r, err := d.independence(ctx, by)
	if err != nil {
		return nil, err
	}
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error { return wish(c, now, r) })
}

// Confirm is the word of a second reviewer for what is proposed of a claim. If the claim, or the one at its other end, reads otherwise
// by now, the proposal expires instead.
func (d *Service) Confirm(ctx context.Context, cause string, by claim.Person, code claim.Code, number int) (*claim.Claim, error) {
	return d.second(ctx, cause, by, code, func(c *claim.Claim, now time.Time, r claim.Rules) error {
		if err := c.Proposes(number); err != nil {
			return err
		}
		p := c.Proposal
		if p.By == by.ID {
			return claim.AlreadyDone
		}
		other, err := d.otherEnd(ctx, c)
		if err != nil {
			return err
		}
		if p.Basis != nil && !bytes.Equal(p.Basis, c.Basis(other)) {
			c.Record(&claim.Expired{Meta: claim.Meta{At: now, Cause: cause}, Change: p.Change})
			return nil
		}
		return d.confirm(ctx, cause, by, c, now, r)
	})
}

// otherEnd loads the claim at the other end of what is proposed; nil when it is about one claim alone.
func (d *Service) otherEnd(ctx context.Context, c *claim.Claim) (*claim.Claim, error) {
	switch p := c.Proposal; p.Change {
	case claim.ToMerge:
		return d.Claim(ctx, p.Into)
	case claim.ToSplit:
		return d.resolve(ctx, c.Into)
	default:
		return nil, nil
	}
}

// confirm has somebody want what is proposed.
func (d *Service) confirm(ctx context.Context, cause string, by claim.Person, c *claim.Claim, now time.Time, r claim.Rules) error {
	switch p := c.Proposal; p.Change {
	case claim.ToCorrect:
		return c.Correct(now, cause, by.ID, string(p.Answer), p.Note, r)
	case claim.ToMerge:
		return d.merge(ctx, cause, by, c, p.Into, now, r)
	case claim.ToSplit:
		return d.split(ctx, cause, by, c, now, r)
	case claim.ToReopen:
		return c.Reopen(now, cause, by.ID, r)
	case claim.ToKnown:
		return d.makeKnown(ctx, cause, by, c, string(p.Answer), now, r)
	default:
		return claim.NoProposal
	}
}

// Reject refuses what is proposed of a claim; see [Claim.Reject].
func (d *Service) Reject(ctx context.Context, cause string, by claim.Person, code claim.Code, number int) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		return c.Reject(now, cause, by.ID, number)
	})
}

// independence returns rules that tell whether two reviewers are independent of each other: they do not act together as far as the
// votes tell, and came by different invitations if there is a reviewer who came by another one.
func (d *Service) independence(ctx context.Context, by claim.Person) (claim.Rules, error) {
	r := d.rulesBy(ctx, by)
	found, err := d.latest(ctx)
	if err != nil {
		return r, err
	}
	clusters := map[claim.PersonID]string{}
	several := map[string]bool{}
	err = d.eachReviewer(ctx, func(p claim.Person) error {
		clusters[p.ID] = p.Cluster
		several[p.Cluster] = true
		return nil
	})
	if err != nil {
		return r, fmt.Errorf("look who reviews: %w", err)
	}
	r.Acting, r.OneInvitation = claim.VoterWeight{CollusionGroup: found.Of[by.ID].CollusionGroup, InviteCohort: by.Cluster}, len(several) == 1
	r.Apart = func(a, b claim.PersonID) bool {
		if voice := found.Of[a].CollusionGroup; voice != "" && voice == found.Of[b].CollusionGroup {
			return false
		}
		cluster := clusters[a]
		return cluster == "" || cluster != clusters[b] || len(several) == 1
	}
	return r, nil
}

// tellProposed tells the other reviewers what one of them wants that takes two.
func (d *Service) tellProposed(ctx context.Context, c *claim.Claim, key string, e *claim.Proposed) error {
	if !c.Proposal.Waits() {
		return nil // they are told what became of it
	}
	if err := errors.Join(d.store.Await(ctx, c.Code, e.At), d.offer(ctx, c)); err != nil {
		return err
	}
	return d.eachReviewer(ctx, func(p claim.Person) error {
		if p.ID == e.By || (c.RequestedBy(p.ID) && c.Proposal.Change != claim.ToKnown) {
			return nil
		}
		return d.say.Propose(ctx, "propose."+key+"."+string(p.ID), p, c)
	})
}

// tellConfirmed tells them that another one confirmed it, if it still waits for its hold. What took effect is told by itself.
func (d *Service) tellConfirmed(ctx context.Context, c *claim.Claim, key string, e *claim.Confirmed) error {
	if err := d.reviewedUnlessWaiting(ctx, c); err != nil {
		return err
	}
	if e.Change != claim.ToCorrect || c.Proposal.Second == "" {
		return nil
	}
	return d.eachReviewer(ctx, func(p claim.Person) error {
		if p.ID == e.By || c.Voted(p.ID) || c.RequestedBy(p.ID) {
			return nil
		}
		return d.say.Review(ctx, "suggest."+key+"."+string(p.ID), p, c)
	})
}

// tellDropped tells them that it was refused, taken back, or not confirmed in time.
func (d *Service) tellDropped(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	if err := d.reviewedUnlessWaiting(ctx, c); err != nil {
		return err
	}
	return errors.Join(d.offer(ctx, c), d.alert(ctx, c, key, e))
}

// reviewedUnlessWaiting takes a claim off the reviewers' list that wants none of them any more.
func (d *Service) reviewedUnlessWaiting(ctx context.Context, c *claim.Claim) error {
	if c.Waits() {
		return nil
	}
	return d.store.Reviewed(ctx, c.Code)
}
