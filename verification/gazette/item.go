package gazette

import (
	"time"
	"unicode/utf8"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/screening"
)

// How many characters of a claim and of an answer a bulletin carries: such a result goes into three SMS.
const (
	longestQuote  = 90
	longestAnswer = 80
)

// Item is what is said of a claim whose result is out, in bulletins and in SMS, with up to so many characters of what is
// claimed. The words that are not the claim's own are in language l. What was withdrawn is not repeated.
func Item(c *verification.Claim, l verification.Language, quoted int) bulletin.Item {
	it := bulletin.Item{
		Code: string(c.Code), Question: bulletin.Question(c.Question), Version: max(c.Edition, 1), At: c.EndedAt.UTC().Truncate(time.Second),
		Quote: masked(c.Content.Text, min(quoted, bulletin.MaxQuote)),
	}
	answer, note := "", ""
	if c.Custody {
		note = " (" + custody[l] + ")"
	}
	switch {
	case c.Status == verification.StatusTakenDown:
		it.Verdict, it.Quote = bulletin.Withdrawn, ""
	case c.Status == verification.StatusMerged:
		it.Verdict, it.Quote, answer = bulletin.Withdrawn, "", "→ "+c.Into.String()
	case c.Status == verification.StatusUndecided:
		it.Verdict = bulletin.Undecided
	case !c.Question.Open():
		it.Verdict = bulletin.Verdict(c.Verdict.Answer)
	case c.Nameless:
		it.Verdict, answer = bulletin.Answered, nameless[l]
	default:
		it.Verdict, answer = bulletin.Answered, masked(c.AnswerText(c.Verdict.Answer), longestAnswer-utf8.RuneCountInString(note))
	}
	if it.Verdict != bulletin.Withdrawn {
		answer += note
	}
	it.Answer = bulletin.Plain(answer, bulletin.MaxAnswer)
	return it
}

// masked is what people wrote, on one line and without personal data.
func masked(text screening.Foreign, n int) string { return bulletin.Plain(text.Mask().String(), n) }

// custody says that what the claim shows was said in custody.
var custody = map[verification.Language]string{
	verification.Kazakh: "қамауда айтылған", verification.Kyrgyz: "камакта айтылган",
	verification.Russian: "сказано под стражей", verification.English: "said in custody",
}

// nameless says that somebody is not who they are said to be, and that their name is kept back.
var nameless = map[verification.Language]string{
	verification.Kazakh: "айтылып жүрген адам емес; есімін атамаймыз", verification.Kyrgyz: "айтылып жүргөн адам эмес; атын айтпайбыз",
	verification.Russian: "не тот, за кого его выдают; имя не называем", verification.English: "not who it is said to be; the name is kept back",
}

// bare is an item without its words: five bytes.
func bare(it bulletin.Item) bulletin.Item {
	return bulletin.Item{Code: it.Code, Question: it.Question, Verdict: it.Verdict, Version: it.Version}
}
