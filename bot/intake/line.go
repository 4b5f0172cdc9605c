package intake

import (
	"context"
	"slices"

	"github.com/rastau/rastau/bot"
)

// line is what waits in one chat. A chat has a line, and a goroutine that serves it, only while something waits.
type line struct {
	entries []entry
	more    chan struct{} // holds a token when entries came
	comment *bot.Message  // with which something was just forwarded: more may come with it
}

// dispatch puts an entry behind the others of its chat.
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

// serve handles a chat's entries one after another until there are none. When ctx ends, what is not begun stays in the
// stream, for whoever works next.
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

// next takes the first entry of a line; when there is none the line ends.
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

// pick takes the first entry that is wanted, wherever it stands in the line.
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
