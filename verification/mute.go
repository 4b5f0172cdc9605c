package verification

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// A channel in which the bot may not write stays subscribed: whoever runs it can give the right back.

// Mute notes that the bot may not write to a channel, and gives its subscription; found is false when it gets no results.
func (d *Service) Mute(ctx context.Context, id string) (s Subscription, found bool, err error) {
	return d.note(ctx, id, func(s *Subscription) {
		if s.Mute.IsZero() {
			s.Mute, s.Told = d.now().Truncate(time.Second), false
		}
	})
}

// ToldMute notes that who runs a channel was told that the bot may not write there.
func (d *Service) ToldMute(ctx context.Context, id string) error {
	_, _, err := d.note(ctx, id, func(s *Subscription) { s.Told = !s.Mute.IsZero() })
	return err
}

// Unmute notes that the bot may write to a channel; was tells that it might not before.
func (d *Service) Unmute(ctx context.Context, id string) (was bool, err error) {
	_, _, err = d.note(ctx, id, func(s *Subscription) {
		was = !s.Mute.IsZero()
		*s = s.unmuted()
	})
	return was, err
}

// Elsewhere notes that something that was queued then went to another topic than it was for, that being closed, and gives the channel's
// subscription. Nothing is noted of what was queued before somebody chose the topic.
func (d *Service) Elsewhere(ctx context.Context, id string, queued time.Time) (s Subscription, found bool, err error) {
	return d.note(ctx, id, func(s *Subscription) {
		if s.Elsewhere.IsZero() && queued.After(s.Placed) {
			s.Elsewhere = d.now().Truncate(time.Second)
		}
	})
}

// ToldElsewhere notes that who runs a channel was told so.
func (d *Service) ToldElsewhere(ctx context.Context, id string) error {
	_, _, err := d.note(ctx, id, func(s *Subscription) { s.ToldElsewhere = !s.Elsewhere.IsZero() })
	return err
}

// TopicOpened notes that a topic of a forum is open again, so that the next one that is closed is said again.
func (d *Service) TopicOpened(ctx context.Context, id string) error {
	_, _, err := d.note(ctx, id, func(s *Subscription) { s.PutIn(s.Topic, d.now()) })
	return err
}

// PutIn has results go to a topic of the group's forum, from now on.
func (s *Subscription) PutIn(topic int, now time.Time) {
	s.Topic, s.Placed, s.Elsewhere, s.ToldElsewhere = topic, now, time.Time{}, false
}

// mutings is what is noted here, to be compared.
func (s Subscription) mutings() [5]int64 {
	number := map[bool]int64{true: 1}
	return [5]int64{s.Mute.Unix(), number[s.Told], s.Elsewhere.Unix(), number[s.ToldElsewhere], s.Placed.UnixNano()}
}

func (s Subscription) unmuted() Subscription {
	s.Mute, s.Told = Subscription{}.Mute, false
	return s
}

// note changes what is known of a channel that gets results.
func (d *Service) note(ctx context.Context, id string, change func(s *Subscription)) (s Subscription, found bool, err error) {
	for range attempts {
		s, err = d.Subscription(ctx, id)
		if errors.Is(err, claim.NotSubscribed) {
			return s, false, nil
		}
		if err != nil {
			return s, false, err
		}
		before := s.mutings()
		change(&s)
		if s.mutings() == before {
			return s, true, nil
		}
		if err = d.store.SaveSubscription(ctx, s); !isConflict(err) {
			return s, true, err
		}
	}
	return s, false, claim.ErrConflict
}
