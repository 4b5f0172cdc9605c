package process

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/test/harness"
)

// TestSlowClientsHoldNothing has 600 strangers hold connections in every way there is: they say nothing, they say a head or
// a body a byte at a time, they do not read what they asked for. The webhook and monitoring are served all the
// same, and the server lets the strangers go.
func TestSlowClientsHoldNothing(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New(telegramtest.Options{NoLimits: true})
	t.Cleanup(tg.Close)
	door, watch := harness.FreePort(t), harness.FreePort(t)
	p := start(t, tg.URL(), tg.Token(), t.TempDir(), "RASTAU_LISTEN="+door, "RASTAU_METRICS_LISTEN="+watch,
		"RASTAU_WEBHOOK_URL=http://"+door+"/telegram", "RASTAU_WEBHOOK_SECRET=a-word", "RASTAU_SMS_SECRET="+harness.SMSSecret, "RASTAU_SMS_NUMBER=+77010000000")
	ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
	defer cancel()
	u := tg.User(telegramtest.Profile{FirstName: "Dana", Language: "en"})
	u.Says("/start")
	_, err := u.Waits(ctx, telegramtest.Containing("I'm Rastau"))
	require.NoError(t, err)

	// soon is well before a stranger is let go because their time is over.
	const each, most, soon = 100, 256, 8 * time.Second
	strangers := map[string]*atomic.Int64{}
	var holding sync.WaitGroup
	for begin, slowly := range map[string]bool{
		"":                     false,
		"GET /history HTTP/1.": true,
		"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n":                                                                      true,
		"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n":                                                                       true,
		"POST /sms HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nfrom=":                    true,
		"GET /verify HTTP/1.1\r\nHost: x\r\n\r\nGET /verify HTTP/1.1\r\nHost: x\r\n\r\nGET /verify HTTP/1.1\r\nHost: x\r\n\r\nGET /verify HTTP/1.1": false,
	} {
		open := &atomic.Int64{}
		strangers[begin] = open
		for range each {
			conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", door)
			require.NoError(t, err)
			t.Cleanup(func() { _ = conn.Close() })
			_, _ = io.WriteString(conn, begin)
			open.Add(1)
			holding.Go(func() { hold(ctx, conn, slowly, strings.Contains(begin, "verify"), open) })
		}
	}

	began := time.Now()
	for range 5 {
		u.Says("/help")
		_, err = u.Waits(ctx, telegramtest.Containing("/status"))
		require.NoError(t, err)
	}
	require.Less(t, time.Since(began), soon, "the webhook is served")
	require.Equal(t, "ok\n", get(t, "http://"+watch+"/healthz"))
	require.Contains(t, get(t, "http://"+watch+"/metrics"), "rastau_http_dropped_total")
	require.Eventually(t, func() bool {
		n := int64(0)
		for _, open := range strangers {
			n += open.Load()
		}
		return n <= most
	}, soon, 10*time.Millisecond, "no more are held than may be")
	for begin, open := range strangers {
		if strings.HasPrefix(begin, "POST /telegram") || strings.HasPrefix(begin, "POST /nothing") {
			require.Eventually(t, func() bool { return open.Load() == 0 }, soon, 10*time.Millisecond, "who has no secret is not listened to")
		}
	}
	require.Eventually(t, func() bool {
		n := int64(0)
		for _, open := range strangers {
			n += open.Load()
		}
		return n == 0
	}, 45*time.Second, 50*time.Millisecond, "nobody is waited for longer than it takes")
	cancel()
	holding.Wait()
	require.Equal(t, 0, p.stop(t))
}

// hold keeps a connection for as long as the other side lets it.
func hold(ctx context.Context, conn net.Conn, slowly, deaf bool, open *atomic.Int64) {
	defer open.Add(-1)
	gone := make(chan struct{})
	if !deaf {
		go func() {
			_, _ = io.Copy(io.Discard, conn)
			close(gone)
		}()
	}
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for i := 0; ; i++ {
		select {
		case <-gone:
			return
		case <-ctx.Done():
			return
		case <-again.C:
			if deaf { // what it does not read tells it nothing; that it cannot write any more does
				if _, err := conn.Write([]byte("\r\n")); err != nil {
					return
				}
				continue
			}
			if slowly {
				_, _ = fmt.Fprint(conn, i%10)
			}
		}
	}
}
