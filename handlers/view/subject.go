package view

import (
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// QuestionRows are buttons for what can be asked about a claim, and the tick that it is about a private person.
func QuestionRows(s locale.Speaker, code claim.Code, private bool) [][]bot.Button {
	var rows [][]bot.Button
	for _, q := range claim.Questions {
		word := string(q)
		if private {
			word += withPerson
		}
		rows = append(rows, []bot.Button{{Text: s.T("question." + string(q)), Data: callback.Data(callback.Question, code, word)}})
	}
	return append(rows, personRow(s, code, private))
}

// withPerson ends the word of a question about which its asker says that it is about a private person.
const withPerson = ".private"

// QuestionOf reads the word of a question that was chosen.
func QuestionOf(word string) (q claim.Question, private bool) {
	bare, private := strings.CutSuffix(word, withPerson)
	return claim.Question(bare), private
}

// personRow is the tick with which the asker says so, before they choose the question.
func personRow(s locale.Speaker, code claim.Code, on bool) []bot.Button {
	next := "on"
	if on {
		next = "off"
	}
	return []bot.Button{{Text: tick(on) + s.T("private.tick"), Data: callback.Data(callback.Person, code, next)}}
}

// Choices are the buttons for what can be asked about a claim, and in doubt for the language that it is in: before anybody is asked.
func Choices(s locale.Speaker, c *claim.Claim, private bool, speaks claim.Language, proof string) [][]bot.Button {
	return append(QuestionRows(s, c.Code, private), spoken(s, c, speaks, proof)...)
}

// spoken is a button that says in which language a claim was taken to be, where its asker may know better.
func spoken(s locale.Speaker, c *claim.Claim, speaks claim.Language, proof string) [][]bot.Button {
	if !c.LanguageInDoubt(speaks) {
		return nil
	}
	return proven([][]bot.Button{{languageButton(c, s.T("claim.language", "Language", locale.Name(c.Language)), "")}}, proof)
}

func languageButton(c *claim.Claim, label string, l claim.Language) bot.Button {
	return bot.Button{Text: label, Data: callback.Data(callback.Spoken, c.Code, string(l))}
}

// LanguageRows are buttons for the language that a claim is in.
func LanguageRows(c *claim.Claim, proof string) [][]bot.Button {
	var all []bot.Button
	for _, l := range claim.Languages {
		all = append(all, languageButton(c, mark(l == c.Language)+locale.Name(l), l))
	}
	return proven(inRows(all, 2), proof)
}

// sorting are buttons with which who asked says what a claim is about. Where nothing tells later who that was, the buttons prove
// it: a press with the same words by anybody else does nothing.
func sorting(s locale.Speaker, c *claim.Claim, proof string) [][]bot.Button {
	return proven(subjects(s, c.Code, callback.Subject, func(about claim.Subject) bool { return about == c.Subject }), proof)
}

// subjects are buttons for all subjects, two in a row, those that are on marked.
func subjects(s locale.Speaker, code claim.Code, verb string, on func(claim.Subject) bool) [][]bot.Button {
	var all []bot.Button
	for _, about := range claim.Subjects {
		all = append(all, bot.Button{Text: mark(on(about)) + s.T("subject."+string(about)), Data: callback.Data(verb, code, string(about))})
	}
	return inRows(all, 2)
}

// proven adds to buttons, where it is needed, the proof that who presses them asked.
func proven(rows [][]bot.Button, proof string) [][]bot.Button {
	if proof == "" {
		return rows
	}
	for _, row := range rows {
		for i := range row {
			row[i].Data += proofMark + proof
		}
	}
	return rows
}

// proofMark stands between a subject and the proof that who presses it asked.
const proofMark = "."

// WithoutProof splits the word of such a button.
func WithoutProof(word string) (bare, proof string) {
	bare, proof, _ = strings.Cut(word, proofMark)
	return bare, proof
}

// PostedIn names the channel that a claim was forwarded from, and when it was posted there; "" when it was not.
func PostedIn(s locale.Speaker, c *claim.Claim) moderation.Foreign {
	o := c.Content.Origin
	if o == nil || o.Kind != string(bot.FromChannel) || o.Name == "" {
		return ""
	}
	if o.At.IsZero() {
		return o.Name
	}
	return o.Name + moderation.Foreign(", "+s.Time(o.At))
}

// Marked says what follows from that.
func Marked(s locale.Speaker, c *claim.Claim, reviews bool) string {
	switch {
	case c.Status == claim.StatusTakenDown:
		return c.Code.String() + ": " + s.T("review.takendown")
	case reviews:
		return s.T("private.marked.review", "Code", c.Code)
	default:
		return s.T("private.marked", "Code", c.Code)
	}
}
