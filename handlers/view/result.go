package view

import (
	"strings"
	"time"

	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
)

// What people read of a result is made from its [claim.Release] alone, whichever format it is in.

// answerText names an answer to those who work on a claim: a fixed one in the reader's language, a proposed one as it was proposed.
func answerText(s locale.Speaker, c *claim.Claim, answer string) string {
	if fixed, ok := fixedAnswer(s, c.Question, answer); ok {
		return fixed
	}
	return c.AnswerIn(answer, s.Language).String()
}

// fixedAnswer names an answer that the question itself has; ok is false for a proposed one.
func fixedAnswer(s locale.Speaker, q claim.Question, answer string) (text string, ok bool) {
	switch answer {
	case claim.True, claim.Misleading, claim.False, claim.Unproven:
		if !q.Open() {
			return s.T("answer." + answer), true
		}
	case claim.NoneOfThese:
		return s.T("answer.none"), true
	case claim.DontKnow:
		return s.T("answer.unknown"), true
	case claim.Unplaced:
		return s.T("answer.unplaced"), true
	}
	return "", false
}

// Given names the answer of a release.
func Given(s locale.Speaker, r claim.Release) string {
	if r.Nameless {
		return s.T("result.identity.nameless")
	}
	if fixed, ok := fixedAnswer(s, r.Question, r.Answer); ok {
		return fixed
	}
	return r.WordsIn(s.Language).String()
}

// verdict says the result in words.
func verdict(s locale.Speaker, r claim.Release) string {
	switch {
	case r.Nameless:
		return s.T("result.identity.nameless")
	case r.Question.Open() && r.Words.Empty():
		return s.T("result.place.unknown")
	case r.Question.Open():
		return s.T("result."+string(r.Question), "Answer", r.WordsIn(s.Language))
	}
	return s.T("result.truth." + r.Answer)
}

// longestQuote is how much of a claim's text is shown: a message holds 4096 characters, and the rest needs room too.
const longestQuote = 1500

// quote shows what a claim says and where it was first posted.
func quote(s locale.Speaker, r claim.Release) string {
	text := ""
	if !r.Quote.Empty() {
		text = "<blockquote>" + escape(r.Quote.Shorten(longestQuote).String()) + "</blockquote>"
	}
	if !r.Source.Empty() {
		text += "\n" + s.T("ask.origin", "Name", r.Source.Shorten(100))
	}
	return strings.TrimSpace(text)
}

// Question is the head of every card about a claim: its code, what is asked, what it says.
func Question(s locale.Speaker, r claim.Release) string {
	return strings.TrimSpace("<b>" + Asked(s, r.Question) + "</b> " + r.Code.String() + "\n" + quote(s, r))
}

// Asked is a question as it is put; of what was joined before its asker said what they want to know there is none.
func Asked(s locale.Speaker, q claim.Question) string {
	if q == "" {
		return s.T("question.choose")
	}
	return s.T("ask." + string(q))
}

// Result is what became of a claim.
func Result(s locale.Speaker, r claim.Release) string {
	return Question(s, r) + "\n\n" + Outcome(s, r)
}

// Outcome is a result without the question: the verdict, what it rests on, the sources.
func Outcome(s locale.Speaker, r claim.Release) string {
	switch r.Status {
	case claim.StatusUndecided:
		if r.Withheld != "" {
			return "⚪️ " + s.T("result.undecided.withheld", "Why", s.T("withheld."+string(r.Withheld)))
		}
		if r.Few {
			return "⚪️ " + s.T("result.undecided.few")
		}
		return "⚪️ " + s.T("result.undecided.split", "Count", r.Voters)
	case claim.StatusTakenDown:
		return "⛔️ " + s.T("result.withdrawn", "Reason", s.T("withdrawn."+string(r.Withdrawn)))
	case claim.StatusRefused:
		return Refused(s, r.RefusedFor)
	case claim.StatusMerged:
		return s.T("result.merged", "Code", r.Code, "Into", r.Into)
	}
	lines := []string{sign(r) + " <b>" + verdict(s, r) + "</b>"}
	switch {
	case r.Version <= 1:
		lines = append(lines, rests(s, r))
	case r.NoteKind != "":
		lines = append(lines, s.T("result.corrected."+string(r.NoteKind)))
	case r.Note.Empty():
		lines = append(lines, s.T("result.corrected.before"))
	default:
		lines = append(lines, s.T("result.corrected", "Note", r.Note))
	}
	if r.Custody {
		lines = append(lines, "⛓ "+s.T("result.custody"))
	}
	if hours := int(r.Stood.Round(time.Hour).Hours()); hours > 0 {
		lines = append(lines, "⏸ "+s.N("result.blackout", hours))
	}
	return strings.Join(append(lines, links(s, r)...), "\n")
}

// Refused says why a question is not answered.
func Refused(s locale.Speaker, why string) string {
	switch why {
	case claim.ToProtect:
		return s.T("closed.private")
	case claim.Unseen:
		return s.T("refused.unseen")
	}
	return s.T("refused.identity." + why)
}

// rests says what a verdict rests on.
func rests(s locale.Speaker, r claim.Release) string {
	sure := locale.HTML(s.T("result." + string(r.Sureness)))
	if r.For > 0 && r.For < r.Voters {
		return s.T("result.rests.split", "For", r.For, "All", r.Voters, "Sureness", sure)
	}
	return s.N("result.rests", r.Voters, "Sureness", sure)
}

func sign(r claim.Release) string {
	switch {
	case r.Question.Open():
		return "🔵"
	case r.Answer == claim.True:
		return "🟢"
	case r.Answer == claim.False:
		return "🔴"
	case r.Answer == claim.Misleading:
		return "🟠"
	}
	return "⚪️"
}

// links lists the sources. What volunteers wrote or photographed stays with the reviewers: it could show who they are.
func links(s locale.Speaker, r claim.Release) []string {
	if len(r.Links) == 0 {
		return nil
	}
	list := []string{s.T("result.evidence")}
	for _, link := range r.Links {
		list = append(list, "• "+escape(link))
	}
	return list
}

// Headline is a claim in one line.
func Headline(s locale.Speaker, r claim.Release) string {
	what := s.T("question.choose")
	if r.Question != "" {
		what = s.T("question." + string(r.Question))
	}
	line := "<b>" + r.Code.String() + "</b> " + what
	if !r.Quote.Empty() {
		line += " – " + escape(r.Quote.OneLine().Shorten(60).String())
	}
	if r.Status == claim.StatusPublished {
		line += " → " + verdict(s, r)
	}
	return line
}

// DigestLine is what a digest says of a claim.
func DigestLine(s locale.Speaker, r claim.Release) string {
	switch r.Status {
	case claim.StatusPublished:
		return sign(r) + " " + Headline(s, r)
	case claim.StatusLapsed:
		return s.T("claim.lapsed")
	case claim.StatusRefused, claim.StatusTakenDown:
		return "<b>" + r.Code.String() + "</b> " + Outcome(s, r)
	}
	return Headline(s, r) + "\n" + Outcome(s, r)
}

// CorrectionMark stands before a result that was told otherwise before.
func CorrectionMark(word string) string { return "❗️ <b>" + word + "</b>\n" }
