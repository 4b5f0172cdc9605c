package outbox

import (
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
)

// newsFunctions are what the scripts know of news. A chat that waits for long may have many items: no more than the first
// so many are looked at.
const newsFunctions = `
local many = 512

-- news_of reads an item's label; nothing when it is no news.
local function news_of(item)
  if not string.find(item, '.', 1, true) then return end
  local subject, version, part, flags, at = string.match(item, ':([^.:]+)%.(%d+)%.(%d+)%.(%a*)%.(%d+):%d$')
  if subject then return subject, tonumber(version), part, flags, tonumber(at) end
end

-- told_of gives the first and the last version of a subject that may have reached a chat.
local function told_of(chat, subject)
  local first, last = string.match(redis.call('HGET', told, chat .. ':' .. subject) or '', '^(%d+)%.(%d+)$')
  if first then return tonumber(first), tonumber(last) end
end

-- note_told notes that a version may have reached a chat.
local function note_told(chat, subject, version, kept)
  local name = chat .. ':' .. subject
  local first, last = told_of(chat, subject)
  first, last = math.min(first or version, version), math.max(last or version, version)
  redis.call('HSET', told, name, string.format('%.0f.%.0f', first, last))
  redis.call('ZADD', named, 'GT', kept, name)
end

-- note_waiting notes since when news wait for a chat that a digest can take; 0 for those that are for one from the start.
local function note_waiting(chat)
  local since
  for _, item in ipairs(first_of(chat, many)) do
    local subject, _, _, flags, at = news_of(item)
    if subject and string.find(flags, 'l') then
      if string.find(flags, 't') then at = 0 end
      since = math.min(since or at, at)
    end
  end
  if since then redis.call('ZADD', news, since, chat) else redis.call('ZREM', news, chat) end
end
`

// lateAfter is how long news wait before they are put into a digest. News that happen to follow each other in a busy hour are still
// sent one by one.
const lateAfter = time.Minute

// label returns what the scripts need to know about news, as part of the item's name:
//
//	keyed name of the subject, version, part, flags, and (which the script adds) when it was queued in ms, joined by dots
//
// The flags are l for what a digest can take, t for what is to be put together at once, e for an edit, r for what may be
// told again, w for what only takes away.
func (o *Outbox) label(m bot.Outgoing) string {
	n := m.News
	if n == nil {
		return ""
	}
	var flags strings.Builder
	for _, f := range []struct {
		is   bool
		flag byte
	}{
		{n.Line != "", 'l'}, {n.Together && n.Line != "", 't'}, {m.Action == bot.Edit, 'e'}, {n.Repeats, 'r'}, {m.Action == bot.Withdraw, 'w'},
	} {
		if f.is {
			flags.WriteByte(f.flag)
		}
	}
	return strings.Join([]string{o.subjectOf(m.Chat, n.Subject), strconv.Itoa(n.Version), strconv.Itoa(n.Part), flags.String()}, ".")
}

// subjectOf returns a chat's subject as the scripts see it.
func (o *Outbox) subjectOf(chat int64, subject string) string {
	return o.sealer.Pseudonym("subject:"+subject, chat)[:len(noMessageKey)]
}

// isMoot reports whether a message has become pointless for its chat. first is the earliest version that may have reached the chat, 0
// for none; target is the message to edit, 0 for none.
func isMoot(m bot.Outgoing, first, target int) bool {
	switch {
	case m.Action == bot.Withdraw:
		return true
	case m.News == nil || m.Action == bot.Edit && target != 0:
		return false
	}
	known := first != 0 && first < m.News.Version
	return m.News.IfTold && !known || m.Action == bot.Edit && known
}

// wording returns the message as its chat should read it, given the versions that have reached it.
func wording(m bot.Outgoing, first int) bot.Outgoing {
	if m.News == nil {
		return m
	}
	if m.Text == "" && m.News.Line != "" && len(m.Media) == 0 {
		m.Text = m.News.Heading + "\n\n" + m.News.Line
	}
	if first != 0 && first < m.News.Version {
		m.Text = m.News.Mark + m.Text
	}
	return m
}
