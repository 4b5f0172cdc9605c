package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/verification/assignment"
	"github.com/rastau/rastau/verification/claim"
)

// Join makes a person what an invitation says. A reviewer who is invited as a verifier stays a reviewer. An invitation that
// somebody used before changes nothing of who is a volunteer still, and makes nobody one again who left or was forgotten.
func (d *Service) Join(ctx context.Context, cause string, id claim.PersonID, token string) (claim.Person, error) {
	p, _, err := d.store.Person(ctx, id)
	if err != nil {
		return p, fmt.Errorf("load a person: %w", err)
	}
	if p.Banned {
		return p, claim.InviteInvalid // who was banned learns nothing
	}
	if strings.HasPrefix(token, linkPrefix) {
		return p, claim.InviteInvalid // a word that links a number makes nobody a volunteer
	}
	invitation, err := d.store.Redeem(ctx, cause, token, id, d.now())
	if errors.Is(err, claim.InviteUsed) && p.Role != claim.Citizen {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	p, err = d.enlist(ctx, id, func(p *claim.Person) {
		if p.Role != claim.Reviewer {
			p.Role = invitation.Role
			if p.Role == claim.Reviewer {
				p.ReviewsSince = d.now()
			}
		}
		if p.JoinedAt.IsZero() {
			p.JoinedAt, p.InvitedBy = d.now(), invitation.By
			p.Cluster = d.namer.PseudonymOf("cluster", token)
		}
		if p.Role == claim.Verifier && len(p.Languages) == 0 { // a reviewer checks claims only by choice
			p.Languages = []claim.Language{p.Language}
		}
		p.Paused = false
	})
	if err != nil {
		return p, err
	}
	if p.Banned { // meanwhile
		return p, claim.InviteInvalid
	}
	if invitation.Role == claim.Reviewer {
		from, _ := p.ReviewsFrom(d.now(), d.rules.Policy.Tenure)
		err := d.act(ctx, Act{Kind: ActReviewerJoined, At: d.now(), Cause: cause, By: id, Whom: invitation.By, Role: claim.Reviewer, Until: from})
		if err != nil {
			return p, err
		}
	}
	return d.beginPractice(ctx, p)
}

// SetChecks changes what and whether a verifier is asked: languages, subjects, pause.
func (d *Service) SetChecks(ctx context.Context, id claim.PersonID, change func(p *claim.Person)) (claim.Person, error) {
	return d.enlist(ctx, id, change)
}

// enlist changes a verifier and keeps the queues in step. Somebody in a queue who cannot be asked is found out when
// they would be asked; somebody missing from one would never be, so joining goes before saving and leaving after it.
func (d *Service) enlist(ctx context.Context, id claim.PersonID, change func(p *claim.Person)) (claim.Person, error) {
	var before, after []claim.Queue
	p, err := d.changePerson(ctx, id, func(p *claim.Person) error {
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
	var gone []claim.Queue
	for _, q := range before {
		if !slices.Contains(after, q) {
			gone = append(gone, q)
		}
	}
	if err := d.store.Dismiss(ctx, id, gone); err != nil {
		return p, err
	}
	return p, nil
}

// Answer takes a verifier's answer to a claim that they were asked about. It returns the claim as it then stands.
func (d *Service) Answer(ctx context.Context, cause string, by claim.Person, code claim.Code, reply claim.Reply) (*claim.Claim, error) {
	return d.AnswerAs(ctx, cause, by, code, func(*claim.Claim) claim.Reply { return reply })
}

// AnswerAs is Answer where it takes the claim, as it was before, to tell what was answered. read may be called more than
// once, and not at all when the wish came before.
func (d *Service) AnswerAs(ctx context.Context, cause string, by claim.Person, code claim.Code, read func(c *claim.Claim) claim.Reply) (*claim.Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	found, err := d.latest(ctx)
	if err != nil {
		return nil, err
	}
	outages, err := d.Outages.Known(ctx)
	if err != nil {
		return nil, err
	}
	rules := d.rulesFor(ctx)
	rules.Standings = found.Of
	c, err := d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		reply := read(c)
		reply.Dark = outages.Dark(by, claim.OrNow(reply.At, now))
		return c.Answer(now, cause, by.ID, reply, found.Standing(by), rules)
	})
	if err != nil {
		return c, err
	}
	if err := d.store.Finish(ctx, by.ID, c.SeatOf(by.ID), d.now(), true); err != nil {
		return c, err
	}
	return c, d.practised(ctx, by, c)
}

// AddEvidence adds a source, or how the verifier knows, to the answer that they gave.
func (d *Service) AddEvidence(ctx context.Context, cause string, by claim.Person, code claim.Code, e *claim.Evidence, k claim.EvidenceBasis) (*claim.Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	return d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		return c.AddEvidence(now, cause, by.ID, e, k, d.rulesFor(ctx))
	})
}

// Flag says that a question could harm somebody; see [Claim.Flag].
func (d *Service) Flag(ctx context.Context, cause string, by claim.Person, code claim.Code, harm string) (*claim.Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	found, err := d.latest(ctx)
	if err != nil {
		return nil, err
	}
	return d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
		return c.Flag(now, cause, by.ID, harm, found.Standing(by))
	})
}

// Skip gives a question back.
func (d *Service) Skip(ctx context.Context, cause string, by claim.Person, code claim.Code) (*claim.Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	c, err := d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error { return c.Skip(now, cause, by.ID) })
	if err != nil {
		return c, err
	}
	return c, d.store.Finish(ctx, by.ID, c.SeatOf(by.ID), d.now(), false)
}

// Next gives the claim that the verifier is being asked about, or leases them one that waits; NothingToDo when there is
// none. A claim that was leased just now is announced like every question.
func (d *Service) Next(ctx context.Context, by claim.Person) (c *claim.Claim, asked bool, err error) {
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
	practises := by.Practises(d.now())
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
func (d *Service) inTurn(ctx context.Context, by claim.Person) ([]claim.Code, error) {
	const (
		look   = 1024 // of which some may be asked of everybody but them
		enough = 16
	)
	found, err := d.latest(ctx)
	if err != nil {
		return nil, err
	}
	offers, err := d.store.Offered(ctx, by.Readable(), look)
	if err != nil {
		return nil, fmt.Errorf("look into the queues: %w", err)
	}
	var waiting []assignment.Waiting
	for _, o := range offers {
		c, err := d.Claim(ctx, o.Code)
		if errors.Is(err, claim.NotFound) {
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
			waiting = append(waiting, assignment.Waiting{
				ID: string(o.Code), Claim: c.Routed(d.rules, found), Rank: c.Rank(d.now()),
			})
		}
		if len(waiting) == enough {
			break
		}
	}
	standing := found.Standing(by)
	d.mu.Lock()
	defer d.mu.Unlock()
	var codes []claim.Code
	for _, id := range assignment.Order(d.rng, waiting, standing.Reliability, standing.CollusionGroup) {
		codes = append(codes, claim.Code(id))
	}
	return codes, nil
}

// errSeated says that somebody holds as many questions as they may.
var errSeated = errors.New("as many questions as they may hold")

// take leases a claim to somebody, if they may be asked about it; nil when not.
func (d *Service) take(ctx context.Context, code claim.Code, id claim.PersonID) (*claim.Claim, error) {
	return d.takeIf(ctx, code, id, func(*claim.Claim) bool { return true })
}

// takeIf is take of a claim for which that holds.
func (d *Service) takeIf(ctx context.Context, code claim.Code, id claim.PersonID, holds func(c *claim.Claim) bool) (*claim.Claim, error) {
	c, err := d.changed(ctx, code, "", func(*claim.Claim, time.Time) error { return nil })
	if errors.Is(err, claim.NotFound) {
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
	c, full, err := d.ask(ctx, c, []claim.PersonID{id})
	switch {
	case err != nil:
		return nil, err
	case len(full) > 0:
		return nil, errSeated
	case c.Asked[id].State != claim.Waiting:
		return nil, nil
	}
	return c, nil
}

// Current gives the claim that the verifier is being asked about, the one whose lease runs out first; NothingToDo when
// there is none.
func (d *Service) Current(ctx context.Context, by claim.Person) (*claim.Claim, error) {
	if err := mayCheck(by); err != nil {
		return nil, err
	}
	open, err := d.openAsks(ctx, by.ID)
	if err != nil {
		return nil, err
	}
	if len(open) == 0 {
		return nil, claim.NothingToDo
	}
	return open[0], nil
}

// Answers is how many of the person's answers are remembered.
func (d *Service) Answers(ctx context.Context, id claim.PersonID) (int, error) {
	codes, err := d.store.History(ctx, id, historyKept)
	return len(codes), err
}

// OpenAsks gives the claims about which the person was asked and has not answered.
func (d *Service) OpenAsks(ctx context.Context, id claim.PersonID) ([]*claim.Claim, error) {
	return d.openAsks(ctx, id)
}

// openAsks gives the claims that wait for the person, that first whose lease runs out first, and gives up the seats of those that no
// longer do.
func (d *Service) openAsks(ctx context.Context, id claim.PersonID) ([]*claim.Claim, error) {
	w, err := d.store.Workload(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("load what was asked: %w", err)
	}
	var open []*claim.Claim
	for _, s := range w.Open() {
		c, err := d.Claim(ctx, s.Code)
		if err != nil && !errors.Is(err, claim.NotFound) {
			return nil, err
		}
		if err == nil && c.WaitsFor(id, s, d.now()) {
			open = append(open, c)
			continue
		}
		if err == nil && c.MayAsk(id) && w.Seats[s].After(d.now()) {
			continue // they are about to be asked
		}
		answered := err == nil && c.Asked[id].State == claim.Given
		if answered {
			err = d.store.Finish(ctx, id, s, d.now(), true)
		} else {
			err = d.release(ctx, id, s.Code)
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(open, func(a, b *claim.Claim) int { return a.LeaseOf(id, d.now()).Compare(b.LeaseOf(id, d.now())) })
	return open, nil
}

// Leave makes a verifier a citizen again; what they hold is given back. Their answers stay.
func (d *Service) Leave(ctx context.Context, cause string, id claim.PersonID) error {
	p, _, err := d.store.Person(ctx, id)
	if err != nil {
		return err
	}
	if err := d.giveBack(ctx, cause, id); err != nil {
		return err
	}
	if p.Role == claim.Reviewer {
		if err := d.retire(ctx, id); err != nil {
			return err
		}
		if err := d.act(ctx, Act{Kind: ActReviewerLeft, At: d.now(), Cause: cause, By: id}); err != nil {
			return err
		}
	}
	_, err = d.enlist(ctx, id, func(p *claim.Person) {
		p.Role, p.Languages, p.Subjects, p.ReviewsSince = claim.Citizen, nil, nil, time.Time{}
	})
	return err
}

// Lost notes that a person stopped the bot: nothing more is sent to them, and what they hold is given back.
func (d *Service) Lost(ctx context.Context, id claim.PersonID) error {
	_, found, err := d.store.Person(ctx, id)
	if err != nil || !found {
		return err
	}
	if err := d.giveBack(ctx, "", id); err != nil {
		return err
	}
	_, err = d.enlist(ctx, id, func(p *claim.Person) { p.Away = true })
	return err
}

func (d *Service) giveBack(ctx context.Context, cause string, id claim.PersonID) error {
	w, err := d.store.Workload(ctx, id)
	if err != nil {
		return err
	}
	for _, s := range w.Open() {
		_, err := d.change(ctx, s.Code, "", func(c *claim.Claim, now time.Time) error { return c.Skip(now, cause, id) })
		var r claim.Refusal
		if err != nil && !errors.As(err, &r) {
			return err
		}
		if err := d.store.Finish(ctx, id, s, d.now(), false); err != nil {
			return err
		}
	}
	return nil
}

func mayCheck(p claim.Person) error {
	switch {
	case p.Banned:
		return claim.Banned
	case !p.May(claim.MayCheck):
		return claim.NotVerifier
	}
	return nil
}
