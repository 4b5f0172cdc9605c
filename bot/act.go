package bot

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Telegram's apps send some actions of a person as several messages: the comment on a forward arrives as a text just before it, and a
// text that is too long for one message is split. The functions here tell which messages belong together.

const (
	// oneAct is the longest time between the parts of an action, by Telegram's dates.
	oneAct = 2 * time.Second

	longestText = 4096 // UTF-16 units in a message
	// No app splits a text below half of that. Those that split below shortestCut do so at the end of a paragraph.
	lowestCut   = longestText / 2
	shortestCut = longestText - 300
	// cutBlanks is the most white space that is lost where a text is split.
	cutBlanks = 16
)

// MayComment reports whether the message can be the comment on a forward that follows.
func (m *Message) MayComment() bool {
	switch {
	case !m.Own(), m.From == nil, m.Text == "", len(m.Media) > 0, m.ReplyTo != nil, m.Unsupported != "":
		return false
	case m.Command != nil:
		return m.Command.Name == "check"
	}
	return m.Chat.Kind == Private
}

// CommentsOn reports whether the message is the comment on the forward next.
func (m *Message) CommentsOn(next *Message) bool {
	return m.MayComment() && next.Origin != nil && !next.Edited && next.Via == "" && m.sentWith(next)
}

// MayGoOn reports whether the text is long enough to be the first part of a longer one.
func (m *Message) MayGoOn() bool {
	return m.Chat.Kind == Private && m.From != nil && m.Command == nil && !m.Edited && m.Via == "" && len(m.Media) == 0 && units(m.Text) > lowestCut
}

// GoesOnIn reports whether next contains the rest of the text: the two would not fit into one message, and the text is split where an
// app would split it.
func (m *Message) GoesOnIn(next *Message) bool {
	if !m.MayGoOn() || next.Command != nil || next.Edited || next.Via != "" || next.ReplyTo != nil || len(next.Media) > 0 ||
		!m.sentWith(next) || !m.Origin.beside(next.Origin) {
		return false
	}
	first, rest := units(m.Text), utf16.Encode([]rune(next.Text))
	room := longestText - first
	if len(rest) <= room-cutBlanks {
		return false
	}
	return first >= shortestCut || !strings.Contains(string(utf16.Decode(rest[:min(len(rest), room)])), "\n\n")
}

// Rest returns the text of next as the continuation of m. An app drops the space where it splits, unless it has to split a word.
func (m *Message) Rest(next *Message) string {
	last, _ := utf8.DecodeLastRuneInString(m.Text)
	first, _ := utf8.DecodeRuneInString(next.Text)
	if units(m.Text) == longestText && unicode.IsLetter(last) && unicode.IsLetter(first) {
		return next.Text
	}
	return " " + next.Text
}

func (m *Message) sentWith(next *Message) bool {
	return m.Chat.ID == next.Chat.ID && m.From != nil && next.From != nil && m.From.ID == next.From.ID && near(m.At, next.At)
}

// beside reports whether two messages were first posted one after the other in the same place.
func (o *Origin) beside(next *Origin) bool {
	if o == nil || next == nil {
		return o == next
	}
	return o.Kind == next.Kind && o.ID == next.ID && o.Name == next.Name && near(o.At, next.At) && (o.MessageID == 0 || next.MessageID == o.MessageID+1)
}

func near(a, b time.Time) bool { return b.Sub(a).Abs() <= oneAct }

// units returns the length of text in UTF-16 units, as Telegram counts it.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}
