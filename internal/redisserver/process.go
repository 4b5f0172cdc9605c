package redisserver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

const program = "redis-server"

// errEnded means that the process is gone though nobody stopped it.
var errEnded = errors.New("redis-server ended")

// process is one run of redis-server.
type process struct {
	cmd    *exec.Cmd
	output *output
	dead   chan struct{} // closed when it has ended
}

func (p *process) signal(s syscall.Signal) { _ = p.cmd.Process.Signal(s) } // to one that has ended it does nothing

// launch starts the process, which holds alive from then on.
func (s *Server) launch(alive *os.File) (*process, error) {
	if err := s.relink(); err != nil {
		return nil, err
	}
	args := []string{
		// The process works in its folder: a path relative to it is neither too long nor to be quoted.
		"--dir", ".", "--unixsocket", socketName, "--unixsocketperm", "600",
		"--bind", "127.0.0.1", "--port", strconv.Itoa(s.port),
		"--appendonly", "yes", "--appendfsync", s.options.Fsync, "--save", "",
		"--maxmemory-policy", "noeviction", "--daemonize", "no", "--loglevel", "warning",
	}
	if s.options.Cluster {
		args = append(args, "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf")
	}
	p := &process{
		//nolint:noctx // a context would kill it; it is asked to end, see Stop
		cmd:    exec.Command(program, append(args, s.options.Extra...)...),
		output: &output{log: s.options.Log},
		dead:   make(chan struct{}),
	}
	p.cmd.Dir = s.options.Dir
	p.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}, s.options.Env...) // not ours: there are secrets in it
	p.cmd.Stdout, p.cmd.Stderr = p.output, p.output
	p.cmd.ExtraFiles = []*os.File{alive}
	p.cmd.WaitDelay = time.Second // a process that rewrites the file for it may hold its output a little longer
	// Ctrl-C in the terminal is for the program alone, which stops Redis as the last.
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start redis-server: %w", err)
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.dead)
	}()
	return p, nil
}

// ready waits until the process has loaded its data and answers.
func (s *Server) ready(ctx context.Context, p *process) error {
	client := s.Client()
	defer func() { _ = client.Close() }()
	err := until(ctx, p.dead, func() bool { return client.Ping(ctx).Err() == nil })
	if err == nil && s.options.Cluster {
		err = formCluster(ctx, p.dead, client)
	}
	switch {
	case errors.Is(err, errEnded):
		return fmt.Errorf("%w at once: %s", err, p.output.tail())
	case err != nil:
		return fmt.Errorf("redis-server does not answer: %w", err)
	}
	return nil
}

// formCluster gives all slots to the one node, unless it has them from an earlier run.
func formCluster(ctx context.Context, dead <-chan struct{}, client *redis.Client) error {
	info, err := client.ClusterInfo(ctx).Result()
	if err != nil {
		return err
	}
	if strings.Contains(info, "cluster_slots_assigned:0") {
		if err := client.ClusterAddSlotsRange(ctx, 0, 16383).Err(); err != nil {
			return err
		}
	}
	return until(ctx, dead, func() bool {
		info, err := client.ClusterInfo(ctx).Result()
		return err == nil && strings.Contains(info, "cluster_state:ok")
	})
}

// until asks again and again until ok; dead ends it with errEnded.
func until(ctx context.Context, dead <-chan struct{}, ok func() bool) error {
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for !ok() {
		select {
		case <-again.C:
		case <-dead:
			return errEnded
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
