package verification

import (
	"context"
	"crypto/subtle"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Who says what a claim is about has a say in who is asked: only who sent it and reviewers do.

// SortProof is what the bot gives to who asked, to say later what their claim is about, where who asked is sealed away from the
// bot itself. It is of one person and one claim, and nobody can make it without the keys.
func (d *Service) SortProof(code claim.Code, by claim.PersonID) string {
	const length = 12 // 60 bits
	return d.namer.PseudonymOf("sort "+string(code), string(by))[:length]
}

// Sort says what a claim is about. Only who asked it themselves can say, not who was joined to them by sending the same; where
// nobody can tell who that was, who has the proof of it.
func (d *Service) Sort(ctx context.Context, cause string, by claim.PersonID, code claim.Code, s claim.Subject, proof string) (*claim.Claim, error) {
	return d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		if !d.sorts(c, by, proof) {
			return claim.NotFound
		}
		return c.Sort(now, cause, s)
	})
}

// SetLanguage says in which language a claim is. Who can is who can say what it is about; see [Service.Sort].
func (d *Service) SetLanguage(ctx context.Context, cause string, by claim.PersonID, code claim.Code, l claim.Language, proof string) (*claim.Claim, error) {
	return d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		if !d.sorts(c, by, proof) {
			return claim.NotFound
		}
		return c.SetLanguage(now, cause, l)
	})
}

// sorts tells whether somebody asked a claim themselves, or has the proof of it.
func (d *Service) sorts(c *claim.Claim, by claim.PersonID, proof string) bool {
	proven := subtle.ConstantTimeCompare([]byte(proof), []byte(d.SortProof(c.Code, by))) == 1
	a, asks := c.Asker(by)
	return proven || asks && a.Via == ""
}

// SortAs is Sort by a reviewer, of a claim of which they are no part.
func (d *Service) SortAs(ctx context.Context, cause string, by claim.Person, code claim.Code, s claim.Subject) (*claim.Claim, error) {
	return d.review(ctx, cause, by, code, func(c *claim.Claim, now time.Time) error {
		if _, asked := c.Asked[by.ID]; asked || c.RequestedBy(by.ID) {
			return claim.Involved
		}
		return c.Sort(now, cause, s)
	})
}
