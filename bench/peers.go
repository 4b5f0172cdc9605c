package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
)

// runEcho has as many people write as there would be votes, and the echo bot answer them.
func runEcho(messages, workers int) (float64, error) {
	tg := telegramtest.New(telegramtest.Options{NoLimits: true, Forgetful: true})
	defer tg.Close()
	w := watch(tg, messages)
	for range messages {
		tg.User(telegramtest.Profile{FirstName: "V", Language: "en"}).Says("/vote K7Q2MX false")
	}
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	cmd := exec.Command(self, "echo", tg.Token(), tg.Endpoint(), strconv.Itoa(workers))
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	select {
	case <-w.all:
		return float64(messages-1) / w.last.Sub(w.first).Seconds(), nil
	case <-time.After(2 * time.Minute):
		return 0, fmt.Errorf("%d of %d messages were answered", w.count(), messages)
	}
}

// runTasks has asynq work off as many tasks.
func runTasks(dir string, tasks int) (float64, error) {
	ctx := context.Background()
	server, err := redisserver.Start(ctx, redisserver.Options{Dir: filepath.Join(dir, "asynq"+strconv.FormatInt(time.Now().UnixNano(), 36)), Fsync: "everysec"})
	if err != nil {
		return 0, err
	}
	defer server.Kill()
	took, err := processTasks(server.Addr(), tasks, 10)
	return float64(tasks) / took.Seconds(), err
}
