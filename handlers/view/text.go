// Package view draws what people read: from a claim, the reader and a [locale.Speaker] it makes texts, buttons and messages. Its functions
// are pure: they know no session and no store, and the time is a value.
package view

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

func escape(s string) string { return html.EscapeString(s) }

var tags = regexp.MustCompile(`</?[a-z]+>`)

// Plain is a text of the bot's without its markup.
func Plain(text string) string { return html.UnescapeString(tags.ReplaceAllString(text, "")) }

// StartLink opens the bot with a word for /start.
func StartLink(botName, word string) string { return "https://t.me/" + botName + "?start=" + word }

// StartCard begins the word for /start that asks for a card.
const StartCard = "card_"

// Names lists the names of things; "–" when there are none.
func Names[E any](list []E, name func(E) string) string {
	all := make([]string, len(list))
	for i, e := range list {
		all[i] = name(e)
	}
	if len(all) == 0 {
		return "–"
	}
	if slices.ContainsFunc(all, func(name string) bool { return strings.Contains(name, ",") }) {
		return strings.Join(all, "; ")
	}
	return strings.Join(all, ", ")
}
