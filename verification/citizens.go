package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// Meet loads the person behind an update, whom the desk may not know yet, and counts the update against the limit: over
// it the answer is TooFast, as a [Hurry]. A record is made at the first meeting.
func (d *Service) Meet(ctx context.Context, id claim.PersonID, address string, reported claim.Language) (claim.Person, error) {
	return d.MeetWhen(ctx, id, address, reported, Visit{})
}

// MeetWhen is Meet for an update that was sent at a time before it came: it counts in the minute in which it was sent, so that
// nobody writes too fast because all that they wrote comes at once. Zero is just now. How many are taken is set here.
func (d *Service) MeetWhen(ctx context.Context, id claim.PersonID, address string, reported claim.Language, v Visit) (claim.Person, error) {
	v.At, v.PerMinute = claim.OrNow(claim.UnderWay(v.At, d.now()), d.now()), d.rules.Policy.PerMinute
	p, found, pace, err := d.store.Visit(ctx, id, v)
	if err != nil {
		return p, fmt.Errorf("meet a person: %w", err)
	}
	if found && (address == "" || (p.Address == address && !p.Away)) {
		return p, tooFast(pace, v)
	}
	p, err = d.changePerson(ctx, id, func(p *claim.Person) error {
		if p.Language == "" {
			p.Language = reported
		}
		if p.Version == 0 {
			p.Since = d.now().Truncate(claim.Day)
		}
		if address != "" {
			p.Address, p.Away = address, false
		}
		return nil
	})
	if err == nil {
		err = tooFast(pace, v)
	}
	return p, err
}

// tooFast is the refusal of a visit that is over the limit.
func tooFast(pace Pace, v Visit) error {
	if pace.Within {
		return nil
	}
	return Hurry{pace, v.At.Truncate(time.Minute)}
}

// Person loads somebody; found is false for who never wrote, or was forgotten.
func (d *Service) Person(ctx context.Context, id claim.PersonID) (p claim.Person, found bool, err error) {
	return d.store.Person(ctx, id)
}

// SetPerson changes what a person may change of themselves.
func (d *Service) SetPerson(ctx context.Context, id claim.PersonID, change func(p *claim.Person)) (claim.Person, error) {
	return d.changePerson(ctx, id, func(p *claim.Person) error {
		change(p)
		return nil
	})
}

// Submit takes something to be checked, whether or not it is known; address is where its asker will be told. The claim waits
// for its question. See [Service.Receive].
func (d *Service) Submit(ctx context.Context, cause string, by claim.Person, address string, content claim.Content) (*claim.Claim, error) {
	return d.submit(ctx, cause, by, address, content, time.Time{}, func(*claim.Claim) {})
}

// submit is Submit for what was sent at a time before it came, zero for just now; decide may add to the facts with which the claim begins.
func (d *Service) submit(ctx context.Context, cause string, by claim.Person, address string, content claim.Content, sent time.Time, decide func(*claim.Claim)) (*claim.Claim, error) {
	content, err := content.Checkable()
	if err != nil {
		return nil, err
	}
	policy := d.rules.Policy
	if err := d.admit(ctx, cause, by); err != nil {
		if _, refused := claim.RefusalOf(err); !refused {
			return nil, err
		}
		if c, lost := d.Claim(ctx, d.newCode(cause, 0)); lost != nil || !c.Did(cause) { // not the same wish, tried again
			return nil, err
		}
	}
	c, err := d.receive(ctx, cause, by, address, content, sent, decide)
	if err != nil {
		return nil, err
	}
	if policy.SealAskers && c.Status != claim.StatusReceived {
		return c, nil // they are sealed, or about to be: no list may tell of them
	}
	return c, d.noteAsked(ctx, by.ID, c.Code)
}

// noteAsked puts a claim on the list of those that somebody asked about. None is dropped from it before the claim itself
// forgets them: by it they are found when they are to be forgotten everywhere.
func (d *Service) noteAsked(ctx context.Context, id claim.PersonID, code claim.Code) error {
	_, err := d.changePerson(ctx, id, func(p *claim.Person) error {
		if !slices.Contains(p.Claims, code) {
			p.Claims = append(p.Claims, code)
		}
		p.Leaving = false
		return nil
	})
	return err
}

func (d *Service) receive(ctx context.Context, cause string, by claim.Person, address string, content claim.Content, sent time.Time, decide func(*claim.Claim)) (*claim.Claim, error) {
	fact := &claim.Received{
		Meta:    claim.Meta{At: d.now(), Then: claim.UnderWay(sent, d.now()), Cause: cause},
		Content: &content, Language: claim.DetectLanguage(string(content.Text), by.Language),
	}
	asker := claim.Requester{Person: by.ID, Address: address, Language: by.Language, At: d.now()}
	for attempt := range attempts {
		c := claim.Replay(d.newCode(cause, attempt), nil, 0, nil)
		c.Record(fact)
		decide(c)
		err := d.append(ctx, c)
		again := isConflict(err)
		if again { // the code is taken: by this very claim when the wish came before, or by another
			if c, err = d.Claim(ctx, c.Code); err == nil && !c.Did(cause) {
				continue
			}
		}
		if err != nil {
			return nil, err
		}
		if err := d.store.AddSender(ctx, c.Code, asker); err != nil {
			return nil, fmt.Errorf("note who asks: %w", err)
		}
		if again {
			return d.Claim(ctx, c.Code)
		}
		c.AddRequesters([]claim.Requester{asker})
		return c, nil
	}
	return nil, claim.ErrConflict
}

// sentBy tells whether a claim is the person's to say something of. Once nobody can tell who sent it, it is whoever's who has
// its code: its question can then not be changed any more.
func (d *Service) sentBy(c *claim.Claim, by claim.PersonID) bool {
	return c.RequestedBy(by) || d.rules.Policy.SealAskers && c.Status != claim.StatusReceived
}

// Choose says what is asked about a claim, which opens it. Only who sent it can say.
func (d *Service) Choose(ctx context.Context, cause string, by claim.PersonID, code claim.Code, q claim.Question) (*claim.Claim, error) {
	return d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		if !d.sentBy(c, by) {
			return claim.NotFound
		}
		return c.Open(now, cause, q, d.rules)
	})
}

// ChooseIdentity asks who the person in a claim is, if they were shown in public; see [Claim.OpenIdentity].
func (d *Service) ChooseIdentity(ctx context.Context, cause string, by claim.PersonID, code claim.Code, shown claim.Shown, where moderation.Foreign) (*claim.Claim, error) {
	return d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		if !d.sentBy(c, by) {
			return claim.NotFound
		}
		return c.OpenIdentity(now, cause, shown, where, d.rules)
	})
}

// Appeal objects to a result, which anybody can; see [Claim.Appeal]. address is where its answer goes.
func (d *Service) Appeal(ctx context.Context, cause string, by claim.Person, address string, code claim.Code, words moderation.Foreign, concerned bool) (*claim.Claim, error) {
	objector := claim.Requester{Person: by.ID, Address: address, Language: by.Language, At: d.now()}
	noted := false
	c, err := d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		known := c.RequestedBy(by.ID)
		if err := c.Appeal(now, cause, by.ID, words, concerned); err != nil {
			return err
		}
		// Noted before a reviewer can hear of the objection: it is to be answered.
		if err := d.store.AddAsker(ctx, code, objector); err != nil {
			return fmt.Errorf("note who objects: %w", err)
		}
		noted = noted || !known
		return nil
	})
	if _, refused := claim.RefusalOf(err); refused && noted { // the claim went on meanwhile
		return c, errors.Join(err, d.store.RemoveVia(ctx, code, objector))
	}
	if err != nil {
		return c, err
	}
	return c, d.noteAsked(ctx, by.ID, code)
}

// Mine gives the claims that a person asked about, the latest first, up to n.
func (d *Service) Mine(ctx context.Context, by claim.Person, n int) ([]*claim.Claim, error) {
	var claims []*claim.Claim
	for i := len(by.Claims) - 1; i >= 0 && len(claims) < n; i-- {
		c, err := d.Claim(ctx, by.Claims[i])
		if errors.Is(err, claim.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if c.Status == claim.StatusMerged && slices.Contains(by.Claims, c.Into) {
			continue // what they are told of is in the list as well
		}
		claims = append(claims, c)
	}
	return claims, nil
}

// Forget erases what is kept of a person: their record, and that they asked what they asked. The answers that they gave
// stay as votes of nobody.
func (d *Service) Forget(ctx context.Context, id claim.PersonID) error {
	p, err := d.changePerson(ctx, id, func(p *claim.Person) error { // first: from then on nothing is added that would have to be erased
		if p.Version == 0 {
			return claim.NotFound
		}
		p.Leaving = true
		return nil
	})
	if errors.Is(err, claim.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if p.Banned { // before their record goes, in which alone it stood once
		if err := d.keepBan(ctx, id); err != nil {
			return err
		}
	}
	for _, code := range p.Claims {
		if err := d.store.RemoveAsker(ctx, code, id); err != nil {
			return err
		}
		if err := d.letGo(ctx, code); err != nil {
			return err
		}
	}
	if err := d.forgetPhones(ctx, p); err != nil {
		return err
	}
	if err := d.giveBack(ctx, "forget", id); err != nil {
		return err
	}
	if p.Role == claim.Reviewer {
		if err := d.retire(ctx, id); err != nil {
			return err
		}
	}
	if err := d.store.Dismiss(ctx, id, append(p.Queues(), claim.PracticeQueues(claim.Languages)...)); err != nil {
		return err
	}
	if p.Region != claim.Everywhere {
		if err := d.store.Depart(ctx, p.Region, id); err != nil {
			return err
		}
	}
	return d.store.DeletePerson(ctx, id)
}
