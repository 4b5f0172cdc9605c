package verification

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/assignment"
	"github.com/rastau/rastau/verification/claim"
)

// askNext asks as many people as the claim wants, chosen by chance among those who can be asked. When there are too few
// the claim stays on offer. Claims that are more urgent come first.
func (d *Service) askNext(ctx context.Context, c *claim.Claim) error {
	w, err := d.draw(ctx)
	if err != nil {
		return err
	}
	pools, err := w.pools(ctx, c)
	if err != nil {
		return err
	}
	if len(pools.Everybody)+len(pools.Favoured) > 0 {
		if err := w.yield(ctx, c, pools); err != nil {
			return err
		}
	}
	return w.seat(ctx, c, pools)
}

// drawing is the choice of those who are asked next, about one claim or several.
type drawing struct {
	desk     *Service
	assessed claim.Assessment
	looked   map[claim.PersonID]map[claim.Queue]*assignment.Candidate // nil for who cannot be asked
	full     map[claim.PersonID]bool                                  // who turned out to hold as many questions as they may
	several  bool                                                     // claims are gone through, one after the other
	anybody  bool                                                     // then: somebody who was drawn could be asked about another claim
}

func (d *Service) draw(ctx context.Context) (*drawing, error) {
	found, err := d.latest(ctx)
	return &drawing{desk: d, assessed: found, looked: map[claim.PersonID]map[claim.Queue]*assignment.Candidate{}, full: map[claim.PersonID]bool{}}, err
}

// yield lets the most urgent claims have the people first who are free now, if those may be asked about them.
func (w *drawing) yield(ctx context.Context, c *claim.Claim, pools assignment.Pools) error {
	const look = 4
	if c.ForPractice() {
		return nil
	}
	d := w.desk
	ahead, err := d.store.Offered(ctx, queuesIn(c.Language), look)
	if err != nil {
		return err
	}
	for _, o := range ahead {
		if o.Code == c.Code {
			return nil
		}
		other, err := d.Claim(ctx, o.Code)
		if errors.Is(err, claim.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		left := w.left(other, pools)
		if other.Wanted() == 0 || other.ForPractice() || len(left.Everybody)+len(left.Favoured) == 0 {
			continue
		}
		if other.Rank(d.now()) >= c.Rank(d.now()) {
			return nil
		}
		if err := w.ask(ctx, o.Code); err != nil && !isConflict(err) {
			return err
		}
	}
	return nil
}

// ask asks people about a claim that is on offer.
func (w *drawing) ask(ctx context.Context, code claim.Code) error {
	c, err := w.desk.changed(ctx, code, "", func(*claim.Claim, time.Time) error { return nil })
	if err != nil {
		return err
	}
	if c.Wanted() == 0 {
		return w.desk.offer(ctx, c)
	}
	pools, err := w.pools(ctx, c)
	if err != nil {
		return err
	}
	return w.seat(ctx, c, pools)
}

// seat asks people of the pools until the claim wants nobody any more, or nobody is left who can be asked.
func (w *drawing) seat(ctx context.Context, c *claim.Claim, pools assignment.Pools) error {
	d := w.desk
	for {
		d.mu.Lock()
		picked := assignment.Jury(d.rng, c.Routed(d.rules, w.assessed), w.left(c, pools), c.Wanted())
		d.mu.Unlock()
		if len(picked) == 0 {
			return d.offer(ctx, c)
		}
		whom := make([]claim.PersonID, len(picked))
		for i, id := range picked {
			whom[i] = claim.PersonID(id)
		}
		now, full, err := d.ask(ctx, c, whom)
		if err != nil {
			return err
		}
		for _, id := range whom { // who has one question more is looked at anew
			delete(w.looked, id)
		}
		for _, id := range full {
			w.full[id] = true
		}
		if c = now; len(full) == 0 || c.Wanted() == 0 {
			return nil
		}
	}
}

// left are those of the pools who may be asked about a claim and are not known to hold as many questions as they may.
func (w *drawing) left(c *claim.Claim, p assignment.Pools) assignment.Pools {
	out := func(k assignment.Candidate) bool {
		return w.full[claim.PersonID(k.ID)] || !c.MayAsk(claim.PersonID(k.ID))
	}
	p.Everybody = slices.DeleteFunc(slices.Clone(p.Everybody), out)
	p.Favoured = slices.DeleteFunc(slices.Clone(p.Favoured), out)
	return p
}

// pools are people who can be asked just now, about one claim or another.
func (w *drawing) pools(ctx context.Context, c *claim.Claim) (p assignment.Pools, err error) {
	everybody, all, err := w.sample(ctx, c, c.Everybody())
	if err != nil {
		return p, err
	}
	p.Everybody = everybody
	if c.ForPractice() {
		return p, nil
	}
	favoured := c.Queue()
	if pools := c.Everybody(); len(pools) == 1 && pools[0] == favoured {
		return p, nil
	}
	candidates, n, err := w.sample(ctx, c, []claim.Queue{favoured})
	p.Favoured, p.Share = candidates, assignment.FavouredShare(n, all)
	return p, err
}

// sample draws people of the pools who can be asked, those of each as likely as those of the others, and gives how many are in
// the pools.
func (w *drawing) sample(ctx context.Context, c *claim.Claim, pools []claim.Queue) (candidates []assignment.Candidate, all int, err error) {
	const spare = 4 // many of a sample cannot be asked: they wait on others, or were asked before
	want := spare*c.Wanted() + len(c.Asked) + len(c.Requesters)
	sizes := make([]int, len(pools))
	for i, q := range pools {
		if sizes[i], err = w.desk.store.PoolSize(ctx, q); err != nil {
			return nil, 0, fmt.Errorf("count people: %w", err)
		}
		all += sizes[i]
	}
	seen := map[claim.PersonID]bool{}
	for i, q := range pools {
		ids, err := w.desk.store.Sample(ctx, q, (want*sizes[i]+all-1)/max(all, 1))
		if err != nil {
			return nil, 0, fmt.Errorf("find people: %w", err)
		}
		for _, id := range ids {
			may := c.MayAsk(id)
			if seen[id] || !may && !w.several {
				continue
			}
			seen[id] = true
			k, err := w.candidate(ctx, id, q)
			if err != nil {
				return nil, 0, err
			}
			w.anybody = w.anybody || k != nil
			if k != nil && may {
				candidates = append(candidates, *k)
			}
		}
	}
	return candidates, all, nil
}

func (w *drawing) candidate(ctx context.Context, id claim.PersonID, q claim.Queue) (*assignment.Candidate, error) {
	if w.full[id] {
		return nil, nil
	}
	if k, looked := w.looked[id][q]; looked {
		return k, nil
	}
	k, free, err := w.desk.canBeAsked(ctx, id, q, w.assessed)
	if err != nil {
		return nil, err
	}
	if w.looked[id] == nil {
		w.looked[id] = map[claim.Queue]*assignment.Candidate{}
	}
	w.looked[id][q] = nil
	if free {
		w.looked[id][q] = &k
	}
	return w.looked[id][q], nil
}
