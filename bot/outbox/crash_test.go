package outbox

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// senders is what a test of crashes moves: senders that live, and those that were given up for dead and may come back.
type senders struct {
	*rig
	rt     *rapid.T
	flying []flying
	queued map[int64][]string // texts, in order
	heard  map[int64][]string // what Telegram took, in order
	excuse map[string]bool    // texts that may have been told twice
	next   int
}

// flying is a message between the sender's taking it and its being recorded.
type flying struct {
	by  *sender
	msg claimed
}

func (s *senders) enqueue() {
	n := rapid.IntRange(1, 4).Draw(s.rt, "messages")
	var out []bot.Outgoing
	for range n {
		chat := int64(rapid.IntRange(1, 3).Draw(s.rt, "chat"))
		text := fmt.Sprint("m", s.next)
		s.next++
		out = append(out, bot.Outgoing{
			Key: text, Chat: chat, Action: bot.Send, Text: text, Priority: bot.Priority(rapid.IntRange(0, 2).Draw(s.rt, "priority")),
		})
		s.queued[chat] = append(s.queued[chat], text)
	}
	require.NoError(s.rt, s.Send(s.t.Context(), out...))
	if rapid.Bool().Draw(s.rt, "again") {
		require.NoError(s.rt, s.Send(s.t.Context(), out...))
	}
}

func (s *senders) take() {
	now := s.clock.Now()
	due, _, err := s.findDue(s.t.Context(), now)
	require.NoError(s.rt, err)
	if len(due) == 0 {
		return
	}
	for _, t := range s.claimBatch(s.t.Context(), now, due, rapid.IntRange(1, 3).Draw(s.rt, "room")) {
		s.busy[t.chat] = t.partition
		s.flying = append(s.flying, flying{s.sender, t})
	}
}

// deliver makes the call of one message on its way, and records it unless its sender died in between.
func (s *senders) deliver() {
	if len(s.flying) == 0 {
		return
	}
	i := rapid.IntRange(0, len(s.flying)-1).Draw(s.rt, "which")
	f := s.flying[i]
	s.flying = slices.Delete(s.flying, i, i+1)
	chat, text := f.msg.delivery.Chat, f.msg.delivery.Text
	how := rapid.SampledFrom([]string{"taken", "taken", "taken", "refused", "too fast", "uncertain", "no answer"}).Draw(s.rt, "how")
	s.tg.answer = func(bot.Delivery, int) error {
		if how == "taken" || how == "no answer" {
			s.heard[chat] = append(s.heard[chat], text)
		}
		switch how {
		case "refused":
			return refuse(bot.Unavailable, 502)
		case "too fast":
			return &bot.DeliveryError{Failure: bot.TooFast, Code: 429, RetryAfter: 2 * time.Second}
		case "uncertain", "no answer":
			s.excuse[text] = true
			return errors.New("no answer")
		}
		return nil
	}
	out := f.by.try(s.t.Context(), f.msg)
	if f.by != s.sender {
		s.excuse[text] = true
		if rapid.Bool().Draw(s.rt, "dead") {
			return
		}
	}
	f.by.records = append(f.by.records, f.by.judge(out))
	if f.by == s.sender && rapid.IntRange(0, 5).Draw(s.rt, "crash before the record") == 0 {
		s.excuse[text] = true
		s.replace()
		return
	}
	f.by.record(s.t.Context())
}

// replace puts a new sender in the place of the one that is.
func (s *senders) replace() {
	for _, f := range s.flying {
		s.excuse[f.msg.delivery.Text] = true
	}
	s.sender = newSender(s.Outbox)
}

func (s *senders) pass() {
	s.clock.Advance(time.Duration(rapid.IntRange(1, 12_000).Draw(s.rt, "ms")) * time.Millisecond)
	if rapid.Bool().Draw(s.rt, "renew") {
		s.renewMarks(s.t.Context())
	}
}

// check wants each chat to have heard what was queued, in order, and nothing twice without an excuse.
func (s *senders) check() {
	for chat, heard := range s.heard {
		var once []string
		for _, text := range heard {
			if slices.Contains(once, text) {
				require.True(s.rt, s.excuse[text], "%s was told twice", text)
				continue
			}
			once = append(once, text)
		}
		require.Equal(s.rt, s.queued[chat][:len(once)], once, "the order in chat %d", chat)
	}
}

func TestNothingIsLostOrReorderedWhateverDies(t *testing.T) {
	t.Parallel()
	client := redistest.Mini(t)
	rapid.Check(t, func(rt *rapid.T) {
		flush(t, client)
		s := &senders{
			rig: newRig(t, client, Options{Partitions: 2, Limits: Limits{Private: time.Second}}), rt: rt,
			queued: map[int64][]string{}, heard: map[int64][]string{}, excuse: map[string]bool{},
		}
		rt.Repeat(map[string]func(*rapid.T){
			"enqueue": func(*rapid.T) { s.enqueue() },
			"take":    func(*rapid.T) { s.take() },
			"deliver": func(*rapid.T) { s.deliver() },
			"crash":   func(*rapid.T) { s.replace() },
			"pass":    func(*rapid.T) { s.pass() },
			"":        func(*rapid.T) { s.check() },
		})
		// All that is left is delivered by a last sender.
		s.replace()
		s.flying = nil
		s.tg.answer = func(d bot.Delivery, _ int) error {
			s.heard[d.Chat] = append(s.heard[d.Chat], d.Text)
			return nil
		}
		s.drain()
		s.check()
		for chat, queued := range s.queued {
			heard := map[string]bool{}
			for _, text := range s.heard[chat] {
				heard[text] = true
			}
			require.Len(rt, heard, len(queued), "chat %d", chat)
		}
		for _, k := range s.parts {
			require.Zero(rt, client.Exists(t.Context(), k.queue, k.items, k.flight, k.due[0], k.due[1], k.due[2], k.due[3]).Val())
		}
	})
}
