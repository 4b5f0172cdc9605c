package outbox

import (
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/backoff"
)

// How often a message is attempted whose failures are its own, while Telegram answers other calls.
const (
	triesAlone = 1  // before the messages behind it go first
	triesForm  = 3  // in one form of its file, if the call fails
	triesFile  = 7  // with a file that cannot be fetched; two minutes in all
	triesWords = 40 // before a message without a file is quarantined; some hours
)

// attempt is the state of an item that has failed temporarily.
type attempt struct {
	n        int // failures
	own      int // failures while Telegram answered other calls
	answered int // sender.answered at the last failure
	form     bot.Form
	spent    bool // every form has been tried
}

// tryAgain decides when a message that failed temporarily is retried, and in which form. Other messages do not wait for one whose
// failures are its own: its file is stored where nothing answers, or makes the service fail.
func (s *sender) tryAgain(r *record, now time.Time, out outcome) {
	a := s.attempts[out.item]
	if a == nil {
		a = &attempt{answered: s.answered}
		s.attempts[out.item] = a
	}
	wait := backoff.Double(firstRetry, lastRetry, a.n)
	a.n++
	r.became, r.next = again, now.Add(wait)
	if out.hookErr != nil {
		return
	}
	alone := bot.ScopeOf(out.err) == bot.OfItem
	if alone || s.answered > a.answered {
		a.own++
	}
	if !alone && a.n > 1 {
		s.suspect() // otherwise it may stay unknown whether the message fails or Telegram
	}
	a.answered = s.answered
	files := len(out.delivery.Media) > 0 && out.delivery.Form != bot.InWords
	switch {
	case files && alone && a.own >= triesFile:
		s.spend(a, out.delivery, bot.AsAFile) // which would have to be fetched as well
	case files && !alone && a.own >= triesForm:
		s.spend(a, out.delivery, out.delivery.Form)
	case !files && a.own >= triesWords:
		s.log.Error("a message fails while others do not, and was quarantined", "reason", reasonOf(out.err), "action", out.action)
		r.became, r.next = aside, now.Add(s.spacing(out.delivery.Chat))
		return
	}
	if a.own >= triesAlone {
		r.became, r.id, r.next = putOff, ms(now.Add(wait)), now.Add(s.spacing(out.delivery.Chat))
	}
}

// spend moves on to the form after one that was tried often enough.
func (s *sender) spend(a *attempt, d bot.Delivery, tried bot.Form) {
	form, more := nextForm(d, tried)
	a.form, a.spent, a.own = form, !more, 0
}

// nextForm returns the form to try after one that failed. more is false if there is none, as for news that are useless without the file.
func nextForm(d bot.Delivery, tried bot.Form) (next bot.Form, more bool) {
	whole := d.News != nil && d.News.Whole
	return tried + 1, tried < bot.AsAFile || tried == bot.AsAFile && !whole
}
