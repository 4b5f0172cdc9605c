package telegramtest

import (
	"maps"
	"strconv"
	"strings"
	"time"
)

// Profile is who a person is.
type Profile struct {
	FirstName string
	LastName  string
	Username  string
	Language  string
	ID        int64 // one is made when 0
}

// User is a person who acts and reads. Their acts return when Telegram has them, not when the bot has answered.
type User struct {
	s               *Server
	profile         profile
	callbackAnswers []string
	cards           []Card        // of their latest search
	read            map[int64]int // how many of a chat's events they have looked at
	seenAnswers     int
}

// User makes a person.
func (s *Server) User(p Profile) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.ID == 0 {
		s.nextID++
		p.ID = s.nextID
	}
	u := &User{s: s, read: map[int64]int{}, profile: profile{
		ID: p.ID, FirstName: p.FirstName, LastName: p.LastName, Username: p.Username, Language: p.Language,
	}}
	s.people[p.ID] = u
	s.chats[p.ID] = &chat{id: p.ID, kind: "private", person: u, messages: map[int]*Message{}}
	return u
}

// ID is the person's, and that of their private chat with the bot.
func (u *User) ID() int64 { return u.profile.ID }

// Name is the person's first name.
func (u *User) Name() string { return u.profile.FirstName }

// Says writes to the bot.
func (u *User) Says(text string) Message { return u.say(u.profile.ID, text, nil) }

// SaysIn writes in a group, or posts in a channel.
func (u *User) SaysIn(g *Group, text string) Message { return u.say(g.id, text, nil) }

// SaysAnonymously writes in a group as its administrator without a name.
func (u *User) SaysAnonymously(g *Group, text string) Message {
	return u.say(g.id, text, func(j map[string]any) {
		j["from"] = profile{ID: 1087968824, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
		j["sender_chat"] = map[string]any{"id": g.id, "type": "supergroup", "title": "Group"}
	})
}

// SaysAs writes in a group in the name of a channel of theirs.
func (u *User) SaysAs(channel, g *Group, text string) Message {
	return u.say(g.id, text, func(j map[string]any) {
		j["from"] = profile{ID: 136817688, IsBot: true, FirstName: "Channel", Username: "Channel_Bot"}
		j["sender_chat"] = u.s.chats[channel.id].json()
	})
}

// SaysBy writes to the bot what another bot's inline mode offered.
func (u *User) SaysBy(bot, text string) Message {
	return u.say(u.profile.ID, text, func(j map[string]any) {
		j["via_bot"] = profile{ID: 7000, IsBot: true, FirstName: bot, Username: bot}
	})
}

// Discusses has a channel's post come into the group that is linked to it, as Telegram forwards it by itself.
func (u *User) Discusses(channel, g *Group, text string) Message {
	return u.say(g.id, text, func(j map[string]any) {
		c := u.s.chats[channel.id]
		Origin{Kind: "channel", Title: c.title, ID: c.id}.put(j, u.s.clock.Now())
		j["from"], j["sender_chat"] = profile{ID: 777000, FirstName: "Telegram"}, c.json()
		j["is_automatic_forward"] = true
	})
}

// Quotes answers a part of a message.
func (u *User) Quotes(to Message, part, text string) Message {
	return u.say(to.Chat, text, func(j map[string]any) {
		j["reply_to_message"] = u.s.chats[to.Chat].messages[to.ID].json
		j["quote"] = map[string]any{"text": part, "position": 0, "is_manual": true}
	})
}

// Replies answers a message, in the chat where it stands.
func (u *User) Replies(to Message, text string) Message {
	return u.say(to.Chat, text, func(j map[string]any) { j["reply_to_message"] = u.s.chats[to.Chat].messages[to.ID].json })
}

// Sends sends a file to the bot.
func (u *User) Sends(m Media) Message { return u.send(u.profile.ID, m, nil) }

// SendsIn sends a file to a group.
func (u *User) SendsIn(g *Group, m Media) Message { return u.send(g.id, m, nil) }

// SendsAlbum sends several files as one album, which the bot gets one by one.
func (u *User) SendsAlbum(parts ...Media) {
	u.s.mu.Lock()
	u.s.nextID++
	album := strconv.FormatInt(u.s.nextID, 10)
	u.s.mu.Unlock()
	for _, m := range parts {
		u.send(u.profile.ID, m, func(j map[string]any) { j["media_group_id"] = album })
	}
}

// ForwardsAlbum sends on an album, which the bot gets one by one.
func (u *User) ForwardsAlbum(from Origin, parts ...Media) {
	u.s.mu.Lock()
	u.s.nextID++
	album := strconv.FormatInt(u.s.nextID, 10)
	u.s.mu.Unlock()
	for _, m := range parts {
		u.send(u.profile.ID, m, func(j map[string]any) {
			from.put(j, u.s.clock.Now())
			j["media_group_id"] = album
		})
	}
}

// QuotesElsewhere answers a part of a message in another chat: the bot gets the part, and not the message. Without a part it is not
// told what was answered.
func (u *User) QuotesElsewhere(from Origin, part, text string) Message {
	return u.say(u.profile.ID, text, func(j map[string]any) {
		origin := map[string]any{}
		from.put(origin, u.s.clock.Now())
		j["external_reply"] = map[string]any{"origin": origin["forward_origin"], "chat": origin["forward_from_chat"], "message_id": 17}
		if part != "" {
			j["quote"] = map[string]any{"text": part, "position": 0, "is_manual": true}
		}
	})
}

// Moves has a live location that was sent move on.
func (u *User) Moves(m Message) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	own := u.s.chats[m.Chat].messages[m.ID]
	place := maps.Clone(own.json["location"].(map[string]any))
	place["latitude"] = place["latitude"].(float64) + 0.001
	own.json["location"], own.json["edit_date"] = place, u.s.clock.Now().Unix()
	u.s.push("edited_message", own.json)
}

// SendsOther sends something that is neither text nor a file: kind and content as in Telegram's JSON.
func (u *User) SendsOther(kind string, content any) Message {
	return u.say(u.profile.ID, "", func(j map[string]any) {
		delete(j, "text")
		j[kind] = content
	})
}

// Origin says where a forwarded message comes from: a channel or chat (Title), a person, or one who hides (Name).
type Origin struct {
	Kind     string // channel, user, hidden_user or chat
	Title    string // or the person's name
	Username string
	ID       int64
	At       time.Time
}

// FromChannel is a channel's post.
func FromChannel(title string) Origin {
	return Origin{Kind: "channel", Title: title, ID: -1001234500000}
}

// FromHidden is a message by somebody who hides their account.
func FromHidden(name string) Origin { return Origin{Kind: "hidden_user", Title: name} }

// FromPerson is somebody's message.
func FromPerson(name string, id int64) Origin { return Origin{Kind: "user", Title: name, ID: id} }

// FromGroup is a message written in a group's name.
func FromGroup(title string) Origin { return Origin{Kind: "chat", Title: title, ID: -1001234600000} }

// Forwards sends on a text or file from somewhere else. With a file, text is its caption.
func (u *User) Forwards(from Origin, text string, m ...Media) Message {
	with := func(j map[string]any) { from.put(j, u.s.clock.Now()) }
	if len(m) > 0 {
		m[0].Caption = text
		return u.send(u.profile.ID, m[0], with)
	}
	return u.say(u.profile.ID, text, with)
}

// ForwardsIn sends a text on to a group.
func (u *User) ForwardsIn(g *Group, from Origin, text string) Message {
	return u.say(g.id, text, func(j map[string]any) { from.put(j, u.s.clock.Now()) })
}

// put adds the new and the old fields of a forward.
func (o Origin) put(j map[string]any, now time.Time) {
	if o.At.IsZero() {
		o.At = now.Add(-time.Hour)
	}
	at := o.At.Unix()
	j["forward_date"] = at
	chat := map[string]any{"id": o.ID, "title": o.Title, "type": "channel", "username": o.Username}
	switch o.Kind {
	case "channel":
		j["forward_from_chat"], j["forward_from_message_id"] = chat, 17
		j["forward_origin"] = map[string]any{"type": "channel", "date": at, "chat": chat, "message_id": 17}
	case "chat":
		chat["type"] = "supergroup"
		j["forward_from_chat"] = chat
		j["forward_origin"] = map[string]any{"type": "chat", "date": at, "sender_chat": chat}
	case "user":
		user := profile{ID: o.ID, FirstName: o.Title, Username: o.Username}
		j["forward_from"] = user
		j["forward_origin"] = map[string]any{"type": "user", "date": at, "sender_user": user}
	default:
		j["forward_sender_name"] = o.Title
		j["forward_origin"] = map[string]any{"type": "hidden_user", "date": at, "sender_user_name": o.Title}
	}
}

// Edits changes a message that the person wrote.
func (u *User) Edits(m Message, text string) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	own := u.s.chats[m.Chat].messages[m.ID]
	own.json["text"], own.json["entities"], own.json["edit_date"] = text, commandEntities(text), u.s.clock.Now().Unix()
	u.s.push("edited_message", own.json)
}

// Blocks stops the bot, Unblocks lets it write again, Vanishes deletes the account.
func (u *User) Blocks() { u.block(true) }

// Unblocks lets the bot write again.
func (u *User) Unblocks() { u.block(false) }

// Vanishes deletes the person's account.
func (u *User) Vanishes() {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.s.chats[u.profile.ID].gone = true
}

func (u *User) block(blocked bool) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	c := u.s.chats[u.profile.ID]
	was := u.s.botMember(c)
	c.blocked = blocked
	u.s.memberUpdate(c, u, was, u.s.botMember(c))
}

// Presses presses the button with that text (or a part of it) under a message. It panics when there is none, for the
// person could not press it either.
func (u *User) Presses(m Message, text string) {
	b, ok := m.Button(text)
	if !ok {
		var have []string
		for _, row := range m.Buttons {
			for _, b := range row {
				have = append(have, b.Text)
			}
		}
		panic("no button " + strconv.Quote(text) + " among " + strings.Join(have, " | "))
	}
	u.PressesData(m, b.Data)
}

// PressesData presses a button with that data, which need not be there: clients can be made to send anything.
func (u *User) PressesData(m Message, data string) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.s.nextID++
	id := strconv.FormatInt(u.s.nextID, 10)
	c := u.s.chats[m.Chat]
	u.s.presses[id] = &press{at: u.s.clock.Now(), by: u, chat: c}
	u.s.push("callback_query", map[string]any{
		"id": id, "from": u.profile, "chat_instance": "1", "data": data, "message": u.s.shown(c, m.ID),
	})
}

// shown is a message as a press shows it: one that is deleted is inaccessible.
func (s *Server) shown(c *chat, id int) any {
	if m := c.messages[id]; m != nil && !m.Deleted {
		return m.json
	}
	return map[string]any{"message_id": id, "chat": c.json(), "date": 0}
}

func (u *User) say(chatID int64, text string, with func(map[string]any)) Message {
	return u.act(chatID, func(m *Message) {
		m.says(text)
		if with != nil {
			with(m.json)
		}
	})
}

func (m *Message) says(text string) {
	m.Text = text
	m.json["text"] = text
	if e := commandEntities(text); len(e) > 0 {
		m.json["entities"] = e
	}
}

func (u *User) send(chatID int64, media Media, with func(map[string]any)) Message {
	return u.act(chatID, func(m *Message) {
		media = u.s.newFile(media)
		m.Media, m.Text = []Media{media}, media.Caption
		field, content := media.content()
		m.json[field] = content
		if media.Caption != "" {
			m.json["caption"] = media.Caption
			if e := commandEntities(media.Caption); len(e) > 0 {
				m.json["caption_entities"] = e
			}
		}
		if with != nil {
			with(m.json)
		}
	})
}

func (u *User) act(chatID int64, fill func(m *Message)) Message {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	c := u.s.chats[chatID]
	if c.isPrivate() {
		c.started = true
	}
	m := u.s.newMessage(c)
	kind := "message"
	if c.kind == "channel" {
		kind = "channel_post"
		m.json["sender_chat"] = c.json()
	} else {
		m.json["from"] = u.profile
	}
	fill(m)
	u.s.push(kind, m.json)
	return *m
}
