package input

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/phrase"
)

// ReadVote reads an answer as it is written after a code. For an open question it is a candidate's number or free text.
func ReadVote(c *claim.Claim, text string) (reply claim.Reply, evidence string) {
	choice, rest := SplitAnswer(text)
	if !c.Question.Open() || choice == claim.DontKnow || choice == claim.NoneOfThese || slices.Contains(c.Answers(), choice) {
		return claim.Reply{Choice: choice}, rest
	}
	// The answer ends where a link begins.
	if i := LinkAt(text); i > 0 {
		return claim.Reply{Text: moderation.Foreign(strings.TrimSpace(text[:i]))}, text[i:]
	}
	return claim.Reply{Text: moderation.Foreign(text)}, ""
}

// EvidenceIn reads evidence from words alone.
func EvidenceIn(words string) *claim.Evidence {
	const longest = 500
	e := &claim.Evidence{Text: moderation.Foreign(Shorten(words, longest))}
	if i := LinkAt(words); i >= 0 {
		link, _ := SplitFirst(words[i:])
		e.Link = moderation.Foreign(link)
	}
	return e
}

// TypedAnswer reads what somebody typed as an answer to a claim, with the evidence behind it; ok is false when it can be none.
func TypedAnswer(c *claim.Claim, by claim.PersonID, text string) (reply claim.Reply, evidence string, ok bool) {
	answers := c.Answers()
	if c.Asked[by].Screen {
		answers = claim.ScreenAnswers
	}
	words := BeforeLink(text)
	evidence = strings.TrimSpace(strings.TrimPrefix(text, words))
	choice := statedIn(words)
	if choice == claim.DontKnow || slices.Contains(answers, choice) {
		return claim.Reply{Choice: choice}, evidence, true
	}
	if !c.Question.Open() || c.Asked[by].Screen || phrase.Of(words).Kind != phrase.None {
		return reply, "", false
	}
	if !Sayable(words) { // a link alone may show where it was
		return claim.Reply{Text: moderation.Foreign(text)}, "", true
	}
	return claim.Reply{Text: moderation.Foreign(strings.TrimRight(words, " ,;:–-"))}, evidence, true
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
		return claim.Misleading, after(3)
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
	"true": claim.True, "правда": claim.True, "рас": claim.True, "шын": claim.True, "чын": claim.True,
	"misleading": claim.Misleading, "обман": claim.Misleading, "алдамшы": claim.Misleading, "адаштырат": claim.Misleading,
	"вводит": claim.Misleading, "заблуждение": claim.Misleading, "адастырады": claim.Misleading,
	"false": claim.False, "fake": claim.False, "ложь": claim.False, "неправда": claim.False, "фейк": claim.False,
	"өтірік": claim.False, "жалган": claim.False, "калп": claim.False, "жалған": claim.False,
	"unproven": claim.Unproven, "недоказано": claim.Unproven, "дәлелсіз": claim.Unproven, "дәлелденбеген": claim.Unproven, "далилсиз": claim.Unproven,
	"none": claim.NoneOfThese,
	"?":    claim.DontKnow, "unknown": claim.DontKnow, "незнаю": claim.DontKnow, "білмеймін": claim.DontKnow, "билбейм": claim.DontKnow,
}

// twoWords are answers of two words.
var twoWords = map[string]string{
	"не доказано": claim.Unproven, "не знаю": claim.DontKnow, "don't know": claim.DontKnow,
	"not proven": claim.Unproven, "далилденген эмес": claim.Unproven, "вводит в": claim.Misleading,
}

// statedIn reads an answer as people type it: «Это фейк», «бұл рас», "it's not true". It is "" for anything else, and for a question.
func statedIn(text string) string {
	if strings.ContainsAny(text, "?¿？") {
		if strings.TrimSpace(text) == "?" {
			return claim.DontKnow
		}
		return ""
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" \t\n.,!;:…–—-«»\"“”", r) })
	for len(words) > 1 && aroundAnswer[words[0]] {
		words = words[1:]
	}
	for len(words) > 1 && aroundAnswer[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	said := strings.Join(words, " ")
	if answer, known := stated[said]; known {
		return answer
	}
	if answer, known := ShortAnswer(said); known {
		return answer
	}
	choice, rest := SplitAnswer(said)
	if rest != "" {
		return ""
	}
	return choice
}

// aroundAnswer are words around an answer that do not change it.
var aroundAnswer = wordSet(`это эта всё все точно явно полная полный полное чистая чистый чистейшая конечно же думаю по моему кажется да я просто очередной очередная
	бұл мынау осы бул ушул тигил it it's its this that is a the that's thats totally i think yes definitely екен экен ғой го жой ойлайм менің менин ойымша оюмча`)

// stated are answers beside those that stand alone in a command or an SMS.
var stated = map[string]string{
	"верно": claim.True, "достоверно": claim.True, "реально": claim.True, "ырас": claim.True, "туура": claim.True,
	"шындық": claim.True, "чындык": claim.True, "правдиво": claim.True, "real": claim.True, "not fake": claim.True,
	"не фейк": claim.True, "не ложь": claim.True, "фейк емес": claim.True, "өтірік емес": claim.True, "жалган эмес": claim.True,
	"не правда": claim.False, "не верно": claim.False, "неверно": claim.False, "враньё": claim.False, "вранье": claim.False,
	"врут": claim.False, "вброс": claim.False, "брехня": claim.False, "рас емес": claim.False, "шын емес": claim.False,
	"чын эмес": claim.False, "туура эмес": claim.False, "not true": claim.False, "untrue": claim.False, "a lie": claim.False,
	"lie": claim.False, "fake news": claim.False, "not real": claim.False,
}
