package redisserver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// Options say what kind of server to start.
type Options struct {
	Dir     string       // its data and its socket, for nothing else; made if missing, closed to others
	Fsync   string       // of the append-only file: everysec (default), always or no
	TCP     bool         // listen on a free loopback port; any user of the machine can reach that
	Cluster bool         // a cluster of one node, which refuses steps across slots; implies TCP; takes 2 s to start
	Extra   []string     // more arguments, which win over ours
	Env     []string     // more of its environment
	Log     *slog.Logger // gets what redis-server says; nil for nothing
}

// Server is a redis-server of ours. Its methods may be called concurrently.
type Server struct {
	options Options
	path    string // of the socket, short enough to be one
	link    string // the folder that makes it short, or ""
	port    int    // 0 when it listens on the socket alone

	mu    sync.Mutex
	owner *os.File // locked while the folder is ours
	now   *process
}

// Start starts a server and waits until it answers. A server that an earlier run left behind in the folder is stopped
// first; a folder whose program still runs is refused.
func Start(ctx context.Context, o Options) (*Server, error) {
	if _, err := exec.LookPath(program); err != nil {
		return nil, ErrNotInstalled
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("folder for redis-server: %w", err)
	}
	if err := errors.Join(os.MkdirAll(dir, 0o700), os.Chmod(dir, 0o700)); err != nil {
		return nil, fmt.Errorf("folder for redis-server: %w", err)
	}
	o.Dir, o.Fsync = dir, cmp.Or(o.Fsync, "everysec")
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{options: o}
	if s.path, s.link, err = socketPath(dir); err != nil {
		return nil, err
	}
	// A free port may be taken between the look and the start; then another is tried.
	for range 5 {
		if o.TCP || o.Cluster {
			if s.port, err = freePort(); err != nil {
				break
			}
		}
		if err = s.Restart(ctx); err == nil {
			return s, nil
		}
		if s.port == 0 || !errors.Is(err, errEnded) {
			break
		}
	}
	s.release()
	return nil, err
}

// Restart starts the server again, on the same data and address. If it still runs it is stopped first.
func (s *Server) Restart(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.own(); err != nil {
		return err
	}
	alive, err := s.takeOver(ctx)
	if err != nil {
		return err
	}
	p, err := s.launch(alive)
	_ = alive.Close() // redis-server has its own
	if err != nil {
		return err
	}
	s.now = p
	if err := s.ready(ctx, p); err != nil {
		p.signal(syscall.SIGKILL)
		<-p.dead
		return err
	}
	return nil
}

// Addr is the path of the socket, or host and port.
func (s *Server) Addr() string {
	if s.port == 0 {
		return s.path
	}
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port))
}

// URL is the address as a Redis URL.
func (s *Server) URL() string {
	if s.port == 0 {
		return "unix://" + s.path
	}
	url := "redis://" + s.Addr()
	if s.options.Cluster {
		url += "?cluster=true"
	}
	return url
}

// Client makes a client of the server, or of the one node of the cluster. It tries everything once: whoever stops the
// server wants to see what fails.
func (s *Server) Client() *redis.Client {
	return clientOf(s.Addr())
}

func clientOf(addr string) *redis.Client {
	return redis.NewClient(&redis.Options{Addr: addr, MaxRetries: -1, DialerRetries: 1, ContextTimeoutEnabled: true})
}

// Dead is closed when the server's process has ended. A restarted server has a new one.
func (s *Server) Dead() <-chan struct{} { return s.process().dead }

// Run waits until ctx ends and stops the server. It returns an error when the server ends by itself.
func (s *Server) Run(ctx context.Context) error {
	p := s.process()
	select {
	case <-p.dead:
		return fmt.Errorf("%w by itself: %s", errEnded, p.output.tail())
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	return s.Stop(ctx)
}

// Stop lets the server write what it has and end, and gives the folder free. Stopping it twice does no harm. When ctx
// ends first the server goes on; the next start on the folder finds it.
func (s *Server) Stop(ctx context.Context) error {
	p := s.process()
	// It refuses while it begins an append-only file, so it is asked again.
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for {
		p.signal(syscall.SIGTERM)
		select {
		case <-p.dead:
			s.mu.Lock()
			defer s.mu.Unlock()
			s.release()
			return nil
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("redis-server does not end: %w", ctx.Err())
		}
	}
}

// Signal sends the process a signal.
func (s *Server) Signal(which syscall.Signal) { s.process().signal(which) }

// Kill ends the server as a crash would.
func (s *Server) Kill() {
	p := s.process()
	p.signal(syscall.SIGKILL)
	<-p.dead
}

func (s *Server) process() *process {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// release gives up what Start took, apart from the process.
func (s *Server) release() {
	if s.owner != nil {
		_ = s.owner.Close()
		s.owner = nil
	}
	if s.link != "" {
		_ = os.RemoveAll(s.link)
	}
}
