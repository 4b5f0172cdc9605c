package telegram

import (
	"cmp"
	"strconv"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// The people whom Telegram puts where nobody in particular wrote: an anonymous administrator, a channel, Telegram itself.
// Nobody is one of them.
const (
	anonymousAdmin = 1087968824
	channelStandIn = 136817688
	telegramItself = 777000
)

// readMessage reads a message. This is the one place that makes commands: of nothing but the sender's own words, just written.
func readMessage(m *message, edited bool) *bot.Message {
	out, entities := readContent(m)
	out.Edited = edited || m.EditDate != 0
	if out.Own() {
		out.Command = readCommand(out.Text, entities)
	}
	// In a topic, what answers nothing counts as an answer to the topic's beginning.
	if m.Reply != nil && (!m.IsTopicMessage || m.Reply.TopicCreated == nil) {
		out.ReplyTo, _ = readContent(m.Reply)
	}
	if m.IsTopicMessage {
		out.Topic = m.ThreadID
	}
	out.TopicOpened = m.TopicReopened != nil || m.TopicUnhidden != nil
	readQuote(m, out)
	return out
}

// readQuote adds what is answered: a part of a message, or a message of another chat.
func readQuote(m *message, out *bot.Message) {
	if e := m.External; e != nil && out.ReplyTo == nil {
		out.ReplyTo, _ = readContent(&e.message)
		e.Origin = e.From
		out.ReplyTo.Chat, out.ReplyTo.Origin = out.Chat, readOrigin(&e.message)
	}
	q := m.Quote
	if q == nil || q.Text == "" || !q.IsManual && m.External == nil {
		return // Telegram picked it, and the whole is there
	}
	out.Quote = &bot.Quote{Text: q.Text, Links: readLinks(utf16.Encode([]rune(q.Text)), q.Entities)}
	if out.ReplyTo == nil {
		out.ReplyTo = &bot.Message{Chat: out.Chat}
	}
}

func readContent(m *message) (*bot.Message, []tgbotapi.MessageEntity) {
	out := &bot.Message{
		ID: m.MessageID, Chat: readChat(m.Chat), From: readAuthor(m), At: readTime(int64(m.Date)),
		Media: readMedia(m), Album: m.MediaGroupID, Origin: readOrigin(m),
		Unsupported: unsupported(m), MovedTo: m.MigrateToChatID, MovedFrom: m.MigrateFromChatID, Via: viaOf(m.ViaBot),
	}
	if m.SenderChat != nil {
		out.SenderChat = m.SenderChat.ID
	}
	entities := m.Entities
	if out.Text = m.Text; out.Text == "" {
		out.Text, entities = m.Caption, m.CaptionEntities
	}
	if len(entities) > 0 {
		out.Links = readLinks(utf16.Encode([]rune(out.Text)), entities)
	}
	return out, entities
}

func readAuthor(m *message) *bot.Person {
	if m.SenderChat != nil {
		return nil
	}
	return readSender(m.From)
}

// readSender is nil when there is nobody, or a stand-in.
func readSender(u *tgbotapi.User) *bot.Person {
	if u == nil {
		return nil
	}
	switch u.ID {
	case 0, anonymousAdmin, channelStandIn, telegramItself:
		return nil
	}
	p := readPerson(u)
	return &p
}

func orNobody(p *bot.Person) bot.Person {
	if p == nil {
		return bot.Person{}
	}
	return *p
}

func readMedia(m *message) []bot.Media {
	one := func(kind bot.MediaKind, id, unique, name, mime string, size int, looks ...*tgbotapi.PhotoSize) []bot.Media {
		return []bot.Media{{Kind: kind, FileID: id, UniqueID: unique, Name: name, MIME: mime, Size: int64(size), Look: firstOf(looks)}}
	}
	switch {
	case len(m.Photo) > 0:
		p := m.Photo[len(m.Photo)-1] // the largest
		return one(bot.Photo, p.FileID, p.FileUniqueID, "", "", p.FileSize, lookOf(m.Photo))
	case m.Animation != nil: // comes with a document of the same file
		a := m.Animation
		return one(bot.Animation, a.FileID, a.FileUniqueID, a.FileName, a.MimeType, a.FileSize, a.Small, a.Thumbnail)
	case m.Video != nil:
		v := m.Video
		return one(bot.Video, v.FileID, v.FileUniqueID, v.FileName, v.MimeType, v.FileSize, v.Small, v.Thumbnail)
	case m.VideoNote != nil:
		v := m.VideoNote
		return one(bot.VideoNote, v.FileID, v.FileUniqueID, "", "", v.FileSize, v.Small, v.Thumbnail)
	case m.Voice != nil:
		v := m.Voice
		return one(bot.Voice, v.FileID, v.FileUniqueID, "", v.MimeType, v.FileSize)
	case m.Audio != nil:
		a := m.Audio
		return one(bot.Audio, a.FileID, a.FileUniqueID, a.FileName, a.MimeType, a.FileSize)
	case m.Document != nil:
		d := m.Document
		return one(bot.Document, d.FileID, d.FileUniqueID, d.FileName, d.MimeType, d.FileSize, d.Small, d.Thumbnail)
	}
	return nil
}

// enoughToSee is how wide or high a photo must be to be recognised by it; a larger one only takes longer to fetch.
const enoughToSee = 640

// lookOf gives the smallest size of a photo that is large enough, or the largest.
func lookOf(sizes []tgbotapi.PhotoSize) *tgbotapi.PhotoSize {
	for i, s := range sizes {
		if max(s.Width, s.Height) >= enoughToSee {
			return &sizes[i]
		}
	}
	return &sizes[len(sizes)-1]
}

func viaOf(b *tgbotapi.User) string {
	if b == nil {
		return ""
	}
	return cmp.Or(b.UserName, strconv.FormatInt(b.ID, 10))
}

func firstOf(sizes []*tgbotapi.PhotoSize) string {
	for _, s := range sizes {
		if s != nil && s.FileID != "" {
			return s.FileID
		}
	}
	return ""
}

// unsupported names a kind of content that cannot be checked. A venue has a location too, a game nothing else.
func unsupported(m *message) string {
	for _, kind := range []struct {
		name  string
		there bool
	}{
		{"sticker", m.Sticker != nil},
		{"poll", m.Poll != nil},
		{"venue", m.Venue != nil},
		{"location", m.Location != nil},
		{"contact", m.Contact != nil},
		{"dice", m.Dice != nil},
		{"game", m.Game != nil},
		{"invoice", m.Invoice != nil},
		{"story", m.Story != nil},
		{"paid_media", m.PaidMedia != nil},
		{"giveaway", m.Giveaway != nil},
		{"giveaway_winners", m.Winners != nil},
		{"checklist", m.Checklist != nil},
		{"rich_message", m.RichMessage != nil},
	} {
		if kind.there {
			return kind.name
		}
	}
	return ""
}
