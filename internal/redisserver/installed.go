package redisserver

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// ErrNotInstalled says how to get a redis-server.
var ErrNotInstalled = errors.New(`no redis-server on this machine. Install it:
  Debian, Ubuntu:  apt install redis-server
  Fedora:          dnf install redis
  Alpine:          apk add redis
  macOS:           brew install redis
or give the address of one that runs elsewhere`)

// Installed tells where this machine has redis-server, and its version, such as 7.0.15. Its error is ErrNotInstalled when
// there is none.
func Installed(ctx context.Context) (path, version string, err error) {
	if path, err = exec.LookPath(program); err != nil {
		return "", "", ErrNotInstalled
	}
	said, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return "", "", fmt.Errorf("%s does not run: %w", path, err)
	}
	for word := range strings.FieldsSeq(string(said)) {
		if v, ok := strings.CutPrefix(word, "v="); ok {
			return path, v, nil
		}
	}
	return "", "", fmt.Errorf("%s does not tell its version", path)
}
