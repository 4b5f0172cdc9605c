package outbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
)

// sealer stands for a vault: what it seals cannot be read by chance, nor opened elsewhere.
type sealer struct{}

func (sealer) Pseudonym(domain string, id int64) string {
	sum := sha256.Sum256(fmt.Append(nil, domain, id))
	return hex.EncodeToString(sum[:8])
}

func (sealer) Seal(record, field string, plain []byte) []byte {
	return append([]byte(record+"/"+field+"/"), mask(plain)...)
}

func (sealer) Open(record, field string, sealed []byte) ([]byte, error) {
	place := record + "/" + field + "/"
	if len(sealed) < len(place) || string(sealed[:len(place)]) != place {
		return nil, errors.New("sealed for another place")
	}
	return mask(sealed[len(place):]), nil
}

func mask(in []byte) []byte {
	out := make([]byte, len(in))
	for i, b := range in {
		out[i] = b ^ 0xA5
	}
	return out
}

// said is one call that reached the stand-in for Telegram.
type said struct {
	At     time.Duration // since the beginning
	Chat   int64
	Action bot.Action
	Text   string
	Target int
	Reply  int
}

// telegram stands for Telegram: it takes everything but what answer refuses, and numbers what it takes in each chat from 101 on.
type telegram struct {
	clock  clockwork.Clock
	start  time.Time
	answer func(d bot.Delivery, nth int) error // nth call with this text, from 1

	mu    sync.Mutex
	times map[string]int
	calls []said
	last  map[int64]int
}

func (f *telegram) Deliver(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.times[d.Text]++
	f.calls = append(f.calls, said{f.clock.Since(f.start), d.Chat, d.Action, d.Text, d.Target, d.Replies})
	if f.answer != nil {
		if err := f.answer(d, f.times[d.Text]); err != nil {
			return bot.Receipt{}, err
		}
	}
	if d.Action != bot.Send {
		return bot.Receipt{MessageID: d.Target}, nil
	}
	f.last[d.Chat]++
	return bot.Receipt{MessageID: 100 + f.last[d.Chat]}, nil
}

// rig is an outbox whose sender the test moves by hand, so that every run is the same.
type rig struct {
	*sender
	t     *testing.T
	clock *clockwork.FakeClock
	tg    *telegram
}

func newRig(t *testing.T, client redis.UniversalClient, o Options) *rig {
	t.Helper()
	clock := clockwork.NewFakeClockAt(time.Date(2022, 1, 6, 14, 0, 0, 0, time.UTC))
	tg := &telegram{clock: clock, start: clock.Now(), times: map[string]int{}, last: map[int64]int{}}
	o.Redis, o.Sealer, o.Deliver, o.Clock, o.Log = client, sealer{}, tg, clock, slog.New(slog.DiscardHandler)
	return &rig{sender: newSender(New(o)), t: t, clock: clock, tg: tg}
}

func (r *rig) send(out ...bot.Outgoing) {
	r.t.Helper()
	for i := range out {
		if out[i].Key == "" {
			out[i].Key = out[i].Text
		}
		if out[i].Action == "" {
			out[i].Action = bot.Send
		}
	}
	require.NoError(r.t, r.Send(r.t.Context(), out...))
}

// step delivers everything whose turn it is, and returns how long there is nothing more to do.
func (r *rig) step() time.Duration {
	r.t.Helper()
	for {
		wait := r.next()
		for len(r.records) < len(r.busy) {
			r.records = append(r.records, r.judge(<-r.outcomes))
		}
		r.record(r.t.Context())
		if wait > 0 {
			return wait
		}
	}
}

// next is one round of what run does.
func (r *rig) next() time.Duration {
	if !r.cut.is {
		return r.turn(r.t.Context())
	}
	wait := r.seek(r.t.Context(), r.clock.Now())
	if r.cut.probing {
		r.found(<-r.cut.probed)
	}
	return wait
}

// drain lets time pass until everything is delivered.
func (r *rig) drain() {
	r.t.Helper()
	for {
		wait := r.step()
		depth, err := r.Depth(r.t.Context())
		require.NoError(r.t, err)
		if depth == 0 {
			return
		}
		r.clock.Advance(wait)
	}
}

// heard is everything that reached Telegram since it was last asked for.
func (r *rig) heard() []said {
	r.tg.mu.Lock()
	defer r.tg.mu.Unlock()
	calls := r.tg.calls
	r.tg.calls = nil
	return calls
}

func (r *rig) texts() []string {
	var out []string
	for _, c := range r.heard() {
		out = append(out, c.Text)
	}
	return out
}

// whole is everything that Redis holds, as sorted lines, without what is remembered of keys.
func whole(t *testing.T, client redis.UniversalClient, k keys) []string {
	t.Helper()
	ctx := t.Context()
	var out []string
	for _, name := range []string{k.due[0], k.due[1], k.due[2], k.due[3], k.queue, k.flight, k.rest, k.named, k.news} {
		members, err := client.ZRange(ctx, name, 0, -1).Result()
		require.NoError(t, err)
		for _, m := range members {
			out = append(out, name+" "+m)
		}
	}
	for _, name := range []string{k.items, k.messages, k.told} {
		fields, err := client.HKeys(ctx, name).Result()
		require.NoError(t, err)
		for _, f := range fields {
			out = append(out, name+" "+f)
		}
	}
	return out
}

func refuse(f bot.Failure, code int) *bot.DeliveryError {
	return &bot.DeliveryError{Failure: f, Code: code, Reason: "because"}
}
