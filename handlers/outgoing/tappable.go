// Package outgoing completes messages before they are queued: commands in them become tappable, and each says of which claims it tells.
package outgoing

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// Tappable makes commands with a code work when they are tapped. Telegram makes a link of "/review" alone in "/review K7Q-2MX". What only
// shows something becomes a link that opens the bot with it; what changes something is copied by a tap, so that no link that somebody else
// sends around does it.
type Tappable struct {
	bot.Sender
	BotName string // no links are made when it is ""
}

// tapped finds a command with a code in a text that is HTML, and what is to be left alone: what is a link or code already.
var tapped = regexp.MustCompile(`(?s)<(?:a|code|pre)\b.*?</(?:a|code|pre)>|/([a-z]+) ([0-9A-Z]{3}-?[0-9A-Z]{3})\b`)

// Send queues messages; see [bot.Sender].
func (t Tappable) Send(ctx context.Context, out ...bot.Outgoing) error {
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

// tap makes links of the commands in a text.
func (t Tappable) tap(text string) string {
	if !strings.Contains(text, "/") {
		return text
	}
	return tapped.ReplaceAllStringFunc(text, func(found string) string {
		m := tapped.FindStringSubmatch(found)
		code, is := claim.ParseCode(m[2])
		if m[1] == "" || !is || !input.IsCommand[m[1]] {
			return found
		}
		if t.BotName != "" && input.OpensByLink[m[1]] && code != input.ExampleCode {
			return `<a href="` + view.StartLink(t.BotName, m[1]+"_"+string(code)) + `">` + found + "</a>"
		}
		return "<code>" + found + "</code>"
	})
}
