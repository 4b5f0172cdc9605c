package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/hibiken/asynq"
)

// processTasks lets asynq work off n tasks that do nothing, and returns how long that took. Enqueuing is not counted.
func processTasks(redisAddr string, n, concurrency int) (time.Duration, error) {
	at := asynq.RedisClientOpt{Network: "unix", Addr: redisAddr}
	client := asynq.NewClient(at)
	defer client.Close()
	payload := make([]byte, 256)
	for i := range n {
		if _, err := client.Enqueue(asynq.NewTask("vote", payload), asynq.TaskID(fmt.Sprint(i))); err != nil {
			return 0, err
		}
	}
	var done atomic.Int64
	finished := make(chan struct{})
	server := asynq.NewServer(at, asynq.Config{Concurrency: concurrency, LogLevel: asynq.FatalLevel})
	start := time.Now()
	err := server.Start(asynq.HandlerFunc(func(context.Context, *asynq.Task) error {
		if done.Add(1) == int64(n) {
			close(finished)
		}
		return nil
	}))
	if err != nil {
		return 0, err
	}
	<-finished
	took := time.Since(start)
	server.Shutdown()
	return took, nil
}
