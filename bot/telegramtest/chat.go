package telegramtest

import (
	"fmt"
	"time"
)

// chat is a conversation: with one person (id above 0), a group or a channel.
type chat struct {
	id       int64
	kind     string // private, group, supergroup or channel
	title    string
	person   *User // of a private chat
	started  bool  // the person wrote first, or the bot is in the group or channel
	blocked  bool
	gone     bool            // the person's account was deleted
	admin    bool            // the bot is an administrator
	denied   map[string]bool // what the bot may not send, see [Text]
	admins   map[int64]bool
	members  map[int64]bool
	hidden   bool // who is in it is told to administrators alone
	movedTo  int64
	topics   map[int]*topic // of a forum; nil where there are none
	messages map[int]*Message
	order    []int
	events   []event
	limit    window
}

// event is something that the bot did in a chat: a message that is new, changed or deleted.
type event struct {
	message Message
}

func (c *chat) isPrivate() bool { return c.kind == "private" }

func (c *chat) json() map[string]any {
	j := map[string]any{"id": c.id, "type": c.kind}
	if c.person != nil {
		j["first_name"] = c.person.profile.FirstName
		return j
	}
	j["title"] = c.title
	if c.topics != nil {
		j["is_forum"] = true
	}
	return j
}

// writable tells whether the bot may write into a chat, and send there what a right allows, in Telegram's words when it may not.
func (s *Server) writable(id int64, right string) (*chat, *apiError) {
	c := s.chats[id]
	switch {
	case c == nil || (c.isPrivate() && !c.started):
		return nil, badRequest("chat not found")
	case c.movedTo != 0:
		e := badRequest("group chat was upgraded to a supergroup chat")
		e.MigrateTo = c.movedTo
		return nil, e
	case c.gone:
		return nil, forbidden("user is deactivated")
	case c.blocked:
		return nil, forbidden("bot was blocked by the user")
	case !c.started:
		return nil, forbidden("bot is not a member of the " + c.kind + " chat")
	case c.kind == "channel" && !c.admin:
		return nil, badRequest("need administrator rights in the channel chat")
	}
	if failure := c.refusal(right); failure != nil {
		return nil, failure
	}
	return c, nil
}

func (s *Server) getChat(p params) (any, *apiError) {
	c := s.chats[p.int("chat_id")]
	if c == nil {
		return nil, badRequest("chat not found")
	}
	full := c.json()
	if !c.isPrivate() && c.kind != "channel" {
		full["permissions"] = map[string]any{"can_send_messages": !c.denied[Text], "can_send_photos": !c.denied["photo"]}
	}
	return full, nil
}

func (s *Server) getChatMember(p params) (any, *apiError) {
	c := s.chats[p.int("chat_id")]
	if c == nil {
		return nil, badRequest("chat not found")
	}
	if c.hidden && !c.admin {
		return nil, badRequest("CHAT_ADMIN_REQUIRED")
	}
	id, status := p.int("user_id"), "left"
	if id == s.me.ID {
		return s.botMember(c), nil
	}
	switch {
	case c.admins[id]:
		status = "administrator"
	case c.members[id]:
		status = "member"
	}
	user := profile{ID: id}
	if u := s.people[id]; u != nil {
		user = u.profile
	}
	return map[string]any{"status": status, "user": user}, nil
}

func (s *Server) leaveChat(p params) (any, *apiError) {
	c := s.chats[p.int("chat_id")]
	if c == nil {
		return nil, badRequest("chat not found")
	}
	c.started, c.admin = false, false
	return true, nil
}

// Group is a group or a channel.
type Group struct {
	s  *Server
	id int64
}

// ID is the chat's id.
func (g *Group) ID() int64 { return g.id }

// Group makes a group whose administrator is owner.
func (s *Server) Group(title string, owner *User, members ...*User) *Group {
	return s.newGroup("group", title, owner, members)
}

// Channel makes a channel of owner's.
func (s *Server) Channel(title string, owner *User) *Group {
	return s.newGroup("channel", title, owner, nil)
}

func (s *Server) newGroup(kind, title string, owner *User, members []*User) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID++
	c := &chat{
		id: -1_000_000_000_000 - s.nextID, kind: kind, title: title, messages: map[int]*Message{},
		admins: map[int64]bool{owner.profile.ID: true}, members: map[int64]bool{owner.profile.ID: true},
	}
	for _, m := range members {
		c.members[m.profile.ID] = true
	}
	s.chats[c.id] = c
	return &Group{s, c.id}
}

// HidesMembers has the bot see who is in the group only as an administrator.
func (g *Group) HidesMembers() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.chats[g.id].hidden = true
}

// Adds puts the bot into a group or channel, perhaps as an administrator.
func (u *User) Adds(g *Group, admin bool) { u.s.membership(u, g, true, admin) }

// Removes takes the bot out of a group or channel.
func (u *User) Removes(g *Group) { u.s.membership(u, g, false, false) }

func (s *Server) membership(u *User, g *Group, in, admin bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[g.id]
	was := s.botMember(c)
	c.started, c.admin = in, admin
	s.memberUpdate(c, u, was, s.botMember(c))
}

func (c *chat) botStatus() string {
	switch {
	case c.blocked:
		return "kicked"
	case c.started && c.admin:
		return "administrator"
	case c.started:
		return "member"
	}
	return "left"
}

func (s *Server) memberUpdate(c *chat, by *User, was, is map[string]any) {
	s.push("my_chat_member", map[string]any{
		"chat": c.json(), "from": by.profile, "date": s.clock.Now().Unix(),
		"old_chat_member": was, "new_chat_member": is,
	})
}

// What the bot may be told when a group becomes a supergroup.
const (
	SaysTo   = "to"   // the message in the group: it has moved there
	SaysFrom = "from" // the message in the supergroup: it was that group
	SaysIn   = "in"   // the bot came into the supergroup
	SaysOut  = "out"  // the bot is out of the group
)

// Upgrade makes a group a supergroup with a new id, which it returns. The bot is told what is given, in that order; more can be told
// later, and again, by Tells. Telegram tells of it in an order that nobody can rely on, and not all of it.
func (g *Group) Upgrade(tells ...string) *Group {
	g.s.mu.Lock()
	old := g.s.chats[g.id]
	moved := *old
	g.s.nextID++
	moved.id, moved.kind = -1_000_000_000_000-g.s.nextID, "supergroup"
	moved.messages, moved.order, moved.events = map[int]*Message{}, nil, nil
	g.s.chats[moved.id] = &moved
	old.movedTo = moved.id
	g.s.mu.Unlock()
	is := &Group{g.s, moved.id}
	g.Tells(is, tells...)
	return is
}

// Tells tells the bot that a group has become another one.
func (g *Group) Tells(is *Group, what ...string) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	old, moved := g.s.chats[g.id], g.s.chats[is.id]
	out := map[string]any{"status": "left", "user": g.s.me}
	member := func(c *chat, was, is map[string]any) {
		for id := range c.admins {
			g.s.memberUpdate(c, g.s.people[id], was, is)
			return
		}
	}
	for _, one := range what {
		switch one {
		case SaysTo:
			m := g.s.newMessage(old)
			m.json["migrate_to_chat_id"] = is.id
			g.s.push("message", m.json)
		case SaysFrom:
			m := g.s.newMessage(moved)
			m.json["migrate_from_chat_id"] = g.id
			g.s.push("message", m.json)
		case SaysIn:
			member(moved, out, g.s.botMember(moved))
		case SaysOut:
			member(old, g.s.botMember(moved), out)
		}
	}
}

// newMessage adds a message to a chat. The lock is held.
func (s *Server) newMessage(c *chat) *Message {
	s.nextPost++
	m := &Message{ID: s.nextPost, Chat: c.id, At: s.clock.Now()}
	m.json = map[string]any{"message_id": m.ID, "chat": c.json(), "date": m.At.Unix()}
	if !s.forget {
		c.messages[m.ID] = m
		c.order = append(c.order, m.ID)
	}
	return m
}

// What is added to a file's id for the small size of a photo and for the thumbnail of a video.
const (
	smallOf = "s"
	thumbOf = "t"
)

func (s *Server) newFile(m Media) Media {
	s.nextID++
	m.FileID = fmt.Sprintf("AgACAgIAAxk%dQ", s.nextID)
	if m.Unique == "" {
		m.Unique = "u" + m.FileID
	}
	s.files[m.FileID] = m
	if m.Kind == "photo" {
		s.files[m.FileID+smallOf] = Media{Kind: "photo", FileID: m.FileID + smallOf, Size: int64(len(m.Bytes)), Bytes: m.Bytes}
	}
	if m.Thumb != nil {
		s.files[m.FileID+thumbOf] = Media{Kind: "thumbnail", FileID: m.FileID + thumbOf, Size: int64(len(m.Thumb)), Bytes: m.Thumb}
	}
	return m
}

func (s *Server) getFile(p params) (any, *apiError) {
	f, ok := s.files[p.text("file_id")]
	switch {
	case !ok:
		return nil, badRequest("invalid file_id")
	case f.Size > 20<<20:
		return nil, badRequest("file is too big")
	}
	return map[string]any{"file_id": f.FileID, "file_size": f.Size, "file_path": f.Kind + "s/" + f.FileID}, nil
}

// deletable is for how long a message can be deleted.
const deletable = 48 * time.Hour
