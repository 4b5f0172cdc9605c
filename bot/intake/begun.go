package intake

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// mostDeaths is how many processes an update may crash before it is quarantined.
const mostDeaths = 2

// An update is marked as begun before it is handled, so that the next process knows what a killed one was doing. Updates that were
// left behind are then handled one by one, so that it is clear which of them ends the process again: an update that was begun alone,
// twice, and never finished is quarantined.
//
// The mark is a number: how many crashes the update has caused if a worker finds it at its start. It is 0 for an update that began
// beside others. An update that is the only one found has caused one crash.

// mark is a request to mark an entry as begun.
type mark struct {
	id     string
	deaths int
	noted  chan error
}

// leftBehind returns the updates that the previous worker began and did not finish, each with the crashes that it has caused. It
// deletes the marks of updates that were finished.
func (p *partition) leftBehind(ctx context.Context) (map[string]int, error) {
	notes, err := p.Redis.HGetAll(ctx, p.begun).Result()
	if err != nil || len(notes) == 0 {
		return nil, err
	}
	standing := map[string]*redis.XMessageSliceCmd{}
	_, err = p.Redis.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for id := range notes {
			standing[id] = pipe.XRange(ctx, p.stream, id, id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	left, done := map[string]int{}, []string{}
	for id, note := range notes {
		if len(standing[id].Val()) == 0 {
			done = append(done, id)
			continue
		}
		left[id], _ = strconv.Atoi(note)
	}
	if len(left) == 1 {
		for id, deaths := range left {
			left[id] = max(deaths, 1)
		}
	}
	if len(done) > 0 {
		err = p.Redis.HDel(ctx, p.begun, done...).Err()
	}
	return left, err
}

// note stores the marks that are requested, all that are waiting in one command.
func (p *partition) note(ctx context.Context) {
	for first := range p.marks {
		asked := []mark{first}
		for more := true; more && len(asked) < readAtOnce; {
			select {
			case next, ok := <-p.marks:
				if more = ok; ok {
					asked = append(asked, next)
				}
			default:
				more = false
			}
		}
		pairs := make([]any, 0, 2*len(asked))
		for _, m := range asked {
			pairs = append(pairs, m.id, m.deaths)
		}
		err := p.Pipeline.HSet(context.WithoutCancel(ctx), p.begun, pairs...).Err()
		for _, m := range asked {
			m.noted <- err
		}
	}
}

// begin marks an entry as begun. It returns false if the work ends first.
func (p *partition) begin(ctx context.Context, e entry, deaths int) bool {
	noted := make(chan error, 1)
	for {
		p.marks <- mark{e.ids[0], deaths, noted}
		err := <-noted
		if err == nil {
			return true
		}
		p.Log.Warn("cannot mark an update as begun", "error", err)
		p.pause(ctx, time.Second)
		if ctx.Err() != nil {
			return false
		}
	}
}

// alone handles an entry that was left behind while no other is being handled.
func (p *partition) alone(ctx context.Context, e entry, deaths int) (done bool, err error) {
	p.others.Lock()
	defer p.others.Unlock()
	if !p.begin(ctx, e, deaths+1) {
		return false, nil
	}
	err = p.try(ctx, e.update)
	// The process survived. If the mark cannot be changed, at worst the entry is handled alone once more.
	p.begin(ctx, e, 0)
	return true, err
}
