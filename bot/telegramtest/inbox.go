package telegramtest

import (
	"context"
	"fmt"
	"strings"
)

// Inbox gives the messages of the bot in the person's private chat as they stand, deleted ones left out.
func (u *User) Inbox() []Message { return u.s.inbox(u.profile.ID) }

// Messages gives the messages of the bot in a group or channel as they stand, deleted ones left out.
func (g *Group) Messages() []Message { return g.s.inbox(g.id) }

func (s *Server) inbox(chatID int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	var all []Message
	for _, id := range c.order {
		if m := c.messages[id]; m.FromBot && !m.Deleted {
			all = append(all, *m)
		}
	}
	return all
}

// Event is a message as it was when the bot sent, edited or deleted it.
type Event = Message

// News gives what the bot did in the private chat since the last News, Waits or Skip of this person.
func (u *User) News() []Event { return u.news(u.profile.ID) }

// NewsIn is News of a group or channel.
func (u *User) NewsIn(g *Group) []Event { return u.news(g.id) }

func (u *User) news(chatID int64) []Event {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	c := u.s.chats[chatID]
	var out []Event
	for _, e := range c.events[u.read[chatID]:] {
		out = append(out, e.message)
	}
	u.read[chatID] = len(c.events)
	return out
}

// Match tells whether a message is the one that somebody waits for.
type Match func(Message) bool

// Containing matches a message whose text has all of the parts.
func Containing(parts ...string) Match {
	return func(m Message) bool {
		for _, p := range parts {
			if !strings.Contains(m.Text, p) {
				return false
			}
		}
		return true
	}
}

// WithButton matches a message that has such a button.
func WithButton(text string) Match {
	return func(m Message) bool {
		_, ok := m.Button(text)
		return ok
	}
}

// Waits waits in the private chat for a message, new or edited, that matches, and passes over those before it.
func (u *User) Waits(ctx context.Context, match Match) (Message, error) {
	return u.wait(ctx, u.profile.ID, match)
}

// WaitsIn is Waits in a group or channel.
func (u *User) WaitsIn(ctx context.Context, g *Group, match Match) (Message, error) {
	return u.wait(ctx, g.id, match)
}

func (u *User) wait(ctx context.Context, chatID int64, match Match) (Message, error) {
	start := -1
	for {
		u.s.mu.Lock()
		c := u.s.chats[chatID]
		if start < 0 {
			start = u.read[chatID]
		}
		for i := u.read[chatID]; i < len(c.events); i++ {
			u.read[chatID] = i + 1
			if m := c.events[i].message; !m.Deleted && match(m) {
				u.s.mu.Unlock()
				return m, nil
			}
		}
		changed := u.s.changed
		u.s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return Message{}, fmt.Errorf("%s waited in vain; since then came: %s", u.profile.FirstName, u.s.told(chatID, start))
		}
	}
}

// told puts the texts of a chat's events from the given one on into one line.
func (s *Server) told(chatID int64, from int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var texts []string
	for _, e := range s.chats[chatID].events[from:] {
		texts = append(texts, fmt.Sprintf("%q", e.message.Text))
	}
	return strings.Join(texts, ", ")
}

// WaitsCallbackAnswer waits for a short answer to a press that has the text.
func (u *User) WaitsCallbackAnswer(ctx context.Context, text string) error {
	for {
		u.s.mu.Lock()
		for u.seenAnswers < len(u.callbackAnswers) {
			u.seenAnswers++
			if strings.Contains(u.callbackAnswers[u.seenAnswers-1], text) {
				u.s.mu.Unlock()
				return nil
			}
		}
		changed := u.s.changed
		seen := strings.Join(u.callbackAnswers, " | ")
		u.s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%s was never told %q; told: %s", u.profile.FirstName, text, seen)
		}
	}
}

// CallbackAnswers gives the short answers to presses that came since the last call.
func (u *User) CallbackAnswers() []string {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	out := append([]string(nil), u.callbackAnswers[u.seenAnswers:]...)
	u.seenAnswers = len(u.callbackAnswers)
	return out
}

// Settled waits until what happened makes ok true; ok is asked after every change and must not call the server.
func (s *Server) Settled(ctx context.Context, ok func(waiting int, calls []Call) bool) error {
	for {
		s.mu.Lock()
		done, changed := ok(len(s.updates.list), s.calls), s.changed
		s.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
