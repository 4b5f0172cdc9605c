package sms

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"log/slog"
	"net/http"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/inbound"
)

// Sealer seals, and makes pseudonyms of numbers and of texts.
type Sealer interface {
	bot.Sealer
	PseudonymOf(domain, text string) string
}

// Limits are how many SMS are taken. Beyond those of a minute the phone is asked to come again, so nothing is lost; beyond
// those of a day a number's are dropped. When they cannot be looked up, nothing is taken.
type Limits struct {
	PerMinute int // from one number
	PerDay    int // from one number
	Overall   int // from all numbers in a minute
}

// Usual are limits for one phone.
var Usual = Limits{PerMinute: 6, PerDay: 100, Overall: 300}

// Options are what a Gateway works with; all but Barrier, Metrics and Limits are needed.
type Options struct {
	Redis   redis.UniversalClient
	Sealer  Sealer
	Secret  string
	Clock   clockwork.Clock
	Log     *slog.Logger
	Metrics prometheus.Registerer // none when nil
	Limits  Limits                // Usual when zero
	Barrier *durable.Barrier      // confirms what SMS report and change; nothing is confirmed when nil
}

// Gateway is an [http.Handler] for a phone, and a [bot.Texter].
type Gateway struct {
	Options
	handler bot.TextHandler
	metrics *metrics
	unknown inbound.Bodies
}

var (
	_ bot.Texter   = (*Gateway)(nil)
	_ http.Handler = (*Gateway)(nil)
)

// New makes a Gateway.
func New(o Options) *Gateway {
	if o.Limits == (Limits{}) {
		o.Limits = Usual
	}
	return &Gateway{Options: o, metrics: newMetrics(o.Metrics), unknown: inbound.Bodies{Most: mostUnknown}}
}

// Serve says who answers SMS. It is called before the first comes.
func (g *Gateway) Serve(h bot.TextHandler) { g.handler = h }

// trusted compares a secret in a time that says nothing of it.
func (g *Gateway) trusted(secret string) bool {
	got, want := sha256.Sum256([]byte(secret)), sha256.Sum256([]byte(g.Secret))
	return g.Secret != "" && subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// admit: KEYS a number's counters of the minute and of the day, the counter of all; ARGV the most of each. Gives 0 when it
// is within all, or the place of the first that it is not.
var admit = redis.NewScript(`
local over = 0
for i = 1, 3 do
  local n = redis.call('INCR', KEYS[i])
  if n == 1 then redis.call('EXPIRE', KEYS[i], i == 2 and 90000 or 120) end
  if n > tonumber(ARGV[i]) and over == 0 then over = i end
end
return over`)

// Places of limits in what admit gives.
const (
	withinAll = 0
	overDay   = 2
)

func (g *Gateway) admit(ctx context.Context, person string) (int64, error) {
	l := g.Limits
	return admit.Run(ctx, g.Redis, limitKeys(person, g.Clock.Now()), l.PerMinute, l.PerDay, l.Overall).Int64()
}
