package verification

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"
)

// second is review for what takes two reviewers: the claim is told who of them are independent of each other.
func (d *Desk) second(ctx context.Context, cause string, by Person, code Code, wish func(c *Claim, now time.Time, r Rules) error) (*Claim, error) {
	if !by.Reviews() {
		return nil, NotReviewer
	}
	r, err := d.independence(ctx, by)
	if err != nil {
		return nil, err
	}
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error { return wish(c, now, r) })
}

// Confirm is the word of a second reviewer for what is proposed of a claim. If the claim, or the one at its other end, reads otherwise
// by now, the proposal expires instead.
func (d *Desk) Confirm(ctx context.Context, cause string, by Person, code Code, number int) (*Claim, error) {
	return d.second(ctx, cause, by, code, func(c *Claim, now time.Time, r Rules) error {
		if err := c.Proposes(number); err != nil {
			return err
		}
		p := c.Proposal
		if p.By == by.ID {
			return AlreadyDone
		}
		other, err := d.otherEnd(ctx, c)
		if err != nil {
			return err
		}
		if p.basis != nil && !bytes.Equal(p.basis, c.basis(other)) {
			c.record(Fact{Kind: Expired, At: now, Cause: cause, Change: p.Change})
			return nil
		}
		return d.confirm(ctx, cause, by, c, now, r)
	})
}

// otherEnd loads the claim at the other end of what is proposed; nil when it is about one claim alone.
func (d *Desk) otherEnd(ctx context.Context, c *Claim) (*Claim, error) {
	switch p := c.Proposal; p.Change {
	case ToMerge:
		return d.Claim(ctx, p.Into)
	case ToSplit:
		return d.resolve(ctx, c.Into)
	default:
		return nil, nil
	}
}

// confirm has somebody want what is proposed.
func (d *Desk) confirm(ctx context.Context, cause string, by Person, c *Claim, now time.Time, r Rules) error {
	switch p := c.Proposal; p.Change {
	case ToCorrect:
		return c.Correct(now, cause, by.ID, string(p.Answer), p.Note, r)
	case ToMerge:
		return d.merge(ctx, cause, by, c, p.Into, now, r)
	case ToSplit:
		return d.split(ctx, cause, by, c, now, r)
	case ToReopen:
		return c.Reopen(now, cause, by.ID, r)
	case ToKnown:
		return d.makeKnown(ctx, cause, by, c, string(p.Answer), now, r)
	default:
		return NoProposal
	}
}

// Reject refuses what is proposed of a claim; see [Claim.Reject].
func (d *Desk) Reject(ctx context.Context, cause string, by Person, code Code, number int) (*Claim, error) {
	return d.review(ctx, cause, by, code, func(c *Claim, now time.Time) error {
		return c.Reject(now, cause, by.ID, number)
	})
}

// independence returns rules that tell whether two reviewers are independent of each other: they do not act together as far as the
// votes tell, and came by different invitations if there is a reviewer who came by another one.
func (d *Desk) independence(ctx context.Context, by Person) (Rules, error) {
	r := d.rulesBy(ctx, by)
	found, err := d.latest(ctx)
	if err != nil {
		return r, err
	}
	clusters := map[PersonID]string{}
	several := map[string]bool{}
	err = d.eachReviewer(ctx, func(p Person) error {
		clusters[p.ID] = p.Cluster
		several[p.Cluster] = true
		return nil
	})
	if err != nil {
		return r, fmt.Errorf("look who reviews: %w", err)
	}
	r.Acting, r.OneInvitation = Standing{Voice: found.Of[by.ID].Voice, Cluster: by.Cluster}, len(several) == 1
	r.Apart = func(a, b PersonID) bool {
		if voice := found.Of[a].Voice; voice != "" && voice == found.Of[b].Voice {
			return false
		}
		cluster := clusters[a]
		return cluster == "" || cluster != clusters[b] || len(several) == 1
	}
	return r, nil
}

// settleProposal tells the other reviewers what one of them wants that takes two, and what became of it.
func (d *Desk) settleProposal(ctx context.Context, c *Claim, key string, f Fact) error {
	switch f.Kind {
	case Proposed:
		if !c.Proposal.Waits() {
			return nil // they are told what became of it
		}
		if err := errors.Join(d.store.Await(ctx, c.Code, f.At), d.offer(ctx, c)); err != nil {
			return err
		}
		return d.eachReviewer(ctx, func(p Person) error {
			if p.ID == f.By || (c.AskedBy(p.ID) && c.Proposal.Change != ToKnown) {
				return nil
			}
			return d.say.Propose(ctx, "propose."+key+"."+string(p.ID), p, c)
		})
	case Confirmed:
		if !c.waits() {
			if err := d.store.Reviewed(ctx, c.Code); err != nil {
				return err
			}
		}
		if f.Change != ToCorrect || c.Proposal.Second == "" {
			return nil // what took effect is told by itself
		}
		return d.eachReviewer(ctx, func(p Person) error { // it waits for its hold
			if p.ID == f.By || c.voted(p.ID) || c.AskedBy(p.ID) {
				return nil
			}
			return d.say.Review(ctx, "suggest."+key+"."+string(p.ID), p, c)
		})
	default:
		if !c.waits() {
			if err := d.store.Reviewed(ctx, c.Code); err != nil {
				return err
			}
		}
		return errors.Join(d.offer(ctx, c), d.alert(ctx, c, key, f))
	}
}
