package telegram_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/telegram"
)

var (
	at      = time.Date(2022, 1, 9, 12, 0, 0, 0, time.UTC)
	private = bot.Chat{ID: 5, Kind: bot.Private}
	group   = bot.Chat{ID: -1005, Kind: bot.Group, Title: "Neighbours", Super: true}
	aigerim = &bot.Person{ID: 5, FirstName: "Aigerim", Username: "aigerim_k", Language: "kk"}
)

const (
	head      = `"message_id":7,"date":1641729600,`
	inPrivate = head + `"chat":{"id":5,"type":"private","first_name":"Aigerim"},` +
		`"from":{"id":5,"first_name":"Aigerim","username":"aigerim_k","language_code":"kk"}`
	inGroup = head + `"chat":{"id":-1005,"type":"supergroup","title":"Neighbours"},` +
		`"from":{"id":5,"first_name":"Aigerim","username":"aigerim_k","language_code":"kk"}`
)

// message is what a message of a test always has; with changes it.
func message(chat bot.Chat, from *bot.Person, with func(*bot.Message)) bot.Update {
	m := &bot.Message{ID: 7, Chat: chat, From: from, At: at}
	with(m)
	return bot.Update{ID: 1, Message: m}
}

func origin(o bot.Origin) func(*bot.Message) { return func(m *bot.Message) { m.Origin = &o } }

func media(one ...bot.Media) func(*bot.Message) { return func(m *bot.Message) { m.Media = one } }

func TestDecode(t *testing.T) {
	t.Parallel()
	nothing := func(*bot.Message) {}
	for name, c := range map[string]struct {
		kind, json string
		want       bot.Update
	}{
		"text": {"message", inPrivate + `,"text":"сәлем"`, message(private, aigerim, func(m *bot.Message) { m.Text = "сәлем" })},
		"edited": {"edited_message", inPrivate + `,"text":"x"`, message(private, aigerim, func(m *bot.Message) {
			m.Text, m.Edited = "x", true
		})},
		"command": {
			"message", inGroup + `,"text":"/Vote@rastau_bot  K7Q2MX true ","entities":[{"type":"bot_command","offset":0,"length":16}]`,
			message(group, aigerim, func(m *bot.Message) {
				m.Text = "/Vote@rastau_bot  K7Q2MX true "
				m.Command = &bot.Command{Name: "vote", To: "rastau_bot", Args: "K7Q2MX true"}
			}),
		},
		"command with a dash behind it": {
			"message", inPrivate + `,"text":"/check—👍 text","entities":[{"type":"bot_command","offset":0,"length":6}]`,
			message(private, aigerim, func(m *bot.Message) {
				m.Text, m.Command = "/check—👍 text", &bot.Command{Name: "check", Args: "—👍 text"}
			}),
		},
		"command further on is none": {
			"message", inPrivate + `,"text":"see /help","entities":[{"type":"bot_command","offset":4,"length":5}]`,
			message(private, aigerim, func(m *bot.Message) { m.Text = "see /help" }),
		},
		"slash in quoted code is no command": {
			"message", inPrivate + `,"text":"/help","entities":[{"type":"code","offset":0,"length":5}]`,
			message(private, aigerim, func(m *bot.Message) { m.Text = "/help" }),
		},
		"command of a server that marks nothing": {
			"message", `"message_id":7,"date":1641729600000,"chat":{"id":5},"from":{"id":5,"first_name":"Aigerim"},"text":"/start abc"`,
			message(private, &bot.Person{ID: 5, FirstName: "Aigerim"}, func(m *bot.Message) {
				m.Text, m.Command = "/start abc", &bot.Command{Name: "start", Args: "abc"}
			}),
		},
		"path is no command": {
			"message", inPrivate + `,"text":"/usr/bin"`,
			message(private, aigerim, func(m *bot.Message) { m.Text = "/usr/bin" }),
		},
		"command in a caption": {
			"message", inPrivate + `,"caption":"/check","caption_entities":[{"type":"bot_command","offset":0,"length":6}],` +
				`"photo":[{"file_id":"s","file_unique_id":"us"},{"file_id":"l","file_unique_id":"ul","file_size":9}],"media_group_id":"g"`,
			message(private, aigerim, func(m *bot.Message) {
				m.Text, m.Command, m.Album = "/check", &bot.Command{Name: "check"}, "g"
				m.Media = []bot.Media{{Kind: bot.Photo, FileID: "l", UniqueID: "ul", Size: 9, Look: "l"}}
			}),
		},
		"links": {
			"message", inPrivate + `,"text":"😀 example.org:80/x here","entities":[{"type":"url","offset":3,"length":16},` +
				`{"type":"text_link","offset":20,"length":4,"url":"https://example.com/?a=b://c"},` +
				`{"type":"text_link","offset":20,"length":4,"url":"tg://user?id=1"},{"type":"url","offset":900,"length":9},` +
				`{"type":"url","offset":-1,"length":2}]`,
			message(private, aigerim, func(m *bot.Message) {
				m.Text, m.Links = "😀 example.org:80/x here", []string{"example.org:80/x", "https://example.com/?a=b://c"}
			}),
		},
		"from a channel, new field": {
			"message", inPrivate + `,"forward_from":{"id":9},"forward_date":5,"forward_origin":{"type":"channel","date":1641729600,` +
				`"chat":{"id":-1007,"type":"channel","title":"News","username":"news"},"message_id":42}`,
			message(private, aigerim, origin(bot.Origin{
				Kind: bot.FromChannel, ID: -1007, Name: "News", Username: "news", MessageID: 42, At: at,
			})),
		},
		"from a channel, old fields": {
			"message", inPrivate + `,"forward_date":1641729600,"forward_from_message_id":42,` +
				`"forward_from_chat":{"id":-1007,"type":"channel","title":"News","username":"news"}`,
			message(private, aigerim, origin(bot.Origin{
				Kind: bot.FromChannel, ID: -1007, Name: "News", Username: "news", MessageID: 42, At: at,
			})),
		},
		"from a user, new field": {
			"message", inPrivate + `,"forward_origin":{"type":"user","date":1641729600,"sender_user":{"id":9,"first_name":"A","last_name":"B"}}`,
			message(private, aigerim, origin(bot.Origin{Kind: bot.FromUser, ID: 9, Name: "A B", At: at})),
		},
		"from a user, old fields": {
			"message", inPrivate + `,"forward_date":1641729600,"forward_from":{"id":9,"first_name":"A"}`,
			message(private, aigerim, origin(bot.Origin{Kind: bot.FromUser, ID: 9, Name: "A", At: at})),
		},
		"from somebody hidden, new field": {
			"message", inPrivate + `,"forward_origin":{"type":"hidden_user","date":1641729600,"sender_user_name":"H"}`,
			message(private, aigerim, origin(bot.Origin{Kind: bot.FromHidden, Name: "H", At: at})),
		},
		"from somebody hidden, old fields": {
			"message", inPrivate + `,"forward_date":1641729600,"forward_sender_name":"H"`,
			message(private, aigerim, origin(bot.Origin{Kind: bot.FromHidden, Name: "H", At: at})),
		},
		"from a chat, new field": {
			"message", inPrivate + `,"forward_origin":{"type":"chat","date":1641729600,"sender_chat":{"id":-8,"type":"supergroup","title":"G"}}`,
			message(private, aigerim, origin(bot.Origin{Kind: bot.FromChat, ID: -8, Name: "G", At: at})),
		},
		"from a chat, old fields": {
			"message", inPrivate + `,"forward_date":1641729600,"forward_from_chat":{"id":-8,"type":"supergroup","title":"G"}`,
			message(private, aigerim, origin(bot.Origin{Kind: bot.FromChat, ID: -8, Name: "G", At: at})),
		},
		"animation, which comes with a document": {
			"message", inPrivate + `,"animation":{"file_id":"a","file_unique_id":"ua"},"document":{"file_id":"a","file_unique_id":"ua"}`,
			message(private, aigerim, media(bot.Media{Kind: bot.Animation, FileID: "a", UniqueID: "ua"})),
		},
		"video": {
			"message", inPrivate + `,"video":{"file_id":"f","file_unique_id":"u","file_name":"n","mime_type":"video/mp4","file_size":3000000000}`,
			message(private, aigerim, media(bot.Media{
				Kind: bot.Video, FileID: "f", UniqueID: "u", Name: "n", MIME: "video/mp4", Size: 3_000_000_000,
			})),
		},
		"video note": {
			"message", inPrivate + `,"video_note":{"file_id":"f","file_unique_id":"u","length":240}`,
			message(private, aigerim, media(bot.Media{Kind: bot.VideoNote, FileID: "f", UniqueID: "u"})),
		},
		"voice": {
			"message", inPrivate + `,"voice":{"file_id":"f","file_unique_id":"u","mime_type":"audio/ogg"}`,
			message(private, aigerim, media(bot.Media{Kind: bot.Voice, FileID: "f", UniqueID: "u", MIME: "audio/ogg"})),
		},
		"audio": {
			"message", inPrivate + `,"audio":{"file_id":"f","file_unique_id":"u","file_name":"n","mime_type":"audio/mpeg"}`,
			message(private, aigerim, media(bot.Media{Kind: bot.Audio, FileID: "f", UniqueID: "u", Name: "n", MIME: "audio/mpeg"})),
		},
		"document": {
			"message", inPrivate + `,"document":{"file_id":"f","file_unique_id":"u","file_name":"n.pdf"}`,
			message(private, aigerim, media(bot.Media{Kind: bot.Document, FileID: "f", UniqueID: "u", Name: "n.pdf"})),
		},
		"reply": {
			"message", inGroup + `,"text":"b","reply_to_message":{` + inGroup + `,"text":"a","reply_to_message":{` + inGroup + `}}`,
			message(group, aigerim, func(m *bot.Message) {
				m.Text, m.ReplyTo = "b", &bot.Message{ID: 7, Chat: group, From: aigerim, At: at, Text: "a"}
			}),
		},
		"in a topic": {
			"message", inGroup + `,"text":"b","message_thread_id":77,"is_topic_message":true,"reply_to_message":{` + inGroup + `,"forum_topic_created":{"name":"n"}}`,
			message(group, aigerim, func(m *bot.Message) { m.Text, m.Topic = "b", 77 }),
		},
		"an answer in a topic": {
			"message", inGroup + `,"text":"b","message_thread_id":77,"is_topic_message":true,"reply_to_message":{` + inGroup + `,"text":"a","message_thread_id":77,"is_topic_message":true}`,
			message(group, aigerim, func(m *bot.Message) {
				m.Text, m.Topic, m.ReplyTo = "b", 77, &bot.Message{ID: 7, Chat: group, From: aigerim, At: at, Text: "a"}
			}),
		},
		"in a thread of answers, which is no topic": {
			"message", inGroup + `,"text":"b","message_thread_id":77`, message(group, aigerim, func(m *bot.Message) { m.Text = "b" }),
		},
		"a topic is new": {
			"message", inGroup + `,"message_thread_id":7,"is_topic_message":true,"forum_topic_created":{"name":"n","icon_color":7322096}`,
			message(group, aigerim, func(m *bot.Message) { m.Topic = 7 }),
		},
		"a topic has another name": {
			"message", inGroup + `,"message_thread_id":77,"is_topic_message":true,"forum_topic_edited":{"name":"n"}`,
			message(group, aigerim, func(m *bot.Message) { m.Topic = 77 }),
		},
		"a topic is closed": {
			"message", inGroup + `,"message_thread_id":77,"is_topic_message":true,"forum_topic_closed":{}`,
			message(group, aigerim, func(m *bot.Message) { m.Topic = 77 }),
		},
		"General is hidden": {"message", inGroup + `,"general_forum_topic_hidden":{}`, message(group, aigerim, nothing)},
		"a topic is open again": {
			"message", inGroup + `,"message_thread_id":77,"is_topic_message":true,"forum_topic_reopened":{}`,
			message(group, aigerim, func(m *bot.Message) { m.Topic, m.TopicOpened = 77, true }),
		},
		"General is open again": {
			"message", inGroup + `,"forum_topic_reopened":{}`, message(group, aigerim, func(m *bot.Message) { m.TopicOpened = true }),
		},
		"General is shown again": {
			"message", inGroup + `,"general_forum_topic_unhidden":{}`, message(group, aigerim, func(m *bot.Message) { m.TopicOpened = true }),
		},
		"a press in a topic": {
			"callback_query", `"id":"77","from":{"id":5,"first_name":"Aigerim","username":"aigerim_k","language_code":"kk"},"data":"v:1",` +
				`"message":{` + inGroup + `,"message_thread_id":77,"is_topic_message":true}`,
			bot.Update{ID: 1, Press: &bot.Callback{ID: "77", From: *aigerim, Data: "v:1", Chat: group, MessageID: 7, Topic: 77}},
		},
		"anonymous administrator": {
			"message", head + `"chat":{"id":-1005,"type":"supergroup","title":"Neighbours"},"text":"x",` +
				`"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"sender_chat":{"id":-1005,"type":"supergroup"}`,
			message(group, nil, func(m *bot.Message) { m.Text, m.SenderChat = "x", -1005 }),
		},
		"stand-in without a chat behind it": {
			"message", head + `"chat":{"id":-1005,"type":"supergroup","title":"Neighbours"},"from":{"id":136817688},"text":"x"`,
			message(group, nil, func(m *bot.Message) { m.Text = "x" }),
		},
		"channel post": {
			"channel_post", head + `"chat":{"id":-1007,"type":"channel","title":"News"},"sender_chat":{"id":-1007,"type":"channel"},"text":"x"`,
			message(bot.Chat{ID: -1007, Kind: bot.Channel, Title: "News"}, nil, func(m *bot.Message) { m.Text, m.SenderChat = "x", -1007 }),
		},
		"became a supergroup": {
			"message", head + `"chat":{"id":-9,"type":"group","title":"Old"},"migrate_to_chat_id":-1009`,
			message(bot.Chat{ID: -9, Kind: bot.Group, Title: "Old"}, nil, func(m *bot.Message) { m.MovedTo = -1009 }),
		},
		"was a group": {
			"message", inGroup + `,"migrate_from_chat_id":-9`, message(group, aigerim, func(m *bot.Message) { m.MovedFrom = -9 }),
		},
		"service message": {"message", inGroup + `,"new_chat_members":[{"id":9,"first_name":"N"}]`, message(group, aigerim, nothing)},
		"pinned":          {"message", inGroup + `,"pinned_message":{"message_id":3,"date":0,"chat":{"id":-1005}}`, message(group, aigerim, nothing)},
		"press": {
			"callback_query", `"id":"77","from":{"id":5,"first_name":"Aigerim","username":"aigerim_k","language_code":"kk"},"data":"v:1",` +
				`"message":{` + inGroup + `}`,
			bot.Update{ID: 1, Press: &bot.Callback{ID: "77", From: *aigerim, Data: "v:1", Chat: group, MessageID: 7}},
		},
		"press under a message that is gone": {
			"callback_query", `"id":"77","from":{"id":5},"data":"d","message":{"message_id":7,"date":0,"chat":{"id":5,"type":"private"}}`,
			bot.Update{ID: 1, Press: &bot.Callback{ID: "77", From: bot.Person{ID: 5}, Data: "d", Chat: private}},
		},
		"press under an inline message": {
			"callback_query", `"id":"77","from":{"id":5},"data":"d","inline_message_id":"q"`,
			bot.Update{ID: 1, Press: &bot.Callback{ID: "77", From: bot.Person{ID: 5}, Data: "d"}},
		},
		"blocked": {
			"my_chat_member", `"chat":{"id":5,"type":"private"},"from":{"id":5},"old_chat_member":{"status":"member"},` +
				`"new_chat_member":{"status":"kicked"}`,
			bot.Update{ID: 1, Membership: &bot.Membership{Chat: private, By: bot.Person{ID: 5}, Was: bot.Member, Is: bot.Blocked}},
		},
		"thrown out of a group": {
			"my_chat_member", `"chat":{"id":-1005,"type":"supergroup","title":"Neighbours"},"from":{"id":5},` +
				`"old_chat_member":{"status":"administrator"},"new_chat_member":{"status":"kicked"}`,
			bot.Update{ID: 1, Membership: &bot.Membership{Chat: group, By: bot.Person{ID: 5}, Was: bot.Admin, Is: bot.Absent}},
		},
		"restricted in a group": {
			"my_chat_member", `"chat":{"id":-1005,"type":"supergroup","title":"Neighbours"},"from":{"id":5},` +
				`"old_chat_member":{"status":"left"},"new_chat_member":{"status":"restricted","is_member":true}`,
			bot.Update{ID: 1, Membership: &bot.Membership{Chat: group, By: bot.Person{ID: 5}, Was: bot.Absent, Is: bot.Member}},
		},
		"a search": {
			"inline_query", `"id":"88","from":{"id":5,"language_code":"kk"},"query":"бөгет","offset":"","chat_type":"group"`,
			bot.Update{ID: 1, Inline: &bot.Inline{ID: "88", From: bot.Person{ID: 5, Language: "kk"}, Query: "бөгет"}},
		},
		"a photo of many sizes": {
			"message", inPrivate + `,"photo":[{"file_id":"s","width":90,"height":67},{"file_id":"m","width":800,"height":600},` +
				`{"file_id":"l","file_unique_id":"ul","width":1280,"height":960}]`,
			message(private, aigerim, func(m *bot.Message) {
				m.Media = []bot.Media{{Kind: bot.Photo, FileID: "l", UniqueID: "ul", Look: "m"}}
			}),
		},
		"a video with its thumbnail": {
			"message", inPrivate + `,"video":{"file_id":"v","file_unique_id":"uv","file_size":9,"thumbnail":{"file_id":"t"},"thumb":{"file_id":"o"}}`,
			message(private, aigerim, func(m *bot.Message) {
				m.Media = []bot.Media{{Kind: bot.Video, FileID: "v", UniqueID: "uv", Size: 9, Look: "t"}}
			}),
		},
		"an animation of an older server": {
			"message", inPrivate + `,"animation":{"file_id":"v","file_unique_id":"uv","thumb":{"file_id":"o"}},"document":{"file_id":"v"}`,
			message(private, aigerim, func(m *bot.Message) {
				m.Media = []bot.Media{{Kind: bot.Animation, FileID: "v", UniqueID: "uv", Look: "o"}}
			}),
		},
		"chosen in a search": {
			"message", inPrivate + `,"text":"It is false","via_bot":{"id":9,"is_bot":true,"username":"rastau_bot"}`,
			message(private, aigerim, func(m *bot.Message) { m.Text, m.Via = "It is false", "rastau_bot" }),
		},
		"a kind of no use": {"poll_answer", `"poll_id":"1"`, bot.Update{ID: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw := `{"update_id":1,"` + c.kind + `":{` + c.json + `}}`
			require.True(t, json.Valid([]byte(raw)))
			got, err := telegram.Decode([]byte(raw))
			require.NoError(t, err)
			require.Empty(t, cmp.Diff(c.want, got))
		})
	}
}

func TestDecodeNamesWhatCannotBeChecked(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{
		"sticker", "poll", "venue", "location", "contact", "dice", "game", "invoice", "story", "paid_media", "giveaway",
		"giveaway_winners", "checklist", "rich_message",
	} {
		content := `{}`
		if kind == "venue" {
			content = `{},"location":{}`
		}
		u, err := telegram.Decode([]byte(`{"update_id":1,"message":{` + inPrivate + `,"` + kind + `":` + content + `}}`))
		require.NoError(t, err)
		require.Equal(t, kind, u.Message.Unsupported)

		u, err = telegram.Decode([]byte(`{"update_id":1,"message":{` + inPrivate + `,"` + kind + `":null}}`))
		require.NoError(t, err)
		require.Empty(t, u.Message.Unsupported)
	}
}

func TestDecodeRefusesWhatIsNoUpdate(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		``, `null`, `[]`, `{}`, `{"message":{}}`, `{"update_id":"1"}`, `{"update_id":1,"message":{"text":"secret"}}`,
		`{"update_id":1,"message":{"chat":{"id":1},"text":["secret"]}}`, `{"update_id":1,"callback_query":{"data":"secret"}}`,
		`{"update_id":1,"my_chat_member":{}}`,
	} {
		_, err := telegram.Decode([]byte(raw))
		require.Error(t, err, raw)
		require.NotContains(t, err.Error(), "secret")
	}
}

func TestPeek(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]struct {
		id, chat int64
		ok       bool
	}{
		`{"update_id":3,"message":{` + inPrivate + `}}`:                                   {3, 5, true},
		`{"update_id":3,"edited_message":{` + inGroup + `}}`:                              {3, -1005, true},
		`{"update_id":3,"channel_post":{"chat":{"id":-7}}}`:                               {3, -7, true},
		`{"update_id":3,"my_chat_member":{"chat":{"id":-7},"from":{"id":5}}}`:             {3, -7, true},
		`{"update_id":3,"callback_query":{"from":{"id":5},"message":{"chat":{"id":-7}}}}`: {3, -7, true},
		`{"update_id":3,"callback_query":{"from":{"id":5}}}`:                              {3, 5, true},
		`{"update_id":3,"inline_query":{"from":{"id":5}}}`:                                {3, 5, true},
		`{"update_id":3,"message":{"text":5,"chat":"what"}}`:                              {3, 0, true},
		`{"update_id":3,"poll":{}}`:                                                       {3, 0, true},
		`{"message":{}}`:                                                                  {},
		`not json`:                                                                        {},
	} {
		id, chat, ok := telegram.Peek([]byte(raw))
		require.Equal(t, want, struct {
			id, chat int64
			ok       bool
		}{id, chat, ok}, raw)
	}
}

// FuzzDecode: nothing that comes makes it panic, and what it reads stands where Peek says.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"update_id":1,"message":{` + inPrivate + `,"text":"/a😀","entities":[{"type":"bot_command","offset":0,"length":3}]}}`))
	f.Add([]byte(`{"update_id":1,"callback_query":{"from":{"id":5},"message":{"date":0,"chat":{"id":-7}}}}`))
	f.Add([]byte(`{"update_id":1,"message":{` + inGroup + `,"forward_origin":{"type":"user"},"photo":[],"reply_to_message":{}}}`))
	f.Add([]byte(`{"update_id":1,"inline_query":{"id":"8","from":{"id":5},"query":"a"}}`))
	f.Add([]byte(`{"update_id":1,"my_chat_member":{"chat":{"id":1}}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		u, err := telegram.Decode(raw)
		if err != nil {
			return
		}
		id, chat, ok := telegram.Peek(raw)
		require.True(t, ok)
		require.Equal(t, u.ID, id)
		switch {
		case u.Message != nil:
			require.Equal(t, u.Message.Chat.ID, chat)
		case u.Membership != nil:
			require.Equal(t, u.Membership.Chat.ID, chat)
		case u.Press != nil && u.Press.Chat.ID != 0:
			require.Equal(t, u.Press.Chat.ID, chat)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	raw := []byte(`{"update_id":1,"message":{` + inPrivate + `,"text":"Is it true that troops have landed in Almaty?"}}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := telegram.Decode(raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPeek(b *testing.B) {
	raw := []byte(`{"update_id":1,"message":{` + inPrivate + `,"text":"Is it true that troops have landed in Almaty?"}}`)
	b.ReportAllocs()
	for b.Loop() {
		telegram.Peek(raw)
	}
}
