package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisserver"
)

func checkFolder(_ context.Context, s *site, r *report) {
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		r.add(fatal, fmt.Sprintf("the folder %s cannot be created: %v", s.Data, bareError(err)), "Choose another with RASTAU_DATA")
		return
	}
	if err := tryWriting(s.Data); err != nil && !errors.Is(err, syscall.ENOSPC) {
		r.add(fatal, fmt.Sprintf("the folder %s cannot be written: %v", s.Data, bareError(err)), "Run: chown -R $(id -u) "+s.Data)
		return
	}
	if info, err := os.Stat(s.Data); err == nil && info.Mode().Perm()&0o077 != 0 {
		r.add(wait, fmt.Sprintf("the folder %s is open to other users of this machine", s.Data), "Run: chmod 700 "+s.Data)
		return
	}
	r.ok("%s", s.Data)
}

// bareError is what went wrong, without the path that is named already.
func bareError(err error) error {
	if of, ok := errors.AsType[*os.PathError](err); ok {
		return of.Err
	}
	return err
}

// tryWriting writes a file of some size into a folder, onto the disk, and removes it.
func tryWriting(dir string) error {
	f, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, 64<<10))
	return errors.Join(err, f.Sync(), f.Close(), os.Remove(f.Name()))
}

// Free space on the disk, in MiB.
const (
	littleSpace = 512 // is told of
	noSpace     = 16  // nothing can be kept any more
)

func checkDisk(_ context.Context, s *site, r *report) {
	free, err := freeSpace(s.Data)
	if err != nil {
		return // the folder is looked at by itself
	}
	full := errors.Is(tryWriting(s.Data), syscall.ENOSPC)
	const mend = "Make room on it, or move the folder and set RASTAU_DATA"
	switch {
	case full, free < noSpace:
		r.add(fatal, fmt.Sprintf("the disk with %s is full (%d MiB free)", s.Data, free), mend)
	case free < littleSpace:
		r.add(note, fmt.Sprintf("the disk with %s is nearly full (%d MiB free)", s.Data, free), mend)
	default:
		r.ok("%d MiB free", free)
	}
}

// freeSpace is how many MiB of a folder's disk are free to us.
func freeSpace(dir string) (int64, error) {
	var at syscall.Statfs_t
	if err := syscall.Statfs(dir, &at); err != nil {
		return 0, err
	}
	return int64(at.Bavail) * int64(at.Bsize) >> 20, nil //nolint:unconvert // its type is another one on other systems
}

func checkRunning(_ context.Context, s *site, r *report) {
	const mend = "Stop it first, or choose another folder with RASTAU_DATA"
	switch {
	case s.starting: // who starts the private Redis, or shares one, finds out
	case s.RedisURL == "" && redisserver.InUse(redisFolder(s.Settings)):
		r.add(fatal, fmt.Sprintf("a bot is already running in the folder %s", s.Data), mend)
	case s.RedisURL != "" && durable.ReceiptsInUse(s.Data):
		r.add(wait, fmt.Sprintf("a bot is already running in the folder %s: another one would be its replica", s.Data), mend)
	default:
		r.ok("no bot runs in %s", s.Data)
	}
}

func redisFolder(s config.Settings) string { return filepath.Join(s.Data, "redis") }

func checkPorts(ctx context.Context, s *site, r *report) {
	var free []string
	for _, a := range []struct{ setting, address string }{{"RASTAU_LISTEN", s.Listen}, {"RASTAU_METRICS_LISTEN", s.MetricsListen}} {
		if a.address == "" {
			continue
		}
		err := s.listen(ctx, a.address)
		switch {
		case err == nil:
			free = append(free, a.address)
		case errors.Is(err, syscall.EADDRINUSE):
			r.add(fatal, fmt.Sprintf("%s: %s is in use", a.setting, a.address), "Is another bot running? Stop what listens there (ss -ltnp shows it), choose another port, or off")
		default:
			r.add(fatal, fmt.Sprintf("%s: %v", a.setting, err), "Choose another address, or off")
		}
	}
	if len(free) > 0 {
		r.ok("%s free", strings.Join(free, ", "))
	}
}

func checkOperators(_ context.Context, s *site, r *report) {
	if len(s.Operators) == 0 {
		r.add(note, "there are no operators, so no one can invite volunteers", "Set RASTAU_OPERATORS to your Telegram user ID; @userinfobot shows it")
		return
	}
	r.ok("%d", len(s.Operators))
}
