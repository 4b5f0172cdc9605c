package view

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/card"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
)

// HasCard tells whether there is, or was, a result of which a picture can be made.
func HasCard(r claim.Release) bool {
	return r.Status == claim.StatusPublished || r.Status == claim.StatusTakenDown && r.Version > 0
}

// CardRow is the button that asks for a card, for those who talk with the bot.
func CardRow(s locale.Speaker, r claim.Release) [][]bot.Button {
	if !HasCard(r) {
		return nil
	}
	return [][]bot.Button{{{Text: s.T("button.card"), Data: callback.Data(callback.Card, r.Code, "")}}}
}

// CardLink is the button under a post, which many read whom the bot does not know: it leads to the bot.
func CardLink(s locale.Speaker, r claim.Release, botName string) [][]bot.Button {
	if !HasCard(r) || botName == "" {
		return nil
	}
	return [][]bot.Button{{{Text: s.T("button.card"), URL: StartLink(botName, StartCard+string(r.Code))}}}
}

// Card fills in the card of a result. What is withdrawn is not quoted: it would only go on being passed on.
func Card(s locale.Speaker, r claim.Release, botName string) card.Card {
	say := func(key string, pairs ...any) string { return Plain(s.T(key, pairs...)) }
	k := card.Card{
		Verdict: card.Answered, Question: say("ask." + string(r.Question)),
		CodeLabel: say("card.code"), Code: r.Code.String(),
		Dated: say("card.dated", "Day", r.At.UTC().Format("02.01.2006"), "Version", r.Version),
		Name:  "Rastau · @" + botName, Hint: say("card.hint"), QR: StartLink(botName, string(r.Code)), QRCaption: say("card.scan"),
	}
	if r.Status == claim.StatusTakenDown {
		k.Verdict, k.Word, k.Corrected = card.Withdrawn, say("card.withdrawn"), say("card.stop")
		k.Notes = []string{say("withdrawn." + string(r.Withdrawn))}
		return k
	}
	k.Word = written(Plain(verdict(s, r)))
	if !r.Question.Open() {
		k.Verdict, k.Word = card.Verdict(r.Answer), say("card."+r.Answer)
	}
	k.Label = say("card.claim")
	k.Quote = claimed(s, r)
	if !r.Source.Empty() {
		k.Origin = written(say("ask.origin", "Name", r.Source.Shorten(100)))
	}
	if r.Version > 1 {
		k.Corrected = say("result.correction")
		note := say("result.corrected.before")
		if !r.Note.Empty() {
			note = written(say("result.corrected", "Note", r.Note.Shorten(200)))
		}
		k.Notes = append(k.Notes, note)
	} else {
		k.Rests = Plain(rests(s, r))
	}
	if r.Custody {
		k.Notes = append(k.Notes, say("result.custody"))
	}
	return k
}

// claimed is what a card quotes: the claim's words, or of which kind it is when they cannot be shown.
func claimed(s locale.Speaker, r claim.Release) string {
	const longest = 420
	if text, ok := card.Writable(r.Quote.Shorten(longest).String()); ok && input.Sayable(text) {
		return text
	}
	if !r.Quote.Empty() {
		return Plain(s.T("card.only.script"))
	}
	if r.Picture.Ref != "" {
		return ""
	}
	switch bot.MediaKind(r.Media) {
	case bot.Photo:
		return Plain(s.T("card.only.photo"))
	case bot.Video, bot.Animation, bot.VideoNote:
		return Plain(s.T("card.only.video"))
	case bot.Voice, bot.Audio:
		return Plain(s.T("card.only.voice"))
	}
	return Plain(s.T("card.only.file"))
}

// written leaves out what the card's font cannot show.
func written(text string) string {
	shown, _ := card.Writable(text)
	return shown
}

// The folders of files that are made when they go out: see [bot.FileRenderers].
const (
	CardFolder     = "card"     // the cards of results
	BulletinFolder = "bulletin" // the files of an edition, and of a claim's in a folder named by its code
)

// CardName is the name of the file with the card of a claim, in a language.
func CardName(code claim.Code, l claim.Language) string {
	return CardFolder + "/" + string(code) + "." + string(l)
}
