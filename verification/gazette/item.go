package gazette

import (
	"strings"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/screening"
)

// How many characters of a claim and of an answer a bulletin carries: such a result goes into three SMS.
const (
	longestQuote  = 90
	longestAnswer = 80
)

// item is what a bulletin says of a claim whose result is out. What was withdrawn is not repeated.
func item(c *verification.Claim) bulletin.Item {
	it := bulletin.Item{
		Code: string(c.Code), Question: bulletin.Question(c.Question), Version: c.Edition, At: c.EndedAt.UTC(),
		Quote: bulletin.Plain(screening.Mask(c.Content.Text), longestQuote),
	}
	answer := ""
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
		it.Verdict = bulletin.Answered
	default:
		it.Verdict, answer = bulletin.Answered, screening.Mask(c.AnswerText(c.Verdict.Answer))
	}
	if c.Custody && it.Verdict != bulletin.Withdrawn {
		answer = strings.TrimPrefix(answer+" ("+custody[c.Language]+")", " ")
	}
	it.Answer = bulletin.Plain(answer, longestAnswer)
	return it
}

// custody says that what the claim shows was said in custody.
var custody = map[verification.Language]string{
	verification.Kazakh: "қамауда айтылған", verification.Kyrgyz: "камакта айтылган",
	verification.Russian: "сказано под стражей", verification.English: "said in custody",
}

// bare is an item without its words: five bytes.
func bare(it bulletin.Item) bulletin.Item {
	return bulletin.Item{Code: it.Code, Question: it.Question, Verdict: it.Verdict, Version: it.Version}
}
