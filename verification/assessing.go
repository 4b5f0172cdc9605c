package verification

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// lookAgain is how long an assessment is used before it is looked whether there is a newer one.
const lookAgain = time.Minute

// latest gives the latest assessment of the volunteers; an empty one before the first.
func (d *Service) latest(ctx context.Context) (claim.Assessment, error) {
	now := d.now()
	d.mu.Lock()
	a, fresh := d.assessed, !d.lookedAt.IsZero() && now.Before(d.lookedAt.Add(lookAgain))
	d.mu.Unlock()
	if fresh {
		return a, nil
	}
	a, _, err := d.store.Assessment(ctx)
	if err != nil {
		return a, fmt.Errorf("load the assessment of volunteers: %w", err)
	}
	d.remember(a, now)
	return a, nil
}

func (d *Service) remember(a claim.Assessment, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.assessed, d.lookedAt = a, now
}

// Groups gives what was found of people who act together, to a reviewer: all groups but those that they are in.
func (d *Service) Groups(ctx context.Context, by claim.Person) ([]claim.Group, error) {
	if !by.Reviews() {
		return nil, claim.NotReviewer
	}
	a, err := d.latest(ctx)
	return a.Suspects(by.ID), err
}

// Assess fits all votes anew: how reliable everybody is, and who acts together. Reviewers see what the
// verdicts that wait for them would be by it; the verdicts stay as they were reached.
func (d *Service) Assess(ctx context.Context) error {
	e := claim.NewElections()
	err := d.eachClaim(ctx, func(c *claim.Claim) error {
		e.Add(c)
		return nil
	})
	if err != nil {
		return err
	}
	if err := d.know(ctx, &e); err != nil {
		return err
	}
	a := e.Assess(d.now())
	if err := d.store.SaveAssessment(ctx, a); err != nil {
		return fmt.Errorf("save the assessment of volunteers: %w", err)
	}
	d.remember(a, d.now())
	return d.reweigh(ctx, a)
}

// reweigh notes with the claims that wait for reviewers what their votes count for by a new assessment.
func (d *Service) reweigh(ctx context.Context, a claim.Assessment) error {
	const most = 1000
	codes, err := d.store.Awaiting(ctx, most)
	if err != nil {
		return err
	}
	for _, code := range codes {
		_, err := d.change(ctx, code, "", func(c *claim.Claim, now time.Time) error {
			c.Reweigh(now, a.Of, d.rulesFor(ctx))
			return nil
		})
		if err != nil && !errors.Is(err, claim.NotFound) {
			return err
		}
	}
	return nil
}

// know adds what is known of the voters themselves: reviewers were chosen by hand, and everybody was invited by somebody.
func (d *Service) know(ctx context.Context, e *claim.Elections) error {
	for _, id := range slices.Sorted(maps.Keys(e.Voters)) {
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if p.Reviews() {
			e.Known.Trusted = append(e.Known.Trusted, string(id))
		}
		if p.InvitedBy != "" {
			e.Known.Invites[string(id)] = string(p.InvitedBy)
		}
	}
	return nil
}
