package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/rastau/rastau/verification/claim"
)

// longestChain is how many claims may be merged one into the other; more is a circle that two reviewers made at once.
const longestChain = 16

// resolve follows a claim that was merged to the one that goes on.
func (d *Service) resolve(ctx context.Context, code claim.Code) (*claim.Claim, error) {
	for range longestChain {
		c, err := d.Claim(ctx, code)
		if err != nil || c.Status != claim.StatusMerged {
			return c, err
		}
		code = c.Into
	}
	return nil, claim.NotFound
}

// askersOf gives who wants to know by now and can be told. What is told is told to those who are noted after the fact that is told: who
// joins looks, after being noted, whether there is such a fact, so that nobody falls between.
func (d *Service) askersOf(ctx context.Context, code claim.Code) ([]claim.Requester, error) {
	c, err := d.Claim(ctx, code)
	if err != nil {
		return nil, err
	}
	return c.Reachable(), nil
}

// bring has those who asked about a claim that is part of another one hear of that, and of what that is part of in turn. It
// gives the claim that goes on for all, and who was brought.
func (d *Service) bring(ctx context.Context, from claim.Code) (into *claim.Claim, brought []claim.Requester, err error) {
	c, err := d.Claim(ctx, from)
	if err != nil {
		return nil, nil, err
	}
	if c.Status == claim.StatusMerged && d.rules.Policy.SealAskers { // then whoever is brought is known by the box alone
		if err := d.sealAskers(ctx, c); err != nil {
			return nil, nil, err
		}
		if c, err = d.Claim(ctx, from); err != nil {
			return nil, nil, err
		}
	}
	brought = c.Reachable()
	for range longestChain {
		if c.Status != claim.StatusMerged {
			return c, brought, nil
		}
		for _, a := range c.Requesters {
			if err := d.bringAlong(ctx, c, a); err != nil {
				return nil, nil, err
			}
		}
		if c, err = d.Claim(ctx, c.Into); err != nil { // after they were noted: it may have gone on just before
			return nil, nil, err
		}
	}
	return nil, nil, claim.NotFound
}

// bringAlong notes somebody who asked a claim with the one that this is part of. Who is forgotten meanwhile stays so: they are
// looked for once more when all is noted.
func (d *Service) bringAlong(ctx context.Context, c *claim.Claim, a claim.Requester) error {
	a.Via = c.Code
	if a.Person == "" {
		return d.noteVia(ctx, c.Into, a)
	}
	for range attempts {
		there, err := d.noteBrought(ctx, a.Person, c.Into)
		if err != nil {
			return err
		}
		if there {
			if err := d.noteVia(ctx, c.Into, a); err != nil {
				return err
			}
			p, _, err := d.store.Person(ctx, a.Person)
			if err != nil {
				return fmt.Errorf("load a person: %w", err)
			}
			if !p.Leaving && slices.Contains(p.Claims, c.Into) {
				return nil
			}
			now, err := d.Claim(ctx, c.Code)
			if err != nil {
				return err
			}
			if !p.Leaving && now.Into == c.Into && now.RequestedBy(a.Person) {
				continue // it was taken off their list for another reason
			}
		}
		if err := d.store.RemoveVia(ctx, c.Into, a); err != nil {
			return fmt.Errorf("note who asks no more: %w", err)
		}
		return d.letGo(ctx, c.Into)
	}
	return claim.ErrConflict
}

func (d *Service) noteVia(ctx context.Context, into claim.Code, a claim.Requester) error {
	if err := d.store.AddAsker(ctx, into, a); err != nil {
		return fmt.Errorf("note who asks: %w", err)
	}
	return nil
}

// noteBrought is noteAsked for somebody who did nothing just now. It tells whether they are there: who was forgotten, or is
// about to be, is not.
func (d *Service) noteBrought(ctx context.Context, id claim.PersonID, code claim.Code) (there bool, err error) {
	_, err = d.changePerson(ctx, id, func(p *claim.Person) error {
		switch {
		case p.Version == 0 || p.Leaving:
			return claim.NotFound
		case slices.Contains(p.Claims, code):
			return claim.AlreadyDone
		}
		p.Claims = append(p.Claims, code)
		return nil
	})
	switch {
	case errors.Is(err, claim.NotFound):
		return false, nil
	case errors.Is(err, claim.AlreadyDone):
		return true, nil
	}
	return err == nil, err
}

// joined brings those who asked what turned out to be asked already to the claim that goes on, and tells them if it ended
// just before they came.
func (d *Service) joined(ctx context.Context, c *claim.Claim) error {
	if c.Status != claim.StatusMerged || c.JoinedBy == "" {
		return nil // it was set apart meanwhile
	}
	into, brought, err := d.bring(ctx, c.Code)
	if err != nil {
		return err
	}
	if err := d.offer(ctx, into); err != nil { // with more who ask it is more urgent
		return err
	}
	if c.OutWhenJoined() && into.Status == claim.StatusPublished {
		return nil // they see the result as the answer to what they sent
	}
	return d.tellEnded(ctx, into, brought)
}

// tellEnded tells people who came to a claim what became of it, if it has ended: under the key under which it was told to all
// when it ended, so that nobody hears it twice.
func (d *Service) tellEnded(ctx context.Context, c *claim.Claim, whom []claim.Requester) error {
	if !c.Status.Ended() || c.Status == claim.StatusMerged || c.Status == claim.StatusLapsed {
		return nil
	}
	for _, a := range whom {
		if err := d.say.Tell(ctx, c.NotifyKey(a.Person), a, c); err != nil {
			return err
		}
	}
	return nil
}

// takeBack undoes bring: those who came to a claim by way of c are no longer among those who asked it, unless they came by
// another way as well.
func (d *Service) takeBack(ctx context.Context, c *claim.Claim, into claim.Code) error {
	now, err := d.Claim(ctx, c.Code)
	if err != nil {
		return err
	}
	for _, a := range now.Requesters {
		at := into
		a.Via = c.Code
		for range longestChain {
			if at == "" {
				break
			}
			if err := d.store.RemoveVia(ctx, at, a); err != nil {
				return fmt.Errorf("note who asks no more: %w", err)
			}
			next, err := d.Claim(ctx, at)
			if err != nil && !errors.Is(err, claim.NotFound) {
				return err
			}
			if err != nil || a.Person != "" && next.RequestedBy(a.Person) {
				break
			}
			if a.Person != "" {
				if err := d.forgetAsked(ctx, a.Person, at); err != nil {
					return err
				}
			}
			a.Via, at = at, next.Into
		}
	}
	return nil
}

// splitUp has a claim that was part of another go on by itself.
func (d *Service) splitUp(ctx context.Context, c *claim.Claim, key string, e *claim.SplitOff) error {
	if c.Status == claim.StatusMerged {
		return nil // it was merged anew
	}
	if err := d.takeBack(ctx, c, e.From); err != nil {
		return err
	}
	if err := d.alert(ctx, c, key, e); err != nil {
		return err
	}
	askers, err := d.askersOf(ctx, c.Code)
	if err != nil {
		return err
	}
	for _, a := range askers {
		if err := d.say.Parted(ctx, "parted."+key+"."+string(a.Person), a, c, e.From); err != nil {
			return err
		}
	}
	switch c.Status {
	case claim.StatusStopped:
		return d.callReviewers(ctx, c, key, e)
	case claim.StatusPublished:
		return d.post(ctx, c, key)
	default:
		return d.offer(ctx, c)
	}
}

// handOver lets those who asked about a merged claim hear of the one that goes on.
func (d *Service) handOver(ctx context.Context, c *claim.Claim, key string) error {
	if c.Status != claim.StatusMerged {
		return nil // it was split off meanwhile
	}
	into, askers, err := d.bring(ctx, c.Code)
	if err != nil {
		return err
	}
	if err := d.offer(ctx, into); err != nil { // with more who ask it is more urgent
		return err
	}
	if err := d.takeOver(ctx, c, key); err != nil {
		return err
	}
	if c, err = d.Claim(ctx, c.Code); err != nil || c.Status != claim.StatusMerged {
		return err // it was withdrawn with what it leads to
	}
	if err := d.end(ctx, c, key, c.Out()); err != nil {
		return err
	}
	return d.tellEnded(ctx, into, askers)
}
