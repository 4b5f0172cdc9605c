package telegram

import (
	"encoding/json"
	"errors"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// update and message are the library's types with what Telegram has added since.
type update struct {
	UpdateID      *int64      `json:"update_id"`
	Message       *message    `json:"message"`
	EditedMessage *message    `json:"edited_message"`
	ChannelPost   *message    `json:"channel_post"`
	CallbackQuery *callback   `json:"callback_query"`
	MyChatMember  *membership `json:"my_chat_member"`
	InlineQuery   *struct {
		ID    string        `json:"id"`
		From  tgbotapi.User `json:"from"`
		Query string        `json:"query"`
	} `json:"inline_query"`
}

type message struct {
	tgbotapi.Message
	Video          *video     `json:"video"`
	Animation      *moving    `json:"animation"`
	VideoNote      *note      `json:"video_note"`
	Document       *paper     `json:"document"`
	Origin         *origin    `json:"forward_origin"`
	Reply          *message   `json:"reply_to_message"`
	External       *elsewhere `json:"external_reply"`
	Quote          *part      `json:"quote"`
	IsTopicMessage bool       `json:"is_topic_message"`
	ThreadID       int        `json:"message_thread_id"` // of every thread of answers, too
	TopicCreated   *thing     `json:"forum_topic_created"`
	TopicReopened  *thing     `json:"forum_topic_reopened"`
	TopicUnhidden  *thing     `json:"general_forum_topic_unhidden"`
	Story          *thing     `json:"story"`
	PaidMedia      *thing     `json:"paid_media"`
	Giveaway       *thing     `json:"giveaway"`
	Winners        *thing     `json:"giveaway_winners"`
	Checklist      *thing     `json:"checklist"`
	RichMessage    *thing     `json:"rich_message"`
}

// Files with the thumbnail under the name that it has had since 2023; the library knows the older one.
type (
	video struct {
		tgbotapi.Video
		Small *tgbotapi.PhotoSize `json:"thumbnail"`
	}
	moving struct {
		tgbotapi.Animation
		Small *tgbotapi.PhotoSize `json:"thumbnail"`
	}
	note struct {
		tgbotapi.VideoNote
		Small *tgbotapi.PhotoSize `json:"thumbnail"`
	}
	paper struct {
		tgbotapi.Document
		Small *tgbotapi.PhotoSize `json:"thumbnail"`
	}
)

// thing is content of which it only matters that it is there.
type thing struct{}

func (*thing) UnmarshalJSON([]byte) error { return nil }

type origin struct {
	Type            string         `json:"type"`
	Date            int64          `json:"date"`
	SenderUser      *tgbotapi.User `json:"sender_user"`
	SenderUserName  string         `json:"sender_user_name"`
	SenderChat      *tgbotapi.Chat `json:"sender_chat"`
	Chat            *tgbotapi.Chat `json:"chat"`
	AuthorSignature string         `json:"author_signature"`
	MessageID       int            `json:"message_id"`
}

// elsewhere is a message of another chat that is answered, without its text: see part.
type elsewhere struct {
	message
	From *origin `json:"origin"`
}

// part is what somebody answers of a message. Telegram adds one by itself, too.
type part struct {
	Text     string                   `json:"text"`
	Entities []tgbotapi.MessageEntity `json:"entities"`
	IsManual bool                     `json:"is_manual"`
}

type callback struct {
	ID      string        `json:"id"`
	From    tgbotapi.User `json:"from"`
	Data    string        `json:"data"`
	Message *struct {
		MessageID   int            `json:"message_id"`
		ThreadID    int            `json:"message_thread_id"`
		InTopic     bool           `json:"is_topic_message"`
		Date        *int64         `json:"date"` // 0 when the bot can no longer see it
		Chat        tgbotapi.Chat  `json:"chat"`
		Origin      *thing         `json:"forward_origin"`
		ForwardDate int64          `json:"forward_date"`
		ViaBot      *tgbotapi.User `json:"via_bot"`
	} `json:"message"`
}

var errNoUpdate = errors.New("not an update")

// Decode reads one raw update. Kinds that the bot has no use for give an Update with an ID only. Its errors quote
// nothing of what people wrote.
func Decode(raw []byte) (bot.Update, error) {
	var u update
	if json.Unmarshal(raw, &u) != nil || u.UpdateID == nil {
		return bot.Update{}, errNoUpdate
	}
	out := bot.Update{ID: *u.UpdateID}
	for _, m := range []*message{u.Message, u.EditedMessage, u.ChannelPost} {
		if m == nil {
			continue
		}
		if m.Chat == nil || m.Chat.ID == 0 {
			return bot.Update{}, errNoUpdate
		}
		out.Message = readMessage(m, m == u.EditedMessage)
		return out, nil
	}
	switch q, m := u.CallbackQuery, u.MyChatMember; {
	case u.InlineQuery != nil:
		if u.InlineQuery.From.ID == 0 {
			return bot.Update{}, errNoUpdate
		}
		out.Inline = &bot.Inline{ID: u.InlineQuery.ID, From: readPerson(&u.InlineQuery.From), Query: u.InlineQuery.Query}
	case q != nil:
		if q.From.ID == 0 {
			return bot.Update{}, errNoUpdate
		}
		out.Press = readPress(q)
	case m != nil:
		if m.Chat.ID == 0 {
			return bot.Update{}, errNoUpdate
		}
		out.Membership = &bot.Membership{
			Chat: readChat(&m.Chat), By: orNobody(readSender(&m.From)),
			Was: standing(m.OldChatMember, m.Chat.IsPrivate()), Is: standing(m.New.ChatMember, m.Chat.IsPrivate()), Mute: m.mute(),
		}
	}
	return out, nil
}

// Peek finds an update's id and the chat within which it keeps its place. A press counts to the chat of its button, a search
// to who searches.
func Peek(raw []byte) (id, chat int64, ok bool) {
	type place struct {
		Chat struct {
			ID int64 `json:"id"`
		} `json:"chat"`
	}
	var u struct {
		UpdateID      *int64 `json:"update_id"`
		Message       *place `json:"message"`
		EditedMessage *place `json:"edited_message"`
		ChannelPost   *place `json:"channel_post"`
		MyChatMember  *place `json:"my_chat_member"`
		CallbackQuery *struct {
			From struct {
				ID int64 `json:"id"`
			} `json:"from"`
			Message *place `json:"message"`
		} `json:"callback_query"`
		InlineQuery *struct {
			From struct {
				ID int64 `json:"id"`
			} `json:"from"`
		} `json:"inline_query"`
	}
	// A field of the wrong type leaves the others readable: what cannot be decoded is for the quarantine to keep.
	_ = json.Unmarshal(raw, &u)
	if u.UpdateID == nil {
		return 0, 0, false
	}
	if q := u.CallbackQuery; q != nil {
		if q.Message != nil {
			return *u.UpdateID, q.Message.Chat.ID, true
		}
		return *u.UpdateID, q.From.ID, true
	}
	for _, p := range []*place{u.Message, u.EditedMessage, u.ChannelPost, u.MyChatMember} {
		if p != nil {
			return *u.UpdateID, p.Chat.ID, true
		}
	}
	if q := u.InlineQuery; q != nil {
		return *u.UpdateID, q.From.ID, true
	}
	return *u.UpdateID, 0, true
}

func readPress(q *callback) *bot.Callback {
	p := &bot.Callback{ID: q.ID, From: readPerson(&q.From), Data: q.Data}
	if m := q.Message; m != nil && m.Origin == nil && m.ForwardDate == 0 && m.ViaBot == nil {
		p.Chat = readChat(&q.Message.Chat)
		if m.InTopic {
			p.Topic = m.ThreadID
		}
		if p.Chat.ID == 0 { // a server that names no chat here means the one with the person
			p.Chat = bot.Chat{ID: q.From.ID, Kind: bot.Private}
		}
		if q.Message.Date == nil || *q.Message.Date != 0 {
			p.MessageID = q.Message.MessageID
		}
	}
	return p
}

func readPerson(u *tgbotapi.User) bot.Person {
	return bot.Person{
		ID: u.ID, FirstName: u.FirstName, LastName: u.LastName, Username: u.UserName, Language: u.LanguageCode, IsBot: u.IsBot,
	}
}

func readChat(c *tgbotapi.Chat) bot.Chat {
	if c == nil {
		return bot.Chat{}
	}
	kind := bot.ChatKind(c.Type)
	switch {
	case c.Type == "supergroup", c.Type == "" && c.ID < 0:
		kind = bot.Group
	case c.Type == "" && c.ID > 0:
		kind = bot.Private
	}
	return bot.Chat{ID: c.ID, Kind: kind, Title: c.Title, Super: c.Type == "supergroup"}
}

func standing(m tgbotapi.ChatMember, private bool) bot.Standing {
	switch m.Status {
	case "creator", "administrator":
		return bot.Admin
	case "member":
		return bot.Member
	case "restricted":
		if m.IsMember {
			return bot.Member
		}
	case "kicked":
		if private {
			return bot.Blocked
		}
	}
	return bot.Absent
}

// readTime reads Telegram's seconds; some servers give milliseconds.
func readTime(t int64) time.Time {
	switch {
	case t == 0:
		return time.Time{}
	case t > 1e11:
		return time.UnixMilli(t).UTC()
	}
	return time.Unix(t, 0).UTC()
}
