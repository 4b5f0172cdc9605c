package verification

import (
	"context"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// rulesFor are the rules, with who there is to name somebody. What cannot be looked up is nobody.
func (d *Service) rulesFor(ctx context.Context) claim.Rules {
	r := d.rules
	r.Pool = func(c *claim.Claim) claim.Pool {
		p, err := d.pool(ctx, c)
		if err != nil {
			d.log.Warn("who there is to name somebody cannot be counted", "error", err)
			return claim.Pool{}
		}
		return p
	}
	return r
}

// rulesBy are the rules for what a reviewer wishes.
func (d *Service) rulesBy(ctx context.Context, by claim.Person) claim.Rules {
	r := d.rulesFor(ctx)
	r.Since = by.Reviewer()
	return r
}

// pool counts who there is to name somebody: all reviewers, and of volunteers as many as are asked for.
func (d *Service) pool(ctx context.Context, c *claim.Claim) (p claim.Pool, err error) {
	rule, now := d.rules.Policy.Tenure, d.now()
	err = d.eachReviewer(ctx, func(r claim.Person) error {
		if rule.ReviewsSince(now, r.Reviewer()) {
			p.Reviewers++
		}
		return nil
	})
	if err != nil || rule.Readers <= 0 || c.Question != claim.Identity {
		return p, err
	}
	const most = 1024 // of which a pool of any size shows some
	for few := 8 * rule.Readers; ; few = most {
		var whole bool
		if p.Readers, whole, err = d.readers(ctx, c, now, few); err != nil || whole || few >= most || p.Readers >= rule.Readers {
			return p, err
		}
	}
}

// readers counts, among as many of those who can read a claim, who have been there long enough. whole tells that it was everybody.
func (d *Service) readers(ctx context.Context, c *claim.Claim, now time.Time, n int) (count int, whole bool, err error) {
	rule, seen, whole := d.rules.Policy.Tenure, map[claim.PersonID]bool{}, true
	for _, q := range c.Everybody() {
		ids, err := d.store.Sample(ctx, q, n)
		if err != nil {
			return 0, false, err
		}
		whole = whole && len(ids) < n
		for _, id := range ids {
			if seen[id] {
				continue
			}
			seen[id] = true
			p, found, err := d.store.Person(ctx, id)
			if err != nil {
				return 0, false, err
			}
			if found && p.May(claim.MayCheck) && !p.Away && rule.Enough(now, p.Tenure()) {
				count++
			}
			if count >= rule.Readers {
				return count, whole, nil
			}
		}
	}
	return count, whole, nil
}
