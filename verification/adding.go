package verification

import (
	"context"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// How many channels and groups one person has get results: so many that nobody needs more, and so few that nobody fills the list.
const (
	ChatsPerHour = 5
	ChatsPerYear = 50
	// notOne is how many times as many those may add together of whom the chat service does not say who they are.
	notOne = 20
	year   = 365 * claim.Day
)

// Add is Subscribe by a person, "" when it is not known who it is: TooManyChats when they had as many get results as one person may. A
// chat that gets results already is not counted again.
func (d *Service) Add(ctx context.Context, by claim.PersonID, id string, change func(s *Subscription)) (Subscription, error) {
	_, found, err := d.store.Subscription(ctx, id)
	if err != nil {
		return Subscription{}, err
	}
	if !found {
		if err := d.countChat(ctx, by, id); err != nil {
			return Subscription{}, err
		}
	}
	return d.Subscribe(ctx, id, change)
}

func (d *Service) countChat(ctx context.Context, by claim.PersonID, id string) error {
	times := 1
	if by == "" {
		times = notOne
	}
	for _, of := range []struct {
		per  time.Duration
		most int
	}{{time.Hour, ChatsPerHour}, {year, ChatsPerYear}} {
		nth, err := d.store.Count(ctx, Counted{What: "chats", By: by, Cause: id, At: d.now(), Per: of.per, Most: of.most * times})
		if err != nil {
			return fmt.Errorf("count a chat: %w", err)
		}
		if nth == 0 {
			return claim.TooManyChats
		}
	}
	return nil
}
