package outbox

import (
	"context"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/lease"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// slow is a Deliverer whose calls last as long as the test wants.
type slow struct {
	begun chan string
	end   chan error
}

func (d slow) Deliver(_ context.Context, m bot.Delivery) (bot.Receipt, error) {
	d.begun <- m.Text
	return bot.Receipt{MessageID: 1}, <-d.end
}

func newSlow() slow { return slow{make(chan string), make(chan error)} }

// start runs an outbox; the returned function stops it and waits until it has ended.
func start(t *testing.T, o *Outbox) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- o.Run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

func message(text string) bot.Outgoing {
	return bot.Outgoing{Key: text, Chat: aida, Action: bot.Send, Text: text}
}

func TestStoppingFinishesWhatIsOnItsWay(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r, d := newRig(t, client, Options{}), newSlow()
		r.deliver = d
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- r.Run(ctx) }()
		require.NoError(t, r.Send(t.Context(), message("first"), message("second"))) // it wakes up without the clock
		require.Equal(t, "first", <-d.begun)
		cancel()
		select {
		case <-ended:
			t.Fatal("a call is still going on")
		case d.end <- nil:
		}
		require.NoError(t, <-ended)
		depth, err := r.Depth(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 1, depth, "the first is recorded, the second waits")
		require.Zero(t, client.Exists(t.Context(), leaseKey).Val())
	})
}

func TestAnotherReplicaTakesOver(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		a, da := newRig(t, client, Options{}), newSlow()
		a.deliver = da
		b, db := newRig(t, client, Options{}), newSlow()
		b.deliver, b.Outbox.clock = db, a.clock
		stopA := start(t, a.Outbox)
		require.NoError(t, a.Send(t.Context(), message("one")))
		require.Equal(t, "one", <-da.begun)
		da.end <- nil
		require.NoError(t, a.Drained(t.Context()))

		stopB := start(t, b.Outbox)
		// A waits for its lease and for work, B for the lease.
		require.NoError(t, a.clock.BlockUntilContext(t.Context(), 3))
		stopA()
		require.NoError(t, a.Send(t.Context(), message("one"), message("two")))
		a.clock.Advance(lease.TTL)
		require.Equal(t, "two", <-db.begun)
		db.end <- nil
		require.NoError(t, b.Drained(t.Context()))
		stopB()
	})
}

func TestWhatIsDeliveredIsNotSentAgainWhileRedisIsAway(t *testing.T) {
	t.Parallel()
	mini := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: mini.Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	r := newRig(t, client, Options{})
	r.send(message("one"), message("two"))
	r.turn(t.Context())
	mini.SetError("ERR away")
	r.records = append(r.records, r.judge(<-r.outcomes))
	for range 5 {
		r.record(t.Context())
		require.Len(t, r.records, 1)
		require.Equal(t, longestWait, r.turn(t.Context()))
		r.renewMarks(t.Context())
		r.clock.Advance(markFor)
	}
	require.Error(t, r.Send(t.Context(), message("three")))
	_, err := r.Depth(t.Context())
	require.Error(t, err)
	require.Error(t, r.Drained(t.Context()))
	require.Error(t, r.Trim(t.Context()))
	mini.SetError("")
	r.drain()
	require.Equal(t, []string{"one", "two"}, r.texts())
}

func TestSenderThatStopsDoesNotWaitForRedisForEver(t *testing.T) {
	t.Parallel()
	mini := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: mini.Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	r := newRig(t, client, Options{})
	r.send(message("one"))
	r.turn(t.Context())
	mini.SetError("ERR away")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	running, ended := context.WithCancel(t.Context())
	go func() {
		r.run(ctx)
		ended()
	}()
	for r.clock.BlockUntilContext(running, 1) == nil {
		r.clock.Advance(lastWords)
	}
	require.Len(t, r.records, 1)
}

func TestDrainedEndsWithItsContext(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t), Options{})
	require.NoError(t, r.Drained(t.Context()))
	r.send(message("one"))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Drained(ctx) }()
	require.NoError(t, r.clock.BlockUntilContext(t.Context(), 1))
	r.clock.Advance(longestWait)
	require.NoError(t, r.clock.BlockUntilContext(t.Context(), 1))
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
}

func TestMessagesAreStoredAsTheyAre(t *testing.T) {
	t.Parallel()
	o := New(Options{Sealer: sealer{}, Clock: clockwork.NewFakeClockAt(time.Unix(0, 0))})
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Just("no UTF-8: \xff"))
		in := bot.Outgoing{
			Key: text.Draw(rt, "key"), Chat: rapid.Int64().Draw(rt, "chat"), Action: bot.Action(text.Draw(rt, "action")),
			Priority: bot.Priority(rapid.Int().Draw(rt, "priority")), MessageKey: text.Draw(rt, "handle"),
			Coalesce: rapid.Bool().Draw(rt, "coalesce"), Text: text.Draw(rt, "text"),
			Media:   []bot.Media{{Kind: bot.Photo, FileID: text.Draw(rt, "file"), Size: rapid.Int64().Draw(rt, "size")}},
			Buttons: [][]bot.Button{{{Text: text.Draw(rt, "button"), Data: text.Draw(rt, "data")}}},
			ReplyTo: rapid.Int().Draw(rt, "reply"), ReplyToMessageKey: text.Draw(rt, "other"), Protect: rapid.Bool().Draw(rt, "protect"),
		}
		value, err := o.encode("somebody", in)
		require.NoError(rt, err)
		out, err := o.decode("somebody", value)
		require.NoError(rt, err)
		require.Empty(rt, cmp.Diff(in, out, cmpopts.EquateEmpty()))
		_, err = o.decode("somebody else", value)
		require.Error(rt, err)
	})
}

func FuzzDecode(f *testing.F) {
	o := New(Options{Sealer: sealer{}, Clock: clockwork.NewFakeClock()})
	value, _ := o.encode("c", message("one"))
	f.Add(value)
	f.Add("0" + noMessageKey + noMessageKey)
	f.Fuzz(func(t *testing.T, value string) {
		if out, err := o.decode("c", value); err == nil {
			if _, err := o.encode("c", out); err != nil {
				t.Fatal(err)
			}
		}
		o.openID("c", value)
	})
}

func TestAPanicInADeliveryEndsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t), Options{})
	r.tg.answer = func(d bot.Delivery, _ int) error {
		if d.Text == "poison" {
			panic("in delivering")
		}
		return nil
	}
	r.send(bot.Outgoing{Key: "1", Chat: 5, Action: bot.Send, Text: "poison"}, bot.Outgoing{Key: "2", Chat: 5, Action: bot.Send, Text: "well"})
	for range 3 {
		r.clock.Advance(r.step())
	}
	require.Equal(t, []string{"poison", "well"}, r.texts())
}
