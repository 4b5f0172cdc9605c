package verification

import (
	"context"
	"fmt"

	"github.com/rastau/rastau/verification/routing"
)

// everybody are the pools of all who can read what the claim is, whatever subjects they chose; of a claim whose text does not tell
// its language, of all whose language it may be. Who asks chooses none of them. Of one to practise on they are those who practise.
func (c *Claim) everybody() []Queue {
	may := c.Content.languages()
	if !contains(may, c.Language) { // it was told otherwise when it came
		may = append(may, c.Language)
	}
	if c.forPractice() {
		return practiceQueues(may)
	}
	pools := make([]Queue, len(may))
	for i, l := range may {
		pools[i] = Queue{l, General}
	}
	return pools
}

// askNext asks as many people as the claim wants, chosen by chance among those who can be asked. When there are too few
// the claim stays on offer.
func (d *Desk) askNext(ctx context.Context, c *Claim) error {
	found, err := d.latest(ctx)
	if err != nil {
		return err
	}
	draw := drawing{desk: d, claim: c, assessed: found, free: map[PersonID]*routing.Candidate{}}
	pools, err := draw.pools(ctx)
	if err != nil {
		return err
	}
	d.mu.Lock()
	picked := routing.Jury(d.rng, c.routed(d.rules, found), pools, c.Wanted())
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

// drawing is the choice of those who are asked about a claim next.
type drawing struct {
	desk     *Desk
	claim    *Claim
	assessed Assessment
	free     map[PersonID]*routing.Candidate // who was looked at; nil for who cannot be asked
}

func (w *drawing) pools(ctx context.Context) (p routing.Pools, err error) {
	everybody, all, err := w.sample(ctx, w.claim.everybody())
	if err != nil {
		return p, err
	}
	p.Everybody = everybody
	if w.claim.forPractice() {
		return p, nil
	}
	favoured := w.claim.queue()
	if pools := w.claim.everybody(); len(pools) == 1 && pools[0] == favoured {
		return p, nil
	}
	candidates, n, err := w.sample(ctx, []Queue{favoured})
	p.Favoured, p.Share = candidates, routing.FavouredShare(n, all)
	return p, err
}

// sample draws people of the pools who can be asked, those of each as likely as those of the others, and gives how many are in
// the pools.
func (w *drawing) sample(ctx context.Context, pools []Queue) (candidates []routing.Candidate, all int, err error) {
	const spare = 4 // many of a sample cannot be asked: they wait on others, or were asked before
	want := spare*w.claim.Wanted() + len(w.claim.Asked) + len(w.claim.Askers)
	sizes := make([]int, len(pools))
	for i, q := range pools {
		if sizes[i], err = w.desk.store.PoolSize(ctx, q); err != nil {
			return nil, 0, fmt.Errorf("count people: %w", err)
		}
		all += sizes[i]
	}
	seen := map[PersonID]bool{}
	for i, q := range pools {
		ids, err := w.desk.store.Sample(ctx, q, (want*sizes[i]+all-1)/max(all, 1))
		if err != nil {
			return nil, 0, fmt.Errorf("find people: %w", err)
		}
		for _, id := range ids {
			if seen[id] || !w.claim.MayAsk(id) {
				continue
			}
			seen[id] = true
			k, err := w.candidate(ctx, id, q)
			if err != nil {
				return nil, 0, err
			}
			if k != nil {
				candidates = append(candidates, *k)
			}
		}
	}
	return candidates, all, nil
}

func (w *drawing) candidate(ctx context.Context, id PersonID, q Queue) (*routing.Candidate, error) {
	if k, looked := w.free[id]; looked {
		return k, nil
	}
	k, free, err := w.desk.canBeAsked(ctx, id, q, w.assessed)
	if err != nil {
		return nil, err
	}
	w.free[id] = nil
	if free {
		w.free[id] = &k
	}
	return w.free[id], nil
}
