package verification

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/rastau/rastau/verification/claim"
)

// A result goes to channels a page at a time. How far it got is kept beside the claim, so that a process that dies between two lines
// neither loses a post nor makes one twice: a page is gone through again from its start, under the same keys. The first page is sent
// when the fact is settled, so that nobody waits for few channels; what is left is sent by a job, in turns with all other results.

// Posting is a result on its way to the channels.
type Posting struct {
	Code    claim.Code
	Key     string // of its messages
	Edition int    // of the claim that is posted
	After   string // how far it got: the place in the list of subscriptions, or of posts; "" at its start
}

const (
	postAtOnce = 32
	// mostBehind is how many chats may wait for a message before results for many channels wait as well. A minute's worth: what
	// comes then waits a minute, and not until all channels have the result before it.
	mostBehind = 2000
)

// post gives a claim's result to every channel that wants it, or to which an earlier version went: a correction reaches
// all who saw what it corrects. Many channels get it later, by PostOn.
func (d *Service) post(ctx context.Context, c *claim.Claim, key string) error {
	p := Posting{Code: c.Code, Key: key, Edition: c.Edition}
	if err := d.store.BeginPosting(ctx, p); err != nil {
		return fmt.Errorf("note what is to be posted: %w", err)
	}
	return d.postPage(ctx, p)
}

// PostOn sends the results that are on their way to many channels, in turns, until none is left or too much waits to be delivered.
func (d *Service) PostOn(ctx context.Context) error {
	var failed error
	stuck := map[claim.Code]bool{}
	for {
		all, err := d.store.Postings(ctx)
		if err != nil {
			return errors.Join(failed, err)
		}
		left := false
		for _, p := range all {
			if stuck[p.Code] {
				continue
			}
			if behind, err := d.behind(ctx); err != nil || behind >= mostBehind {
				return errors.Join(failed, err)
			}
			left = true
			if err := d.postPage(ctx, p); err != nil {
				stuck[p.Code] = true // one that cannot be sent must not keep the others
				failed = errors.Join(failed, fmt.Errorf("post a result: %w", err))
			}
			if ctx.Err() != nil {
				return failed
			}
		}
		if !left {
			return failed
		}
	}
}

// postPage sends a result to the next channels, and notes how far it got.
func (d *Service) postPage(ctx context.Context, p Posting) error {
	c, err := d.Claim(ctx, p.Code)
	if errors.Is(err, claim.NotFound) {
		return d.store.EndPosting(ctx, p)
	}
	if err != nil {
		return err
	}
	if c.Edition != p.Edition { // who settles what changed it begins anew
		return d.store.EndPosting(ctx, p)
	}
	var next string
	if c.Status == claim.StatusPublished {
		next, err = d.postToAll(ctx, c, p)
	} else { // nobody hears of it who did not read what it takes back
		next, err = d.postToPosted(ctx, c, p)
	}
	if err != nil {
		return err
	}
	kept, err := d.store.Posted(ctx, p, next)
	if err != nil || kept {
		return err
	}
	// Another process went on meanwhile, or it was changed: then those noted just now may have been noted after it was looked who was.
	now, err := d.Claim(ctx, p.Code)
	if err != nil || now.Edition == p.Edition {
		return err
	}
	return d.post(ctx, now, fmt.Sprintf("%s.e%d", c.Code, now.Edition))
}

func (d *Service) postToPosted(ctx context.Context, c *claim.Claim, p Posting) (next string, err error) {
	ids, next, err := d.store.Posts(ctx, c.Code, p.After, d.page)
	if err != nil {
		return "", err
	}
	return next, eachAtOnce(ctx, ids, func(ctx context.Context, id string) error {
		s, found, err := d.store.Subscription(ctx, id)
		if err != nil || !found {
			return err
		}
		return d.postTo(ctx, c, p.Key, s, true)
	})
}

func (d *Service) postToAll(ctx context.Context, c *claim.Claim, p Posting) (next string, err error) {
	subscriptions, next, err := d.store.Subscriptions(ctx, p.After, d.page)
	if err != nil {
		return "", err
	}
	had, err := d.store.HadPost(ctx, c.Code, subscriptions)
	if err != nil {
		return "", err
	}
	for len(subscriptions) > 0 {
		few := subscriptions[:min(lookAgainAfter, len(subscriptions))]
		subscriptions = subscriptions[len(few):]
		err := eachAtOnce(ctx, few, func(ctx context.Context, s Subscription) error {
			return d.postTo(ctx, c, p.Key, s, had[s.ID])
		})
		if err == nil {
			err = d.store.KeepPosts(ctx, c.Code, idsOf(few)) // one may have become another group meanwhile
		}
		if err != nil || len(subscriptions) == 0 {
			return next, err
		}
		now, err := d.Claim(ctx, c.Code)
		if err != nil || now.Edition != c.Edition { // it was corrected or withdrawn meanwhile
			return next, err
		}
	}
	return next, nil
}

// postTo gives a result to one channel, now or with its digest; had tells that an earlier version went there. Twice is once.
func (d *Service) postTo(ctx context.Context, c *claim.Claim, key string, s Subscription, had bool) error {
	switch {
	case !had && (c.Status != claim.StatusPublished || !s.Wants(c.Subject)):
		return nil
	case s.IsAway(), !had && s.Digest != Instant:
		return d.store.Collect(ctx, s.ID, c.Code)
	case !had:
		// Noted first: a channel that was noted and got nothing gets the next version as its first.
		if err := d.store.NotePost(ctx, c.Code, s.ID); err != nil {
			return err
		}
	}
	return d.say.Post(ctx, "post."+key+"."+s.ID, s, c)
}

func idsOf(all []Subscription) []string {
	ids := make([]string, len(all))
	for i, s := range all {
		ids[i] = s.ID
	}
	return ids
}

// lookAgainAfter is after how many subscriptions it is looked whether a result that is being sent still stands.
const lookAgainAfter = postAtOnce

func eachAtOnce[T any](ctx context.Context, all []T, do func(context.Context, T) error) error {
	if len(all) == 1 { // as for most
		return do(ctx, all[0])
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(postAtOnce)
	for _, one := range all {
		g.Go(func() error { return do(ctx, one) })
	}
	return g.Wait()
}
