package redistest

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rastau/rastau/internal/redisserver"
)

// Link is the network in front of a server: everybody, its replicas too, reaches the server by way of it. So a test can
// hold the replication stream back, as a slow network does: what is held when the server dies never arrives anywhere.
type Link struct {
	server *redisserver.Server
	addr   string

	mu       sync.Mutex
	listener net.Listener // nil while connections are refused
	conns    map[net.Conn]bool
	gate     chan struct{} // closed while the replication stream may pass
}

// Addr is where the server is reached.
func (l *Link) Addr() string { return l.addr }

// newLink starts forwarding.
func newLink(tb testing.TB, server *redisserver.Server, addr string) *Link {
	tb.Helper()
	open := make(chan struct{})
	close(open)
	l := &Link{server: server, addr: addr, conns: map[net.Conn]bool{}, gate: open}
	if err := l.Connect(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(l.Cut)
	return l
}

// reserve gives an address of loopback that was free a moment ago.
func reserve(tb testing.TB) (string, int) {
	tb.Helper()
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String(), l.Addr().(*net.TCPAddr).Port
}

// Connect accepts connections again after Cut.
func (l *Link) Connect() error {
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", l.addr)
	if err != nil {
		return err
	}
	l.mu.Lock()
	l.listener = listener
	l.mu.Unlock()
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go l.serve(client)
		}
	}()
	return nil
}

// Cut breaks all connections and refuses new ones, as a machine does whose server has died. What was held back is lost.
func (l *Link) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listener != nil {
		_ = l.listener.Close()
		l.listener = nil
	}
	for c := range l.conns {
		_ = c.Close()
	}
	clear(l.conns)
}

// Hold keeps back what the server sends its replicas, until Release or Cut.
func (l *Link) Hold() {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.gate:
		l.gate = make(chan struct{})
	default:
	}
}

// Release lets the replication stream pass.
func (l *Link) Release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.gate:
	default:
		close(l.gate)
	}
}

func (l *Link) keep(c net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listener == nil {
		_ = c.Close()
		return false
	}
	l.conns[c] = true
	return true
}

func (l *Link) serve(client net.Conn) {
	server, err := (&net.Dialer{Timeout: time.Second}).DialContext(context.Background(), "tcp", l.server.Addr())
	if err != nil {
		_ = client.Close()
		return
	}
	if !l.keep(client) || !l.keep(server) {
		_ = client.Close()
		_ = server.Close()
		return
	}
	var both sync.WaitGroup
	replica := make(chan struct{}) // closed once the client has asked for the replication stream
	both.Go(func() { l.ask(client, server, replica) })
	both.Go(func() { l.answer(client, server, replica) })
	both.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.conns, client)
	delete(l.conns, server)
}

// ask passes on what a client says.
func (l *Link) ask(client, server net.Conn, replica chan struct{}) {
	buffer := make([]byte, 32<<10)
	known := false
	for {
		n, err := client.Read(buffer)
		if !known && bytes.Contains(buffer[:n], []byte("PSYNC")) {
			known = true
			close(replica)
		}
		if _, e := server.Write(buffer[:n]); err != nil || e != nil {
			break
		}
	}
	_ = server.Close()
	_ = client.Close()
}

// answer passes on what the server says: to a replica, only while the gate is open.
func (l *Link) answer(client, server net.Conn, replica chan struct{}) {
	defer func() {
		_ = server.Close()
		_ = client.Close()
	}()
	buffer := make([]byte, 32<<10)
	for {
		n, err := server.Read(buffer)
		select {
		case <-replica:
			if !l.pass(client) {
				return
			}
		default:
		}
		if _, e := client.Write(buffer[:n]); err != nil || e != nil {
			return
		}
	}
}

// pass waits until the gate is open; it is false when the connection was cut meanwhile.
func (l *Link) pass(client net.Conn) bool {
	for {
		l.mu.Lock()
		gate, kept := l.gate, l.conns[client]
		l.mu.Unlock()
		if !kept {
			return false
		}
		select {
		case <-gate:
			return true
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Blackhole lets connections to the address hang, as they do when the machine is gone.
func (l *Link) Blackhole(tb testing.TB) {
	tb.Helper()
	_, port, _ := net.SplitHostPort(l.addr)
	p, _ := strconv.Atoi(port)
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = syscall.Close(fd) })
	_ = syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
	if err := errors.Join(syscall.Bind(fd, &syscall.SockaddrInet4{Port: p, Addr: [4]byte{127, 0, 0, 1}}), syscall.Listen(fd, 0)); err != nil {
		tb.Fatal(err)
	}
	for range 4 { // fill the backlog
		go func() {
			c, err := (&net.Dialer{Timeout: time.Minute}).DialContext(context.Background(), "tcp", l.addr)
			if err == nil {
				tb.Cleanup(func() { _ = c.Close() })
			}
		}()
	}
	time.Sleep(100 * time.Millisecond)
}
