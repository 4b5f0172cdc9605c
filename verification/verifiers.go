package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/verification/routing"
)

// Join makes a person what an invitation says. A reviewer who is invited as a verifier stays a reviewer. An invitation that
// somebody used before changes nothing of who is a volunteer still, and makes nobody one again who left or was forgotten.
func (d *Desk) Join(ctx context.Context, cause string, id PersonID, token string) (Person, error) {
	p, _, err := d.store.Person(ctx, id)
	if err != nil {
		return p, fmt.Errorf("load a person: %w", err)
	}
	if p.Banned {
		return p, InviteInvalid // who was banned learns nothing
	}
	if strings.HasPrefix(token, linkPrefix) {
		return p, InviteInvalid // a word that links a number makes nobody a volunteer
	}
	invitation, err := d.store.Redeem(ctx, cause, token, id, d.now())
	if errors.Is(err, InviteUsed) && p.Role != Citizen {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	p, err = d.enlist(ctx, id, func(p *Person) {
		if p.Role != Reviewer {
			p.Role = invitation.Role
			if p.Role == Reviewer {
				p.ReviewsSince = d.now()
			}
		}
		if p.JoinedAt.IsZero() {
			p.JoinedAt, p.InvitedBy = d.now(), invitation.By
			p.Cluster = d.namer.PseudonymOf("cluster", token)
		}
		if p.Role == Verifier && len(p.Languages) == 0 { // a reviewer checks claims only by choice
			p.Languages = []Language{p.Language}
		}
		p.Paused = false
	})
	if err != nil {
		return p, err
	}
	if p.Banned { // meanwhile
		return p, InviteInvalid
	}
	if invitation.Role == Reviewer {
		from, _ := p.ReviewsFrom(d.now(), d.rules.Policy.Tenure)
		err := d.act(ctx, Act{Kind: ActReviewerJoined, At: d.now(), Cause: cause, By: id, Whom: invitation.By, Role: Reviewer, Until: from})
		if err != nil {
			return p, err
		}
	}
	return d.beginPractice(ctx, p)
}

// SetChecks changes what and whether a verifier is asked: languages, subjects, pause.
func (d *Desk) SetChecks(ctx context.Context, id PersonID, change func(p *Person)) (Person, error) {
	return d.enlist(ctx, id, change)
}

// enlist changes a verifier and keeps the queues in step. Somebody in a queue who cannot be asked is found out when
// they would be asked; somebody missing from one would never be, so joining goes before saving and leaving after it.
func (d *Desk) enlist(ctx context.Context, id PersonID, change func(p *Person)) (Person, error) {
	var before, after []Queue
	p, err := d.changePerson(ctx, id, func(p *Person) error {
		before = p.Queues()
		change(p)
		after = nil
		if p.Checks() {
			after = p.Queues()
		}
		return d.store.Enlist(ctx, id, after)
	})
	if err != nil {
		return p, err
	}
	var gone []Queue
	for _, q := range before {
		if !contains(after, q) {
			gone = append(gone, q)
		}
	}
	if err := d.store.Dismiss(ctx, id, gone); err != nil {
		return p, err
	}
	return p, nil
}

// Answer takes a verifier's answer to a claim that they were asked about. It returns the claim as it then stands.
func (d *Desk) Answer(ctx context.Context, cause string, by Person, code Code, reply Reply) (*Claim, error) {
	return d.AnswerAs(ctx, cause, by, code, func(*Claim) Reply { return reply })
}

// AnswerAs is Answer where it takes the claim, as it was before, to tell what was answered. read may be called more than
// once, and not at all when the wish came before.
func (d *Desk) AnswerAs(ctx context.Context, cause string, by Person, code Code, read func(c *Claim) Reply) (*Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	found, err := d.latest(ctx)
	if err != nil {
		return nil, err
	}
	outages, err := d.known(ctx)
	if err != nil {
		return nil, err
	}
	rules := d.rulesFor(ctx)
	rules.Standings = found.Of
	c, err := d.change(ctx, code, cause, func(c *Claim, now time.Time) error {
		reply := read(c)
		reply.Dark = outages.dark(by, orNow(reply.At, now))
		return c.Answer(now, cause, by.ID, reply, found.standing(by), rules)
	})
	if err != nil {
		return c, err
	}
	if err := d.store.Finish(ctx, by.ID, c.seatOf(by.ID), d.now(), true); err != nil {
		return c, err
	}
	return c, d.practised(ctx, by, c)
}

// AddEvidence adds a source, or how the verifier knows, to the answer that they gave.
func (d *Desk) AddEvidence(ctx context.Context, cause string, by Person, code Code, e *Evidence, k Knowing) (*Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	return d.change(ctx, code, cause, func(c *Claim, now time.Time) error {
		return c.AddEvidence(now, cause, by.ID, e, k, d.rulesFor(ctx))
	})
}

// Flag says that a question could harm somebody; see [Claim.Flag].
func (d *Desk) Flag(ctx context.Context, cause string, by Person, code Code, harm string) (*Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	found, err := d.latest(ctx)
	if err != nil {
		return nil, err
	}
	return d.change(ctx, code, cause, func(c *Claim, now time.Time) error {
		return c.Flag(now, cause, by.ID, harm, found.standing(by))
	})
}

// Skip gives a question back.
func (d *Desk) Skip(ctx context.Context, cause string, by Person, code Code) (*Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	c, err := d.change(ctx, code, cause, func(c *Claim, now time.Time) error { return c.Skip(now, cause, by.ID) })
	if err != nil {
		return c, err
	}
	return c, d.store.Finish(ctx, by.ID, c.seatOf(by.ID), d.now(), false)
}

// Next gives the claim that the verifier is being asked about, or leases them one that waits; NothingToDo when there is
// none. A claim that was leased just now is announced like every question.
func (d *Desk) Next(ctx context.Context, by Person) (c *Claim, asked bool, err error) {
	if err := mayCheck(by); err != nil {
		return nil, false, err
	}
	open, err := d.openAsks(ctx, by.ID)
	if err != nil || len(open) > 0 {
		if len(open) > 0 {
			return open[0], false, err
		}
		return nil, false, err
	}
	practises := by.practises(d.now())
	if practises && d.byChance(evenly) {
		if c, err := d.train(ctx, by); err != nil || c != nil {
			return c, c != nil, err
		}
	}
	waiting, err := d.inTurn(ctx, by)
	if err != nil {
		return nil, false, err
	}
	for _, code := range waiting {
		c, err := d.take(ctx, code, by.ID)
		if errors.Is(err, errSeated) { // they were asked something meanwhile
			break
		}
		if err != nil || c != nil {
			return c, c != nil, err
		}
	}
	if practises {
		if c, err := d.train(ctx, by); err != nil || c != nil {
			return c, c != nil, err
		}
	}
	c, err = d.Current(ctx, by)
	return c, false, err
}

// inTurn lists the claims that the person could be asked about, in the order in which they should be: of the most urgent
// ones in their languages, whatever their subjects, that on which they can tell us most.
func (d *Desk) inTurn(ctx context.Context, by Person) ([]Code, error) {
	const (
		look   = 1024 // of which some may be asked of everybody but them
		enough = 16
	)
	found, err := d.latest(ctx)
	if err != nil {
		return nil, err
	}
	offers, err := d.store.Offered(ctx, by.readable(), look)
	if err != nil {
		return nil, fmt.Errorf("look into the queues: %w", err)
	}
	var waiting []routing.Waiting
	for _, o := range offers {
		c, err := d.Claim(ctx, o.Code)
		if errors.Is(err, NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if c.Wanted() == 0 {
			if err := d.offer(ctx, c); err != nil {
				return nil, err
			}
		} else if c.MayAsk(by.ID) {
			waiting = append(waiting, routing.Waiting{
				ID: string(o.Code), Claim: c.routed(d.rules, found), Rank: c.rank(d.now()),
			})
		}
		if len(waiting) == enough {
			break
		}
	}
	standing := found.standing(by)
	d.mu.Lock()
	defer d.mu.Unlock()
	var codes []Code
	for _, id := range routing.Order(d.rng, waiting, standing.Reliability, standing.Voice) {
		codes = append(codes, Code(id))
	}
	return codes, nil
}

// errSeated says that somebody holds as many questions as they may.
var errSeated = errors.New("as many questions as they may hold")

// take leases a claim to somebody, if they may be asked about it; nil when not.
func (d *Desk) take(ctx context.Context, code Code, id PersonID) (*Claim, error) {
	return d.takeIf(ctx, code, id, func(*Claim) bool { return true })
}

// takeIf is take of a claim for which that holds.
func (d *Desk) takeIf(ctx context.Context, code Code, id PersonID, holds func(c *Claim) bool) (*Claim, error) {
	c, err := d.changed(ctx, code, "", func(*Claim, time.Time) error { return nil })
	if errors.Is(err, NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !holds(c) || !c.MayAsk(id) {
		return nil, nil
	}
	if c.Wanted() == 0 {
		return nil, d.offer(ctx, c)
	}
	c, full, err := d.ask(ctx, c, []PersonID{id})
	switch {
	case err != nil:
		return nil, err
	case len(full) > 0:
		return nil, errSeated
	case c.Asked[id].State != Waiting:
		return nil, nil
	}
	return c, nil
}

// Current gives the claim that the verifier is being asked about, the one whose lease runs out first; NothingToDo when
// there is none.
func (d *Desk) Current(ctx context.Context, by Person) (*Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	open, err := d.openAsks(ctx, by.ID)
	if err != nil {
		return nil, err
	}
	if len(open) == 0 {
		return nil, NothingToDo
	}
	return open[0], nil
}

// Answers is how many of the person's answers are remembered.
func (d *Desk) Answers(ctx context.Context, id PersonID) (int, error) {
	codes, err := d.store.History(ctx, id, historyKept)
	return len(codes), err
}

// OpenAsks gives the claims about which the person was asked and has not answered.
func (d *Desk) OpenAsks(ctx context.Context, id PersonID) ([]*Claim, error) {
	return d.openAsks(ctx, id)
}

// openAsks gives the claims that wait for the person, that first whose lease runs out first, and gives up the seats of those that no
// longer do.
func (d *Desk) openAsks(ctx context.Context, id PersonID) ([]*Claim, error) {
	w, err := d.store.Workload(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("load what was asked: %w", err)
	}
	var open []*Claim
	for _, s := range w.Open() {
		c, err := d.Claim(ctx, s.Code)
		if err != nil && !errors.Is(err, NotFound) {
			return nil, err
		}
		if err == nil && c.waitsFor(id, s, d.now()) {
			open = append(open, c)
			continue
		}
		if err == nil && c.MayAsk(id) && w.Seats[s].After(d.now()) {
			continue // they are about to be asked
		}
		answered := err == nil && c.Asked[id].State == Given
		if answered {
			err = d.store.Finish(ctx, id, s, d.now(), true)
		} else {
			err = d.release(ctx, id, s.Code)
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(open, func(a, b *Claim) int { return a.leaseOf(id, d.now()).Compare(b.leaseOf(id, d.now())) })
	return open, nil
}

// Leave makes a verifier a citizen again; what they hold is given back. Their answers stay.
func (d *Desk) Leave(ctx context.Context, cause string, id PersonID) error {
	p, _, err := d.store.Person(ctx, id)
	if err != nil {
		return err
	}
	if err := d.giveBack(ctx, cause, id); err != nil {
		return err
	}
	if p.Role == Reviewer {
		if err := d.retire(ctx, id); err != nil {
			return err
		}
		if err := d.act(ctx, Act{Kind: ActReviewerLeft, At: d.now(), Cause: cause, By: id}); err != nil {
			return err
		}
	}
	_, err = d.enlist(ctx, id, func(p *Person) {
		p.Role, p.Languages, p.Subjects, p.ReviewsSince = Citizen, nil, nil, time.Time{}
	})
	return err
}

// Lost notes that a person stopped the bot: nothing more is sent to them, and what they hold is given back.
func (d *Desk) Lost(ctx context.Context, id PersonID) error {
	_, found, err := d.store.Person(ctx, id)
	if err != nil || !found {
		return err
	}
	if err := d.giveBack(ctx, "", id); err != nil {
		return err
	}
	_, err = d.enlist(ctx, id, func(p *Person) { p.Away = true })
	return err
}

func (d *Desk) giveBack(ctx context.Context, cause string, id PersonID) error {
	w, err := d.store.Workload(ctx, id)
	if err != nil {
		return err
	}
	for _, s := range w.Open() {
		_, err := d.change(ctx, s.Code, "", func(c *Claim, now time.Time) error { return c.Skip(now, cause, id) })
		var r Refusal
		if err != nil && !errors.As(err, &r) {
			return err
		}
		if err := d.store.Finish(ctx, id, s, d.now(), false); err != nil {
			return err
		}
	}
	return nil
}

func mayCheck(p Person) error {
	switch {
	case p.Banned:
		return Banned
	case !p.May(MayCheck):
		return NotVerifier
	}
	return nil
}
