package verification

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/consensus"
)

// lookAgain is how long an assessment is used before it is looked whether there is a newer one.
const lookAgain = time.Minute

// latest gives the latest assessment of the volunteers; an empty one before the first.
func (d *Desk) latest(ctx context.Context) (Assessment, error) {
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

func (d *Desk) remember(a Assessment, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.assessed, d.lookedAt = a, now
}

// standing is what an answer of a person counts for: by the assessment, or, for somebody who is not in it, by their own
// record.
func (a Assessment) standing(p Person) Standing {
	s, ok := a.Of[p.ID]
	if !ok {
		s.Reliability = p.Record.Reliability()
	}
	s.Cluster, s.Tenure = p.Cluster, p.Tenure()
	return s
}

// Groups gives what was found of people who act together, to a reviewer: all groups but those that they are in.
func (d *Desk) Groups(ctx context.Context, by Person) ([]Group, error) {
	if !by.Reviews() {
		return nil, NotReviewer
	}
	a, err := d.latest(ctx)
	return a.Suspects(by.ID), err
}

// Assess fits all votes anew: how reliable everybody is, and who acts together. Verdicts that wait for reviewers are then
// weighed by it.
func (d *Desk) Assess(ctx context.Context) error {
	e := newElections()
	err := d.eachClaim(ctx, func(c *Claim) error {
		e.add(c)
		return nil
	})
	if err != nil {
		return err
	}
	if err := d.know(ctx, &e); err != nil {
		return err
	}
	a := e.assess(d.now())
	if err := d.store.SaveAssessment(ctx, a); err != nil {
		return fmt.Errorf("save the assessment of volunteers: %w", err)
	}
	d.remember(a, d.now())
	return d.reweigh(ctx, a)
}

// reweigh has the verdicts that wait for reviewers rest on a new assessment.
func (d *Desk) reweigh(ctx context.Context, a Assessment) error {
	const most = 1000
	codes, err := d.store.Awaiting(ctx, most)
	if err != nil {
		return err
	}
	for _, code := range codes {
		_, err := d.change(ctx, code, "", func(c *Claim, now time.Time) error {
			c.Reweigh(now, a.Of, d.rulesFor(ctx))
			return nil
		})
		if err != nil && !errors.Is(err, NotFound) {
			return err
		}
	}
	return nil
}

// know adds what is known of the voters themselves: reviewers were chosen by hand, and everybody was invited by somebody.
func (d *Desk) know(ctx context.Context, e *elections) error {
	for _, id := range sortedKeys(e.voters) {
		p, found, err := d.store.Person(ctx, id)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if p.Reviews() {
			e.known.Trusted = append(e.known.Trusted, string(id))
		}
		if p.InvitedBy != "" {
			e.known.Invites[string(id)] = string(p.InvitedBy)
		}
	}
	return nil
}

// elections gather the votes on all claims: one election of those whose answers are the same everywhere, and one of those
// with answers of their own.
type elections struct {
	closed, open consensus.Collector
	known        consensus.Known
	voters       map[PersonID]bool
}

func newElections() elections {
	return elections{
		open:   consensus.Collector{Open: true, None: NoneOfThese},
		known:  consensus.Known{Settled: map[string]string{}, Invites: map[string]string{}},
		voters: map[PersonID]bool{},
	}
}

// add takes the votes on a claim. Only answers that were given before a result was out tell anything about who gave them.
func (e *elections) add(c *Claim) {
	code := string(c.Code)
	switch {
	case c.Known != "" && (!c.Out() || c.Verdict.Answer == c.Known): // what is out otherwise settles nothing
		e.known.Settled[code] = c.Known
	case c.Corrected && !c.Question.Open():
		e.known.Settled[code] = c.Verdict.Answer
	}
	for _, id := range c.Voters() {
		v := c.Votes[id]
		if !v.counts() || (!c.OutAt.IsZero() && v.At.After(c.OutAt)) {
			continue
		}
		e.voters[id] = true
		if c.Question.Open() {
			e.open.Add([]byte(code), []byte(id), []byte(v.Answer), v.At.Unix())
		} else {
			e.closed.Add([]byte(code), []byte(id), []byte(v.Answer), v.At.Unix())
		}
	}
}

// assess fits both elections. Somebody who voted in both is as reliable as where they voted more; whoever acts together
// with others in one does so in both.
func (e *elections) assess(now time.Time) Assessment {
	for _, answer := range TruthAnswers {
		e.closed.AddAnswer(answer)
	}
	a := Assessment{At: now, Of: map[PersonID]Standing{}}
	weight := map[PersonID]int{}
	for _, b := range []*consensus.Ballots{e.closed.Ballots(), e.open.Ballots()} {
		r := consensus.Fit(b, e.known, consensus.DefaultPolicy())
		count := b.VotesBy()
		for w, name := range b.Verifiers {
			id := PersonID(name)
			s := a.Of[id]
			if count[w] > weight[id] {
				s.Reliability, weight[id] = r.Reliability[w], count[w]
			}
			a.Of[id] = s
		}
		a.group(b, r)
	}
	return a
}

func (a *Assessment) group(b *consensus.Ballots, r *consensus.Report) {
	add := func(g Group, members []int32) {
		for _, w := range members {
			g.Members = append(g.Members, PersonID(b.Verifiers[w]))
		}
		g.Members = sorted(g.Members)
		g.Voice = string(g.Members[0])
		a.Groups = append(a.Groups, g)
		if !g.Certain {
			return
		}
		for _, id := range g.Members {
			s := a.Of[id]
			s.Voice = g.Voice
			a.Of[id] = s
		}
	}
	if r.Bloc != nil {
		add(Group{Why: Sleepers, Certain: r.Bloc.Certain, Share: r.Bloc.Targets}, r.Bloc.Members)
	}
	for _, c := range r.Copies {
		add(Group{Why: Copies, Certain: true}, c)
	}
}
