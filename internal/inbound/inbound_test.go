package inbound_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/inbound"
)

// patience is far longer than anything here takes.
const patience = 20 * time.Second

func serve(t *testing.T, most int, h http.Handler) (address string, dropped prometheus.Counter) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	dropped = prometheus.NewCounter(prometheus.CounterOpts{Name: "dropped"})
	connections := inbound.NewConnections(l, most, dropped)
	server := &http.Server{Handler: h, ConnState: connections.Track}
	go func() { _ = server.Serve(connections) }()
	t.Cleanup(func() { _ = server.Close() })
	return l.Addr().String(), dropped
}

func dial(t *testing.T, address, say string) *bufio.ReadWriter {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	require.NoError(t, conn.SetDeadline(time.Now().Add(patience)))
	_, err = io.WriteString(conn, say)
	require.NoError(t, err)
	return bufio.NewReadWriter(bufio.NewReader(conn), bufio.NewWriter(conn))
}

const whole = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

func TestWhoSaysNothingGivesWayToWhoAsks(t *testing.T) {
	t.Parallel()
	address, dropped := serve(t, 4, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, "served") }))
	var silent []*bufio.ReadWriter
	for range 8 {
		silent = append(silent, dial(t, address, "GET / HT"))
	}
	for range 20 {
		resp, err := http.ReadResponse(dial(t, address, whole).Reader, nil)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, resp.StatusCode)
		_ = resp.Body.Close()
	}
	_, err := silent[0].ReadByte()
	require.Error(t, err, "the first was let go")
	require.GreaterOrEqual(t, testutil.ToFloat64(dropped), 4.0)
}

func TestWhoIsAnsweredIsNotLetGo(t *testing.T) {
	t.Parallel()
	answer, began := make(chan struct{}), make(chan struct{}, 9)
	address, _ := serve(t, 2, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		began <- struct{}{}
		<-answer
		_, _ = fmt.Fprint(w, "served")
	}))
	first, second := dial(t, address, whole), dial(t, address, whole)
	<-began
	<-began
	third := dial(t, address, whole)
	_, err := third.ReadByte()
	require.Error(t, err, "there is no room")
	close(answer)
	for _, c := range []*bufio.ReadWriter{first, second} {
		resp, err := http.ReadResponse(c.Reader, nil)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, resp.StatusCode)
		_ = resp.Body.Close()
	}
	// What was answered and asks nothing more gives way, too.
	resp, err := http.ReadResponse(dial(t, address, whole).Reader, nil)
	require.NoError(t, err)
	_ = resp.Body.Close()
}

func TestARefusedBodyIsNotReadToItsEnd(t *testing.T) {
	t.Parallel()
	address, _ := serve(t, 9, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		inbound.Refuse(w)
		w.WriteHeader(http.StatusForbidden)
	}))
	c := dial(t, address, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n0123")
	resp, err := http.ReadResponse(c.Reader, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusForbidden, resp.StatusCode)
	_, err = c.ReadByte()
	require.ErrorIs(t, err, io.EOF)
}

func TestTheSlowestBodyGivesWay(t *testing.T) {
	t.Parallel()
	bodies, reading := inbound.Bodies{Most: 2}, make(chan struct{}, 9)
	address, _ := serve(t, 9, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		done := bodies.Read(w)
		reading <- struct{}{}
		_, err := io.ReadAll(r.Body)
		done()
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
		}
	}))
	const begun = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n01"
	slowest := dial(t, address, begun)
	<-reading
	slow := dial(t, address, begun)
	<-reading
	resp, err := http.ReadResponse(dial(t, address, begun+"23").Reader, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, resp.StatusCode)
	resp, err = http.ReadResponse(slowest.Reader, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusBadRequest, resp.StatusCode)
	_, _ = slow.WriteString("23")
	require.NoError(t, slow.Flush())
	resp, err = http.ReadResponse(slow.Reader, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, resp.StatusCode)
}

func TestTooManyAtOnceAreToldToComeAgain(t *testing.T) {
	t.Parallel()
	answer, began := make(chan struct{}), make(chan struct{}, 9)
	address, _ := serve(t, 9, inbound.Limit(1, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		began <- struct{}{}
		<-answer
	})))
	first := dial(t, address, whole)
	<-began
	resp, err := http.ReadResponse(dial(t, address, whole).Reader, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusServiceUnavailable, resp.StatusCode)
	close(answer)
	resp, err = http.ReadResponse(first.Reader, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, resp.StatusCode)
}
