package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// picture is a part of a conversation, as it is seen in one chat.
type picture struct {
	name, chat string
	group      bool // others write there, too
	items      []item
	open       bool
}

// item is something that a chat shows.
type item struct {
	kind    kind
	from    string // of what somebody writes in a group
	origin  string // where it was forwarded from
	text    string
	media   []string // the kinds of its files
	buttons [][]button
	edited  bool
	source  *message // of which it is a state
}

type kind string

const (
	fromBot    kind = "bot"
	fromPerson kind = "person"
	toast      kind = "toast"
)

type button struct {
	text    string
	pressed bool
}

// message is one message of the bot's in a chat, with what it says now.
type message struct {
	text    string
	buttons [][]button
}

var (
	begins   = regexp.MustCompile(`^# picture (\S+): (\S+)$`)
	ends     = regexp.MustCompile(`^# end of (\S+)$`)
	groups   = regexp.MustCompile(`^(?:group|forum) (\S+) of \S+$`)
	speaks   = regexp.MustCompile(`^(\S+?)(?: in (\S+))?: (.*)$`)
	replies  = regexp.MustCompile(`^(\S+) replies in (\S+): (.*)$`)
	forwards = regexp.MustCompile(`^(\S+) forwards \S+ (.*?): (photo )?(.*)$`)
	presses  = regexp.MustCompile(`^(\S+) presses \[(.*?)\](?: in (\S+))?$`)
	joins    = regexp.MustCompile(`^(\S+) joins$`)
	says     = regexp.MustCompile(`^    → (\S+?)((?: \((?:edited|deleted)\))?)((?: 📎\S+(?: \(QR: .*?\))?)*): (.*)$`)
	sees     = regexp.MustCompile(`^    \((\S+) sees: (.*)\)$`)
	rows     = regexp.MustCompile(`^\[.*\](?:\(\S+\))?$`)
	labels   = regexp.MustCompile(`\[([^\]]*)\](?:\(\S+?\))?`)
	codes    = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}\b`)
)

// reader reads a conversation line by line.
type reader struct {
	pictures []*picture
	chats    map[string][]*message // what the bot wrote, by chat
	groups   map[string]bool
	pressed  map[string]*message // what was pressed last, by chat, until the next act
}

// parse finds the pictures of a conversation.
func parse(text string) ([]picture, error) {
	r := &reader{chats: map[string][]*message{}, groups: map[string]bool{}, pressed: map[string]*message{}}
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		var err error
		switch line := lines[i]; {
		case says.MatchString(line):
			var more []string
			for i+1 < len(lines) && strings.HasPrefix(lines[i+1], "        ") {
				i++
				more = append(more, strings.TrimPrefix(lines[i], "        "))
			}
			r.told(says.FindStringSubmatch(line), more)
		case sees.MatchString(line):
			m := sees.FindStringSubmatch(line)
			r.show(m[1], item{kind: toast, text: m[2]})
		case begins.MatchString(line):
			m := begins.FindStringSubmatch(line)
			r.pictures = append(r.pictures, &picture{name: m[1], chat: m[2], group: r.groups[m[2]], open: true})
		case ends.MatchString(line):
			err = r.end(ends.FindStringSubmatch(line)[1])
		case strings.HasPrefix(line, "#"), line == "":
		default:
			r.act(line)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	var all []picture
	for _, p := range r.pictures {
		switch {
		case p.open:
			return nil, fmt.Errorf("picture %s has no end", p.name)
		case len(p.items) == 0:
			return nil, fmt.Errorf("picture %s shows nothing", p.name)
		}
		all = append(all, *p)
	}
	return all, nil
}

func (r *reader) end(name string) error {
	for _, p := range r.pictures {
		if p.open && p.name == name {
			p.open = false
			return nil
		}
	}
	return fmt.Errorf("picture %s ends but does not begin", name)
}

// show adds what happened in a chat to the pictures of it that are open.
func (r *reader) show(chat string, it item) {
	for _, p := range r.pictures {
		if p.open && p.chat == chat {
			p.items = append(p.items, it)
		}
	}
}

// act reads what somebody does.
func (r *reader) act(line string) {
	clear(r.pressed)
	switch {
	case groups.MatchString(line):
		r.groups[groups.FindStringSubmatch(line)[1]] = true
	case joins.MatchString(line):
		r.show(joins.FindStringSubmatch(line)[1], item{kind: fromPerson, text: "/start"})
	case presses.MatchString(line):
		m := presses.FindStringSubmatch(line)
		r.press(either(m[3], m[1]), m[2])
	case forwards.MatchString(line):
		m := forwards.FindStringSubmatch(line)
		it := item{kind: fromPerson, origin: m[2], text: m[4]}
		if m[3] != "" {
			it.media = []string{"photo"}
		}
		r.show(m[1], it)
	case replies.MatchString(line):
		m := replies.FindStringSubmatch(line)
		r.show(m[2], item{kind: fromPerson, from: m[1], text: r.known(m[3])})
	case speaks.MatchString(line):
		m := speaks.FindStringSubmatch(line)
		r.show(either(m[2], m[1]), item{kind: fromPerson, from: m[1], text: r.known(m[3])})
	}
}

// known puts the codes that were given for CODE1, CODE2, ….
func (r *reader) known(text string) string {
	var given []string
	for _, chat := range r.chats["" /* all */] {
		for _, code := range codes.FindAllString(chat.text, -1) {
			if !slices.Contains(given, code) {
				given = append(given, code)
			}
		}
	}
	for i, code := range given {
		text = strings.ReplaceAll(text, fmt.Sprintf("CODE%d", i+1), code)
	}
	return text
}

// press marks the button that somebody presses, in the newest message of the chat that has it.
func (r *reader) press(chat, label string) {
	for _, m := range slices.Backward(r.chats[chat]) {
		for i, row := range m.buttons {
			for j, b := range row {
				if !strings.Contains(b.text, label) {
					continue
				}
				r.pressed[chat] = m
				for _, p := range r.pictures {
					if p.open && p.chat == chat {
						p.mark(m, i, j)
					}
				}
				return
			}
		}
	}
}

// mark shows a button as pressed, in the last state of the message that the picture shows.
func (p *picture) mark(m *message, row, column int) {
	for i, it := range slices.Backward(p.items) {
		if it.source == m {
			p.items[i].buttons[row][column].pressed = true
			return
		}
	}
	// The message came before the picture begins.
	p.items = append(p.items, m.item())
	p.items[len(p.items)-1].buttons[row][column].pressed = true
}

// item is a message as it stands now.
func (m *message) item() item {
	it := item{kind: fromBot, text: m.text, source: m}
	for _, row := range m.buttons {
		it.buttons = append(it.buttons, slices.Clone(row))
	}
	return it
}

// told reads what the bot says in a chat: m is the match of says, more the lines below.
func (r *reader) told(m, more []string) {
	chat, how, files, text := m[1], m[2], m[3], m[4]
	var buttons [][]button
	for _, line := range more {
		if !rows.MatchString(line) {
			text += "\n" + line
			continue
		}
		var row []button
		for _, b := range labels.FindAllStringSubmatch(line, -1) {
			row = append(row, button{text: b[1]})
		}
		buttons = append(buttons, row)
	}
	text = strings.TrimSpace(text)
	r.chats[""] = append(r.chats[""], &message{text: text})
	if strings.Contains(how, "deleted") {
		return
	}
	edited := strings.Contains(how, "edited")
	var it *message
	if edited {
		it = r.meant(chat, text)
	}
	if it == nil {
		it = &message{}
		r.chats[chat] = append(r.chats[chat], it)
	}
	it.text, it.buttons = text, buttons
	shown := it.item()
	shown.edited = edited
	for f := range strings.FieldsSeq(files) {
		if kind, ok := strings.CutPrefix(f, "📎"); ok {
			shown.media = append(shown.media, kind)
		}
	}
	r.show(chat, shown)
}

// meant finds the message that was edited: the one that was just pressed, or else the newest that has the same code.
func (r *reader) meant(chat, text string) *message {
	if m := r.pressed[chat]; m != nil {
		delete(r.pressed, chat)
		return m
	}
	code := codes.FindString(text)
	for _, m := range slices.Backward(r.chats[chat]) {
		if code != "" && strings.Contains(m.text, code) {
			return m
		}
	}
	return nil
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
