package intake

import (
	"context"
	"slices"

	"github.com/rastau/rastau/bot"
)

// line is the queue of one chat. A chat has a line, and a goroutine that serves it, only while entries wait.
type line struct {
	entries []entry
	more    chan struct{} // holds a token when entries have arrived
	comment *bot.Message  // the comment of the last forward, which may belong to the next one too
}

// dispatch appends an entry to the line of its chat.
func (p *partition) dispatch(ctx context.Context, e entry) {
	var chat int64
	if e.raw != nil {
		_, chat, _ = p.Codec.Peek(e.raw)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if l := p.chats[chat]; l != nil {
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

// serve handles a chat's entries one by one until there are none. When ctx is done, entries that have not begun stay in the stream.
func (p *partition) serve(ctx context.Context, chat int64, l *line) {
	for {
		e, ok := p.next(chat, l)
		if !ok {
			return
		}
		p.gather(ctx, &e, l)
		if p.handle(ctx, e) {
			p.finish(e)
		}
		for range e.ids {
			<-p.room
		}
		if l.comment != nil {
			p.await(ctx, l, 1)
		}
	}
}

// next removes and returns the first entry of a line, or deletes the line if it is empty.
func (p *partition) next(chat int64, l *line) (e entry, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(l.entries) == 0 {
		delete(p.chats, chat)
		return e, false
	}
	e, l.entries = l.entries[0], l.entries[1:]
	return e, true
}

// pick removes and returns the first entry of the line that is wanted.
func (p *partition) pick(l *line, wanted func(entry) bool) (e entry, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(l.entries, wanted)
	if i < 0 {
		return e, false
	}
	e = l.entries[i]
	l.entries = slices.Delete(l.entries, i, i+1)
	return e, true
}
