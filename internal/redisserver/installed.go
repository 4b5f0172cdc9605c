package redisserver

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
)

// Installed tells where this machine's redis-server is and which version; ErrNotInstalled when there is none.
func Installed(ctx context.Context) (path, version string, err error) {
	path, err = exec.LookPath("redis-server")
	if err != nil {
		return "", "", ErrNotInstalled
	}
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return path, "", fmt.Errorf("redis-server does not run: %w", err)
	}
	_, version, _ = strings.Cut(string(out), "v=")
	version, _, _ = strings.Cut(version, " ")
	return path, version, nil
}
