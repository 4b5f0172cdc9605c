package telegramtest

import (
	"encoding/json"
	"strings"
)

func (s *Server) sendMessage(p params) (any, *apiError) {
	c, failure := s.writable(p.int("chat_id"), Text)
	if failure != nil {
		return nil, failure
	}
	text, entities, failure := readText(p, "text", 4096, "message is too long")
	if failure != nil {
		return nil, failure
	}
	if strings.TrimSpace(text) == "" {
		return nil, badRequest("message text is empty")
	}
	m, failure := s.post(c, p)
	if failure != nil {
		return nil, failure
	}
	m.Text, m.Entities = text, entities
	m.json["text"], m.json["entities"] = text, entities
	return s.sent(c, m), nil
}

func (s *Server) sendMedia(kind string, p params) (any, *apiError) {
	c, failure := s.writable(p.int("chat_id"), kind)
	if failure != nil {
		return nil, failure
	}
	caption, entities, failure := readText(p, "caption", 1024, "message caption is too long")
	if failure != nil {
		return nil, failure
	}
	file, failure := s.file(kind, p.text(kind))
	if failure != nil {
		return nil, failure
	}
	m, failure := s.post(c, p)
	if failure != nil {
		return nil, failure
	}
	m.Text, m.Entities, m.Media = caption, entities, []Media{file}
	field, content := file.content()
	m.json[field], m.json["caption"], m.json["caption_entities"] = content, caption, entities
	return s.sent(c, m), nil
}

// file finds a file that the bot names, or takes one that it uploads.
func (s *Server) file(kind, id string) (Media, *apiError) {
	if content, uploaded := strings.CutPrefix(id, "upload:"); uploaded || strings.HasPrefix(id, "attach:") {
		if failure := uploadable(kind, []byte(content)); failure != nil {
			return Media{}, failure
		}
		return s.newFile(Media{Kind: kind, Size: int64(len(content)), Bytes: []byte(content)}), nil
	}
	f, ok := s.files[id]
	if !ok {
		return f, badRequest("wrong file identifier/HTTP URL specified")
	}
	if f.Kind != kind && kind != "document" {
		return f, badRequest("can't use file of type " + f.Kind + " as " + kind)
	}
	return f, nil
}

func (s *Server) sendMediaGroup(p params) (any, *apiError) {
	c, failure := s.writable(p.int("chat_id"), "photo")
	if failure != nil {
		return nil, failure
	}
	var parts []struct{ Type, Media, Caption, ParseMode string }
	if json.Unmarshal([]byte(p.text("media")), &parts) != nil || len(parts) < 2 || len(parts) > 10 {
		return nil, badRequest("group send failed: an album has 2 to 10 parts")
	}
	var sent []any
	var album []*Message
	for i, part := range parts {
		caption, entities, failure := parseText(part.Caption, "HTML", 1024, "message caption is too long")
		if failure != nil {
			return nil, failure
		}
		file, failure := s.file(part.Type, part.Media)
		if failure != nil {
			return nil, failure
		}
		var m *Message
		if i == 0 {
			if m, failure = s.post(c, p); failure != nil {
				return nil, failure
			}
		} else {
			m = s.newMessage(c)
			m.FromBot, m.Protected = true, album[0].Protected
		}
		m.Text, m.Entities, m.Media, m.Album = caption, entities, []Media{file}, "album"
		field, content := file.content()
		m.json[field], m.json["caption"] = content, caption
		album = append(album, m)
	}
	for _, m := range album {
		sent = append(sent, s.sent(c, m))
	}
	return sent, nil
}

// post makes a message of the bot's with what all kinds have in common.
func (s *Server) post(c *chat, p params) (*Message, *apiError) {
	buttons, failure := readButtons(p)
	if failure != nil {
		return nil, failure
	}
	topic, failure := c.topicOf(p)
	if failure != nil {
		return nil, failure
	}
	reply := int(p.int("reply_to_message_id"))
	if reply != 0 {
		if to := c.messages[reply]; to == nil || to.Deleted {
			if !p.bool("allow_sending_without_reply") && !s.forget {
				return nil, badRequest("message to be replied not found")
			}
			reply = 0
		}
	}
	if failure := s.spend(c); failure != nil {
		return nil, failure
	}
	m := s.newMessage(c)
	m.in(topic)
	m.FromBot, m.Buttons, m.ReplyTo, m.Protected = true, buttons, reply, p.bool("protect_content")
	if c.kind == "channel" {
		m.json["sender_chat"] = c.json()
	} else {
		m.json["from"] = s.me
	}
	return m, nil
}

// sent tells the chat's people of a message and gives what the bot is told of it.
func (s *Server) sent(c *chat, m *Message) any {
	s.note(c, m)
	return m.json
}

func (s *Server) note(c *chat, m *Message) {
	if s.forget {
		return
	}
	c.events = append(c.events, event{*m})
	s.change()
}

func readText(p params, field string, most int, tooLong string) (string, []Entity, *apiError) {
	return parseText(p.text(field), p.text("parse_mode"), most, tooLong)
}

func parseText(text, mode string, most int, tooLong string) (string, []Entity, *apiError) {
	entities := []Entity{}
	switch strings.ToLower(mode) {
	case "html":
		parsed, found, failure := parseHTML(text)
		if failure != nil {
			return "", nil, failure
		}
		text, entities = strings.TrimSpace(parsed), append(entities, found...)
	case "":
	default:
		return "", nil, badRequest("unsupported parse_mode")
	}
	if units(text) > most {
		return "", nil, badRequest(tooLong)
	}
	return text, entities, nil
}

func readButtons(p params) ([][]Button, *apiError) {
	if p.text("reply_markup") == "" {
		return nil, nil
	}
	var markup struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(p.text("reply_markup")), &markup) != nil {
		return nil, badRequest("can't parse reply keyboard markup JSON object")
	}
	for _, row := range markup.Rows {
		for _, b := range row {
			switch {
			case b.Text == "":
				return nil, badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
			case len(b.Data) > 64 || (b.Data == "" && b.URL == ""):
				return nil, badRequest("BUTTON_DATA_INVALID")
			}
		}
	}
	return markup.Rows, nil
}
