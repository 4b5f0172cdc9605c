package telegramtest

import "net/http"

// General is the topic that every forum has, in which messages name no topic.
const General = 0

// topic is one of a forum's. A deleted one is unknown.
type topic struct {
	name   string
	closed bool
}

// Forum makes a supergroup with topics, of which it has General alone.
func (s *Server) Forum(title string, owner *User, members ...*User) *Group {
	g := s.newGroup("supergroup", title, owner, members)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[g.id].topics = map[int]*topic{General: {name: "General"}}
	return g
}

// Opens makes a topic in a forum, and returns its id: that of the message that says so.
func (u *User) Opens(g *Group, name string) (id int) {
	m := u.act(g.id, func(m *Message) {
		u.s.chats[g.id].topics[m.ID] = &topic{name: name}
		m.in(m.ID)
		m.json["forum_topic_created"] = map[string]any{"name": name, "icon_color": 7322096}
	})
	return m.ID
}

// Closes has a topic take no messages of members, of whom the bot is one; Reopens has it take them again.
func (u *User) Closes(g *Group, id int) { u.shut(g, id, true) }

// Reopens takes Closes back.
func (u *User) Reopens(g *Group, id int) { u.shut(g, id, false) }

func (u *User) shut(g *Group, id int, closed bool) {
	u.act(g.id, func(m *Message) {
		u.s.chats[g.id].topics[id].closed = closed
		m.in(id)
		if closed {
			m.json["forum_topic_closed"] = map[string]any{}
		} else {
			m.json["forum_topic_reopened"] = map[string]any{}
		}
	})
}

// Deletes deletes a topic with its messages, of which Telegram tells no bot.
func (u *User) Deletes(g *Group, id int) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	c := u.s.chats[g.id]
	delete(c.topics, id)
	for _, m := range c.messages {
		m.Deleted = m.Deleted || m.Topic == id
	}
}

// SaysInTopic writes in a topic of a forum.
func (u *User) SaysInTopic(g *Group, id int, text string) Message {
	return u.act(g.id, func(m *Message) {
		m.says(text)
		c := u.s.chats[g.id]
		if m.in(id); id != General && c.messages[id] != nil { // what answers nothing answers the topic's beginning
			m.json["reply_to_message"] = c.messages[id].json
		}
	})
}

// in puts a message into a topic.
func (m *Message) in(id int) {
	if m.Topic = id; id != General {
		m.json["is_topic_message"], m.json["message_thread_id"] = true, id
	}
}

// Topic is the name of a topic; "" where there are none.
func (g *Group) Topic(id int) string {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if t := g.s.chats[g.id].topics[id]; t != nil {
		return t.name
	}
	return ""
}

// topicOf is the topic to which a call sends something.
func (c *chat) topicOf(p params) (id int, failure *apiError) {
	id = int(p.int("message_thread_id"))
	t := c.topics[id]
	switch {
	case c.topics == nil && id == General:
		return General, nil
	case t == nil:
		return id, badRequest("message thread not found")
	case t.closed:
		return id, errCode(http.StatusBadRequest, "Bad Request: TOPIC_CLOSED")
	}
	return id, nil
}
