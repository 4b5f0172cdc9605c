package verification

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// A group that becomes a supergroup has another id, and with it another pseudonym and address. What is known of it goes there step by
// step, in an order that can be cut short anywhere and begun again, by several processes at once: first where its results went and what
// was asked there, then what it gets, and only then is it forgotten under its old name.

// GroupName is how a group is known: ID by its pseudonym, where results go, Address where the chat service reaches it.
type GroupName struct{ ID, Address string }

// keepAway is for how long a group is remembered that the bot is not in any more: it may have become a supergroup, of which the chat
// service tells in any order.
const keepAway = 24 * time.Hour

// Left notes that the bot is not in a channel or group any more. A group gets nothing, and is forgotten after a day.
func (d *Service) Left(ctx context.Context, id string) error {
	s, found, err := d.store.Subscription(ctx, id)
	if err != nil || !found {
		return err
	}
	if !s.Group {
		return d.Unsubscribe(ctx, id)
	}
	if s.IsAway() {
		return nil
	}
	_, err = d.Subscribe(ctx, id, func(s *Subscription) { s.Away = d.now() })
	return err
}

// forgetAway forgets the groups that the bot left long ago.
func (d *Service) forgetAway(ctx context.Context) error {
	return d.store.EachSubscription(ctx, func(s Subscription) error {
		if !s.IsAway() || d.now().Sub(s.Away) < keepAway {
			return nil
		}
		return d.Unsubscribe(ctx, s.ID)
	})
}

// MoveClaims has every claim that knows a group know it by its new name. It returns the claims whose results went there, and those that
// were asked there, also when it did so before.
func (d *Service) MoveClaims(ctx context.Context, from, to GroupName) (posted, asked []claim.Code, err error) {
	posted, asked, err = d.store.MoveGroup(ctx, from, to)
	if err != nil {
		err = fmt.Errorf("move what a group was told: %w", err)
	}
	return posted, asked, err
}

// MoveSubscription has a group get under its new name what it got, and what it missed meanwhile. MoveClaims comes before.
func (d *Service) MoveSubscription(ctx context.Context, from, to GroupName) error {
	old, found, err := d.store.Subscription(ctx, from.ID)
	if err != nil {
		return err
	}
	s, err := d.Subscribe(ctx, to.ID, func(s *Subscription) {
		if found {
			s.become(old, to.Address)
		} else {
			s.becomeNothing(to.Address, d.now())
		}
	})
	if err != nil || !found {
		return err
	}
	if err := d.catchUp(ctx, s); err != nil {
		return err
	}
	for range attempts {
		codes, err := d.store.Collected(ctx, from.ID)
		if err != nil {
			return err
		}
		for _, code := range codes {
			if _, err := d.pass(ctx, code, s); err != nil {
				return err
			}
		}
		// What came for the digest since stays, and is passed on as well.
		if gone, err := d.store.DeleteMoved(ctx, from.ID, codes); err != nil || gone {
			return err
		}
	}
	return claim.ErrConflict
}

// become takes over what a group got before it became this one, unless somebody chose here since: nobody can choose there any more.
func (s *Subscription) become(old Subscription, address string) {
	if !s.Chosen {
		s.Languages, s.Subjects, s.Digest, s.Group, s.Chosen = old.Languages, old.Subjects, old.Digest, old.Group, old.Chosen
	}
	if old.Since.Before(s.Since) {
		s.Since = old.Since
	}
	s.Address, s.Away, s.Ended, s.Upgraded, s.Came = address, time.Time{}, false, true, ""
}

// becomeNothing notes that the group got nothing before it became this one, so that it gets nothing now. It changes nothing of one that
// was moved before.
func (s *Subscription) becomeNothing(address string, now time.Time) {
	if s.Upgraded || s.Chosen {
		return
	}
	s.Address, s.Group, s.Away, s.Ended, s.Upgraded = address, true, now, true, true
}

// catchUp gives a subscription the results that are on their way to all: they may have passed its place in the list already.
func (d *Service) catchUp(ctx context.Context, s Subscription) error {
	postings, err := d.store.Postings(ctx)
	if err != nil {
		return err
	}
	for _, p := range postings {
		if _, err := d.pass(ctx, p.Code, s); err != nil {
			return err
		}
	}
	return nil
}

// Missed gives a group what it missed while the bot was not in it; what is for its digest waits for that.
func (d *Service) Missed(ctx context.Context, s Subscription) error {
	codes, err := d.store.Collected(ctx, s.ID)
	if err != nil {
		return err
	}
	var done []claim.Code
	for _, code := range codes {
		sent, err := d.pass(ctx, code, s)
		if err != nil {
			return err
		}
		if sent {
			done = append(done, code)
		}
	}
	return d.store.Digested(ctx, s.ID, done)
}

// pass gives a subscription a result that it may have missed; sent is false when it is kept for its digest.
func (d *Service) pass(ctx context.Context, code claim.Code, s Subscription) (sent bool, err error) {
	c, err := d.Claim(ctx, code)
	if errors.Is(err, claim.NotFound) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	had, err := d.store.HadPost(ctx, code, []Subscription{s})
	if err != nil {
		return false, err
	}
	return had[s.ID] || s.Digest == Instant, d.postTo(ctx, c, fmt.Sprintf("%s.e%d", code, c.Edition), s, had[s.ID])
}
