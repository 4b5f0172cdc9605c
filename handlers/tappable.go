package handlers

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// tappable makes commands with a code work when they are tapped. Telegram makes a link of "/review" alone in "/review K7Q-2MX". What only
// shows something becomes a link that opens the bot with it; what changes something is copied by a tap, so that no link that somebody else
// sends around does it.
type tappable struct {
	bot.Sender
	botName string
}

func (t tappable) Send(ctx context.Context, out ...bot.Outgoing) error {
	out = slices.Clone(out)
	for i := range out {
		out[i].Text = t.tap(out[i].Text)
		if n := out[i].News; n != nil {
			tapped := *n
			tapped.Line, tapped.Heading = t.tap(n.Line), t.tap(n.Heading)
			out[i].News = &tapped
		}
	}
	return t.Sender.Send(ctx, out...)
}

// byLink are the commands that a link may give: they show something, and change nothing.
var byLink = map[string]func(t *talk, m *bot.Message) error{
	"status": (*talk).status, "review": (*talk).review, "why": (*talk).why, "card": (*talk).card, "relay": (*talk).relay, "bulletin": (*talk).bulletin,
}

// tapped finds a command with a code in a text that is HTML, and what is to be left alone: what is a link or code already.
var tapped = regexp.MustCompile(`(?s)<(?:a|code|pre)\b.*?</(?:a|code|pre)>|/([a-z]+) ([0-9A-Z]{3}-?[0-9A-Z]{3})\b`)

func (t tappable) tap(text string) string {
	if !strings.Contains(text, "/") {
		return text
	}
	return tapped.ReplaceAllStringFunc(text, func(found string) string {
		m := tapped.FindStringSubmatch(found)
		code, is := claim.ParseCode(m[2])
		if m[1] == "" || !is || commands[m[1]] == nil {
			return found
		}
		if t.botName != "" && byLink[m[1]] != nil && code != exampleCode {
			return `<a href="` + view.StartLink(t.botName, m[1]+"_"+string(code)) + `">` + found + "</a>"
		}
		return "<code>" + found + "</code>"
	})
}

// exampleCode is the code that examples have.
const exampleCode = "K7Q2MX"

// linked does what a link says: /start COMMAND_CODE.
func (t *talk) linked(word string) (done bool, err error) {
	name, bare, _ := strings.Cut(word, "_")
	code, ok := claim.ParseCode(bare)
	do := byLink[name]
	if !ok || len(bare) != len(exampleCode) || do == nil {
		return false, nil
	}
	return true, do(t, &bot.Message{Chat: bot.Chat{ID: t.chat, Kind: bot.Private}, Command: &bot.Command{Name: name, Args: string(code)}})
}
