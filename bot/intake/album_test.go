package intake_test

import (
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func files(u bot.Update) []string {
	var ids []string
	for _, m := range u.Message.Media {
		ids = append(ids, m.FileID)
	}
	return ids
}

// collecting is how many timers are waited for while an album is: quiet, beside the machine's.
const collecting = waiting + 1

func TestAlbumIsOneMessage(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		h := newHandler(nil)
		r := newRig(t, client, h)
		r.store(t,
			said{ID: 2, Chat: 5, Album: "a", Text: "second"}, said{ID: 4, Chat: 5, Text: "between"}, said{ID: 1, Chat: 5, Album: "a"},
			said{ID: 5, Chat: 5, Album: "b"}, said{ID: 3, Chat: 5, Album: "a", Text: "third"}, said{ID: 6, Chat: 5, Album: "a", Edited: true},
			said{ID: 7, Chat: 6},
		)
		r.work(t)
		require.Equal(t, []int64{7}, h.wait(r.ctx, t, 1), "all before it was read, too")
		r.passes(t, collecting, time.Second)
		require.Equal(t, []int64{1, 4}, h.wait(r.ctx, t, 2))
		require.Equal(t, []string{"f1", "f2", "f3"}, files(h.all()[1]))
		require.Equal(t, "second\nthird", h.all()[1].Message.Text)
		require.Equal(t, []int64{5, 6}, h.wait(r.ctx, t, 2), "what is edited waits for nothing")
		r.drained(t)
	})
}

func TestTheCommandOfAnAlbumIsThatWithWhichItBegins(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		parts []said
		want  string
	}{
		"in the first":         {[]said{{Text: "/vote", Command: "vote"}, {}}, "vote"},
		"in the only caption":  {[]said{{}, {Text: "/vote", Command: "vote"}}, "vote"},
		"behind other words":   {[]said{{Text: "look"}, {Text: "/vote", Command: "vote"}}, ""},
		"of a forwarded album": {[]said{{Text: "/vote", Command: "vote"}, {Forwarded: true}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHandler(nil)
			r := newRig(t, redistest.Mini(t), h)
			for i := range c.parts {
				c.parts[i].ID, c.parts[i].Chat, c.parts[i].Album = int64(i+1), 5, "a"
			}
			r.store(t, c.parts...)
			r.work(t)
			r.passes(t, collecting, time.Second)
			h.wait(r.ctx, t, 1)
			got := ""
			if command := h.all()[0].Message.Command; command != nil {
				got = command.Name
			}
			require.Equal(t, c.want, got)
			r.drained(t)
		})
	}
}

func TestLatePartKeepsTheAlbumWaiting(t *testing.T) {
	t.Parallel()
	h := newHandler(nil)
	r := newRig(t, redistest.Mini(t), h)
	r.store(t, said{ID: 1, Chat: 5, Album: "a"})
	r.work(t)
	r.later(t, collecting, 900*time.Millisecond)
	// The tenth part needs no waiting, so that when it comes all before have come.
	for id := range int64(9) {
		r.store(t, said{ID: 2 + id, Chat: 5, Album: "a"})
	}
	require.Equal(t, []int64{1}, h.wait(r.ctx, t, 1))
	require.Len(t, h.all()[0].Message.Media, 10)
	r.drained(t)
}

func TestAlbumSurvivesACrash(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		h := newHandler(nil)
		r := newRig(t, client, h)
		r.store(t, said{ID: 1, Chat: 5, Album: "a"}, said{ID: 2, Chat: 5, Album: "a"})
		stop := r.work(t)
		require.NoError(t, r.clock.BlockUntilContext(r.ctx, collecting))
		stop()
		require.Empty(t, h.all())

		r.clock = clockwork.NewFakeClock()
		r.options.Clock = r.clock
		r.Intake = intake.New(r.options)
		r.store(t, said{ID: 3, Chat: 5, Album: "a"})
		r.store(t, said{ID: 4, Chat: 6})
		r.work(t)
		require.Equal(t, []int64{4}, h.wait(r.ctx, t, 1), "all before it was read, too")
		r.passes(t, collecting, time.Second)
		require.Equal(t, []int64{1}, h.wait(r.ctx, t, 1))
		require.Equal(t, []string{"f1", "f2", "f3"}, files(h.all()[1]))
		r.drained(t)
	})
}
