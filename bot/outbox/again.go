package outbox

import (
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/backoff"
)

// How often a message is tried whose failures are its own, while Telegram answers others.
const (
	triesAlone = 1  // before what is behind it goes first
	triesForm  = 3  // of a form of its file that fails on its way
	triesFile  = 7  // of a file that cannot be fetched, two minutes in all
	triesWords = 40 // before a message without a file is set aside: some hours
)

// attempt is what a sender knows of an item that failed for a while.
type attempt struct {
	n        int // how often
	own      int // … while Telegram answered others
	answered int // how much Telegram had answered at the last failure
	form     bot.Form
	spent    bool // every form was tried
}

// tryAgain decides when a message that failed for a while is tried again, and in which form. Nobody waits for one whose failures
// are its own: a file that is kept in a place that does not answer, or by which the service stumbles.
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
		s.suspect() // nothing else may tell whether it is the message or Telegram
	}
	a.answered = s.answered
	files := len(out.delivery.Media) > 0 && out.delivery.Form != bot.InWords
	switch {
	case files && alone && a.own >= triesFile:
		s.spend(a, out.delivery, bot.AsAFile) // which would have to be fetched as well
	case files && !alone && a.own >= triesForm:
		s.spend(a, out.delivery, out.delivery.Form)
	case !files && a.own >= triesWords:
		s.log.Error("a message fails while others do not, and is in quarantine", "reason", reasonOf(out.err), "action", out.action)
		r.became, r.next = aside, now.Add(s.spacing(out.delivery.Chat))
		return
	}
	if a.own >= triesAlone {
		r.became, r.id, r.next = putOff, ms(now.Add(wait)), now.Add(s.spacing(out.delivery.Chat))
	}
}

// spend goes on to the form after one that was tried often enough.
func (s *sender) spend(a *attempt, d bot.Delivery, tried bot.Form) {
	form, more := nextForm(d, tried)
	a.form, a.spent, a.own = form, !more, 0
}

// nextForm is the form in which a file is sent when it cannot go in one; none is left of news that mean nothing without it.
func nextForm(d bot.Delivery, tried bot.Form) (next bot.Form, more bool) {
	whole := d.News != nil && d.News.Whole
	return tried + 1, tried < bot.AsAFile || tried == bot.AsAFile && !whole
}
