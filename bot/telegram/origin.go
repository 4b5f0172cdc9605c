package telegram

import (
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// readOrigin prefers the new field, and reads the old ones of servers that do not have it. Of a forward of which nothing can be
// read it still tells that it is one.
func readOrigin(m *message) *bot.Origin {
	if o := m.Origin; o != nil {
		at := readTime(o.Date)
		switch {
		case o.Type == "user" && o.SenderUser != nil:
			return userOrigin(o.SenderUser, at)
		case o.Type == "hidden_user":
			return &bot.Origin{Kind: bot.FromHidden, Name: o.SenderUserName, At: at}
		case o.Type == "chat" && o.SenderChat != nil:
			return chatOrigin(bot.FromChat, o.SenderChat, 0, at)
		case o.Type == "channel" && o.Chat != nil:
			return chatOrigin(bot.FromChannel, o.Chat, o.MessageID, at)
		}
	}
	at := readTime(int64(m.ForwardDate))
	switch from := m.ForwardFromChat; {
	case m.ForwardFrom != nil:
		return userOrigin(m.ForwardFrom, at)
	case from != nil && from.IsChannel():
		return chatOrigin(bot.FromChannel, from, m.ForwardFromMessageID, at)
	case from != nil:
		return chatOrigin(bot.FromChat, from, 0, at)
	case m.ForwardSenderName != "" || m.Origin != nil || m.ForwardDate != 0 || m.ForwardFromMessageID != 0 || m.IsAutomaticForward:
		return &bot.Origin{Kind: bot.FromHidden, Name: m.ForwardSenderName, At: at}
	}
	return nil
}

func userOrigin(u *tgbotapi.User, at time.Time) *bot.Origin {
	name := strings.TrimSpace(u.FirstName + " " + u.LastName)
	return &bot.Origin{Kind: bot.FromUser, ID: u.ID, Name: name, Username: u.UserName, At: at}
}

func chatOrigin(kind bot.OriginKind, c *tgbotapi.Chat, message int, at time.Time) *bot.Origin {
	return &bot.Origin{Kind: kind, ID: c.ID, Name: c.Title, Username: c.UserName, MessageID: message, At: at}
}
