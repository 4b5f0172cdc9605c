// Package redismemory watches how much of its memory Redis has used, on each of its masters: what is full takes nothing more, so
// operators are warned before, and new claims are refused while there is still room to go on with those at hand.
package redismemory

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"
)

const (
	// Short is the share of its memory from which on a master has little left.
	Short = 0.80
	// Full is the share from which on nothing new is taken.
	Full = 0.95
	// ours is how much of its machine's memory a master may use that has no limit of its own: writing its files anew takes some, too.
	ours      = 0.75
	lookEvery = 5 * time.Second
	again     = 0.02 // below a bound, so that what is near it is not told of again and again
)

// Watch looks how full the masters are.
type Watch struct {
	Redis redis.UniversalClient // nothing is watched when nil
	Most  int64                 // bytes that each master may use; 0 for what it says itself
	Clock clockwork.Clock
	Log   *slog.Logger
	// Tell is told when memory gets short, or full, and when there is room again. Nobody is told when nil.
	Tell func(ctx context.Context, s State) error

	used atomic.Uint64 // the share that the fullest master has used, as a float
	told State
}

// State says how things stand.
type State string

// The states.
const (
	Roomy   State = "roomy"
	Scarce  State = "scarce"  // little memory is left
	Crammed State = "crammed" // no new claims are taken
)

// Used is the share of its memory that the fullest master has used; 0 when that is not known.
func (w *Watch) Used() float64 { return math.Float64frombits(w.used.Load()) }

// IsFull reports whether nothing new may be taken.
func (w *Watch) IsFull() bool { return w.Used() >= Full }

// State tells how things stand.
func (w *Watch) State() State {
	switch used := w.Used(); {
	case used >= Full:
		return Crammed
	case used >= Short:
		return Scarce
	default:
		return Roomy
	}
}

// Warning is what there is to say of it, "" for nothing.
func (w *Watch) Warning() string {
	switch w.State() {
	case Crammed:
		return fmt.Sprintf("redis has used %.0f%% of its memory: no new claims are taken", 100*w.Used())
	case Scarce:
		return fmt.Sprintf("redis has used %.0f%% of its memory", 100*w.Used())
	default:
		return ""
	}
}

// Register has metrics say it.
func (w *Watch) Register(reg prometheus.Registerer) {
	reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "rastau_redis_memory_used", Help: "The share of its memory that the fullest master of Redis has used: from 0.8 on it is short, from 0.95 on no new claims are taken.",
	}, w.Used))
}

// Run looks again and again until ctx ends.
func (w *Watch) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		w.Look(ctx)
		select {
		case <-w.Clock.After(lookEvery):
		case <-ctx.Done():
		}
	}
	return nil
}

// Look looks once.
func (w *Watch) Look(ctx context.Context) {
	if w.Redis == nil {
		return
	}
	used, err := w.ask(ctx)
	if err != nil {
		if ctx.Err() == nil {
			w.Log.Warn("how much memory Redis has used cannot be told", "error", err)
		}
		return
	}
	w.used.Store(math.Float64bits(used))
	now := w.State()
	if now == w.told || w.told == "" && now == Roomy || near(used, w.told) {
		return
	}
	w.Log.Log(ctx, map[State]slog.Level{Roomy: slog.LevelInfo, Scarce: slog.LevelWarn, Crammed: slog.LevelError}[now],
		"memory of Redis", "state", string(now), "used", fmt.Sprintf("%.0f%%", 100*used))
	if w.Tell != nil {
		if err := w.Tell(ctx, now); err != nil {
			w.Log.Warn("the operators cannot be told about memory", "error", err)
			return // told the next time
		}
	}
	w.told = now
}

// near reports whether it is only just below the bound of which was told last.
func near(used float64, told State) bool {
	switch told {
	case Crammed:
		return used < Full && used >= Full-again
	case Scarce:
		return used < Short && used >= Short-again
	default:
		return false
	}
}

// ask gives the share that the fullest master has used.
func (w *Watch) ask(ctx context.Context) (float64, error) {
	cluster, ok := w.Redis.(*redis.ClusterClient)
	if !ok {
		return w.share(ctx, w.Redis)
	}
	fullest := make(chan float64, 1)
	fullest <- 0
	err := cluster.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error {
		share, err := w.share(ctx, node)
		fullest <- max(<-fullest, share)
		return err
	})
	return <-fullest, err
}

func (w *Watch) share(ctx context.Context, node redis.Cmdable) (float64, error) {
	info, err := node.Info(ctx, "memory").Result()
	if err != nil {
		return 0, err
	}
	return shareOf(info, w.Most)
}

var errUnsaid = errors.New("redis does not say how much memory it has used")

// shareOf reads INFO: what is used of what a master may use. That is the least of what is set, in Redis or here, and else a part of
// what its machine has.
func shareOf(info string, most int64) (float64, error) {
	field := func(name string) int64 {
		_, rest, _ := strings.Cut(info, "\n"+name+":")
		value, _, _ := strings.Cut(rest, "\r")
		n, _ := strconv.ParseInt(value, 10, 64)
		return n
	}
	used, own := field("used_memory"), field("maxmemory")
	if most == 0 || own > 0 && own < most {
		most = own
	}
	if most == 0 {
		most = int64(ours * float64(field("total_system_memory")))
	}
	if used == 0 || most == 0 {
		return 0, errUnsaid
	}
	return float64(used) / float64(most), nil
}
