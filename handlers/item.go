package handlers

import (
	"strings"
	"time"

	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/screening"
)

// issuer is who bulletins say they come from.
const issuer = "Rastau"

// itemOf is a result as bulletins carry it, with up to so many characters of what is claimed. What is withdrawn is not
// quoted.
func itemOf(s locale.Speaker, c *verification.Claim, quoted int) bulletin.Item {
	it := bulletin.Item{
		Code: string(c.Code), Question: bulletin.Question(c.Question), Version: max(c.Version, 1), At: c.EndedAt.UTC().Truncate(time.Second),
		Quote: bulletin.Plain(screening.Mask(clean(c.Content.Text)), min(quoted, bulletin.MaxQuote)),
	}
	switch {
	case c.Status == verification.StatusTakenDown:
		it.Verdict, it.Quote = bulletin.Withdrawn, ""
	case c.Status == verification.StatusUndecided:
		it.Verdict = bulletin.Undecided
	case c.Question == verification.Identity && c.Nameless:
		it.Verdict, it.Answer = bulletin.Answered, plain(s.T("sms.nameless"))
	case c.Question.Open():
		it.Verdict, it.Answer = bulletin.Answered, bulletin.Plain(answerText(s, c, c.Verdict.Answer), bulletin.MaxAnswer)
	default:
		it.Verdict = bulletin.Verdict(c.Verdict.Answer)
	}
	return it
}

// smsParts is how many parts an SMS of ours may take: each is paid for.
const smsParts = 3

// smsResult is a result as one SMS, with as much of what is claimed as there is room for. That it was said in custody is never
// what there is no room for.
func smsResult(s locale.Speaker, c *verification.Claim, latin bool) string {
	b := bulletin.Bulletin{Issuer: issuer, Language: string(s.Language)}
	text, label := "", ""
	if c.Custody && c.Status == verification.StatusPublished {
		label = " " + inLetters(s, plain(s.T("result.custody")), latin)
	}
	for quoted := 120; quoted >= 0; quoted -= 10 {
		text = b.SMS(itemOf(s, c, quoted), latin)
		if fitsSMS(text + label) {
			break
		}
	}
	return smsFit(text, label)
}

// smsText is one of the bot's texts, with its markup, as SMS carry it.
func smsText(s locale.Speaker, text string, latin bool) string { return smsLine(s, plain(text), latin) }

// smsLine is a plain text as SMS carry it.
func smsLine(s locale.Speaker, text string, latin bool) string {
	return smsFit(inLetters(s, text, latin), "")
}

// inLetters is a text on one line, in the letters that its reader can read.
func inLetters(s locale.Speaker, text string, latin bool) string {
	text = strings.Join(strings.Fields(text), " ")
	if latin {
		text = bulletin.Latin(text, string(s.Language))
	}
	return text
}

func fitsSMS(text string) bool {
	n, _ := bulletin.Segments(text)
	return n <= smsParts
}

// smsFit cuts a text that is too long with what must follow it.
func smsFit(text, tail string) string {
	runes := []rune(text)
	for n := len(runes); !fitsSMS(text + tail); n -= 5 {
		text = strings.TrimSpace(string(runes[:max(n-5, 0)])) + "..."
	}
	return text + tail
}
