package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// A claim to practise on is a claim like every other whose outcome two reviewers know, and its whole life is that of the others: the
// same seats, rounds and deadline, the same verdict, review and publication, the same answer to who sends it again. All that differs is
// whom it is offered to, and that each answer counts in the record of who gave it at once. Where the two would differ in anything that
// people see, a test fails.

// MakeKnown makes a claim one to practise on; see [Claim.MakeKnown].
func (d *Service) MakeKnown(ctx context.Context, cause string, by claim.Person, code claim.Code, answer string) (*claim.Claim, error) {
	return d.second(ctx, cause, by, code, func(c *claim.Claim, now time.Time, r claim.Rules) error {
		return d.makeKnown(ctx, cause, by, c, answer, now, r)
	})
}

func (d *Service) makeKnown(ctx context.Context, cause string, by claim.Person, c *claim.Claim, answer string, now time.Time, r claim.Rules) error {
	ours, err := d.ours(ctx, c)
	if err != nil {
		return err
	}
	if c.Status == claim.StatusReceived { // meanwhile somebody may have asked the same
		found, err := d.recognise(ctx, c.Content, claim.Truth, []claim.Code{c.Code})
		if err != nil {
			return err
		}
		ours = ours && found.is.claim == nil
	}
	return c.MakeKnown(now, cause, by.ID, answer, ours, r)
}

// Practise has a reviewer send something whose outcome they know, for others to practise on when a second reviewer confirms it. Until
// then nobody is asked. What people ask already is refused.
func (d *Service) Practise(ctx context.Context, cause string, by claim.Person, address string, content claim.Content, answer string) (*claim.Claim, error) {
	switch {
	case !by.Reviews():
		return nil, claim.NotReviewer
	case !slices.Contains(claim.TruthAnswers, answer):
		return nil, claim.BadAnswer
	}
	found, err := d.recognise(ctx, content, claim.Truth, nil)
	if err != nil {
		return nil, err
	}
	if found.is.claim != nil {
		return nil, claim.OfCitizens
	}
	c, err := d.submit(ctx, cause, by, address, content, time.Time{}, func(c *claim.Claim) {
		_ = c.MakeKnown(d.now(), cause+".known", by.ID, answer, true, d.rules) // of what was just received it is always possible
	})
	if err != nil {
		return nil, err
	}
	return c, d.settle(ctx, c)
}

// ours reports whether a reviewer asked the claim, and nobody who is none wants to know it. Of whom nobody can tell any more who they
// are, it is not taken that they are.
func (d *Service) ours(ctx context.Context, c *claim.Claim) (bool, error) {
	asked := false
	for _, a := range c.Requesters {
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

// train leases somebody who practises, or whose turn to it has come, a claim of known outcome; nil when there is none.
func (d *Service) train(ctx context.Context, p claim.Person) (*claim.Claim, error) {
	for _, l := range p.Languages {
		codes, err := d.store.Practice(ctx, l)
		if err != nil {
			return nil, err
		}
		d.mu.Lock()
		d.rng.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
		d.mu.Unlock()
		for _, code := range codes {
			c, err := d.takeIf(ctx, code, p.ID, func(c *claim.Claim) bool { return c.Known != "" })
			if errors.Is(err, errSeated) {
				return nil, nil
			}
			if err != nil || c != nil {
				return c, err
			}
		}
	}
	return nil, nil
}

// canPractise reports whether there is a claim to practise on that somebody can be asked about.
func (d *Service) canPractise(ctx context.Context, p claim.Person) (bool, error) {
	for _, l := range p.Languages {
		codes, err := d.store.Practice(ctx, l)
		if err != nil {
			return false, err
		}
		for _, code := range codes {
			c, err := d.Claim(ctx, code)
			if errors.Is(err, claim.NotFound) {
				continue
			}
			if err != nil {
				return false, err
			}
			if c.Known != "" && c.Wanted() > 0 && c.MayAsk(p.ID) {
				return true, nil
			}
		}
	}
	return false, nil
}

// beginPractice starts a new volunteer's practice round, if there is anything to practise on. They are asked like everybody, when
// their turn comes, and about other claims as well: else whatever is asked first would be practice.
func (d *Service) beginPractice(ctx context.Context, p claim.Person) (claim.Person, error) {
	if p.Role != claim.Verifier || p.Practised > 0 || p.Training || d.rules.Policy.Practice == 0 {
		return p, nil
	}
	found, err := d.canPractise(ctx, p)
	if err != nil || !found {
		return p, err
	}
	p, err = d.changePerson(ctx, p.ID, func(p *claim.Person) error {
		p.Training = true
		return nil
	})
	if err != nil {
		return p, err
	}
	return p, d.store.Enlist(ctx, p.ID, claim.PracticeQueues(p.Languages))
}

// practised notes an answer. One on a claim of known outcome counts in the person's record at once; after one on another it is now
// and then their turn to practise. Nothing is asked because of it, so that no question that follows tells which of the two it was.
func (d *Service) practised(ctx context.Context, by claim.Person, c *claim.Claim) error {
	turn := d.byChance(d.rules.Policy.MixIn)
	v := c.Votes[by.ID]
	p, err := d.changePerson(ctx, by.ID, func(p *claim.Person) error {
		// Their first answer counts, and nobody looks better by changing it.
		switch {
		case p.Version == 0:
			return claim.NotFound // they were forgotten
		case c.Known == "":
			p.Practice = p.Practice || turn
		case v.Counts() && !slices.Contains(p.Scored, c.Code):
			right := 0.0
			if v.Answer == c.Known {
				right = 1
			}
			p.Score(c.Code, right)
			p.Practised++
			p.Practice, p.Training = false, p.Training && p.Practised < d.rules.Policy.Practice
		}
		return nil
	})
	if errors.Is(err, claim.NotFound) || err == nil && (!p.Practice || !turn) {
		return nil
	}
	if err != nil {
		return err
	}
	return d.store.Enlist(ctx, by.ID, claim.PracticeQueues(p.Languages))
}

// somePractice reports whether there is anything to practise on.
func (d *Service) somePractice(ctx context.Context) (bool, error) {
	for _, l := range claim.Languages {
		codes, err := d.store.Practice(ctx, l)
		if err != nil || len(codes) > 0 {
			return len(codes) > 0, err
		}
	}
	return false, nil
}

// feedPractice asks those who practise, or whose turn to it has come, about claims of known outcome.
func (d *Service) feedPractice(ctx context.Context) error {
	for _, l := range claim.Languages {
		codes, err := d.store.Practice(ctx, l)
		if err != nil {
			return err
		}
		for _, code := range codes {
			if _, err := d.change(ctx, code, "", func(*claim.Claim, time.Time) error { return nil }); err != nil && !errors.Is(err, claim.NotFound) {
				return err
			}
		}
	}
	return nil
}

// byChance is true once in n times; never for 0.
func (d *Service) byChance(n int) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return n > 0 && d.rng.IntN(n) == 0
}
