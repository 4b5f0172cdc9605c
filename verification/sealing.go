package verification

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/rastau/rastau/verification/claim"
)

// Who asked can be sealed, as soon as the question is chosen, to a key that is not on the server ([Policy].SealAskers): then
// neither the bot nor whoever takes it can tell. It knows that somebody asked, and how many; whoever holds the key has them
// told ([Service.TellSealed]), from another machine.

// SealedAskers is what a store does, where there is a key to it, for askers whom the bot cannot read.
type SealedAskers interface {
	// Told gives what the asker was told last, "" for nothing; NoteTold remembers it.
	Told(ctx context.Context, code claim.Code, a claim.Requester) (string, error)
	NoteTold(ctx context.Context, code claim.Code, a claim.Requester, what string) error
}

// sealAskers takes the claim off the lists of those who asked, and seals who they are.
func (d *Service) sealAskers(ctx context.Context, c *claim.Claim) error {
	if !d.rules.Policy.SealAskers || c.Status == claim.StatusReceived {
		return nil
	}
	asks := c.Code
	if c.Status == claim.StatusMerged {
		into, err := d.resolve(ctx, c.Into)
		if err != nil {
			return err
		}
		asks = into.Code
	}
	var again []claim.PersonID
	for _, a := range c.Reachable() {
		if err := d.forgetAsked(ctx, a.Person, c.Code); err != nil {
			return err
		}
		if d.once.again(d.now(), a.Person, asks, c.Code) {
			again = append(again, a.Person)
		}
	}
	return d.store.SealAskers(ctx, c.Code, again)
}

// TellSealed has those told whose claims have come to something since they were told last, and gives how many they are. The
// store must be able to read who they are.
func (d *Service) TellSealed(ctx context.Context, sealed SealedAskers) (told int, err error) {
	err = d.eachClaim(ctx, func(c *claim.Claim) error {
		n, err := d.tellSealed(ctx, sealed, c)
		told += n
		return err
	})
	return told, err
}

func (d *Service) tellSealed(ctx context.Context, sealed SealedAskers, c *claim.Claim) (told int, err error) {
	if !c.Status.Ended() || c.Status == claim.StatusMerged || c.RefusedAtOnce() {
		return 0, nil // of a merged claim the askers stand with the one that goes on
	}
	what := fmt.Sprintf("%s.%d.%s", c.Code, c.Version, c.Status)
	for _, a := range c.Requesters {
		if a.Sealed == nil || a.Person == "" {
			continue
		}
		last, err := sealed.Told(ctx, c.Code, a)
		if err != nil {
			return told, err
		}
		if last == what {
			continue
		}
		// The key says nothing of who it is; should this be cut short, it is the same the next time.
		if err := d.say.Tell(ctx, fmt.Sprintf("tell.%s.%x", what, sha256.Sum256(a.Sealed)), a, c); err != nil {
			return told, err
		}
		if err := sealed.NoteTold(ctx, c.Code, a, what); err != nil {
			return told, err
		}
		told++
	}
	return told, nil
}
