package publisher

import (
	"time"
	"unicode/utf8"

	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
)

// How many characters of a claim and of an answer a bulletin carries: such a result goes into three SMS.
const (
	longestQuote  = 90
	longestAnswer = 80
)

// Item is what is said of a claim whose result is out, in bulletins and in SMS, with up to so many characters of what is
// claimed. The words that are not the claim's own are in language l. What was withdrawn is not repeated.
func Item(r claim.Release, l claim.Language, quoted int) bulletin.Item {
	it := bulletin.Item{
		Code: string(r.Code), Question: bulletin.Question(r.Question), Version: max(r.Edition, 1), At: r.At.UTC().Truncate(time.Second),
		Quote: bulletin.Plain(r.Quote.String(), min(quoted, bulletin.MaxQuote)),
	}
	answer, note := "", ""
	if r.Custody {
		note = " (" + custody[l] + ")"
	}
	switch {
	case r.Status == claim.StatusTakenDown:
		it.Verdict = bulletin.Withdrawn
	case r.Status == claim.StatusMerged:
		it.Verdict, it.Quote, answer = bulletin.Withdrawn, "", "→ "+r.Into.String()
	case r.Status == claim.StatusUndecided:
		it.Verdict = bulletin.Undecided
	case !r.Question.Open():
		it.Verdict = bulletin.Verdict(r.Answer)
	case r.Nameless:
		it.Verdict, answer = bulletin.Answered, nameless[l]
	default:
		it.Verdict, answer = bulletin.Answered, bulletin.Plain(r.WordsIn(l).String(), longestAnswer-utf8.RuneCountInString(note))
	}
	if it.Verdict != bulletin.Withdrawn {
		answer += note
	}
	it.Answer = bulletin.Plain(answer, bulletin.MaxAnswer)
	return it
}

// custody says that what the claim shows was said in custody.
var custody = map[claim.Language]string{
	claim.Kazakh: "қамауда айтылған", claim.Kyrgyz: "камакта айтылган",
	claim.Russian: "сказано под стражей", claim.English: "said in custody",
}

// nameless says that somebody is not who they are said to be, and that their name is kept back.
var nameless = map[claim.Language]string{
	claim.Kazakh: "айтылып жүрген адам емес; аты-жөнін атамаймыз", claim.Kyrgyz: "айтылып жүргөн адам эмес; аты-жөнүн айтпайбыз",
	claim.Russian: "не тот, за кого его выдают; имя не называем", claim.English: "not who they say it is; the name is kept back",
}

// bare is an item without its words: five bytes.
func bare(it bulletin.Item) bulletin.Item {
	return bulletin.Item{Code: it.Code, Question: it.Question, Verdict: it.Verdict, Version: it.Version}
}
