package verification

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/routing"
)

// settle does what the claim's unsettled facts call for: it brings the queues in line and has everybody told. It is done
// from the first unsettled fact on, so that after a crash it is done again; every message carries a key made of the
// claim and the fact.
func (d *Desk) settle(ctx context.Context, c *Claim) error {
	if err := d.settleFacts(ctx, c); err != nil {
		return err
	}
	if c.Wanted() == 0 {
		return nil
	}
	return d.askNext(ctx, c)
}

func (d *Desk) settleFacts(ctx context.Context, c *Claim) error {
	first := c.length - len(c.pending)
	notable, again := false, false
	for i, f := range c.pending {
		if !f.NeedsSettling() {
			continue
		}
		notable = true
		again = again || f.reindexes()
		if err := d.settleFact(ctx, c, f, fmt.Sprintf("%s.%d", c.Code, first+i)); err != nil {
			return fmt.Errorf("settle %s: %w", f.Kind, err)
		}
	}
	if !notable {
		return nil
	}
	if again {
		if err := d.reindex(ctx, c); err != nil {
			return err
		}
	}
	if err := d.store.Settle(ctx, c.Code, c.length, c.Due()); err != nil {
		return fmt.Errorf("note what is settled: %w", err)
	}
	c.pending = nil
	return nil
}

func (d *Desk) settleFact(ctx context.Context, c *Claim, f Fact, key string) error {
	switch f.Kind {
	case Opened:
		if err := d.sealAskers(ctx, c); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case Screening, Widened, Returned, Struck, ClockStops:
		return d.offer(ctx, c)
	case ClockResume:
		return d.leaseAgain(ctx, c)
	case GivenBack:
		return d.offer(ctx, c)
	case Challenged:
		return d.challenge(ctx, c, key)
	case Upheld:
		return d.settleChallenge(ctx, c, key, f)
	case Released:
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
		if err := d.alert(ctx, c, key, f); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case Cleared:
		for _, id := range sortedKeys(c.screened) {
			if err := d.thank(ctx, c, key, id); err != nil {
				return err
			}
		}
		return d.offer(ctx, c)
	case Refused:
		if err := d.end(ctx, c, key, false); err != nil {
			return err
		}
		if err := d.sealAskers(ctx, c); err != nil {
			return err
		}
		return d.store.Erase(ctx, c.Code, Everything)
	case Lapsed:
		if err := d.sealAskers(ctx, c); err != nil {
			return err
		}
		return d.store.Erase(ctx, c.Code, Everything)
	case Appealed:
		return d.heed(ctx, c, key)
	case Replied:
		return d.reply(ctx, c, key, f)
	case Stopped:
		return d.callReviewers(ctx, c, key, f)
	case Doubted, Reopened:
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
		if f.Kind == Reopened {
			if err := d.alert(ctx, c, key, f); err != nil {
				return err
			}
		}
		return d.offer(ctx, c)
	case Sorted:
		return d.moveQueue(ctx, c)
	case MadeKnown:
		if err := d.store.Withdraw(ctx, c.queue(), c.Code); err != nil {
			return err
		}
		return d.store.MarkKnown(ctx, c.Language, c.Code)
	case Asked:
		return d.tellAsked(ctx, c, f)
	case Decided:
		return d.callReviewers(ctx, c, key, f)
	case Suggested:
		return d.eachReviewer(ctx, func(p Person) error {
			if p.ID == f.By || c.voted(p.ID) || c.AskedBy(p.ID) {
				return nil
			}
			return d.say.Review(ctx, "suggest."+key+"."+string(p.ID), p, c)
		})
	case Held:
		return d.store.Await(ctx, c.Code, f.At)
	case Undecided:
		return d.end(ctx, c, key, false)
	case Published:
		if err := d.scoreVoters(ctx, c, f); err != nil {
			return err
		}
		return d.end(ctx, c, key, true)
	case TakenDown:
		if err := d.store.NoteTakedown(ctx, c.Code, f.At); err != nil {
			return err
		}
		if err := d.revise(ctx, c, key, f); err != nil || c.Question != Identity {
			return err
		}
		return d.store.Erase(ctx, c.Code, MediaOnly) // nobody needs the face any more
	case Corrected:
		return d.revise(ctx, c, key, f)
	case MergedInto:
		return d.handOver(ctx, c, key)
	case Joined:
		return d.joined(ctx, c)
	case SetApart:
		return d.takeBack(ctx, c, f.Into)
	case SplitOff:
		return d.splitUp(ctx, c, key, f)
	}
	return nil
}

// revise tells everybody what one reviewer changed in what is out.
func (d *Desk) revise(ctx context.Context, c *Claim, key string, f Fact) error {
	if err := d.alert(ctx, c, key, f); err != nil {
		return err
	}
	return d.end(ctx, c, key, true)
}

// alert tells the other reviewers what one of them did that changes what is out, or lets through what was stopped.
func (d *Desk) alert(ctx context.Context, c *Claim, key string, f Fact) error {
	return d.eachReviewer(ctx, func(p Person) error {
		if p.ID == f.By || c.AskedBy(p.ID) {
			return nil
		}
		return d.say.Alert(ctx, "alert."+key+"."+string(p.ID), p, c, f.Kind, Tag(f.By))
	})
}

// thank closes the card of somebody who was asked to confirm that a person was shown in public.
func (d *Desk) thank(ctx context.Context, c *Claim, key string, id PersonID) error {
	if c.screened[id].State == Waiting {
		if err := d.store.Finish(ctx, id, c.Code, d.now(), false); err != nil {
			return err
		}
	}
	p, found, err := d.store.Person(ctx, id)
	if err != nil || !found || p.Away {
		return err
	}
	if c.screened[id].State == Back {
		return d.say.Withdraw(ctx, "withdraw."+key+"."+string(id), p, c)
	}
	return d.say.Close(ctx, "thank."+key+"."+string(id), p, c)
}

// heed calls the reviewers to an objection.
func (d *Desk) heed(ctx context.Context, c *Claim, key string) error {
	since, waits := c.Appealed()
	if !waits {
		return nil // it was answered meanwhile
	}
	if err := d.store.Await(ctx, c.Code, since); err != nil {
		return err
	}
	return d.eachReviewer(ctx, func(p Person) error {
		return d.say.Review(ctx, "appeal."+key+"."+string(p.ID), p, c)
	})
}

func (d *Desk) reply(ctx context.Context, c *Claim, key string, f Fact) error {
	for _, a := range c.reachable() {
		if contains(f.Whom, a.Person) {
			if err := d.say.Reply(ctx, "reply."+key+"."+string(a.Person), a, c, f.Words); err != nil {
				return err
			}
		}
	}
	if c.waits() {
		return nil
	}
	return d.store.Reviewed(ctx, c.Code)
}

func (c *Claim) queue() Queue { return Queue{c.Language, c.Subject} }

func (d *Desk) offer(ctx context.Context, c *Claim) error {
	if c.Wanted() == 0 {
		return d.store.Withdraw(ctx, c.queue(), c.Code)
	}
	return d.store.Offer(ctx, c.queue(), c.Code, c.rank(d.now()))
}

func (d *Desk) moveQueue(ctx context.Context, c *Claim) error {
	for _, s := range Subjects {
		if s != c.Subject {
			if err := d.store.Withdraw(ctx, Queue{c.Language, s}, c.Code); err != nil {
				return err
			}
		}
	}
	return d.offer(ctx, c)
}

// askNext asks as many people as the claim wants, chosen by chance among those who can be asked. When there are too few
// the claim stays on offer.
func (d *Desk) askNext(ctx context.Context, c *Claim) error {
	const spare = 4 // many of a sample cannot be asked: they wait on others, or were asked before
	ids, err := d.store.Sample(ctx, c.queue(), spare*c.Wanted()+len(c.Asked)+len(c.Askers))
	if err != nil {
		return fmt.Errorf("find people: %w", err)
	}
	found, err := d.latest(ctx)
	if err != nil {
		return err
	}
	var candidates []routing.Candidate
	for _, id := range ids {
		if !c.MayAsk(id) {
			continue
		}
		k, free, err := d.canBeAsked(ctx, id, c.queue(), found)
		if err != nil {
			return err
		}
		if free {
			candidates = append(candidates, k)
		}
	}
	d.mu.Lock()
	picked := routing.Pick(d.rng, c.routed(d.rules, found), candidates, c.Wanted())
	d.mu.Unlock()
	if len(picked) == 0 {
		return d.offer(ctx, c)
	}
	whom := make([]PersonID, len(picked))
	for i, id := range picked {
		whom[i] = PersonID(id)
	}
	return d.ask(ctx, c, whom)
}

// canBeAsked tells whether somebody of a queue can be asked unasked just now, and what speaks for and against it.
func (d *Desk) canBeAsked(ctx context.Context, id PersonID, q Queue, a Assessment) (k routing.Candidate, free bool, err error) {
	p, found, err := d.store.Person(ctx, id)
	if err != nil {
		return k, false, fmt.Errorf("load a person: %w", err)
	}
	if !found || !p.Checks() || !contains(p.Queues(), q) {
		return k, false, d.store.Dismiss(ctx, id, []Queue{q})
	}
	asks, err := d.store.Asks(ctx, id, d.now())
	if err != nil {
		return k, false, fmt.Errorf("load what was asked: %w", err)
	}
	recent, err := d.store.Recent(ctx, id, d.now().Add(-day))
	if err != nil {
		return k, false, fmt.Errorf("load what was answered: %w", err)
	}
	outages, err := d.known(ctx)
	if err != nil {
		return k, false, err
	}
	standing := a.standing(p)
	policy := d.rules.Policy
	k = routing.Candidate{
		ID: string(id), Open: len(asks), Recent: recent, Reliability: standing.Reliability, Voice: standing.Voice,
	}
	return k, len(asks) < policy.OpenAsks && (policy.AsksPerDay == 0 || recent < policy.AsksPerDay) && !p.practising(d.now()) &&
		!outages.dark(p, d.now()), nil
}

const day = 24 * time.Hour

// routed is what routing needs to know of a claim.
func (c *Claim) routed(r Rules, a Assessment) routing.Claim {
	v := c.judge(r)
	k := routing.Claim{Answers: len(c.field()), Confidence: v.Confidence, Asked: map[string]bool{}}
	for id, ask := range c.Asked {
		if voice := a.Of[id].Voice; voice != "" && ask.State != Back {
			k.Asked[voice] = true
		}
	}
	return k
}

// ask leases the claim to people. Somebody else may have changed it meanwhile: then what it wants is looked at anew.
func (d *Desk) ask(ctx context.Context, c *Claim, whom []PersonID) error {
	for range attempts {
		if len(c.Ask(d.now(), whom, d.rules)) == 0 {
			return d.offer(ctx, c)
		}
		err := d.append(ctx, c)
		if err == nil {
			return d.settleFacts(ctx, c)
		}
		if !isConflict(err) {
			return err
		}
		if c, err = d.Claim(ctx, c.Code); err != nil {
			return err
		}
	}
	return ErrConflict
}

func (d *Desk) tellAsked(ctx context.Context, c *Claim, f Fact) error {
	for _, id := range f.Whom {
		if c.Asked[id].State != Waiting {
			continue // answered or given back before we came to tell them
		}
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if err := d.store.AskOf(ctx, id, c.Code, c.leaseOf(id, d.now())); err != nil {
			return err
		}
		stage := "ask"
		if c.Asked[id].Screen {
			stage = "screen"
		}
		if err := d.say.Ask(ctx, fmt.Sprintf("%s.%s.%s", stage, c.Code, id), p, c); err != nil {
			return err
		}
	}
	return d.offer(ctx, c)
}

func (d *Desk) callReviewers(ctx context.Context, c *Claim, key string, f Fact) error {
	if err := d.store.Withdraw(ctx, c.queue(), c.Code); err != nil {
		return err
	}
	if c.Status != StatusDecided && c.Status != StatusStopped {
		return nil // it went on meanwhile
	}
	if err := d.store.Await(ctx, c.Code, f.At); err != nil {
		return err
	}
	return d.eachReviewer(ctx, func(p Person) error {
		if _, voted := c.Votes[p.ID]; voted || c.AskedBy(p.ID) {
			return nil
		}
		return d.say.Review(ctx, "review."+key+"."+string(p.ID), p, c)
	})
}

func (d *Desk) eachReviewer(ctx context.Context, do func(Person) error) error {
	ids, err := d.store.Reviewers(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return err
		}
		if found && p.Reviews() {
			if err := do(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// end takes the claim off every list and has its askers told, and the channels if there is a result to tell.
func (d *Desk) end(ctx context.Context, c *Claim, key string, result bool) error {
	if c.Edition > 0 {
		if err := d.store.NoteResult(ctx, c.Code, c.Edition); err != nil {
			return err
		}
	}
	if c.Known != "" {
		if err := d.store.UnmarkKnown(ctx, c.Language, c.Code); err != nil {
			return err
		}
	}
	if err := d.store.Withdraw(ctx, c.queue(), c.Code); err != nil {
		return err
	}
	if _, appealed := c.Appealed(); !appealed && c.Challenge == nil {
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
		if err := d.eachReviewer(ctx, func(p Person) error {
			return d.say.Withdraw(ctx, "withdraw.review."+key+"."+string(p.ID), p, c)
		}); err != nil {
			return err
		}
	}
	askers, err := d.askersOf(ctx, c.Code)
	if err != nil {
		return err
	}
	for _, a := range askers {
		if c.refusedAtOnce() {
			break
		}
		if err := d.say.Tell(ctx, "tell."+key+"."+string(a.Person), a, c); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(c.Asked) {
		if err := d.closeAsk(ctx, c, key, id); err != nil {
			return err
		}
	}
	if !result {
		return nil
	}
	return d.post(ctx, c, key)
}

func (d *Desk) closeAsk(ctx context.Context, c *Claim, key string, id PersonID) error {
	if c.Asked[id].State == Waiting {
		if err := d.store.Finish(ctx, id, c.Code, d.now(), false); err != nil {
			return err
		}
	}
	p, found, err := d.store.Person(ctx, id)
	if err != nil || !found || p.Away {
		return err
	}
	if c.Asked[id].State == Back { // they gave it back, or never got it
		return d.say.Withdraw(ctx, "withdraw."+key+"."+string(id), p, c)
	}
	return d.say.Close(ctx, "close."+key+"."+string(id), p, c)
}

// scoreVoters lets everybody's record learn from the first result, which may have been corrected since.
func (d *Desk) scoreVoters(ctx context.Context, c *Claim, published Fact) error {
	if published.Count != 1 {
		return nil
	}
	for _, id := range sortedKeys(c.Votes) {
		v := c.Votes[id]
		if v.Answer == DontKnow {
			continue
		}
		_, err := d.changePerson(ctx, id, func(p *Person) error {
			if p.Version == 0 {
				return NotFound // they were forgotten
			}
			p.Score(c.Code, c.probability(*published.Verdict, v.Answer))
			return nil
		})
		if err != nil && !errors.Is(err, NotFound) {
			return err
		}
	}
	return nil
}

// probability is that of an answer by a verdict; what the best answer leaves is shared by the others.
func (c *Claim) probability(v consensus.Verdict, answer string) float64 {
	if answer == v.Answer {
		return v.Confidence
	}
	return (1 - v.Confidence) / float64(max(len(c.Answers())-1, 1))
}

// handOver lets those who asked about a merged claim hear of the one that goes on.
func (d *Desk) handOver(ctx context.Context, c *Claim, key string) error {
	if c.Status != StatusMerged {
		return nil // it was split off meanwhile
	}
	into, askers, err := d.bring(ctx, c.Code)
	if err != nil {
		return err
	}
	if err := d.offer(ctx, into); err != nil { // with more who ask it is more urgent
		return err
	}
	if err := d.end(ctx, c, key, c.Version > 0); err != nil {
		return err
	}
	return d.tellEnded(ctx, into, askers)
}
