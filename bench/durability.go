package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/internal/redisserver"
)

// What it costs to acknowledge nothing before it is durable is measured against a bot that does not wait: the same code, but
// for operations, which are confirmed at once. There is no such setting; it is built from changed source for this comparison alone.

// buildHasty builds that bot.
func buildHasty(dir string) (string, error) {
	source, err := filepath.Abs("../internal/durable/operation.go")
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(source)
	if err != nil {
		return "", err
	}
	const waits = "	if b == nil {\n"
	if strings.Count(string(text), waits) != 3 {
		return "", fmt.Errorf("%s does not have three methods any more that do nothing without a barrier", source)
	}
	return buildInstead(dir, "rastau-hasty", source, strings.ReplaceAll(string(text), waits, "	if b == nil || b.Clock != nil {\n"))
}

// replicate starts a replica and waits until it has all that its master has.
func replicate(ctx context.Context, master *redisserver.Server, dir string) (*redisserver.Server, error) {
	host, port, err := net.SplitHostPort(master.Addr())
	if err != nil {
		return nil, err
	}
	replica, err := redisserver.Start(ctx, redisserver.Options{Dir: dir, TCP: true, Extra: []string{"--replicaof", host + " " + port, "--repl-diskless-sync-delay", "0"}})
	if err != nil {
		return nil, err
	}
	client := master.Client()
	defer client.Close()
	for range 600 {
		text, err := client.Info(ctx, "replication").Result()
		if err == nil && strings.Contains(text, "state=online") {
			return replica, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	replica.Kill()
	return nil, errors.New("the replica does not come up")
}

// compareDurability runs both bots on each kind of Redis in turn and prints what waiting costs.
func compareDurability(votes, rounds int) error {
	dir, err := os.MkdirTemp("", "rastau-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	waits, err := build(dir)
	if err != nil {
		return err
	}
	hasty, err := buildHasty(dir)
	if err != nil {
		return err
	}
	type contest struct {
		says string
		run
		rates []float64
		calm  []measured
	}
	var all []*contest
	for _, kind := range []struct {
		says, fsync string
		replicas    int
	}{{"`everysec`", "everysec", 0}, {"`always`", "always", 0}, {"`everysec`, one replica (`WAIT`)", "everysec", 1}} {
		r := run{votes: votes, fsync: kind.fsync, replicas: kind.replicas}
		r.bot = hasty
		all = append(all, &contest{says: kind.says + " | answered at once", run: r})
		r.bot = waits
		all = append(all, &contest{says: kind.says + " | answered when durable", run: r})
	}
	turn := func(round int, do func(c *contest) error) error {
		for i := range all {
			c := all[(i+round)%len(all)] // who begins changes
			if err := do(c); err != nil {
				return fmt.Errorf("%s: %w", c.says, err)
			}
		}
		return nil
	}
	for round := range rounds {
		if err := turn(round, func(c *contest) error {
			m, err := c.measure()
			c.rates = append(c.rates, m.rate)
			fmt.Fprintf(os.Stderr, "round %d: %-60s %8.0f/s\n", round+1, c.says, m.rate)
			return err
		}); err != nil {
			return err
		}
	}
	slowest := slices.MinFunc(all, func(a, b *contest) int { return int(median(a.rates) - median(b.rates)) })
	rate := median(slowest.rates) / 2 // at which everybody keeps up
	for round := range rounds {
		if err := turn(round, func(c *contest) error {
			r := c.run
			r.rate, r.votes = rate, min(votes, int(rate)*5)/10*10
			m, err := r.measure()
			c.calm = append(c.calm, m)
			return err
		}); err != nil {
			return err
		}
	}
	ms := func(get func(m measured) time.Duration) func(m measured) float64 {
		return func(m measured) float64 { return float64(get(m).Microseconds()) / 1e3 }
	}
	fmt.Printf("| Redis | the bot | votes per second, median of %d (lowest – highest) | at %.0f/s: median | p99 |\n| --- | --- | --- | --- | --- |\n", rounds, rate)
	for _, c := range all {
		slices.Sort(c.rates)
		fmt.Printf("| %s | %.0f (%.0f – %.0f) | %.1f ms | %.1f ms |\n", c.says, median(c.rates), c.rates[0], c.rates[len(c.rates)-1],
			medianOf(c.calm, ms(func(m measured) time.Duration { return m.p50 })), medianOf(c.calm, ms(func(m measured) time.Duration { return m.p99 })))
	}
	return nil
}
