package handlers

import (
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
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

// sms is /sms: how to write SMS to the bot, and for volunteers a word by which a number becomes theirs.
func (t *talk) sms(*bot.Message) error {
	if t.SMSNumber == "" {
		t.say(t.T("sms.none"))
		return nil
	}
	text := t.T("sms.how", "Number", t.SMSNumber)
	if t.by.May(claim.MayCheck) {
		word, err := t.Desk.LinkWord(t.ctx, t.cause, t.by)
		if err != nil {
			return err
		}
		half := len(word) / 2
		text += "\n\n" + t.T("sms.link", "Word", word[:half]+"-"+word[half:], "Minutes", int(verification.LinkFor/time.Minute))
	}
	t.say(text).Protect = true
	return nil
}
