package redisserver

import (
	"bytes"
	"context"
	"log/slog"
	"regexp"
	"strings"
	"sync"
)

// output passes what redis-server says on to the log, and remembers the end of it to explain why it ended.
type output struct {
	log *slog.Logger

	mu   sync.Mutex
	part []byte // of a line
	last []string
}

// stamp is what stands before each message of redis-server: process, role, time and mark.
var stamp = regexp.MustCompile(`^\d+:[A-Z] .{20,30} [.\-*#] `)

const kept = 5

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.part = append(o.part, p...)
	for {
		line, rest, whole := bytes.Cut(o.part, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		o.part = rest
		o.say(strings.TrimSpace(stamp.ReplaceAllString(string(line), "")))
	}
}

func (o *output) say(line string) {
	if line == "" {
		return
	}
	level := slog.LevelInfo
	if strings.Contains(line, "WARNING") || strings.Contains(line, "rror") {
		level = slog.LevelWarn
	}
	o.log.Log(context.Background(), level, "redis-server says", "line", line)
	o.last = append(o.last, line)
	if len(o.last) > kept {
		o.last = o.last[1:]
	}
}

// tail is the last that it said.
func (o *output) tail() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return strings.Join(o.last, " | ")
}
