package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
)

// part is anything that runs as long as the program does: Run returns nil once its context has ended and what it began
// is finished.
type part struct {
	name string
	run  func(ctx context.Context) error
}

// runParts starts the parts in order and, when ctx ends or one of them fails, stops them in reverse order, each only when
// those started after it have finished: whoever makes work stops before whoever does it.
func runParts(ctx context.Context, log *slog.Logger, parts []part) error {
	type running struct {
		stop context.CancelFunc
		done chan error
	}
	started := make([]running, len(parts))
	ended := make(chan string, len(parts))
	for i, p := range parts {
		// Not derived from ctx: a part goes on until it is its turn to stop.
		own, stop := context.WithCancel(context.WithoutCancel(ctx))
		r := running{stop, make(chan error, 1)}
		go func() {
			err := p.run(own)
			if err != nil && !errors.Is(err, context.Canceled) {
				err = fmt.Errorf("%s: %w", p.name, err)
			} else {
				err = nil
			}
			r.done <- err
			ended <- p.name
		}()
		started[i] = r
	}
	select {
	case <-ctx.Done():
	case name := <-ended:
		log.Error("a part ended by itself, so everything stops", "part", name)
	}
	var failed error
	for _, s := range slices.Backward(started) {
		s.stop()
		failed = errors.Join(failed, <-s.done)
	}
	return failed
}
