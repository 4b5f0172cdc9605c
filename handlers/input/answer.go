package input

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/phrase"
	"github.com/rastau/rastau/verification/screening"
)

// ReadVote reads an answer as it is written after a code. For an open question it is a candidate's number or free text.
func ReadVote(c *verification.Claim, text string) (reply verification.Reply, evidence string) {
	choice, rest := SplitAnswer(text)
	if !c.Question.Open() || choice == verification.DontKnow || choice == verification.NoneOfThese || slices.Contains(c.Answers(), choice) {
		return verification.Reply{Choice: choice}, rest
	}
	// The answer ends where a link begins.
	if i := LinkAt(text); i > 0 {
		return verification.Reply{Text: screening.Foreign(strings.TrimSpace(text[:i]))}, text[i:]
	}
	return verification.Reply{Text: screening.Foreign(text)}, ""
}

// EvidenceIn reads evidence from words alone.
func EvidenceIn(words string) *verification.Evidence {
	const longest = 500
	e := &verification.Evidence{Text: screening.Foreign(Shorten(words, longest))}
	if i := LinkAt(words); i >= 0 {
		link, _ := SplitFirst(words[i:])
		e.Link = screening.Foreign(link)
	}
	return e
}

// TypedAnswer reads what somebody typed as an answer to a claim, with the evidence behind it; ok is false when it can be none.
func TypedAnswer(c *verification.Claim, by verification.PersonID, text string) (reply verification.Reply, evidence string, ok bool) {
	answers := c.Answers()
	if c.Asked[by].Screen {
		answers = verification.ScreenAnswers
	}
	words := BeforeLink(text)
	evidence = strings.TrimSpace(strings.TrimPrefix(text, words))
	choice := statedIn(words)
	if choice == verification.DontKnow || slices.Contains(answers, choice) {
		return verification.Reply{Choice: choice}, evidence, true
	}
	if !c.Question.Open() || c.Asked[by].Screen || phrase.Of(words).Kind != phrase.None {
		return reply, "", false
	}
	if !Sayable(words) { // a link alone may show where it was
		return verification.Reply{Text: screening.Foreign(text)}, "", true
	}
	return verification.Reply{Text: screening.Foreign(strings.TrimRight(words, " ,;:–-"))}, evidence, true
}

// SplitAnswer reads the answer at the start of args, and what follows it.
func SplitAnswer(args string) (answer, rest string) {
	fields := strings.Fields(args)
	if len(fields) == 0 {
		return "", ""
	}
	after := func(n int) string {
		rest := args
		for range n {
			rest = strings.TrimLeft(rest, " \n\t")
			if i := strings.IndexAny(rest, " \n\t"); i >= 0 {
				rest = rest[i:]
			} else {
				rest = ""
			}
		}
		return strings.TrimSpace(rest)
	}
	if strings.HasPrefix(strings.ToLower(strings.Join(fields, " ")), "вводит в заблуждение") {
		return verification.Misleading, after(3)
	}
	if len(fields) > 1 {
		if a, ok := twoWords[strings.ToLower(fields[0]+" "+fields[1])]; ok {
			return a, after(2)
		}
	}
	if a, ok := answerWords[strings.ToLower(strings.Trim(fields[0], ".,!"))]; ok {
		return a, after(1)
	}
	return fields[0], after(1)
}

// answerWords are the ways to write an answer to Truth in a command.
var answerWords = map[string]string{
	"true": verification.True, "правда": verification.True, "рас": verification.True, "шын": verification.True, "чын": verification.True,
	"misleading": verification.Misleading, "обман": verification.Misleading, "алдамшы": verification.Misleading, "адаштырат": verification.Misleading,
	"вводит": verification.Misleading, "заблуждение": verification.Misleading, "адастырады": verification.Misleading,
	"false": verification.False, "fake": verification.False, "ложь": verification.False, "неправда": verification.False, "фейк": verification.False,
	"өтірік": verification.False, "жалган": verification.False, "калп": verification.False, "жалған": verification.False,
	"unproven": verification.Unproven, "недоказано": verification.Unproven, "дәлелсіз": verification.Unproven, "дәлелденбеген": verification.Unproven, "далилсиз": verification.Unproven,
	"none": verification.NoneOfThese,
	"?":    verification.DontKnow, "unknown": verification.DontKnow, "незнаю": verification.DontKnow, "білмеймін": verification.DontKnow, "билбейм": verification.DontKnow,
}

// twoWords are answers of two words.
var twoWords = map[string]string{
	"не доказано": verification.Unproven, "не знаю": verification.DontKnow, "don't know": verification.DontKnow,
	"not proven": verification.Unproven, "далилденген эмес": verification.Unproven, "вводит в": verification.Misleading,
}
