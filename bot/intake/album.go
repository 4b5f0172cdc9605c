package intake

import (
	"context"
	"slices"
)

// mostParts is how many parts Telegram lets an album have.
const mostParts = 10

func isAlbum(e entry) bool { return e.err == nil && e.update.Message != nil && e.update.Message.Album != "" }

// collect adds to e the further parts of its album, until none has come for a moment. The parts
// stay in the stream until the whole is done with, so that after a crash the album is collected again.
func (p *partition) collect(ctx context.Context, e *entry, l *line) {
	album := e.update.Message.Album
	same := func(next entry) bool { return isAlbum(next) && next.update.Message.Album == album }
	quiet := p.Clock.NewTimer(p.AlbumQuiet)
	defer quiet.Stop()
	for len(e.ids) < mostParts {
		if next, ok := p.take(l, same); ok {
			e.join(next)
			quiet.Reset(p.AlbumQuiet)
			continue
		}
		select {
		case <-l.more:
		case <-quiet.Chan():
			return
		case <-ctx.Done():
			return
		}
	}
}

// join makes two parts one message, named after the first that was sent.
func (e *entry) join(next entry) {
	first, second := e.update, next.update
	if second.ID < first.ID {
		first, second = second, first
	}
	m := *first.Message
	m.Media = slices.Concat(m.Media, second.Message.Media)
	m.Links = slices.Concat(m.Links, second.Message.Links)
	if m.Text == "" {
		m.Text = second.Message.Text
	}
	if m.Command == nil {
		m.Command = second.Message.Command
	}
	e.update.ID, e.update.Message, e.ids = first.ID, &m, append(e.ids, next.ids...)
}
