package view

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
)

// AskCard puts a claim's question to a verifier: the text, and the answers as buttons.
func AskCard(s locale.Speaker, c *claim.Claim, to claim.PersonID) (Inside, [][]bot.Button) {
	answer := func(word, text string) bot.Button {
		return bot.Button{Text: input.Shorten(text, 40), Data: callback.Data(callback.Answer, c.Code, word)}
	}
	var text strings.Builder
	text.WriteString(string(InsideQuestion(s, c.ToVolunteers())))
	if c.Private() && c.Privacy.Said {
		text.WriteString("\n\n" + s.T("ask.private"))
	}
	var rows [][]bot.Button
	unknown := answer(claim.DontKnow, s.T("answer.unknown"))
	last := []bot.Button{unknown, {Text: s.T("button.skip"), Data: callback.Data(callback.Skip, c.Code, "")}}
	switch {
	case c.Status == claim.StatusScreening || c.Asked[to].Screen:
		text.WriteString("\n\n" + s.T("ask.shown", "Where", c.ShownBy.Mask().Shorten(200)))
		for _, a := range claim.ScreenAnswers {
			rows = append(rows, []bot.Button{answer(a, s.T("answer."+a))})
		}
	case !c.Question.Open():
		text.WriteString("\n\n" + s.T("ask.how"))
		of := func(a string) bot.Button { return answer(a, s.T("answer."+a)) }
		rows = append(rows, []bot.Button{of(claim.True), of(claim.False)}, []bot.Button{of(claim.Misleading)},
			[]bot.Button{of(claim.Unproven), unknown})
		last = last[1:]
	case c.Asked[to].Confirm:
		text.WriteString("\n\n" + s.T("ask.confirm"))
		for _, k := range c.Choices() {
			shown := c.AnswerIn(k.ID, s.Language).String()
			text.WriteString("\n" + k.ID + ". " + escape(shown))
			rows = append(rows, []bot.Button{answer(k.ID, k.ID+". "+shown)})
		}
		rows = append(rows, []bot.Button{
			answer(claim.NoneOfThese, s.T("answer.none")),
			{Text: s.T("button.other"), Data: callback.Data(callback.Propose, c.Code, "")},
		})
	default:
		text.WriteString("\n\n" + s.T("ask.propose"))
		rows = append(rows, []bot.Button{{Text: s.T("button.answer"), Data: callback.Data(callback.Propose, c.Code, "")}})
	}
	if c.Question != claim.Identity && !c.Privacy.Said {
		rows = append(rows, []bot.Button{{Text: s.T("private.button"), Data: callback.Data(callback.Private, c.Code, "")}})
	}
	if c.Question.Open() && c.Status != claim.StatusScreening || c.Privacy.Said {
		rows = append(rows, []bot.Button{{Text: s.T("button.flag"), Data: callback.Data(callback.Flag, c.Code, "")}})
	}
	return Inside(text.String()), append(rows, last)
}

// Answered is the card of a question that the person has answered.
func Answered(s locale.Speaker, c *claim.Claim, by claim.PersonID) (Inside, [][]bot.Button) {
	text := InsideQuestion(s, c.ToVolunteers()) + "\n\n"
	v, voted := c.Votes[by]
	if check, checked := c.Checks[by]; checked && !voted && c.Asked[by].Screen {
		return text + Inside(s.T("answered.shown", "Answer", locale.HTML(s.T("answer."+check.Answer)))), [][]bot.Button{
			{Button(s, "next", callback.Next, "")},
		}
	}
	text += Inside(s.T("answered", "Answer", OwnAnswer(s, c, v)))
	if v.Answer == claim.Unplaced {
		text += Inside("\n" + s.T("place.unread"))
	}
	if v.EvidenceBasis.NeedsProof() {
		text += Inside("\n" + s.T("proof."+string(v.EvidenceBasis), "Code", c.Code))
	}
	return text, [][]bot.Button{
		{Button(s, "change", callback.Change, c.Code), Button(s, "evidence", callback.Evidence, c.Code)},
		{Button(s, "knowing", callback.Knowing, c.Code), Button(s, "next", callback.Next, "")},
	}
}

// OwnAnswer is what somebody answered, in their own words: those of others who meant the same stay sealed.
func OwnAnswer(s locale.Speaker, c *claim.Claim, v claim.Vote) string {
	if own := v.Text.Mask(); !own.Empty() && (c.Question != claim.Place || v.Answer == claim.Unplaced) {
		return own.String()
	}
	return answerText(s, c, v.Answer)
}

// MediaOf sends files of a claim again, one by one, so that each can be deleted. Keys and chat are the caller's to set, but for the
// chat given.
func MediaOf(s locale.Speaker, c *claim.Claim, files []claim.Media, chat int64) []bot.Outgoing {
	caption := s.T("ask.media", "Code", c.Code)
	var out []bot.Outgoing
	for i, m := range files {
		f := bot.Media{Kind: bot.MediaKind(m.Kind), FileID: m.Ref, Clean: m.Clean}
		one := bot.Outgoing{Chat: chat, Action: bot.Send, Media: []bot.Media{f}, Text: caption, Instead: unshown(s, c.Code.String()), MessageKey: MediaHandle(c.Code, i)}
		if f.Kind == bot.VideoNote { // takes no caption
			one.Text = ""
		}
		out = append(out, one)
	}
	return out
}

// unshown is what is said in place of a file that cannot be shown.
func unshown(s locale.Speaker, of string) string { return of + ": " + s.T("file.unshown") }

// MediaHandle names the message with a claim's file of that number, so that it can be deleted.
func MediaHandle(code claim.Code, i int) string {
	return "media." + string(code) + "." + strconv.Itoa(i)
}

// AskHandle names the card of a question.
func AskHandle(code claim.Code) string { return "ask." + string(code) }

// Profile shows a volunteer what they are asked about, and how many questions they answered, with buttons to change it.
func Profile(s locale.Speaker, p claim.Person, answers int, now time.Time, tenure claim.TenureRule) (string, [][]bot.Button) {
	lines := []string{s.N("me.answered", answers)}
	if answers == 0 {
		lines[0] = s.T("me.new")
	}
	if p.Paused {
		lines = append(lines, s.T("me.paused"))
	}
	if from, waits := p.ReviewsFrom(now, tenure); waits {
		lines = append(lines, s.T("reviewer.waits", "From", s.Time(from)))
	}
	lines = append(lines, s.T("me.languages")+" "+Names(p.Languages, locale.Name))
	subject := func(about claim.Subject) string { return s.T("subject." + string(about)) }
	lines = append(lines, s.T("me.subjects")+" "+Names(append([]claim.Subject{claim.General}, p.Subjects...), subject))
	if p.Region != claim.Everywhere {
		lines = append(lines, s.T("me.region")+" "+regionName(s, p.Region))
	}
	var langs []bot.Button
	for _, l := range claim.Languages {
		on := slices.Contains(p.Languages, l)
		langs = append(langs, bot.Button{Text: mark(on) + locale.Name(l), Data: callback.Data(callback.CheckLang, "", string(l))})
	}
	rows := append(inRows(langs, 2), subjects(s, "", callback.CheckSubj, func(about claim.Subject) bool {
		return about == claim.General || slices.Contains(p.Subjects, about)
	})...)
	return strings.Join(lines, "\n"), rows
}
