package verification

import (
	"context"
	"errors"
	"time"
)

// A channel in which the bot may not write stays subscribed: whoever runs it can give the right back.

// Mute notes that the bot may not write to a channel, and gives its subscription; found is false when it gets no results.
func (d *Desk) Mute(ctx context.Context, id string) (s Subscription, found bool, err error) {
	return d.note(ctx, id, func(s *Subscription) {
		if s.Mute.IsZero() {
			s.Mute, s.Told = d.now().Truncate(time.Second), false
		}
	})
}

// ToldMute notes that who runs a channel was told that the bot may not write there.
func (d *Desk) ToldMute(ctx context.Context, id string) error {
	_, _, err := d.note(ctx, id, func(s *Subscription) { s.Told = !s.Mute.IsZero() })
	return err
}

// Unmute notes that the bot may write to a channel; was tells that it might not before.
func (d *Desk) Unmute(ctx context.Context, id string) (was bool, err error) {
	_, _, err = d.note(ctx, id, func(s *Subscription) {
		was = !s.Mute.IsZero()
		*s = s.unmuted()
	})
	return was, err
}

func (s Subscription) unmuted() Subscription {
	s.Mute, s.Told = Subscription{}.Mute, false
	return s
}

// note changes what is known of a channel that gets results.
func (d *Desk) note(ctx context.Context, id string, change func(s *Subscription)) (s Subscription, found bool, err error) {
	for range attempts {
		s, err = d.Subscription(ctx, id)
		if errors.Is(err, NotSubscribed) {
			return s, false, nil
		}
		if err != nil {
			return s, false, err
		}
		mute, told := s.Mute, s.Told
		change(&s)
		if s.Mute.Equal(mute) && s.Told == told {
			return s, true, nil
		}
		if err = d.store.SaveSubscription(ctx, s); !isConflict(err) {
			return s, true, err
		}
	}
	return s, false, ErrConflict
}
