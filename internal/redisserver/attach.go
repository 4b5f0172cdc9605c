package redisserver

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// Attach finds the server that another process runs in dir, and gives the address of its socket; closeAddr frees what the
// address needs. ok is false when none answers.
func Attach(ctx context.Context, dir string) (addr string, closeAddr func() error, ok bool) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", nil, false
	}
	path, link, err := socketPath(abs)
	if err != nil {
		return "", nil, false
	}
	closeAddr = func() error {
		if link == "" {
			return nil
		}
		return os.RemoveAll(link)
	}
	if link != "" {
		err = os.Symlink(abs, filepath.Join(link, "to"))
	}
	client := clientOf(path)
	defer client.Close() //nolint:errcheck // it was only asked for a sign of life
	if err = errors.Join(err, client.Ping(ctx).Err()); err != nil {
		_ = closeAddr()
		return "", nil, false
	}
	return path, closeAddr, true
}
