package outbox

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestWhatAClosedTopicDoesNotTakeGoesToTheNext: to where results go, then to General; and where none is open it waits.
func TestWhatAClosedTopicDoesNotTakeGoesToTheNext(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		asked, results int
		open           []int
		want           []int
	}{
		"the topic is open":                {77, 5, []int{77}, []int{77}},
		"its results' topic is":            {77, 5, []int{5, 0}, []int{77, 5}},
		"General is":                       {77, 5, []int{0}, []int{77, 5, 0}},
		"General alone is known, and open": {77, 0, []int{0}, []int{77, 0}},
		"General is closed":                {0, 77, []int{77}, []int{0, 77}},
		"none is open":                     {77, 5, nil, []int{77, 5, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tried []int
			closed, elsewhere := 0, 0
			r := newRig(t, redistest.Mini(t), Options{
				Topic:       func(context.Context, int64) (int, error) { return test.results, nil },
				OnClosed:    func(context.Context, int64) error { closed++; return nil },
				OnElsewhere: func(context.Context, int64, time.Time) error { elsewhere++; return nil },
				OnForbidden: func(context.Context, int64) error { return errors.New("it is a topic, and no right") },
			})
			r.tg.answer = func(d bot.Delivery, _ int) error {
				tried = append(tried, d.Topic)
				if slices.Contains(test.open, d.Topic) {
					return nil
				}
				return &bot.DeliveryError{Failure: bot.Closed, Code: 400}
			}
			r.send(bot.Outgoing{Chat: channel, Text: "a", Topic: test.asked})
			r.step()
			require.Equal(t, test.want, tried)
			waits, err := r.Waiting(t.Context(), channel)
			require.NoError(t, err)
			if test.open == nil {
				require.Equal(t, 1, waits, "it is not dropped")
				require.Equal(t, []int{1, 0}, []int{closed, elsewhere})
			} else {
				require.Zero(t, waits)
				require.Equal(t, []int{0, len(tried) - 1}, []int{closed, min(elsewhere*9, len(tried)-1)}, "said when it is not in its own topic")
			}
		})
	}
}

// TestAnEditThatAClosedTopicDoesNotTakeIsSaidAnew, and what is to be deleted there holds nothing up.
func TestAnEditThatAClosedTopicDoesNotTakeIsSaidAnew(t *testing.T) {
	t.Parallel()
	for action, calls := range map[bot.Action]int{bot.Edit: 2, bot.Delete: 1} {
		r := newRig(t, redistest.Mini(t), Options{Topic: func(context.Context, int64) (int, error) { return 5, nil }})
		r.send(bot.Outgoing{Chat: channel, Text: "a", Topic: 77, MessageKey: "result", Action: bot.Send})
		r.step()
		var tried []bot.Delivery
		r.tg.answer = func(d bot.Delivery, _ int) error {
			tried = append(tried, d)
			if d.Action == bot.Send && d.Topic == 5 {
				return nil
			}
			return &bot.DeliveryError{Failure: bot.Closed, Code: 400}
		}
		r.clock.Advance(time.Minute)
		r.send(bot.Outgoing{Chat: channel, Text: "b", Topic: 77, MessageKey: "result", Action: action})
		r.step()
		require.Len(t, tried, calls)
		waits, err := r.Waiting(t.Context(), channel)
		require.NoError(t, err)
		require.Zero(t, waits)
	}
}
