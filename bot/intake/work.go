package intake

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/lease"
)

const (
	readAtOnce = 128
	readBlock  = time.Second
	// handlerTime is how long one try may take; a stop waits for it.
	handlerTime = 30 * time.Second
)

// Work hands stored updates to the handler until ctx ends; what it has begun it finishes.
func (in *Intake) Work(ctx context.Context) error {
	var g errgroup.Group
	for p := range in.parts {
		l := lease.Lease{Redis: in.Redis, Clock: in.Clock, Log: in.Log, Key: in.parts[p].lease, TTL: leaseTTL}
		g.Go(func() error {
			return l.Run(ctx, func(ctx context.Context) error { return in.work(ctx, in.parts[p]) })
		})
	}
	return g.Wait()
}

// entry is a stored update: ids are the stream entries that it came in, several for an album.
type entry struct {
	ids    []string
	raw    []byte
	update bot.Update
	err    error // it could not be read
}

// partition is one spell of working on a partition.
type partition struct {
	*Intake
	keys
	room  chan struct{} // bounds how much is read ahead
	slots chan struct{} // bounds how much is handled at once
	done  chan []string
	busy  sync.WaitGroup

	mu    sync.Mutex // guards chats and every line
	chats map[int64]*line
}

// line is what waits in one chat.
type line struct {
	entries []entry
	more    chan struct{} // holds a token when entries came
}

// work reads the stream from its start: whatever stands there is not done with, also what another worker left.
func (in *Intake) work(ctx context.Context, k keys) error {
	p := &partition{
		Intake: in, keys: k, room: make(chan struct{}, 8*readAtOnce), slots: make(chan struct{}, in.Workers),
		done: make(chan []string, readAtOnce), chats: map[int64]*line{},
	}
	var deleting sync.WaitGroup
	deleting.Go(p.delete)
	from := "0"
	for ctx.Err() == nil {
		streams, err := in.Redis.XRead(ctx, &redis.XReadArgs{
			Streams: []string{k.stream, from}, Count: readAtOnce, Block: readBlock,
		}).Result()
		if errors.Is(err, redis.Nil) {
			continue
		}
		if err != nil {
			if ctx.Err() == nil {
				in.Log.Warn("stored updates cannot be read", "error", err)
				in.pause(ctx, time.Second)
			}
			continue
		}
		for _, m := range streams[0].Messages {
			from = m.ID
			select {
			case p.room <- struct{}{}:
				p.dispatch(ctx, p.open(m))
			case <-ctx.Done():
			}
		}
	}
	p.busy.Wait()
	close(p.done)
	deleting.Wait()
	return nil
}

func (p *partition) open(m redis.XMessage) entry {
	e := entry{ids: []string{m.ID}}
	sealed, _ := m.Values["u"].(string)
	if e.raw, e.err = p.Sealer.Open(p.stream, "update", []byte(sealed)); e.err == nil {
		e.update, e.err = p.Codec.Decode(e.raw)
	}
	return e
}

// dispatch puts an entry behind the others of its chat. A chat has a goroutine of its own while it has entries.
func (p *partition) dispatch(ctx context.Context, e entry) {
	var chat int64
	if e.raw != nil {
		_, chat, _ = p.Codec.Peek(e.raw)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if l, running := p.chats[chat]; running {
		l.entries = append(l.entries, e)
		select {
		case l.more <- struct{}{}:
		default:
		}
		return
	}
	l := &line{entries: []entry{e}, more: make(chan struct{}, 1)}
	p.chats[chat] = l
	p.busy.Go(func() { p.serve(ctx, chat, l) })
}

// take gives the first entry of a line that take wants; ok is false when there is none.
func (p *partition) take(l *line, wanted func(entry) bool) (e entry, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(l.entries) == 0 || !wanted(l.entries[0]) {
		return e, false
	}
	e, l.entries = l.entries[0], l.entries[1:]
	return e, true
}

// leave ends a chat's line if it is empty.
func (p *partition) leave(chat int64, l *line) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(l.entries) > 0 {
		return false
	}
	delete(p.chats, chat)
	return true
}

// serve handles a chat's entries one after another until there are none.
func (p *partition) serve(ctx context.Context, chat int64, l *line) {
	for !p.leave(chat, l) {
		e, _ := p.take(l, func(entry) bool { return true })
		if isAlbum(e) {
			p.collect(ctx, &e, l)
		}
		if ctx.Err() == nil { // else it stays in the stream, for whoever works next
			p.slots <- struct{}{}
			if p.handle(ctx, e) {
				p.done <- e.ids
			}
			<-p.slots
		}
		for range e.ids {
			<-p.room
		}
	}
}

// delete takes out of the stream what is done with, as much at once as there is.
func (p *partition) delete() {
	for ids := range p.done {
		for more := true; more && len(ids) < readAtOnce; {
			select {
			case next, ok := <-p.done:
				ids, more = append(ids, next...), ok
			default:
				more = false
			}
		}
		for range 20 {
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			err := p.Pipeline.XDel(ctx, p.stream, ids...).Err()
			cancel()
			if err == nil {
				break
			}
			// Should it stay away, they will be handled again, to no effect.
			p.Log.Warn("updates that are done with cannot be deleted yet", "error", err)
			<-p.Clock.After(500 * time.Millisecond)
		}
		p.tick()
	}
}
