package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegram"
)

// What becomes of a call on a route.
const (
	open    = "open"
	refused = "refused" // no connection
	cut     = "cut"     // the connection breaks after the request was read
	page    = "page"    // somebody in between answers
)

// ways are addresses of one Bot API server, each of which can be blocked in its own manner.
type ways struct {
	mu    sync.Mutex
	is    map[string]string // by host
	tried []string          // hosts, in order
	taken int               // messages
	http  *http.Client
}

func newWays(t *testing.T) *ways {
	t.Helper()
	w := &ways{is: map[string]string{}}
	server := httptest.NewServer(http.HandlerFunc(w.serve))
	transport := &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			host, _, _ := net.SplitHostPort(address)
			w.mu.Lock()
			defer w.mu.Unlock()
			w.tried = append(w.tried, host)
			if w.is[host] == refused {
				return nil, errors.New("connection refused")
			}
			return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
		},
	}
	w.http = &http.Client{Transport: transport}
	t.Cleanup(server.Close)
	return w
}

func (w *ways) serve(rw http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	w.mu.Lock()
	defer w.mu.Unlock()
	how := w.is[strings.Split(r.Host, ":")[0]]
	if how == page {
		_, _ = io.WriteString(rw, "<html>This site is blocked</html>")
		return
	}
	if !strings.HasSuffix(r.URL.Path, "/bot"+token+"/sendMessage") {
		_, _ = io.WriteString(rw, `{"ok":true,"result":{"id":1}}`)
		return
	}
	w.taken++
	if how == cut {
		conn, _, _ := rw.(http.Hijacker).Hijack()
		_ = conn.Close()
		return
	}
	_, _ = io.WriteString(rw, `{"ok":true,"result":{"message_id":7}}`)
}

func (w *ways) set(is ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, how := range is {
		w.is[fmt.Sprintf("way%d.test", i)] = how
	}
}

// seen gives the hosts that were tried since it was last asked for, and the messages taken.
func (w *ways) seen() (tried string, taken int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, host := range w.tried {
		tried += strings.TrimSuffix(strings.TrimPrefix(host, "way"), ".test")
	}
	taken, w.tried, w.taken = w.taken, nil, 0
	return tried, taken
}

func (w *ways) client(t *testing.T, clock clockwork.Clock, log *slog.Logger, n int) *telegram.Client {
	t.Helper()
	var urls []string
	for i := range n {
		urls = append(urls, fmt.Sprintf("http://way%d.test/under/%d/", i, i))
	}
	c, err := telegram.New(telegram.Options{Token: token, URL: strings.Join(urls, " , "), HTTP: w.http, Clock: clock, Log: log})
	require.NoError(t, err)
	return c
}

var hello = bot.Delivery{Outgoing: bot.Outgoing{Chat: 1, Action: bot.Send, Text: "hello"}}

func TestRoutesAreTriedInTurn(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	w, clock := newWays(t), clockwork.NewFakeClock()
	c := w.client(t, clock, slog.New(slog.NewTextHandler(&log, nil)), 3)
	send := func(failure bot.Failure, tried string, taken int) {
		t.Helper()
		_, err := c.Deliver(t.Context(), hello)
		require.Equal(t, failure, bot.FailureOf(err))
		gotTried, gotTaken := w.seen()
		require.Equal(t, tried, gotTried)
		require.Equal(t, taken, gotTaken)
	}
	w.set(open, open, open)
	send("", "0", 1)
	w.set(refused, refused, open)
	send("", "012", 1) // surely not sent, so the next is tried at once
	w.set(open, open, open)
	send("", "2", 1) // what works is remembered, and nothing else is tried
	clock.Advance(time.Hour)
	send("", "2", 1)

	w.set(open, open, cut)
	send(bot.Uncertain, "2", 1) // it may have been taken, so no other way repeats it
	send("", "0", 1)
	w.set(page, open, refused)
	send(bot.Uncertain, "0", 0) // who answered so, and for whom, cannot be told
	send("", "1", 1)

	w.set(refused, refused, refused)
	clock.Advance(time.Hour)
	send(bot.Unavailable, "102", 0)
	send(bot.Unavailable, "1", 0) // all are in back-off: one try, with the one that comes out of it first
	require.NoError(t, func() error { w.set(open, open, open); return c.Ping(t.Context()) }())

	require.Contains(t, log.String(), "way2.test")
	require.NotContains(t, log.String(), token)
	require.NotContains(t, fmt.Sprintf("%+v", c), token)
}

func TestRoutesServePolls(t *testing.T) {
	t.Parallel()
	w := newWays(t)
	c := w.client(t, clockwork.NewFakeClock(), quiet(), 2)
	w.set(refused, open)
	me, err := c.Connect(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 1, me.ID)
	tried, _ := w.seen()
	require.Equal(t, "01", tried)
	_, err = c.GetUpdates(t.Context(), 0, 1, 0)
	require.Error(t, err, "the stand-in has no list of updates")
	tried, _ = w.seen()
	require.Equal(t, "1", tried)
}

func TestRouteByAnotherProxy(t *testing.T) {
	t.Parallel()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"ok":true,"result":{"id":5}}`)
	}))
	t.Cleanup(proxy.Close)
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, dead.Close())
	c, err := telegram.New(telegram.Options{
		Token: token, URL: "http://telegram.invalid", Proxy: "direct, socks5://u:secret@" + dead.Addr().String() + "," + proxy.URL, Log: quiet(),
	})
	require.NoError(t, err)
	t.Cleanup(c.CloseIdle)
	me, err := c.Connect(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 5, me.ID)
}

// Whatever becomes of the routes: no call takes effect twice, and while one is open a call gets through before long.
func TestRoutesRepeatNothing(t *testing.T) {
	t.Parallel()
	w := newWays(t)
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(rt, "routes")
		clock := clockwork.NewFakeClock()
		c := w.client(t, clock, quiet(), n)
		for range rapid.IntRange(1, 12).Draw(rt, "calls") {
			is := rapid.SliceOfN(rapid.SampledFrom([]string{open, open, refused, cut, page}), n, n).Draw(rt, "state")
			w.set(is...)
			clock.Advance(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "ms")) * time.Millisecond)
			_, err := c.Deliver(t.Context(), hello)
			_, taken := w.seen()
			require.LessOrEqual(rt, taken, 1)
			switch bot.FailureOf(err) {
			case "":
				require.Equal(rt, 1, taken)
			case bot.Unavailable:
				require.Zero(rt, taken, "it was said not to be sent")
			}
		}
		is := rapid.SliceOfN(rapid.SampledFrom([]string{refused, cut, page}), n, n).Draw(rt, "state")
		is[rapid.IntRange(0, n-1).Draw(rt, "open")] = open
		w.set(is...)
		clock.Advance(time.Minute)
		var err error
		for range n {
			if _, err = c.Deliver(t.Context(), hello); err == nil {
				break
			}
		}
		_, _ = w.seen()
		require.NoError(rt, err)
	})
}
