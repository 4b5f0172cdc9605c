package telegram

import (
	"net/url"
	"strings"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

func readMessage(m *message, withReply bool) *bot.Message {
	out := &bot.Message{
		ID: m.MessageID, Chat: readChat(m.Chat), At: readTime(int64(m.Date)),
		Media: readMedia(m), Album: m.MediaGroupID, Origin: readOrigin(m),
		Unsupported: unsupported(m), MovedTo: m.MigrateToChatID,
	}
	if m.From != nil && m.SenderChat == nil {
		p := readPerson(m.From)
		out.From = &p
	}
	entities := m.Entities
	if out.Text = m.Text; out.Text == "" {
		out.Text, entities = m.Caption, m.CaptionEntities
	}
	units := utf16.Encode([]rune(out.Text))
	out.Command = readCommand(units, entities)
	out.Links = readLinks(units, entities)
	if withReply && m.Reply != nil {
		out.ReplyTo = readMessage(m.Reply, false)
	}
	return out
}

// cut gives what an entity covers; offsets count UTF-16 units, and may be wrong.
func cut(units []uint16, e tgbotapi.MessageEntity) string {
	if e.Offset < 0 || e.Length < 0 || e.Offset > len(units) || e.Length > len(units)-e.Offset {
		return ""
	}
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
}

func readCommand(units []uint16, entities []tgbotapi.MessageEntity) *bot.Command {
	for _, e := range entities {
		if e.Type != "bot_command" || e.Offset != 0 {
			continue
		}
		name, to, _ := strings.Cut(strings.TrimPrefix(cut(units, e), "/"), "@")
		if name == "" {
			return nil
		}
		return &bot.Command{
			Name: strings.ToLower(name), To: to,
			Args: strings.TrimSpace(string(utf16.Decode(units[e.Offset+e.Length:]))),
		}
	}
	return nil
}

func readLinks(units []uint16, entities []tgbotapi.MessageEntity) []string {
	var links []string
	for _, e := range entities {
		link := ""
		switch e.Type {
		case "url":
			link = cut(units, e)
		case "text_link":
			link = e.URL
		}
		if u, err := url.Parse(link); err == nil && link != "" && (u.Scheme == "" || u.Scheme == "http" || u.Scheme == "https") {
			links = append(links, link)
		}
	}
	return links
}

func readMedia(m *message) []bot.Media {
	one := func(kind bot.MediaKind, id, unique, name, mime string, size int) []bot.Media {
		return []bot.Media{{Kind: kind, FileID: id, UniqueID: unique, Name: name, MIME: mime, Size: int64(size)}}
	}
	switch {
	case len(m.Photo) > 0:
		p := m.Photo[len(m.Photo)-1] // the largest
		return one(bot.Photo, p.FileID, p.FileUniqueID, "", "", p.FileSize)
	case m.Animation != nil: // comes with a document of the same file
		return one(bot.Animation, m.Animation.FileID, m.Animation.FileUniqueID, m.Animation.FileName, m.Animation.MimeType, m.Animation.FileSize)
	case m.Video != nil:
		return one(bot.Video, m.Video.FileID, m.Video.FileUniqueID, m.Video.FileName, m.Video.MimeType, m.Video.FileSize)
	case m.VideoNote != nil:
		return one(bot.VideoNote, m.VideoNote.FileID, m.VideoNote.FileUniqueID, "", "", m.VideoNote.FileSize)
	case m.Voice != nil:
		return one(bot.Voice, m.Voice.FileID, m.Voice.FileUniqueID, "", m.Voice.MimeType, m.Voice.FileSize)
	case m.Audio != nil:
		return one(bot.Audio, m.Audio.FileID, m.Audio.FileUniqueID, m.Audio.FileName, m.Audio.MimeType, m.Audio.FileSize)
	case m.Document != nil:
		return one(bot.Document, m.Document.FileID, m.Document.FileUniqueID, m.Document.FileName, m.Document.MimeType, m.Document.FileSize)
	}
	return nil
}

func readOrigin(m *message) *bot.Origin {
	if o := m.Origin; o != nil {
		at := readTime(o.Date)
		switch {
		case o.Type == "user" && o.SenderUser != nil:
			return userOrigin(o.SenderUser, at.Unix())
		case o.Type == "hidden_user":
			return &bot.Origin{Kind: bot.FromHidden, Name: o.SenderUserName, At: at}
		case o.Type == "chat" && o.SenderChat != nil:
			return &bot.Origin{Kind: bot.FromChat, ID: o.SenderChat.ID, Name: o.SenderChat.Title, Username: o.SenderChat.UserName, At: at}
		case o.Type == "channel" && o.Chat != nil:
			return &bot.Origin{
				Kind: bot.FromChannel, ID: o.Chat.ID, Name: o.Chat.Title, Username: o.Chat.UserName, MessageID: o.MessageID, At: at,
			}
		}
	}
	at := int64(m.ForwardDate)
	switch {
	case m.ForwardFrom != nil:
		return userOrigin(m.ForwardFrom, at)
	case m.ForwardFromChat != nil:
		kind := bot.FromChat
		if m.ForwardFromChat.IsChannel() {
			kind = bot.FromChannel
		}
		return &bot.Origin{
			Kind: kind, ID: m.ForwardFromChat.ID, Name: m.ForwardFromChat.Title, Username: m.ForwardFromChat.UserName,
			MessageID: m.ForwardFromMessageID, At: readTime(at),
		}
	case m.ForwardSenderName != "":
		return &bot.Origin{Kind: bot.FromHidden, Name: m.ForwardSenderName, At: readTime(at)}
	}
	return nil
}

func userOrigin(u *tgbotapi.User, at int64) *bot.Origin {
	return &bot.Origin{
		Kind: bot.FromUser, ID: u.ID, Name: strings.TrimSpace(u.FirstName + " " + u.LastName), Username: u.UserName, At: readTime(at),
	}
}

// unsupported names a kind of content that cannot be checked.
func unsupported(m *message) string {
	switch {
	case m.Sticker != nil:
		return "sticker"
	case m.Poll != nil:
		return "poll"
	case m.Venue != nil:
		return "venue"
	case m.Location != nil:
		return "location"
	case m.Contact != nil:
		return "contact"
	case m.Dice != nil:
		return "dice"
	case m.Game != nil:
		return "game"
	case m.Invoice != nil:
		return "invoice"
	case m.Story != nil:
		return "story"
	case m.PaidMedia != nil:
		return "paid_media"
	case m.Giveaway != nil:
		return "giveaway"
	case m.Checklist != nil:
		return "checklist"
	}
	return ""
}
