package intake

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// mostDeaths is how many processes an update may end before it is set aside.
const mostDeaths = 2

// What is being handled is noted before it is begun, so that after a process was killed its successor knows what that was
// doing. What was left behind is then handled while nothing else is, so that if the process ends again, it is known why: an
// update that was begun alone, twice, and never done with, is set aside.
//
// The note is a number: of how many deaths the update is guilty if it is found at the start of a worker. It is 0 for what
// began beside others. Of one that was found alone that is one death.

// mark asks for a note.
type mark struct {
	id     string
	deaths int
	noted  chan error
}

// leftBehind gives the updates that were begun and not done with when the worker before ended, and the deaths that each is
// guilty of. It forgets the notes of updates that are done.
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

// note writes down, for all who ask at a moment in one step, what they begin.
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

// begin notes that an entry is begun; false when the work ends before that could be.
func (p *partition) begin(ctx context.Context, e entry, deaths int) bool {
	noted := make(chan error, 1)
	for {
		p.marks <- mark{e.ids[0], deaths, noted}
		err := <-noted
		if err == nil {
			return true
		}
		p.Log.Warn("that an update is begun cannot be noted", "error", err)
		p.pause(ctx, time.Second)
		if ctx.Err() != nil {
			return false
		}
	}
}

// alone handles an entry that was left behind while nothing else is handled.
func (p *partition) alone(ctx context.Context, e entry, deaths int) (done bool, err error) {
	p.others.Lock()
	defer p.others.Unlock()
	if !p.begin(ctx, e, deaths+1) {
		return false, nil
	}
	err = p.try(ctx, e.update)
	// It is over, and the process is not. Should the note stay as it was, the worst is that it is handled alone once more.
	p.begin(ctx, e, 0)
	return true, err
}
