package handlers

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/phrase"
)

// nothingSaid are the refusals of words that seem to say nothing.
var nothingSaid = []claim.Refusal{claim.NoSubject, claim.Greeting, claim.Thanks}

// orMeant offers to have words checked that were refused because they seem to say nothing: only who sent them knows what they mean,
// and nothing may be lost.
func (t *talk) orMeant(s subject, err error) error {
	refusal, _ := claim.RefusalOf(err)
	text := input.Clean(s.Text)
	if !slices.Contains(nothingSaid, refusal) || t.chat != t.id || s.replied || !input.Sayable(text) ||
		phrase.Of(text).Kind == phrase.None || t.by.Doing.What != "" {
		return err
	}
	if err := t.noteTyped(s.Message, text); err != nil {
		return err
	}
	said, err := t.refuse(refusal)
	if err != nil {
		return err
	}
	tag := tagOf(text) + "." + strconv.Itoa(s.ID)
	t.say(said, []bot.Button{{Text: t.T("meant.button"), Data: callback.Data(callback.Meant, "", tag)}}).Handle = "meant." + tag
	return nil
}

// isMeant has those words checked. It is one act for one message, however often the button is pressed.
func (t *talk) isMeant(word string) (done string, err error) {
	tag, _, _ := strings.Cut(word, ".")
	typed, ok := t.typedAs(tag)
	if !ok {
		return t.T("typed.gone"), nil
	}
	t.cause = "meant." + string(t.by.ID) + "." + word
	t.show("meant."+word, t.T("typed.claim"))
	return "", t.claimOf(subject{Message: &bot.Message{Chat: bot.Chat{ID: t.chat, Kind: bot.Private}, Text: typed.Text}, meant: true})
}
