package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/lease"
	api "github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// network is a way to Telegram that can be cut.
type network struct {
	cut       atomic.Bool
	transport *http.Transport
}

func newNetwork() *network {
	n := &network{}
	n.transport = &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if n.cut.Load() {
			return nil, errors.New("the network is cut")
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
	return n
}

func (n *network) set(cut bool) {
	n.cut.Store(cut)
	n.transport.CloseIdleConnections()
}

// shutdown is a day and a half without a network, with one window of five minutes at its end.
type shutdown struct {
	*rig
	net    *network
	server *telegramtest.Server
	people []*telegramtest.User
	blocks map[int]bool // who has left the bot meanwhile
}

const window = 5 * time.Minute / scale

func newShutdown(t *testing.T, people int) *shutdown {
	t.Helper()
	client := redistest.Server(t, redisserver.Options{}).Client()
	t.Cleanup(func() { _ = client.Close() })
	clock := clockwork.NewFakeClockAt(time.Date(2022, 1, 5, 10, 0, 0, 0, time.UTC))
	s := &shutdown{net: newNetwork(), server: telegramtest.New(telegramtest.Options{Clock: clock}), blocks: map[int]bool{}}
	t.Cleanup(s.server.Close)
	t.Cleanup(s.net.transport.CloseIdleConnections)
	tg, err := api.New(api.Options{
		Token: s.server.Token(), URL: s.server.URL(), HTTP: &http.Client{Transport: s.net.transport}, Log: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, err)
	s.rig = &rig{t: t, clock: clock, sender: newSender(New(Options{
		Redis: client, Sealer: sealer{}, Deliver: tg, Probe: tg.Ping, Clock: clock, Log: slog.New(slog.DiscardHandler), Limits: Telegram, Partitions: 2,
	}))}
	for range people {
		u := s.server.User(telegramtest.Profile{FirstName: "A"})
		u.Says("/start")
		s.people = append(s.people, u)
	}
	return s
}

// tell queues a version of a result for those that to picks.
func (s *shutdown) tell(subject string, version int, p bot.Priority, to func(i int) bool) {
	s.t.Helper()
	what := fmt.Sprintf("%s version %d", subject, version)
	var out []bot.Outgoing
	for i, u := range s.people {
		if to(i) {
			out = append(out, bot.Outgoing{
				Key: what, Chat: u.ID(), Action: bot.Send, Priority: p, Text: "In full: " + what,
				News: &bot.News{Subject: subject, Version: version, Mark: "Correction. ", Line: what, Heading: "What was checked"},
			})
		}
	}
	for len(out) > 0 {
		n := min(len(out), 500)
		require.NoError(s.t, s.Send(s.t.Context(), out[:n]...))
		out = out[n:]
	}
}

// pass lets the sender work until a time.
func (s *shutdown) pass(until time.Time) {
	for s.clock.Now().Before(until) {
		wait := s.step()
		s.clock.Advance(min(wait, until.Sub(s.clock.Now())))
	}
}

// kill has the sender die between a delivery and its record, as a kill -9 does. Another takes over when the lease is free.
func (s *shutdown) kill() {
	for len(s.busy) == 0 {
		s.clock.Advance(max(0, s.turn(s.t.Context())))
	}
	<-s.outcomes
	s.clock.Advance(lease.TTL)
	s.sender = newSender(s.Outbox)
}

func every(n int) func(int) bool    { return func(i int) bool { return i%n == 0 } }
func everybody(int) bool            { return true }
func (s *shutdown) gone(i int) bool { return s.blocks[i] }

func TestFiveMinuteWindow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		people int
		kill   bool // the sender, in the middle
	}{
		{"that suffices", 8_500 / scale, false}, {"that does not", 10_000 / scale, false}, {"in which the sender dies", 600, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			people, awake := c.people, window
			s := newShutdown(t, people)
			// Before: everybody tenth is told what will turn out to be wrong.
			s.tell("soldiers", 1, bot.Broadcast, every(10))
			s.drain()
			s.clock.Advance(time.Minute)
			before := len(s.server.Calls())

			// During: it is corrected, what every fourth asked is decided, and there is news for all, one of them in three versions.
			s.net.set(true)
			start := s.clock.Now()
			s.tell("banks", 1, bot.Broadcast, everybody)
			s.pass(start.Add(time.Minute))
			require.True(t, s.cut.is)
			for hour := range 36 {
				s.clock.Advance(time.Hour - time.Minute)
				s.pass(s.clock.Now().Add(time.Minute))
				switch hour {
				case 3:
					s.tell("soldiers", 2, bot.Broadcast, every(10))
				case 10:
					s.tell("banks", 2, bot.Broadcast, everybody)
					s.tell("own", 1, bot.Notice, every(4))
				case 20:
					s.tell("airport", 1, bot.Broadcast, everybody)
				case 34:
					s.tell("banks", 3, bot.Broadcast, everybody)
				}
			}
			for i := 7; i < people; i += 200 {
				s.people[i].Blocks()
				s.blocks[i] = true
			}
			require.Len(t, s.server.Calls(), before, "nothing got through")

			// The window.
			opened := s.clock.Now()
			s.net.set(false)
			if c.kill {
				s.pass(opened.Add(10 * time.Second))
				s.kill()
				awake -= lease.TTL
			}
			s.pass(opened.Add(window))
			s.net.set(true)

			var sent, taken, refused, probes int
			var first, last time.Time
			for _, c := range s.server.Calls()[before:] {
				switch {
				case c.Method == "getMe":
					probes++
				case c.Code == http.StatusTooManyRequests:
					refused++
				default:
					sent++
					if c.Code == http.StatusOK {
						taken++
					}
					if first.IsZero() {
						first = c.At
					}
					last = c.At
				}
			}
			reachable := people - len(s.blocks)
			hold, twice := s.check()
			require.Equal(t, c.kill, twice == 1, "only what was on its way when the sender died")
			limit := int(window.Seconds()) * Telegram.PerSecond
			used := float64(sent) / min(last.Sub(opened)-window+awake, awake).Seconds() / float64(Telegram.PerSecond)
			t.Logf("%d people, %d of them reachable: %d messages of at most %d in a window of %s (%d taken), from %s to %s after it opened, %.1f%% of 30/s in that time; "+
				"%d refused as too fast; %d probes; %d (%.1f%% of the reachable) hold the current state", people, reachable, sent, limit, window, taken,
				first.Sub(opened).Round(time.Millisecond), last.Sub(opened).Round(time.Millisecond), 100*used, refused, probes, hold, 100*float64(hold)/float64(reachable))
			require.Zero(t, refused)
			require.GreaterOrEqual(t, used, .97)
			if float64(people)/float64(Telegram.PerSecond) < .97*awake.Seconds() {
				require.GreaterOrEqual(t, float64(hold), .95*float64(reachable))
			} else {
				require.GreaterOrEqual(t, sent, limit*97/100)
			}
			if sent < people {
				return
			}
			// Nothing is left for the next window.
			depth, err := s.Depth(t.Context())
			require.NoError(t, err)
			require.Zero(t, depth)
		})
	}
}

// check wants everybody who was reached in the window to have had one message that says all that is current (but for the
// one at whom the sender was killed), and the important ones to have been reached first. It returns how many hold the current state, and how
// many were told twice.
func (s *shutdown) check() (hold, twice int) {
	var reached [3]int // those with a correction, with a verdict of their own, with news alone
	var left [3]int
	for i, u := range s.people {
		class := 2
		want := []string{"What was checked", "airport version 1", "banks version 3"}
		if i%4 == 0 {
			class, want = 1, append(want[:1:1], append([]string{"own version 1"}, want[1:]...)...)
		}
		if i%10 == 0 {
			class = 0
			want = append(want[:1:1], append([]string{"Correction. soldiers version 2"}, want[1:]...)...)
		}
		inbox := u.Inbox()
		if i%10 == 0 {
			require.Equal(s.t, "In full: soldiers version 1", inbox[0].Text)
			inbox = inbox[1:]
		}
		switch {
		case s.gone(i):
			require.Empty(s.t, inbox)
		case len(inbox) == 0:
			left[class]++
		default:
			if len(inbox) == 2 { // what was on its way when the sender was killed
				twice++
				require.Equal(s.t, inbox[0].Text, inbox[1].Text)
				inbox = inbox[1:]
			}
			require.Len(s.t, inbox, 1, "one digest")
			lines := strings.Split(inbox[0].Text, "\n\n")
			require.Equal(s.t, want[:len(want)-2], lines[:len(lines)-2])
			require.ElementsMatch(s.t, want[len(want)-2:], lines[len(lines)-2:])
			reached[class]++
			hold++
		}
	}
	s.t.Logf("reached: %d of %d with a correction, %d of %d with a verdict on what they asked, %d of %d with news alone",
		reached[0], reached[0]+left[0], reached[1], reached[1]+left[1], reached[2], reached[2]+left[2])
	for class := range 2 {
		require.True(s.t, left[class] == 0 || reached[class+1] == 0, "the more important ones come first")
	}
	return hold, twice
}
