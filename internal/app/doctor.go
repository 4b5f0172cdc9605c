package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/redisserver"
)

// errSick is returned by Doctor when something has to be done.
var errSick = errors.New("something needs fixing; see above")

// Doctor checks everything that the bot depends on, and prints for each thing that it is well or what to do. It fails when the
// bot would not start, or would have to wait.
func Doctor(ctx context.Context, s config.Settings, out io.Writer) error {
	reach := &visit{settings: s}
	defer reach.end()
	reports := examine(ctx, &site{Settings: s, redis: reach.redis, listen: tryListening})
	sick, notes := printed(out, reports)
	switch {
	case sick:
		return errSick
	case notes:
		_, _ = fmt.Fprintln(out, "It can start, but see the notes. Start with: rastau run")
	default:
		_, _ = fmt.Fprintln(out, "All is well. Start with: rastau run")
	}
	return nil
}

// printed prints reports, and tells whether there are faults that have to be mended, and others.
func printed(out io.Writer, reports []report) (sick, notes bool) {
	for _, r := range reports {
		for _, how := range r.well {
			_, _ = fmt.Fprintf(out, "ok    %-10s %s\n", r.name, how)
		}
		for _, f := range r.faults {
			mark := "note"
			if f.severity > note {
				mark, sick = "FAIL", true
			} else {
				notes = true
			}
			_, _ = fmt.Fprintf(out, "%-5s %-10s %s\n", mark, r.name, f)
		}
	}
	return sick, notes
}

// tryListening tells whether an address is free.
func tryListening(ctx context.Context, address string) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return l.Close()
}

// visit reaches the Redis of the settings for a command that only looks.
type visit struct {
	settings config.Settings
	once     sync.Once
	client   redis.UniversalClient
	err      error
	leave    func() error
}

// redis gives the client; nil where there are no data yet that a private Redis would have.
func (v *visit) redis(ctx context.Context) (redis.UniversalClient, error) {
	v.once.Do(func() {
		if v.settings.RedisURL == "" {
			if _, err := os.Stat(filepath.Join(redisFolder(v.settings), "appendonlydir")); err != nil {
				return
			}
			if _, _, err := redisserver.Installed(ctx); err != nil {
				v.err = err
				return
			}
		}
		v.client, v.leave, v.err = reachRedis(ctx, v.settings)
	})
	return v.client, v.err
}

func (v *visit) end() {
	if v.leave != nil {
		_ = v.leave() // it was only looked at
	}
}
