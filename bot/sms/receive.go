package sms

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
)

const (
	// longestText is how many characters of an SMS are read: ten parts of one in Latin letters.
	longestText = 1530
	// keepDone is how long it is known that an SMS is done with.
	keepDone = 14 * 24 * time.Hour
	// ahead is how far a phone's clock may be before ours, and Oldest how long an SMS may have been on its way. Beyond
	// these its time is not believed.
	ahead = 2 * time.Minute
)

// Oldest is how long ago an SMS may have been sent for its time to count.
const Oldest = 7 * 24 * time.Hour

// receive takes an SMS: when the phone is told so, all that follows from it is stored.
func (g *Gateway) receive(w http.ResponseWriter, r *http.Request, f fields) {
	from, ok := Number(f.from)
	if !ok || !utf8.ValidString(f.words) || strings.TrimSpace(f.words) == "" {
		g.metrics.received.WithLabelValues("ignored").Inc() // a service's message, or nothing in it: it need not come again
		accept(w)
		return
	}
	ctx := r.Context()
	key := g.idempotencyKey(from, f)
	if err := g.Redis.ZScore(ctx, doneKey, key).Err(); err == nil {
		g.metrics.received.WithLabelValues("again").Inc()
		accept(w)
		return
	} else if !errors.Is(err, redis.Nil) {
		g.failed(w, "an SMS cannot be looked up", err)
		return
	}
	over, err := g.admit(ctx, g.Sealer.Pseudonym("sms", from))
	if err != nil {
		g.failed(w, "an SMS cannot be counted", err)
		return
	}
	if over != withinAll {
		g.metrics.received.WithLabelValues("limited").Inc()
		if over != overDay { // which would be the same if it came again
			refuse(w, http.StatusTooManyRequests, "too many at once: try again in a minute")
			return
		}
	}
	words := f.words
	if runes := []rune(words); len(runes) > longestText {
		words = string(runes[:longestText])
	}
	if err := g.handler.Text(ctx, bot.Text{IdempotencyKey: key, From: from, Words: words, Sent: g.sent(f.sent), Over: over == overDay}); err != nil {
		g.failed(w, "an SMS cannot be handled yet", err)
		return
	}
	if err := g.Barrier.Confirm(ctx); err != nil {
		g.failed(w, "what an SMS changed cannot be confirmed yet", err)
		return
	}
	now := g.Clock.Now()
	_, err = g.Redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.ZAdd(ctx, doneKey, redis.Z{Score: float64(now.UnixMilli()), Member: key})
		p.ZRemRangeByScore(ctx, doneKey, "-inf", strconv.FormatInt(now.Add(-keepDone).UnixMilli(), 10))
		return nil
	})
	if err != nil { // it may come again, and changes nothing then
		g.Log.Warn("that an SMS is done with cannot be noted", "error", err)
	}
	g.metrics.received.WithLabelValues("taken").Inc()
	accept(w)
}

// idempotencyKey names an SMS: by the id that the phone gave it, or, where it gave none, by all that is known of it.
func (g *Gateway) idempotencyKey(from int64, f fields) string {
	name := f.id
	if name == "" {
		name = f.sent + "\x00" + f.words
	}
	return "sms." + g.Sealer.PseudonymOf("sms.message", strings.Join([]string{f.device, strconv.FormatInt(from, 10), name}, "\x00"))
}

// sent reads when an SMS was sent, in seconds or milliseconds since 1970; zero when that is not to be believed.
func (g *Gateway) sent(text string) time.Time {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 {
		return time.Time{}
	}
	const thousandsOfYears = 1e11 // as seconds
	at := time.Unix(n, 0)
	if n > thousandsOfYears {
		at = time.UnixMilli(n)
	}
	now := g.Clock.Now()
	switch {
	case at.After(now.Add(ahead)), now.Sub(at) > Oldest:
		return time.Time{}
	case at.After(now):
		at = now
	}
	return at.UTC()
}

func (g *Gateway) failed(w http.ResponseWriter, what string, err error) {
	g.metrics.received.WithLabelValues("failed").Inc()
	g.Log.Warn("the phone that carries SMS is asked to try again", "what", what, "error", err)
	refuse(w, http.StatusServiceUnavailable, "not now: try again")
}
