package telegramtest

import (
	"reflect"
	"time"
)

func (s *Server) edit(p params, field string) (any, *apiError) {
	c, failure := s.writable(p.int("chat_id"), Text)
	if failure != nil {
		return nil, failure
	}
	m := c.messages[int(p.int("message_id"))]
	if s.forget {
		return true, nil
	}
	if m == nil || m.Deleted {
		return nil, badRequest("message to edit not found")
	}
	if !m.FromBot {
		return nil, badRequest("message can't be edited")
	}
	changed := *m
	switch field {
	case "text":
		if len(m.Media) > 0 {
			return nil, badRequest("there is no text in the message to edit")
		}
		changed.Text, changed.Entities, failure = readText(p, "text", 4096, "message is too long")
	case "caption":
		if len(m.Media) == 0 {
			return nil, badRequest("there is no caption in the message to edit")
		}
		changed.Text, changed.Entities, failure = readText(p, "caption", 1024, "message caption is too long")
	}
	if failure != nil {
		return nil, failure
	}
	if changed.Buttons, failure = readButtons(p); failure != nil {
		return nil, failure
	}
	if changed.Text == m.Text && reflect.DeepEqual(changed.Buttons, m.Buttons) && reflect.DeepEqual(changed.Entities, m.Entities) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	if failure := s.spend(c); failure != nil {
		return nil, failure
	}
	changed.Edits++
	*m = changed
	if field != "" {
		m.json[field] = m.Text
	}
	return s.sent(c, m), nil
}

func (s *Server) deleteMessage(p params) (any, *apiError) {
	c, failure := s.writable(p.int("chat_id"), "")
	if failure != nil {
		return nil, failure
	}
	m := c.messages[int(p.int("message_id"))]
	switch {
	case m == nil || m.Deleted:
		return nil, badRequest("message to delete not found")
	case s.clock.Since(m.At) > deletable || (!m.FromBot && !c.admin):
		return nil, badRequest("message can't be deleted")
	}
	m.Deleted = true
	s.note(c, m)
	return true, nil
}

// press is a button that somebody pressed.
type press struct {
	at       time.Time
	by       *User
	chat     *chat
	answered bool
}

// answerable is for how long a press can be answered.
const answerable = 150 * time.Second

func (s *Server) answerCallback(p params) (any, *apiError) {
	pressed := s.presses[p.text("callback_query_id")]
	if pressed == nil || s.clock.Since(pressed.at) > answerable {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	if units(p.text("text")) > 200 {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	if pressed.answered {
		return true, nil
	}
	pressed.answered = true
	if text := p.text("text"); text != "" && pressed.chat != nil {
		pressed.by.callbackAnswers = append(pressed.by.callbackAnswers, text)
	}
	s.change()
	return true, nil
}
