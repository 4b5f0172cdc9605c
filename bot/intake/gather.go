package intake

import (
	"context"
	"slices"

	"github.com/rastau/rastau/bot"
)

// Several updates can be one act of a person: the parts of an album, a long text that Telegram's app cut into pieces, a forward and
// its comment, which comes first. gather puts them together before they are handled.
//
// What was put together leaves the stream in one step, after it was handled. So after a crash it is gathered again, from the same
// updates; each forward keeps its own id, so that what was done already is not done twice, whatever it is gathered with.

// longerWait is how many times as long a text is waited after that makes no sense by itself: a bare question, or a part of a text.
const longerWait = 3

// gather makes e the whole act that begins with it.
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

// commented adds a comment to what was forwarded with it. Whatever is forwarded next may have come with it, too.
func (p *partition) commented(e *entry, comment *bot.Message, l *line) {
	m := *e.update.Message
	m.Comment = comment
	e.update.Message, l.comment = &m, comment
}

// goOn adds the rest of a text that was too long for one message.
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

// follow takes what comes next in a line if it is wanted. It waits until something came, or for so many times as long as nothing
// more of an act comes.
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

// await waits until something stands in the line; not for ever.
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

// waits reports whether something stands in the line.
func (p *partition) waits(l *line) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(l.entries) > 0
}
