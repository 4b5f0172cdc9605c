package redisserver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// patience is how long a server that was left behind may take to end.
const patience = time.Minute

// own makes the folder this program's, or fails because it is another's.
func (s *Server) own() error {
	if s.owner != nil {
		return nil
	}
	f, err := openLock(s.options.Dir, "owner.lock")
	if err != nil {
		return err
	}
	if !lock(f) {
		_ = f.Close()
		return fmt.Errorf("%w %s: stop it, or choose another folder", ErrInUse, s.options.Dir)
	}
	s.owner = f
	return nil
}

// takeOver gives the lock that only a living redis-server on this folder holds, after stopping the one that does.
func (s *Server) takeOver(ctx context.Context) (*os.File, error) {
	if err := s.relink(); err != nil {
		return nil, err
	}
	alive, err := openLock(s.options.Dir, "server.lock")
	if err != nil {
		return nil, err
	}
	if lock(alive) {
		return alive, nil
	}
	s.options.Log.Warn("a redis-server of an earlier run still runs and is stopped")
	client := clientOf(s.path)
	defer func() { _ = client.Close() }()
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = until(limited, nil, func() bool {
		// Asked again each time: one that just starts does not listen yet, one that just begins its file refuses.
		_ = client.Shutdown(limited).Err()
		return lock(alive)
	})
	if err != nil {
		return nil, errors.Join(
			fmt.Errorf("a redis-server of an earlier run holds the folder %s and does not end: %w", s.options.Dir, err), alive.Close())
	}
	return alive, nil
}

func openLock(dir, name string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("folder for redis-server: %w", err)
	}
	return f, nil
}

// lock takes the lock on f, unless another open file has it. It goes with the last copy of f to be closed, and so with
// the last process that has one.
func lock(f *os.File) bool { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil }

// InUse tells whether a program uses the folder now.
func InUse(dir string) bool {
	f, err := os.OpenFile(filepath.Join(dir, "owner.lock"), os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	return !lock(f)
}

// ErrInUse is returned by Start when another program uses the folder.
var ErrInUse = errors.New("another program uses the folder")
