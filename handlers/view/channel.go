package view

import (
	"cmp"
	"slices"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// Saying says something of a chat to who runs it.
type Saying func(s locale.Speaker, to verification.Subscription, title string) string

// Settings shows what a channel gets, with buttons to change it.
func Settings(s locale.Speaker, gets verification.Subscription) (string, [][]bot.Button) {
	about := s.T("channel.all")
	if len(gets.Subjects) > 0 {
		about = Names(gets.Subjects, func(x claim.Subject) string { return s.T("subject." + string(x)) })
	}
	text := s.T("channel.settings") + "\n" + s.T("channel.languages", "Languages", Names(gets.Languages, locale.Name)) + "\n" +
		s.T("channel.subjects", "Subjects", about)
	var langs, when []bot.Button
	for _, l := range claim.Languages {
		langs = append(langs, bot.Button{Text: mark(slices.Contains(gets.Languages, l)) + locale.Name(l), Data: callback.Data(callback.PostLang, "", string(l))})
	}
	for _, d := range []verification.Digest{verification.Instant, verification.Daily, verification.Weekly} {
		when = append(when, bot.Button{Text: mark(gets.Digest == d) + s.T("channel."+string(d)), Data: callback.Data(callback.PostWhen, "", string(d))})
	}
	rows := append(inRows(langs, 2), subjects(s, "", callback.PostSubj, func(x claim.Subject) bool { return slices.Contains(gets.Subjects, x) })...)
	return text, append(rows, inRows(when, 1)...)
}

// Mute says what the bot may not do in a chat, and what gives it the right.
func Mute(s locale.Speaker, to verification.Subscription, title string) string {
	key := "channel.mute"
	if to.Group {
		key = "channel.mute.group"
	}
	if title == "" {
		title = "…"
	}
	return s.T(key, "Title", moderation.Foreign(title).Mask())
}

// Closed says of a forum, by the text of that key, that topics are closed.
func Closed(key string) Saying {
	return func(s locale.Speaker, _ verification.Subscription, title string) string {
		return s.T(key, "Title", moderation.Foreign(cmp.Or(title, "…")).Mask())
	}
}
