package view

import (
	"html"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
)

// Help says what somebody can do.
func Help(s locale.Speaker, p claim.Person, operator bool) string {
	parts := []string{s.T("help.citizen")}
	if p.Role != claim.Citizen && !p.Banned {
		parts = append(parts, s.T("help.verifier"))
	}
	if p.Reviews() {
		parts = append(parts, s.T("help.reviewer"))
	}
	if operator {
		parts = append(parts, s.T("help.operator"))
	}
	return strings.Join(parts, "\n\n")
}

// Takedowns shows what was withdrawn, and why.
func Takedowns(s locale.Speaker, list []verification.Takedown) string {
	lines := []string{s.T("takedowns.title")}
	for _, d := range list {
		lines = append(lines, "• "+d.At.Format("02.01.2006")+" "+d.Claim.String()+" ("+s.T("ask."+string(d.Question))+"): "+s.T("withdrawn."+string(d.Reason)))
	}
	return strings.Join(lines, "\n")
}

// Stats shows an operator what there is, and how many updates and messages were set aside.
func Stats(s locale.Speaker, n verification.Stats, updates, messages int64) string {
	f := n.Facts
	text := s.T("stats", "Open", n.Now[claim.StatusOpen]+n.Now[claim.StatusScreening],
		"Stopped", n.Now[claim.StatusStopped], "Review", n.Now[claim.StatusDecided],
		"Volunteers", n.All, "Kazakh", n.Volunteers[claim.Kazakh], "Kyrgyz", n.Volunteers[claim.Kyrgyz],
		"Russian", n.Volunteers[claim.Russian], "English", n.Volunteers[claim.English],
		"Received", f[claim.KindReceived], "Opened", f[claim.KindOpened], "Decided", f[claim.KindDecided],
		"Undecided", f[claim.KindUndecided], "Published", f[claim.KindPublished], "Corrected", f[claim.KindCorrected],
		"TakenDown", f[claim.KindTakenDown], "Answered", f[claim.KindAnswered], "Awaiting", n.Awaiting,
		"Reviewers", n.Reviewers, "Channels", n.Channels)
	if n.Mute > 0 {
		text += "\n" + s.T("stats.mute", "Count", n.Mute)
	}
	if updates+messages > 0 {
		text += "\n" + s.T("stats.aside", "Updates", updates, "Messages", messages)
	}
	return text
}

// Successors says where to look, with the proof.
func Successors(s locale.Speaker, list bulletin.Successors) string {
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

// Found is a result for who searches.
func Found(s locale.Speaker, c *claim.Claim) bot.Card {
	r := c.Public()
	about := s.T("question." + string(r.Question))
	if !r.Quote.Empty() {
		about += " – " + r.Quote.OneLine().Shorten(100).String()
	}
	return bot.Card{ID: string(r.Code), Title: sign(r) + " " + html.UnescapeString(verdict(s, r)), Description: about, Text: Result(s, r)}
}

// Proven is a bulletin as a message: word for word what is checked, and the proof so that a tap copies it.
func Proven(s bulletin.Sealed) string {
	text := html.EscapeString(s.Bulletin.Title() + "\n\n" + strings.TrimSpace(s.Body()))
	proof := html.EscapeString(s.Text())
	return strings.Replace(text, proof, "<code>"+proof+"</code>", 1)
}
