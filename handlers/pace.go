package handlers

import (
	"strconv"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification"
)

// visitOf returns how an update counts against the limit of its sender. Only a new message is counted as one.
func visitOf(u bot.Update) (v verification.Visit) {
	if u.Message != nil {
		v.At = u.Message.At
		if !u.Message.Edited {
			v.Message = u.Cause()
		}
	}
	return v
}

// notTaken says which messages of a minute were not taken: as an answer to the first of them, which counts on for those that follow,
// so that it says how many were taken and how many not once they stop coming. A press is told over the chat, and an edit changes nothing.
func (t *talk) notTaken(hurry verification.Hurry, m *bot.Message) error {
	if hurry.Number == 0 {
		return nil
	}
	name := "slow." + string(t.by.ID) + "." + strconv.FormatInt(hurry.Minute.Unix(), 10)
	var out []bot.Outgoing
	if hurry.Number == 1 {
		out = append(out, bot.Outgoing{
			Key: name, Handle: name, Chat: t.chat, Topic: t.topic, Action: bot.Send, ReplyTo: m.ID, Silent: true, Silence: t.silence(),
			Text: t.T("too_fast.now"),
		})
	}
	if hurry.NotTaken > 1 {
		out = append(out, bot.Outgoing{
			Key: t.cause + ".slow", Handle: name, Chat: t.chat, Action: bot.Edit, Coalesce: true, Silence: t.silence(),
			Text: t.T("too_fast.more", "Taken", hurry.Taken, "Left", hurry.NotTaken),
		})
	}
	return t.Send.Send(t.ctx, out...)
}
