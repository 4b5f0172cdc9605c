package handlers

import (
	"strings"

	"github.com/rastau/rastau/bot"
)

// successors tells where to look on the day when this bot is seized or blocked, with the proof that the list is ours: it is
// of use only to those who have it before that day.
func (t *talk) successors(*bot.Message) error {
	list := t.Successors
	if len(list.Bots)+len(list.Mirrors) == 0 {
		t.say(t.T("successors.none"))
		return nil
	}
	lines := []string{t.T("successors.title")}
	for _, name := range list.Bots {
		lines = append(lines, "• @"+escape(name))
	}
	for _, address := range list.Mirrors {
		lines = append(lines, "• "+escape(address))
	}
	lines = append(lines, "", t.T("successors.signed", "At", t.Time(list.At)), "<code>"+escape(list.Text())+"</code>")
	t.say(strings.Join(lines, "\n")).Preview = false
	return nil
}
