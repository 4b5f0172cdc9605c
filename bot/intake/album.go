package intake

import (
	"cmp"
	"context"
	"slices"

	"github.com/rastau/rastau/bot"
)

// mostParts is the most parts that an album can have in Telegram.
const mostParts = 10

// isAlbum reports whether e is part of an album. An edited part arrives later, on its own.
func isAlbum(e entry) bool {
	return e.err == nil && e.update.Message != nil && e.update.Message.Album != "" && !e.update.Message.Edited
}

// patience is how many quiet periods an album waits for a worker that has not read the whole stream: its parts may be there.
const patience = 10

// collect adds the other parts of its album to e, until none has arrived for a moment. The parts stay in the stream until the
// album has been handled, so that it is collected again after a crash.
func (p *partition) collect(ctx context.Context, e *entry, l *line) {
	album := e.update.Message.Album
	same := func(next entry) bool { return isAlbum(next) && next.update.Message.Album == album }
	parts := []entry{*e}
	quiet := p.Clock.NewTimer(p.Quiet)
	defer quiet.Stop()
	p.gathering.Add(1)
	defer p.gathering.Add(-1)
	waited, over := 0, false
	for len(parts) < mostParts {
		if next, ok := p.pick(l, same); ok {
			parts = append(parts, next)
			waited, over = 0, false
			quiet.Reset(p.Quiet)
			continue
		}
		if over {
			break
		}
		select {
		case <-l.more:
		case <-quiet.Chan():
			// Look once more: a part may have arrived at the same moment.
			if waited++; p.behind.Load() && waited < patience {
				quiet.Reset(p.Quiet)
			} else {
				over = true
			}
		case <-ctx.Done():
			over = true
		}
	}
	*e = join(parts)
}

// join combines the parts into one message with the id of the part that was sent first.
func join(parts []entry) entry {
	slices.SortFunc(parts, func(a, b entry) int { return cmp.Compare(a.update.ID, b.update.ID) })
	whole := parts[0]
	m := *whole.update.Message
	for _, next := range parts[1:] {
		n := next.update.Message
		m.Media = slices.Concat(m.Media, n.Media)
		m.Links = slices.Concat(m.Links, n.Links)
		switch {
		case m.Text == "":
			m.Text = n.Text
		case n.Text != "":
			m.Text += "\n" + n.Text
		}
		m.Origin = cmp.Or(m.Origin, n.Origin)
		m.Via = cmp.Or(m.Via, n.Via)
		m.ReplyTo = cmp.Or(m.ReplyTo, n.ReplyTo)
		m.Quote = cmp.Or(m.Quote, n.Quote)
		whole.ids = append(whole.ids, next.ids...)
		whole.others = append(whole.others, next.raw)
		whole.times = max(whole.times, next.times)
	}
	m.Command = commandOf(parts)
	if !m.Own() {
		m.Command = nil
	}
	whole.update.Message = &m
	return whole
}

// commandOf returns the command of an album: the one at the start of its text.
func commandOf(parts []entry) *bot.Command {
	for _, part := range parts {
		if m := part.update.Message; m.Text != "" {
			return m.Command
		}
	}
	return nil
}
