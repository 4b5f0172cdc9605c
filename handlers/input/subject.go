package input

import (
	"slices"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/phrase"
)

// Subject is what somebody wants checked: a message, and what they wrote about it if that is not in the message itself.
type Subject struct {
	*bot.Message
	Words string
	// Replied says that it was sent before: they answered it.
	Replied bool
	// Meant says that they were asked, and mean these very words.
	Meant bool
}

// SubjectOf finds what a message is about: what was forwarded with a comment, what a question answers, or the message itself.
func SubjectOf(m *bot.Message) Subject {
	switch {
	case m.Comment != nil:
		return Subject{Message: m, Words: SaidIn(m.Comment)}
	case m.ReplyTo != nil && m.Own() && len(m.Media) == 0 && isAboutReply(m):
		return Subject{Message: ObjectOf(m), Words: m.Text, Replied: true}
	}
	return Subject{Message: m}
}

// isAboutReply reports whether a reply is about what it answers, rather than a claim itself: it picks out words of it, only asks,
// or asks about a file.
func isAboutReply(m *bot.Message) bool {
	if m.Quote != nil || phrase.Asks(m.Text) {
		return true
	}
	_, asks := AskedIn(m.Text)
	about := m.ReplyTo.Text == "" && len(m.ReplyTo.Media) > 0
	return asks && (about || phrase.Telling(m.Text, 1) == 0)
}

// ObjectOf is what a reply is about: the message that it answers, and of its words those that were picked out.
func ObjectOf(m *bot.Message) *bot.Message {
	about := *m.ReplyTo
	about.Chat = m.Chat
	if m.Quote != nil {
		about.Text, about.Links, about.Unsupported = m.Quote.Text, m.Quote.Links, ""
	}
	return &about
}

// SaidIn is what somebody wrote, without the command.
func SaidIn(m *bot.Message) string {
	if m.Command != nil {
		return m.Command.Args
	}
	return m.Text
}

// SameContent reports whether two messages give the same to check.
func SameContent(a, b claim.Content) bool {
	same := func(a, b claim.Media) bool { return a.Same == b.Same && (a.Same != "" || a.Ref == b.Ref) }
	return a.Text == b.Text && slices.Equal(a.Links, b.Links) && slices.EqualFunc(a.Media, b.Media, same)
}

// Question is what is asked about it; "" when that is not said.
func (s Subject) Question() claim.Question {
	if q := QuestionIn(s.Words); q != "" {
		return q
	}
	if s.Origin != nil && len(s.Media) == 0 {
		return "" // the words are those of whoever posted it
	}
	return QuestionIn(s.Text)
}
