package redisserver

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
)

const (
	socketName = "redis.sock"
	// longestSocket is what every system takes as the path of a unix socket (Linux 107 bytes, the others 103).
	longestSocket = 103
)

// socketPath is the path of the socket in dir. When that is too long it leads through link, a folder for a symbolic link
// to dir: the socket itself is in dir in any case.
func socketPath(dir string) (path, link string, err error) {
	if path = filepath.Join(dir, socketName); len(path) <= longestSocket {
		return path, "", nil
	}
	// Nobody else can know the name beforehand and put something else there.
	if link, err = os.MkdirTemp("", "rastau-"); err != nil {
		return "", "", fmt.Errorf("folder for a short socket path: %w", err)
	}
	if path = filepath.Join(link, "to", socketName); len(path) > longestSocket {
		return "", "", errors.Join(fmt.Errorf("the path %s is too long for a socket: set TMPDIR to a shorter one", path), os.Remove(link))
	}
	return path, link, nil
}

// relink makes the symbolic link, which a stopped server no longer has.
func (s *Server) relink() error {
	if s.link == "" {
		return nil
	}
	if err := os.Mkdir(s.link, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("folder for a short socket path: %w", err)
	}
	to := filepath.Join(s.link, "to")
	if target, err := os.Readlink(to); err == nil && target == s.options.Dir {
		return nil
	}
	return os.Symlink(s.options.Dir, to)
}

// freePort finds a port that is free together with the one 10,000 above it, which a Cluster's node takes, too. Both are
// below those that systems give to outgoing connections, so that none of these gets there first.
func freePort() (int, error) {
	for range 100 {
		if port := 10_000 + rand.IntN(12_768); isFree(port) && isFree(port+10_000) {
			return port, nil
		}
	}
	return 0, errors.New("no free port for redis-server")
}

func isFree(port int) bool {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	return err == nil && l.Close() == nil
}
