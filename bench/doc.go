// Command bench measures Rastau and two peers on the same machine, in one run, interleaved: votes per second through the
// whole path, against asynq processing tasks that do nothing and a bare echo bot that stores nothing.
//
//	cd bench && go run . -votes 20000 -rounds 5
//
// What sealing costs: go run . -sealing. What it costs to acknowledge nothing before it is durable: go run . -durability.
//
// Each contestant is a process of its own. The Telegram they talk to is bot/telegramtest on loopback, within the bench
// process; Redis is a redis-server that the bench starts, with an append-only file synced every second.
package main

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// quiet keeps go-redis from writing between the figures.
type quiet struct{}

func (quiet) Printf(context.Context, string, ...any) {}

func init() { redis.SetLogger(quiet{}) }
