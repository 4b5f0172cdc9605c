package verification

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Digests posts what has collected for the channels of that rhythm. day names the digest, so that it is posted once.
func (d *Service) Digests(ctx context.Context, rhythm Digest, day time.Time) error {
	return d.store.EachSubscription(ctx, func(s Subscription) error {
		if s.Digest != rhythm || s.IsAway() {
			return nil
		}
		return d.digest(ctx, s, fmt.Sprintf("digest.%s.%s", day.Format(time.DateOnly), s.ID))
	})
}

func (d *Service) digest(ctx context.Context, s Subscription, key string) error {
	codes, err := d.store.Collected(ctx, s.ID)
	if err != nil || len(codes) == 0 {
		return err
	}
	var claims []*claim.Claim
	for _, code := range codes {
		// Noted before it is loaded: whatever changes it from then on reaches this channel as well.
		if err := d.store.NotePost(ctx, code, s.ID); err != nil {
			return err
		}
		c, err := d.Claim(ctx, code)
		if errors.Is(err, claim.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if c.Status == claim.StatusPublished {
			claims = append(claims, c)
		}
	}
	if len(claims) > 0 {
		if err := d.say.Digest(ctx, key, s, claims); err != nil {
			return err
		}
	}
	return d.store.Digested(ctx, s.ID, codes)
}

// Subscribe has a channel or group get results, or changes what it gets: change is given the subscription as it is.
func (d *Service) Subscribe(ctx context.Context, id string, change func(s *Subscription)) (Subscription, error) {
	for range attempts {
		s, found, err := d.store.Subscription(ctx, id)
		if err != nil {
			return s, err
		}
		s.ID = id
		if !found {
			s.Since, s.Digest = d.now(), Instant
		}
		change(&s)
		err = d.store.SaveSubscription(ctx, s)
		if isConflict(err) {
			continue
		}
		return s, err
	}
	return Subscription{}, claim.ErrConflict
}

// Unsubscribe ends it. Ending it again changes nothing.
func (d *Service) Unsubscribe(ctx context.Context, id string) error {
	return d.store.DeleteSubscription(ctx, id)
}

// Subscription gives what a channel gets; NotSubscribed when it gets nothing.
func (d *Service) Subscription(ctx context.Context, id string) (Subscription, error) {
	s, found, err := d.store.Subscription(ctx, id)
	if err == nil && (!found || s.IsAway()) {
		err = claim.NotSubscribed
	}
	return s, err
}
