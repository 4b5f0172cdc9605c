package telegram

import (
	"context"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// membership is the library's type with the bot's rights, which older servers do not tell.
type membership struct {
	tgbotapi.ChatMemberUpdated
	New rights `json:"new_chat_member"`
}

// rights are what somebody may do in a chat; nil is for what is not told, and counts as allowed.
type rights struct {
	tgbotapi.ChatMember
	Posts  *bool `json:"can_post_messages"` // of an administrator of a channel
	Writes *bool `json:"can_send_messages"` // of who is restricted
}

// mute tells whether the bot is in the chat and may not write there.
func (m *membership) mute() bool {
	no := func(right *bool) bool { return right != nil && !*right }
	switch m.New.Status {
	case "administrator":
		return m.Chat.Type == "channel" && no(m.New.Posts)
	case "restricted":
		return m.New.IsMember && no(m.New.Writes)
	case "member":
		return m.Chat.Type == "channel" // where only administrators post
	}
	return false
}

// Runs gives what a group or channel is called, and the people who run it, as far as the service tells either.
func (c *Client) Runs(ctx context.Context, chat int64) (title string, people []int64, err error) {
	id := tgbotapi.Params{"chat_id": strconv.FormatInt(chat, 10)}
	var about struct {
		Title string `json:"title"`
	}
	var all []tgbotapi.ChatMember
	err = c.concerning(ctx, func(ctx context.Context) error {
		if err := c.call(ctx, callTimeout, "getChat", id, &about); bot.FailureOf(err).Passes() {
			return err
		}
		return c.call(ctx, callTimeout, "getChatAdministrators", id, &all)
	})
	if bot.FailureOf(err).Passes() {
		return "", nil, err
	}
	for _, m := range all {
		if m.User != nil && !m.User.IsBot {
			people = append(people, m.User.ID)
		}
	}
	return about.Title, people, nil
}
