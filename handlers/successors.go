package handlers

import (
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/bulletin"
)

// successors tells where to look on the day when this bot is seized or blocked, with the proof that the list is ours: it is
// of use only to those who have it before that day.
func (t *talk) successors(*bot.Message) error {
	if len(t.Successors.Bots)+len(t.Successors.Mirrors) == 0 {
		t.say(t.T("successors.none"))
		return nil
	}
	t.say(successorList(t.Speaker, t.Successors)).Preview = false
	return nil
}

// successorList says where to look, with the proof.
func successorList(s locale.Speaker, list bulletin.Successors) string {
	lines := []string{s.T("successors.title")}
	for _, name := range list.Bots {
		lines = append(lines, "• @"+escape(name))
	}
	for _, address := range list.Mirrors {
		lines = append(lines, "• "+escape(address))
	}
	lines = append(lines, "", s.T("successors.signed", "At", s.Time(list.At)), "<code>"+escape(list.Text())+"</code>")
	return strings.Join(lines, "\n")
}
