package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Somebody who writes SMS is a person of their own, under a pseudonym of their number. A volunteer can say that the number
// is theirs: they ask for a word where they are known, and send it from the phone. What that phone answers is then theirs.

// roleLink is the Role of an invitation that links a number and makes nobody anything.
const roleLink claim.Role = "link"

// linkPrefix keeps the words that link apart from those that invite.
const linkPrefix = "link:"

const linkLength = 10

// LinkFor is how long a word that links can be used.
const LinkFor = 15 * time.Minute

// LinkWord gives a volunteer a word that links one number to them: the same for the same cause.
func (d *Service) LinkWord(ctx context.Context, cause string, by claim.Person) (string, error) {
	if err := mayCheck(by); err != nil {
		return "", err
	}
	word := d.linkWord(cause)
	err := d.store.Invite(ctx, Invitation{Token: linkPrefix + word, Role: roleLink, By: by.ID, Uses: 1, Expires: d.now().Add(LinkFor)}, d.now())
	if err != nil {
		return "", fmt.Errorf("note a word that links: %w", err)
	}
	return word, nil
}

// linkWord makes ten characters that cannot be misread: 50 bits, which nobody guesses at a few SMS a minute.
func (d *Service) linkWord(cause string) string {
	name := d.namer.PseudonymOf("link", cause) // 130 bits in 26 letters and digits
	word := make([]byte, linkLength)
	for i := range word {
		word[i] = claim.Crockford[strings.IndexByte("abcdefghijklmnopqrstuvwxyz234567", name[i])]
	}
	return string(word)
}

// ParseLinkWord reads a word that links as people type it: in any case, with or without a hyphen.
func ParseLinkWord(s string) (string, bool) {
	s = strings.NewReplacer("-", "", " ", "", "I", "1", "L", "1", "O", "0").Replace(strings.ToUpper(s))
	if len(s) != linkLength || strings.Trim(s, claim.Crockford) != "" {
		return "", false
	}
	return s, true
}

// Link makes what a number answers count as that of whoever was given the word; InviteInvalid when nobody was. The same
// number may use the same word again.
func (d *Service) Link(ctx context.Context, phone claim.Person, word string) (claim.Person, error) {
	i, err := d.store.Redeem(ctx, linkPrefix, linkPrefix+word, phone.ID, d.now())
	if err != nil {
		return claim.Person{}, err
	}
	if i.Role != roleLink {
		return claim.Person{}, claim.InviteInvalid
	}
	// The account first: whoever forgets it must find the number.
	owner, err := d.changePerson(ctx, i.By, func(p *claim.Person) error {
		if p.Version == 0 {
			return claim.InviteInvalid // they were forgotten meanwhile
		}
		if !slices.Contains(p.Phones, phone.ID) {
			p.Phones = append(p.Phones, phone.ID)
		}
		return nil
	})
	if err != nil {
		return owner, err
	}
	_, err = d.changePerson(ctx, phone.ID, func(p *claim.Person) error {
		p.Linked = owner.ID
		return nil
	})
	return owner, err
}

// Acting is who somebody who writes SMS counts as: the account that their number is linked to, or themselves.
func (d *Service) Acting(ctx context.Context, phone claim.Person) (claim.Person, error) {
	if phone.Linked == "" {
		return phone, nil
	}
	owner, found, err := d.store.Person(ctx, phone.Linked)
	if err != nil {
		return phone, fmt.Errorf("load whose number it is: %w", err)
	}
	if !found || !slices.Contains(owner.Phones, phone.ID) {
		return phone, nil
	}
	return owner, nil
}

// Reads tells in which language and letters somebody who writes SMS is answered; ok is false for who is not known.
func (d *Service) Reads(ctx context.Context, id claim.PersonID) (l claim.Language, latin, ok bool, err error) {
	p, found, err := d.store.Person(ctx, id)
	if err != nil {
		return l, false, false, fmt.Errorf("load a person: %w", err)
	}
	return p.Language, p.Latin, found, nil
}

// ForgetPhone erases what is kept of a number: who it is, that it asked, and whose it is. address is where it was answered.
func (d *Service) ForgetPhone(ctx context.Context, phone claim.Person, address string) error {
	owner, err := d.Acting(ctx, phone)
	if err != nil {
		return err
	}
	if owner.ID != phone.ID {
		for _, code := range owner.Claims {
			if err := d.forgetAddress(ctx, code, owner.ID, address); err != nil {
				return err
			}
		}
		_, err := d.changePerson(ctx, owner.ID, func(p *claim.Person) error {
			p.Phones = without(p.Phones, phone.ID)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return d.Forget(ctx, phone.ID)
}

func (d *Service) forgetAddress(ctx context.Context, code claim.Code, id claim.PersonID, address string) error {
	c, err := d.Claim(ctx, code)
	if errors.Is(err, claim.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, a := range c.Requesters {
		if a.Person == id && a.Address == address {
			return d.store.RemoveAsker(ctx, code, id)
		}
	}
	return nil
}

// forgetPhones erases the numbers that are linked to an account.
func (d *Service) forgetPhones(ctx context.Context, owner claim.Person) error {
	for _, id := range owner.Phones {
		if id == owner.ID {
			continue
		}
		if err := d.Forget(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func without[E comparable](list []E, e E) []E {
	kept := make([]E, 0, len(list))
	for _, x := range list {
		if x != e {
			kept = append(kept, x)
		}
	}
	return kept
}
