package telegram

import (
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

func readMessage(m *message) *bot.Message {
	out := readContent(m)
	// In a topic, what answers nothing counts as an answer to the topic's beginning.
	if m.Reply != nil && (!m.IsTopicMessage || m.Reply.TopicCreated == nil) {
		out.ReplyTo = readContent(m.Reply)
	}
	return out
}

func readContent(m *message) *bot.Message {
	out := &bot.Message{
		ID: m.MessageID, Chat: readChat(m.Chat), From: readAuthor(m), At: readTime(int64(m.Date)),
		Media: readMedia(m), Album: m.MediaGroupID, Origin: readOrigin(m),
		Unsupported: unsupported(m), MovedTo: m.MigrateToChatID, Via: viaOf(m.ViaBot),
	}
	entities := m.Entities
	if out.Text = m.Text; out.Text == "" {
		out.Text, entities = m.Caption, m.CaptionEntities
	}
	if len(entities) > 0 {
		units := utf16.Encode([]rune(out.Text))
		out.Command, out.Links = readCommand(units, entities), readLinks(units, entities)
	} else {
		out.Command = typedCommand(out.Text)
	}
	return out
}

func readAuthor(m *message) *bot.Person {
	if m.From == nil || m.SenderChat != nil {
		return nil
	}
	switch m.From.ID {
	case 0, anonymousAdmin, channelStandIn, telegramItself:
		return nil
	}
	p := readPerson(m.From)
	return &p
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
	return b.UserName
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
