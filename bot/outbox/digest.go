package outbox

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/rastau/rastau/bot"
)

// mostUnits is the longest message in UTF-16 units. Telegram counts without markup, so counting with it is on the safe side.
const mostUnits = 4096

// combine makes one message of waiting news: corrections first, then news for this person alone, then the rest, each newest first.
// News that do not fit stay in the queue; a single piece is sent in full.
func combine(rows []row) (t claimed) {
	t.chat, t.again, t.held = rows[0].chat, rows[0].again, rows[0].held
	defer func() { t.item = t.news[0].item }()
	var live []row
	for _, r := range rows {
		if r.unreadable || r.void || isMoot(r.out, r.first, r.target) {
			t.news = append(t.news, piece{item: r.item})
			continue
		}
		live = append(live, r)
	}
	slices.SortStableFunc(live, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(queuedAt(b.item), queuedAt(a.item)))
	})
	said := fitting(live)
	if said < 2 {
		if t.moot = len(live) == 0; !t.moot {
			one := single(live[0])
			t.delivery, t.news = one.delivery, append(t.news, one.news...)
		}
		return t
	}
	t.delivery = bot.Delivery{Outgoing: bot.Outgoing{
		Chat: live[0].out.Chat, Topic: live[0].out.Topic, Action: bot.Send, Priority: live[0].out.Priority, Text: digest(live[:said]), Silent: true,
	}}
	for _, r := range live[:said] {
		t.delivery.Protect = t.delivery.Protect || r.out.Protect
		t.delivery.Silent = t.delivery.Silent && r.out.Silent
		t.news = append(t.news, piece{r.item, true})
	}
	return t
}

// rank returns the priority by which a digest is ordered.
func (r row) rank() bot.Priority {
	if r.first != 0 && r.first < r.out.News.Version {
		return bot.Correction
	}
	return r.out.Priority
}

// queuedAt returns when news were queued, in ms, from their label.
func queuedAt(item string) int {
	i := strings.LastIndexByte(item, ':')
	at, _ := strconv.Atoi(item[strings.LastIndexByte(item[:i], '.')+1 : i])
	return at
}

func (r row) line() string {
	if r.rank() == bot.Correction {
		return r.out.News.Mark + r.out.News.Line
	}
	return r.out.News.Line
}

// fitting returns how many of the first rows fit into one message.
func fitting(rows []row) (n int) {
	units := 0
	for i, r := range rows {
		if i == 0 {
			units = length(r.out.News.Heading)
		}
		if units += length("\n\n" + r.line()); units > mostUnits {
			return i
		}
	}
	return len(rows)
}

// digest returns the text of a message with all the rows.
func digest(rows []row) string {
	parts := []string{rows[0].out.News.Heading}
	for _, r := range rows {
		parts = append(parts, r.line())
	}
	return strings.TrimPrefix(strings.Join(parts, "\n\n"), "\n\n")
}

// length returns the length of s in UTF-16 units.
func length(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
