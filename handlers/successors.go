package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
)

// successors tells where to look on the day when this bot is seized or blocked, with the proof that the list is ours: it is
// of use only to those who have it before that day.
func (t *talk) successors(*bot.Message) error {
	if len(t.Successors.Bots)+len(t.Successors.Mirrors) == 0 {
		t.say(t.T("successors.none"))
		return nil
	}
	t.say(view.Successors(t.Speaker, t.Successors)).Preview = false
	return nil
}
