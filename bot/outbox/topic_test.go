package outbox

import (
	"slices"
	"testing"

	"context"

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
			r := newRig(t, redistest.Mini(t), Options{Topic: func(context.Context, int64) (int, error) { return test.results, nil }})
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
			} else {
				require.Zero(t, waits)
			}
		})
	}
}
