// Package redisserver starts a private redis-server from the machine: for a bot that was given no Redis, and for tests.
//
// The server listens on a unix socket in its own folder (or on loopback), keeps an append-only file and never evicts.
// Should the program die without stopping it, the next start finds it by its socket, stops it cleanly and starts anew,
// so that nothing it had is lost.
package redisserver

import (
	"context"
	"errors"
	"fmt"
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

// ErrNotInstalled says how to get a redis-server.
var ErrNotInstalled = errors.New(`no redis-server on this machine. Install it:
  Debian, Ubuntu:  apt install redis-server
  Fedora:          dnf install redis
  Alpine:          apk add redis
  macOS:           brew install redis
or give the address of one that runs elsewhere`)

// Options say what kind of server.
type Options struct {
	Dir     string // its data and its socket; made if missing
	Fsync   string // everysec (default), always or no
	TCP     bool   // listen on a free loopback port instead of a unix socket
	Cluster bool   // a cluster of one node that refuses steps across slots; implies TCP
	Extra   []string
}

// Server is a redis-server that runs.
type Server struct {
	options Options
	socket  string
	port    int

	mu   sync.Mutex
	cmd  *exec.Cmd
	dead chan struct{}
}

// Start starts a server and waits until it answers.
func Start(ctx context.Context, o Options) (*Server, error) {
	if _, err := exec.LookPath("redis-server"); err != nil {
		return nil, ErrNotInstalled
	}
	if o.Fsync == "" {
		o.Fsync = "everysec"
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("folder for redis-server: %w", err)
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, err
	}
	o.Dir = dir
	s := &Server{options: o}
	if o.TCP || o.Cluster {
		if s.port, err = freePort(); err != nil {
			return nil, err
		}
	} else if s.socket, err = socketPath(dir); err != nil {
		return nil, err
	}
	if err := s.stopLeftover(ctx); err != nil {
		return nil, err
	}
	return s, s.launch(ctx)
}

// socketPath is in dir, unless that is too long for a unix socket (107 bytes).
func socketPath(dir string) (string, error) {
	path := filepath.Join(dir, "redis.sock")
	if len(path) <= 100 {
		return path, nil
	}
	short := filepath.Join(os.TempDir(), fmt.Sprintf("rastau-%d-%x", os.Getuid(), fnv(dir)))
	if err := os.MkdirAll(short, 0o700); err != nil {
		return "", err
	}
	return filepath.Join(short, "redis.sock"), nil
}

func fnv(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// stopLeftover stops a server that an earlier run left behind on the same data.
func (s *Server) stopLeftover(ctx context.Context) error {
	if s.socket == "" {
		return nil
	}
	if _, err := os.Stat(s.socket); err != nil {
		return nil
	}
	client := s.Client()
	defer func() { _ = client.Close() }()
	if client.Ping(ctx).Err() != nil {
		return os.Remove(s.socket)
	}
	_ = client.Shutdown(ctx).Err() // the connection ends with the server
	return until(ctx, func() bool { return client.Ping(ctx).Err() != nil })
}

func (s *Server) launch(ctx context.Context) error {
	args := []string{
		"--dir", s.options.Dir, "--appendonly", "yes", "--appendfsync", s.options.Fsync, "--save", "",
		"--maxmemory-policy", "noeviction", "--daemonize", "no", "--protected-mode", "yes", "--loglevel", "warning",
		"--bind", "127.0.0.1", "--port", strconv.Itoa(s.port),
	}
	if s.socket != "" {
		args = append(args, "--unixsocket", s.socket, "--unixsocketperm", "600")
	}
	if s.options.Cluster {
		args = append(args, "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf")
	}
	cmd := exec.Command("redis-server", append(args, s.options.Extra...)...)
	// Own group: a Ctrl-C in the terminal is for the bot, which stops Redis after itself.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start redis-server: %w", err)
	}
	dead := make(chan struct{})
	s.mu.Lock()
	s.cmd, s.dead = cmd, dead
	s.mu.Unlock()
	go func() {
		_ = cmd.Wait()
		close(dead)
	}()
	client := s.Client()
	defer func() { _ = client.Close() }()
	ready := func() bool {
		select {
		case <-dead:
			return true
		default:
			return client.Ping(ctx).Err() == nil
		}
	}
	if err := until(ctx, ready); err != nil {
		return fmt.Errorf("redis-server does not answer: %w", err)
	}
	select {
	case <-dead:
		return fmt.Errorf("redis-server ended at once: see what redis-server says of the data in %s", s.options.Dir)
	default:
	}
	if s.options.Cluster {
		return s.formCluster(ctx, client)
	}
	return nil
}

func (s *Server) formCluster(ctx context.Context, client *redis.Client) error {
	if err := client.ClusterAddSlotsRange(ctx, 0, 16383).Err(); err != nil && !errors.Is(err, redis.Nil) {
		if info, _ := client.ClusterInfo(ctx).Result(); info == "" {
			return err
		}
	}
	return until(ctx, func() bool {
		info, err := client.ClusterInfo(ctx).Result()
		return err == nil && len(info) > 16 && info[:16] == "cluster_state:ok"
	})
}

// until asks again and again until ok.
func until(ctx context.Context, ok func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	every := time.NewTicker(5 * time.Millisecond)
	defer every.Stop()
	for !ok() {
		select {
		case <-every.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// Addr is the socket's path, or host and port.
func (s *Server) Addr() string {
	if s.socket != "" {
		return s.socket
	}
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port))
}

// URL is the address as a Redis URL.
func (s *Server) URL() string {
	if s.socket != "" {
		return "unix://" + s.socket
	}
	return "redis://" + s.Addr()
}

// Client makes a client of the server.
func (s *Server) Client() *redis.Client {
	network := "tcp"
	if s.socket != "" {
		network = "unix"
	}
	return redis.NewClient(&redis.Options{Network: network, Addr: s.Addr(), MaxRetries: -1})
}

// Dead is closed when the server's process has ended.
func (s *Server) Dead() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dead
}

// Stop lets the server write what it has and end. Stopping it twice does no harm.
func (s *Server) Stop(ctx context.Context) error {
	s.signal(syscall.SIGTERM)
	select {
	case <-s.Dead():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Kill ends the server as a power cut would.
func (s *Server) Kill() {
	s.signal(syscall.SIGKILL)
	<-s.Dead()
}

// Restart starts the server again, on the same data and address.
func (s *Server) Restart(ctx context.Context) error { return s.launch(ctx) }

func (s *Server) signal(sig syscall.Signal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.cmd.Process.Signal(sig)
}
