package intake

import (
	"context"
	"slices"

	"github.com/rastau/rastau/bot"
)

// Several updates can come from one action of a person: the parts of an album, a long text that Telegram's app split, or a forward and
// its comment, which arrives first. gather combines them before they are handled.
//
// Combined updates are deleted from the stream together, after they were handled. So they are combined again after a crash, from the
// same updates; each forward keeps its own id, so nothing is done twice, whatever it is combined with.

// longerWait is how many times longer to wait after a text that makes no sense on its own: a bare question, or part of a text.
const longerWait = 3

// gather adds to e all updates that belong to the same action.
func (p *partition) gather(ctx context.Context, e *entry, l *line) {
	comment := l.comment
	l.comment = nil
	if e.err != nil || e.update.Message == nil {
		return
	}
	if isAlbum(*e) {
		p.collect(ctx, e, l)
	} else {
		p.goOn(ctx, e, l)
	}
	m := e.update.Message
	switch {
	case comment != nil && comment.CommentsOn(m):
		p.commented(e, comment, l)
	case m.MayComment():
		wait := 1
		if p.Asks != nil && p.Asks(m.Text) {
			wait = longerWait
		}
		next, ok := p.follow(ctx, l, wait, m.CommentsOn)
		if !ok {
			return
		}
		if isAlbum(next) {
			p.collect(ctx, &next, l)
		} else {
			p.goOn(ctx, &next, l)
		}
		next.ids = slices.Concat(next.ids, e.ids)
		*e = next
		p.commented(e, m, l)
	}
}

// commented adds a comment to the forward that came with it. The next forward may belong to the comment as well.
func (p *partition) commented(e *entry, comment *bot.Message, l *line) {
	m := *e.update.Message
	m.Comment = comment
	e.update.Message, l.comment = &m, comment
}

// goOn appends the rest of a text that was too long for one message.
func (p *partition) goOn(ctx context.Context, e *entry, l *line) {
	last := e.update.Message
	for last.MayGoOn() {
		next, ok := p.follow(ctx, l, longerWait, last.GoesOnIn)
		if !ok {
			return
		}
		whole := *e.update.Message
		whole.Text += last.Rest(next.update.Message)
		last = next.update.Message
		whole.Links = slices.Concat(whole.Links, last.Links)
		e.update.Message, e.ids = &whole, slices.Concat(e.ids, next.ids)
	}
}

// follow takes the next entry of a line if it is wanted. It waits until one arrives, or for the given number of quiet periods.
func (p *partition) follow(ctx context.Context, l *line, quiets int, wanted func(*bot.Message) bool) (e entry, ok bool) {
	p.await(ctx, l, quiets)
	first := true
	return p.pick(l, func(e entry) bool {
		if !first {
			return false
		}
		first = false
		return e.err == nil && e.update.Message != nil && wanted(e.update.Message)
	})
}

// await waits until the line has an entry, at most for the given number of quiet periods.
func (p *partition) await(ctx context.Context, l *line, quiets int) {
	p.gathering.Add(1)
	defer p.gathering.Add(-1)
	quiet := p.Clock.NewTimer(p.Quiet)
	defer quiet.Stop()
	for waited := 0; waited < quiets || p.behind.Load() && waited < patience; {
		if p.waits(l) {
			return
		}
		select {
		case <-l.more:
		case <-quiet.Chan():
			waited++
			quiet.Reset(p.Quiet)
		case <-ctx.Done():
			return
		}
	}
}

// waits reports whether the line has an entry.
func (p *partition) waits(l *line) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(l.entries) > 0
}
