package telegramtest

import "slices"

// Text is the right to write, which in a channel is that to post. The rights to send files have the names of their kinds: "photo",
// "voice" and so on.
const Text = "text"

// refusedRight is how Telegram refuses files where a right lacks.
var refusedRight = map[string]string{
	"photo": "photos", "video": "videos", "animation": "animations", "video_note": "video notes", "voice": "voice notes",
	"audio": "music", "document": "documents",
}

// Forbids takes rights from all members of a group, of which nobody is told by an update.
func (g *Group) Forbids(rights ...string) { g.deny(true, rights) }

// Allows gives them back.
func (g *Group) Allows(rights ...string) { g.deny(false, rights) }

func (g *Group) deny(on bool, rights []string) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.chats[g.id].deny(on, rights)
}

func (c *chat) deny(on bool, rights []string) {
	if c.denied == nil {
		c.denied = map[string]bool{}
	}
	for _, r := range rights {
		c.denied[r] = on
	}
}

// Mutes takes the right to write from the bot, or in a channel that to post, and has the bot told so; Unmutes gives it back.
func (u *User) Mutes(g *Group) { u.mute(g, true) }

// Unmutes gives back what Mutes took.
func (u *User) Unmutes(g *Group) { u.mute(g, false) }

func (u *User) mute(g *Group, on bool) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	c := u.s.chats[g.id]
	was := u.s.botMember(c)
	c.deny(on, []string{Text})
	u.s.memberUpdate(c, u, was, u.s.botMember(c))
}

// RefusesVoice has the person take neither voice messages nor round videos, as some settings do.
func (u *User) RefusesVoice() {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.s.chats[u.profile.ID].deny(true, []string{"voice", "video_note"})
}

// refusal says in Telegram's words that the bot may not send what it wants to send to a chat; nil when it may.
func (c *chat) refusal(right string) *apiError {
	switch {
	case right == "" || !c.denied[right] && (right == Text || !c.denied[Text]):
		return nil
	case c.isPrivate():
		return badRequest("VOICE_MESSAGES_FORBIDDEN")
	case c.kind == "channel":
		return badRequest("need administrator rights in the channel chat")
	case right == Text || c.denied[Text]:
		return badRequest("not enough rights to send text messages to the chat")
	}
	return badRequest("not enough rights to send " + refusedRight[right] + " to the chat")
}

// botMember is what Telegram tells of the bot's own place in a chat.
func (s *Server) botMember(c *chat) map[string]any {
	m := map[string]any{"status": c.botStatus(), "user": s.me}
	switch {
	case m["status"] == "administrator" && c.kind == "channel":
		m["can_post_messages"] = !c.denied[Text]
	case m["status"] == "member" && c.denied[Text]:
		m["status"], m["is_member"], m["can_send_messages"] = "restricted", true, false
	}
	return m
}

func (s *Server) getChatAdministrators(p params) (any, *apiError) {
	c := s.chats[p.int("chat_id")]
	switch {
	case c == nil || !c.started:
		return nil, badRequest("chat not found")
	case c.isPrivate():
		return nil, badRequest("there are no administrators in the private chat")
	}
	all := []any{}
	if c.admin {
		all = append(all, s.botMember(c))
	}
	var ids []int64
	for id, is := range c.admins {
		if is {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		all = append(all, map[string]any{"status": "administrator", "user": s.people[id].profile})
	}
	return all, nil
}
