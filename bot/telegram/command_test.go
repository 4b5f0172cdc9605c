package telegram_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegram"
)

// command is a command as Telegram marks it, in the chat of that kind.
func command(chat string) map[string]any {
	return map[string]any{
		"message_id": 7, "date": 1641729600, "chat": map[string]any{"id": -1005, "type": chat, "title": "N"},
		"from": map[string]any{"id": 5, "first_name": "Aigerim"}, "text": "/panic now",
		"entities": []any{map[string]any{"type": "bot_command", "offset": 0, "length": 6}},
	}
}

// notOwn are the marks of what is not the sender's own new text.
var notOwn = map[string]map[string]any{
	"forwarded from a person":      {"forward_origin": map[string]any{"type": "user", "date": 1, "sender_user": map[string]any{"id": 9}}},
	"forwarded from oneself":       {"forward_origin": map[string]any{"type": "user", "date": 1, "sender_user": map[string]any{"id": 5}}},
	"forwarded from a hidden user": {"forward_origin": map[string]any{"type": "hidden_user", "date": 1, "sender_user_name": "N"}},
	"forwarded from a chat":        {"forward_origin": map[string]any{"type": "chat", "date": 1, "sender_chat": map[string]any{"id": -8}}},
	"forwarded from a channel":     {"forward_origin": map[string]any{"type": "channel", "date": 1, "chat": map[string]any{"id": -8}, "message_id": 1}},
	"an origin of a new kind":      {"forward_origin": map[string]any{"type": "bot", "date": 1}},
	"an empty origin":              {"forward_origin": map[string]any{}},
	"old: from a person":           {"forward_from": map[string]any{"id": 9}, "forward_date": 1},
	"old: from a chat":             {"forward_from_chat": map[string]any{"id": -8, "type": "channel"}, "forward_date": 1},
	"old: from a hidden user":      {"forward_sender_name": "N", "forward_date": 1},
	"old: nothing but the date":    {"forward_date": 1},
	"old: nothing but the number":  {"forward_from_message_id": 3},
	"an automatic forward":         {"is_automatic_forward": true},
	"by way of a bot":              {"via_bot": map[string]any{"id": 9, "is_bot": true, "username": "gif"}},
	"by way of a bot without name": {"via_bot": map[string]any{"id": 9, "is_bot": true}},
	"edited before it came":        {"edit_date": 1641729601},
	"quoted":                       {"entities": []any{entity("blockquote", 0, 10), entity("bot_command", 0, 6)}},
	"quoted and folded":            {"entities": []any{entity("bot_command", 0, 6), entity("expandable_blockquote", 0, 10)}},
	"as code":                      {"entities": []any{entity("pre", 0, 10), entity("bot_command", 0, 6)}},
}

func entity(kind string, offset, length int) map[string]any {
	return map[string]any{"type": kind, "offset": offset, "length": length}
}

func decode(t require.TestingT, kind string, content map[string]any) *bot.Message {
	raw, err := json.Marshal(map[string]any{"update_id": 1, kind: content})
	require.NoError(t, err)
	u, err := telegram.Decode(raw)
	require.NoError(t, err)
	require.NotNil(t, u.Message)
	return u.Message
}

func TestACommandIsTheSendersOwnNewText(t *testing.T) {
	t.Parallel()
	for _, chat := range []string{"private", "group", "supergroup", "channel"} {
		kind := "message"
		if chat == "channel" {
			kind = "channel_post"
		}
		m := decode(t, kind, command(chat))
		require.Equal(t, &bot.Command{Name: "panic", Args: "now"}, m.Command, "their own is one, in a %s", chat)
		require.True(t, m.Own())

		for name, marks := range notOwn {
			content := command(chat)
			maps.Copy(content, marks)
			require.Nil(t, decode(t, kind, content).Command, "%s, in a %s", name, chat)

			// The same as the caption of a photo, and on a server that marks no commands.
			if entities, ok := content["entities"]; ok {
				content["caption_entities"] = entities
			}
			content["caption"], content["photo"] = content["text"], []any{map[string]any{"file_id": "f"}}
			delete(content, "text")
			require.Nil(t, decode(t, kind, content).Command, "%s, as a caption in a %s", name, chat)
			if _, entities := marks["entities"]; !entities {
				delete(content, "caption_entities")
				require.Nil(t, decode(t, kind, content).Command, "%s, unmarked in a %s", name, chat)
			}
		}
		if chat != "channel" {
			require.Nil(t, decode(t, "edited_message", command(chat)).Command, "an edit")
		}
	}
}

func TestNothingOfWhatIsAnsweredIsACommand(t *testing.T) {
	t.Parallel()
	content := command("private")
	content["text"], content["entities"] = "what is this?", nil
	content["reply_to_message"] = command("private")
	m := decode(t, "message", content)
	require.Nil(t, m.Command)
	require.Nil(t, m.ReplyTo.Command)
	require.Equal(t, "/panic now", m.ReplyTo.Text)

	content["quote"] = map[string]any{"text": "/panic", "position": 0, "is_manual": true, "entities": []any{entity("bot_command", 0, 6)}}
	m = decode(t, "message", content)
	require.Nil(t, m.Command)
	require.Equal(t, "/panic", m.Quote.Text)
}

func TestAQuoteIsWhatTheSenderPickedOut(t *testing.T) {
	t.Parallel()
	check := func() map[string]any {
		content := command("supergroup")
		content["text"] = "/check"
		return content
	}
	quote := map[string]any{"text": "nb.kz says so", "entities": []any{entity("url", 0, 5)}, "position": 3}
	origin := map[string]any{"type": "channel", "date": 1641729600, "chat": map[string]any{"id": -8, "type": "channel", "title": "C"}, "message_id": 3}
	group := bot.Chat{ID: -1005, Kind: bot.Group, Title: "N", Super: true}

	content := check()
	content["reply_to_message"], content["quote"] = command("supergroup"), quote
	require.Nil(t, decode(t, "message", content).Quote, "Telegram picked it, not the sender")

	quote["is_manual"] = true
	m := decode(t, "message", content)
	require.Equal(t, &bot.Quote{Text: "nb.kz says so", Links: []string{"nb.kz"}}, m.Quote)
	require.Equal(t, "check", m.Command.Name)

	delete(quote, "is_manual")
	content = check()
	content["quote"], content["external_reply"] = quote, map[string]any{
		"origin": origin, "chat": map[string]any{"id": -8, "type": "channel"}, "message_id": 3, "photo": []any{map[string]any{"file_id": "f"}},
	}
	m = decode(t, "message", content)
	require.Equal(t, "nb.kz says so", m.Quote.Text, "of another chat, a quote is all that there is")
	require.Empty(t, cmp.Diff(&bot.Message{
		ID: 3, Chat: group, Media: []bot.Media{{Kind: bot.Photo, FileID: "f", Look: "f"}},
		Origin: &bot.Origin{Kind: bot.FromChannel, ID: -8, Name: "C", MessageID: 3, At: at},
	}, m.ReplyTo))
	require.True(t, m.Own(), "it is the answered message that is forwarded, not the answer")
}

func TestWhoeverWritesInTheNameOfAChatIsNobody(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		content := command("supergroup")
		content["from"] = map[string]any{"id": rapid.SampledFrom([]int64{5, 1087968824, 136817688, 777000}).Draw(t, "from")}
		chat := rapid.SampledFrom([]int64{0, -1005, -1006}).Draw(t, "chat")
		if chat != 0 {
			content["sender_chat"] = map[string]any{"id": chat, "type": "channel"}
		}
		m := decode(t, "message", content)
		require.Equal(t, chat, m.SenderChat)
		person := chat == 0 && fmt.Sprint(content["from"]) == "map[id:5]"
		require.Equal(t, person, m.From != nil)
	})
}

func TestAPressElsewhereNamesNoChat(t *testing.T) {
	t.Parallel()
	for name, marks := range map[string]string{
		"forwarded":     `"forward_origin":{"type":"user","sender_user":{"id":9},"date":1},`,
		"forwarded old": `"forward_date":1,`, "by way of a bot": `"via_bot":{"id":9},`,
	} {
		u, err := telegram.Decode([]byte(`{"update_id":1,"callback_query":{"id":"77","from":{"id":5},"data":"f||yes",` +
			`"message":{` + marks + `"message_id":7,"date":1,"chat":{"id":5,"type":"private"}}}}`))
		require.NoError(t, err)
		require.Equal(t, bot.Chat{}, u.Press.Chat, name)
	}
}

func TestAnAnonymousAdministratorWhoAddsTheBotIsNobody(t *testing.T) {
	t.Parallel()
	u, err := telegram.Decode([]byte(`{"update_id":1,"my_chat_member":{"chat":{"id":-1005,"type":"supergroup"},"from":{"id":1087968824,"is_bot":true},` +
		`"old_chat_member":{"status":"left"},"new_chat_member":{"status":"member"}}}`))
	require.NoError(t, err)
	require.Equal(t, bot.Person{}, u.Membership.By)
}
