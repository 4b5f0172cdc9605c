package outbox

import (
	"context"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// TestWhatAGroupWasToldGoesAlongAndItsMessagesDoNot: a correction is called one in the supergroup that a group has become, and neither
// changes nor answers anything there; what waited is sent there once, however often the group is moved.
func TestWhatAGroupWasToldGoesAlongAndItsMessagesDoNot(t *testing.T) {
	t.Parallel()
	const was, is = int64(-5), int64(-1005)
	result := func(version int, text string) bot.Outgoing {
		return bot.Outgoing{
			Key: text, Chat: was, Text: text, MessageKey: "result", Priority: bot.Broadcast,
			News: &bot.News{Subject: "result", Version: version, Mark: "! "},
		}
	}
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, Options{})
		r.onMoved = func(_ context.Context, from, to int64) error {
			return r.Moved(t.Context(), from, to, []string{"other", "result"})
		}
		first := result(1, "false")
		r.send(first)
		r.drain()
		r.tg.answer = func(d bot.Delivery, _ int) error {
			if d.Chat != was {
				return nil
			}
			return &bot.DeliveryError{Failure: bot.Moved, Code: 400, MovedTo: is}
		}
		correction := result(2, "true")
		correction.Action = bot.Edit
		reply := result(2, "true, it was false")
		reply.ReplyToMessageKey, reply.MessageKey, reply.News.Part, reply.News.IfTold = "result", "", 1, true
		move := bot.Outgoing{Key: "move", Chat: was, Action: bot.Move, MovedTo: is}
		r.send(correction, reply, bot.Outgoing{Chat: was, Text: "answer", ReplyTo: 7}, move)
		r.drain()
		again := move
		again.Key = "move again"
		r.send(again)
		r.drain()
		var there []said
		for _, s := range r.tg.calls {
			if s.Chat == is {
				s.At = 0
				there = append(there, s)
			}
		}
		require.Equal(t, []said{
			{Chat: is, Action: bot.Send, Text: "! true, it was false"},
			{Chat: is, Action: bot.Send, Text: "answer"},
		}, there)

		// Who repeats what was queued under the old name repeats nothing, nor tells the chat what it knows.
		older := result(1, "false, late")
		older.Chat = is
		r.send(older)
		r.drain()
		require.NotContains(t, r.texts(), "false, late")
		for _, k := range r.parts {
			name := sealer{}.Pseudonym("chat", was)
			for _, key := range []string{k.messages, k.told} {
				for field := range client.HGetAll(t.Context(), key).Val() {
					require.NotContains(t, field, name)
				}
			}
			for _, key := range []string{k.queue, k.named, k.flight, k.news} {
				for _, member := range client.ZRange(t.Context(), key, 0, -1).Val() {
					require.NotContains(t, member, name)
				}
			}
		}
	})
}

// TestWhatWasSetAsideGoesAlong: it comes back in the chat that the group became.
func TestWhatWasSetAsideGoesAlong(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t), Options{})
	r.send(bot.Outgoing{Chat: -5, Text: "a"})
	due, _, err := r.findDue(t.Context(), r.clock.Now())
	require.NoError(t, err)
	taken := r.claimBatch(t.Context(), r.clock.Now(), due, 9)[0]
	taken.deadly = true
	r.records = append(r.records, r.judge(outcome{claimed: taken}))
	r.record(t.Context())
	r.send(bot.Outgoing{Chat: -5, Key: "move", Action: bot.Move, MovedTo: -1005})
	r.drain()
	n, err := r.Retry(t.Context(), func(int64) bool { return true })
	require.NoError(t, err)
	require.Equal(t, 1, n)
	r.drain()
	require.EqualValues(t, -1005, r.tg.calls[len(r.tg.calls)-1].Chat)
}
