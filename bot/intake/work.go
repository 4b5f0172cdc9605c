package intake

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisclient"
)

const (
	readAtOnce = 128
	readAhead  = 2048                   // most updates of a partition in memory
	readBlock  = 250 * time.Millisecond // stopping waits for it
)

// entry is a stored update. ids are its stream entries, several for an album.
type entry struct {
	ids    []string
	sealed string
	raw    []byte // nil if it could not be opened
	update bot.Update
	err    error    // why it could not be decoded
	times  int      // how often it was quarantined before
	others [][]byte // the other parts of an album
}

// parts returns the updates as Telegram sent them, one for each part of an album.
func (e entry) parts() [][]byte {
	if e.raw == nil {
		return nil
	}
	return append([][]byte{e.raw}, e.others...)
}

// partition is the work on a partition while its lease is held.
type partition struct {
	*Intake
	keys
	room  chan struct{} // bounds the updates in memory
	slots chan struct{} // bounds the updates that are handled concurrently
	done  chan []string
	marks chan mark
	busy  sync.WaitGroup
	left  map[string]int // entries that the previous worker did not finish, see begun.go

	behind    atomic.Bool  // the stream has entries that were not read
	undeleted atomic.Int64 // handled entries that are still in the stream
	held      atomic.Int64 // entries that were read and not handled

	mu    sync.Mutex // guards chats and every line
	chats map[int64]*line
}

// work reads the stream from its start: every entry there is still to be handled, including those that another worker left.
func (in *Intake) work(ctx context.Context, k keys) {
	p := &partition{
		Intake: in, keys: k, room: make(chan struct{}, readAhead), slots: make(chan struct{}, in.Workers),
		done: make(chan []string, readAtOnce), marks: make(chan mark, readAtOnce), chats: map[int64]*line{},
	}
	var writing sync.WaitGroup
	writing.Go(func() { p.delete(ctx) })
	writing.Go(func() { p.note(ctx) })
	p.read(ctx)
	p.busy.Wait()
	close(p.done)
	close(p.marks)
	writing.Wait()
	p.hold(-p.held.Load())
}

func (p *partition) read(ctx context.Context) {
	for {
		var err error
		if p.left, err = p.leftBehind(ctx); err == nil || ctx.Err() != nil {
			break
		}
		p.Log.Warn("cannot read what the previous worker left", "error", err)
		p.pause(ctx, time.Second)
	}
	from := "0"
	for ctx.Err() == nil {
		streams, err := redisclient.Blocking(ctx, readBlock, func(ctx context.Context) ([]redis.XStream, error) {
			return p.Redis.XRead(ctx, &redis.XReadArgs{Streams: []string{p.stream, from}, Count: readAtOnce, Block: readBlock}).Result()
		})
		if errors.Is(err, redis.Nil) {
			p.behind.Store(false)
			if p.idle() {
				// There may be entries before the last one read: after a failover the clock that numbers them may have gone back.
				from = "0"
			}
			continue
		}
		if err != nil {
			if ctx.Err() == nil {
				p.Log.Warn("cannot read stored updates", "error", err)
				p.pause(ctx, time.Second)
			}
			continue
		}
		p.behind.Store(true)
		for _, m := range streams[0].Messages {
			select {
			case p.room <- struct{}{}:
				from = m.ID
				p.dispatch(ctx, p.open(m))
				p.hold(1)
			case <-ctx.Done():
				return
			}
		}
		p.behind.Store(len(streams[0].Messages) == readAtOnce)
	}
}

func (p *partition) open(m redis.XMessage) entry {
	e := entry{ids: []string{m.ID}}
	e.sealed, _ = m.Values["u"].(string)
	e.times = intOf(m.Values["times"])
	if e.raw, e.err = p.Sealer.Open(p.stream, "update", []byte(e.sealed)); e.err == nil {
		e.update, e.err = p.Codec.Decode(e.raw)
	}
	return e
}

// hold adds n to the count of held entries.
func (p *partition) hold(n int64) {
	p.held.Add(n)
	p.Intake.held.Add(n)
}

// idle reports whether everything that was read has been handled and deleted.
func (p *partition) idle() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.chats) == 0 && p.undeleted.Load() == 0
}

// finish passes the entry on for deletion.
func (p *partition) finish(e entry) {
	p.undeleted.Add(int64(len(e.ids)))
	p.hold(-int64(len(e.ids)))
	p.done <- e.ids
}

// delete deletes finished entries from the stream, in batches. It retries while Redis is unreachable; entries that remain when the work
// ends are handled again, to no effect.
func (p *partition) delete(ctx context.Context) {
	for ids := range p.done {
		for more := true; more && len(ids) < readAtOnce; {
			select {
			case next, ok := <-p.done:
				ids, more = append(ids, next...), ok
			default:
				more = false
			}
		}
		for try := 1; ; try++ {
			err := p.forget(context.WithoutCancel(ctx), ids)
			if err == nil || (ctx.Err() != nil && try >= 3) {
				break
			}
			p.Log.Warn("cannot delete handled updates yet", "error", err)
			p.pause(ctx, 500*time.Millisecond)
		}
		p.undeleted.Add(-int64(len(ids)))
		p.tick()
	}
}

// forget deletes entries from the stream, and then their marks.
func (p *partition) forget(ctx context.Context, ids []string) error {
	if err := p.Pipeline.XDel(ctx, p.stream, ids...).Err(); err != nil {
		return err
	}
	return p.Pipeline.HDel(ctx, p.begun, ids...).Err()
}
