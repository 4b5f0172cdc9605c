package outbox

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// newsroom is what a test of news moves: a subject changes again and again, is told to some chats and to others not, while
// calls fail, senders die and come back, and hours pass.
type newsroom struct {
	*senders
	dark     bool           // no call gets through
	version  map[string]int // the latest of a subject
	wanted   map[string]int // the latest that was queued, by chat and subject
	tried    map[string]int // the earliest of which a call began, by chat and subject
	said     map[string]int // the latest that arrived, by chat and subject
	known    map[string]int // the same without what came from senders that were given up for dead
	times    map[string]int // how often a version arrived, by chat, subject and version
	pardoned map[string]bool
	doubtful map[int64]bool  // chats of which a sender died, so that what waits may be taken for told
	void     map[string]bool // asks that were withdrawn in time, by chat and text
	longest  int             // digest
}

// spoken finds the pieces in a message: "!" before one marks a correction.
var spoken = regexp.MustCompile(`(!?)\[(\w+):(\d+)\]`)

func (s *newsroom) report() {
	subject := fmt.Sprint("s", rapid.IntRange(0, 3).Draw(s.rt, "subject"))
	if s.version[subject] == 0 || rapid.Bool().Draw(s.rt, "changed") {
		s.version[subject]++
	}
	v := s.version[subject]
	if rapid.IntRange(0, 4).Draw(s.rt, "old") == 0 {
		v = rapid.IntRange(1, v).Draw(s.rt, "version") // somebody who was slow
	}
	var out []bot.Outgoing
	for chat := int64(1); chat <= 3; chat++ {
		if !rapid.Bool().Draw(s.rt, "to") {
			continue
		}
		what := fmt.Sprintf("[%s:%d]", subject, v)
		s.next++
		out = append(out, bot.Outgoing{
			Key: fmt.Sprint("k", s.next), Chat: chat, Action: bot.Send, Text: what, Priority: bot.Priority(rapid.IntRange(2, 3).Draw(s.rt, "priority")),
			News: &bot.News{Subject: subject, Version: v, Mark: "!", Line: what + strings.Repeat(" ", rapid.SampledFrom([]int{0, 0, 1500, 3000}).Draw(s.rt, "long")), Heading: "News", Together: rapid.IntRange(0, 5).Draw(s.rt, "together") == 0},
		})
		at := fmt.Sprint(chat, subject)
		s.wanted[at] = max(s.wanted[at], v)
	}
	require.NoError(s.rt, s.Send(s.t.Context(), out...))
}

func (s *newsroom) ask() {
	chat, subject := int64(rapid.IntRange(1, 3).Draw(s.rt, "chat")), fmt.Sprint("ask", rapid.IntRange(0, 2).Draw(s.rt, "ask"))
	s.next++
	s.version[subject]++
	out := bot.Outgoing{
		Key: fmt.Sprint("k", s.next), Chat: chat, Action: bot.Send, Priority: bot.Notice, Text: fmt.Sprintf("%s version %d", subject, s.version[subject]),
		News: &bot.News{Subject: subject, Version: s.version[subject]},
	}
	if rapid.Bool().Draw(s.rt, "withdraw") {
		out.Action, out.Text = bot.Withdraw, ""
		if !slices.ContainsFunc(s.flying, func(f flying) bool { return f.msg.delivery.Chat == chat }) {
			for v := range s.version[subject] {
				s.void[fmt.Sprintf("%d %s version %d", chat, subject, v)] = true
			}
		}
	}
	require.NoError(s.rt, s.Send(s.t.Context(), out))
}

// arrives is a message that Telegram takes, perhaps from a sender that was given up for dead.
func (s *newsroom) arrives(d bot.Delivery, ghost bool) {
	require.False(s.rt, s.void[fmt.Sprint(d.Chat, " ", d.Text)], "an ask that was withdrawn is delivered")
	pieces := spoken.FindAllStringSubmatch(d.Text, -1)
	s.longest = max(s.longest, len(pieces))
	for _, p := range pieces {
		at, v := fmt.Sprint(d.Chat, p[2]), 0
		_, _ = fmt.Sscan(p[3], &v)
		name := fmt.Sprint(at, ":", v)
		s.times[name]++
		require.True(s.rt, s.times[name] == 1 || s.pardoned[name], "%s is told twice", name)
		require.True(s.rt, v >= s.said[at] || s.pardoned[name], "%s is told after a newer version", name)
		if s.known[at] != 0 && s.known[at] < v {
			require.Equal(s.rt, "!", p[1], "%s corrects what was told", name)
		}
		if !s.doubtful[d.Chat] && (s.tried[at] == 0 || s.tried[at] >= v) {
			require.Empty(s.rt, p[1], "%s corrects nothing that was told", name)
		}
		s.said[at] = max(s.said[at], v)
		if !ghost {
			s.known[at] = max(s.known[at], v)
		}
	}
}

func (s *newsroom) pieces(d bot.Delivery, each func(at, name string, v int)) {
	for _, p := range spoken.FindAllStringSubmatch(d.Text, -1) {
		v := 0
		_, _ = fmt.Sscan(p[3], &v)
		each(fmt.Sprint(d.Chat, p[2]), fmt.Sprint(d.Chat, p[2], ":", v), v)
	}
}

func (s *newsroom) pardon(d bot.Delivery) {
	s.pieces(d, func(_, name string, _ int) { s.pardoned[name] = true })
}

func (s *newsroom) deliver() {
	if len(s.flying) == 0 {
		return
	}
	i := rapid.IntRange(0, len(s.flying)-1).Draw(s.rt, "which")
	f := s.flying[i]
	s.flying = slices.Delete(s.flying, i, i+1)
	how := "refused"
	if !s.dark {
		how = rapid.SampledFrom([]string{"taken", "taken", "taken", "refused", "too fast", "uncertain", "no answer"}).Draw(s.rt, "how")
	}
	s.tg.answer = func(d bot.Delivery, _ int) error {
		if how == "taken" || how == "no answer" {
			s.arrives(d, f.by != s.sender)
		}
		if how != "refused" && how != "too fast" {
			s.pieces(d, s.try)
		}
		switch how {
		case "refused":
			return refuse(bot.Unavailable, 502)
		case "too fast":
			return &bot.DeliveryError{Failure: bot.TooFast, Code: 429, RetryAfter: 2 * time.Second}
		case "uncertain", "no answer":
			s.pardon(d)
			return errors.New("no answer")
		}
		return nil
	}
	if f.by != s.sender {
		s.pardon(f.msg.delivery)
	}
	out := f.by.try(s.t.Context(), f.msg)
	if f.by != s.sender && rapid.Bool().Draw(s.rt, "dead") {
		return
	}
	f.by.records = append(f.by.records, f.by.judge(out))
	if f.by == s.sender && rapid.IntRange(0, 5).Draw(s.rt, "crash before the record") == 0 {
		s.pardon(f.msg.delivery)
		s.doubtful[f.msg.delivery.Chat] = true
		s.crash()
		return
	}
	f.by.record(s.t.Context())
}

// doubt says of what is on its way that it may have been told: nobody can know when its sender dies or is slow.
func (s *newsroom) doubt() {
	for _, f := range s.flying {
		s.pardon(f.msg.delivery)
		s.doubtful[f.msg.delivery.Chat] = true
	}
}

func (s *newsroom) try(at, _ string, v int) {
	if s.tried[at] == 0 || v < s.tried[at] {
		s.tried[at] = v
	}
}

func (s *newsroom) crash() {
	s.doubt()
	s.replace()
}

func TestEverybodyHoldsTheLatestWhateverDies(t *testing.T) {
	t.Parallel()
	client := redistest.Mini(t)
	folded := 0
	rapid.Check(t, func(rt *rapid.T) {
		flush(t, client)
		s := &newsroom{
			senders: &senders{
				rig: newRig(t, client, Options{Partitions: 2, Limits: Limits{Private: time.Second}}), rt: rt,
				queued: map[int64][]string{}, heard: map[int64][]string{}, excuse: map[string]bool{},
			},
			version: map[string]int{}, wanted: map[string]int{}, tried: map[string]int{}, said: map[string]int{}, known: map[string]int{},
			times: map[string]int{}, pardoned: map[string]bool{}, doubtful: map[int64]bool{}, void: map[string]bool{},
		}
		rt.Repeat(map[string]func(*rapid.T){
			"report":  func(*rapid.T) { s.report() },
			"report2": func(*rapid.T) { s.report() },
			"ask":     func(*rapid.T) { s.ask() },
			"take":    func(*rapid.T) { s.take() },
			"deliver": func(*rapid.T) { s.deliver() },
			"crash":   func(*rapid.T) { s.crash() },
			"pass": func(*rapid.T) {
				s.pass()
				s.doubt()
			},
			"outage": func(*rapid.T) {
				s.dark = !s.dark
				s.doubt()
				s.clock.Advance(2 * lateAfter)
			},
		})
		s.crash()
		s.flying = nil
		var last []bot.Delivery
		s.tg.answer = func(d bot.Delivery, _ int) error {
			last = append(last, d)
			return nil
		}
		s.drain()
		for _, d := range last {
			s.arrives(d, false)
		}
		require.Equal(rt, s.wanted, s.said)
		for _, k := range s.parts {
			require.Zero(rt, client.Exists(t.Context(), k.queue, k.items, k.flight, k.due[0], k.due[1], k.due[2], k.due[3], k.news).Val())
		}
		folded = max(folded, s.longest)
	})
	require.Greater(t, folded, 1, "no digest was ever made, so nothing of them is tested")
}
