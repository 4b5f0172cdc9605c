package intake_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// sealer stands for a vault: what it seals cannot be read by chance, nor opened elsewhere.
type sealer struct{}

func (sealer) Pseudonym(domain string, id int64) string {
	sum := sha256.Sum256(fmt.Append(nil, domain, id))
	return hex.EncodeToString(sum[:8])
}

func (sealer) Seal(record, field string, plain []byte) []byte {
	return append([]byte(record+"/"+field+"/"), turn(plain)...)
}

func (sealer) Open(record, field string, sealed []byte) ([]byte, error) {
	place := record + "/" + field + "/"
	if len(sealed) < len(place) || string(sealed[:len(place)]) != place {
		return nil, errors.New("sealed for another place")
	}
	return turn(sealed[len(place):]), nil
}

func turn(in []byte) []byte {
	out := make([]byte, len(in))
	for i, b := range in {
		out[i] = b ^ 0xA5
	}
	return out
}

// said is an update in the form of these tests.
type said struct {
	ID     int64  `json:"id"`
	Chat   int64  `json:"chat"`
	Text   string `json:"text,omitempty"`
	Album  string `json:"album,omitempty"`
	Edited bool   `json:"edited,omitempty"`
	Broken bool   `json:"broken,omitempty"`
	// Command is a command with which Text begins, Forwarded has it come from somebody else.
	Command   string `json:"command,omitempty"`
	Forwarded bool   `json:"forwarded,omitempty"`
	// From is who wrote it in their private chat; nobody when 0.
	From int64 `json:"from,omitempty"`
	At   int64 `json:"at,omitempty"`
}

func raw(updates ...said) []json.RawMessage {
	var out []json.RawMessage
	for _, u := range updates {
		j, err := json.Marshal(u)
		if err != nil {
			panic(err)
		}
		out = append(out, j)
	}
	return out
}

var codec = intake.Codec{
	Peek: func(raw []byte) (id, chat int64, ok bool) {
		var u said
		ok = json.Unmarshal(raw, &u) == nil && u.ID != 0
		return u.ID, u.Chat, ok
	},
	Decode: func(raw []byte) (bot.Update, error) {
		var u said
		if json.Unmarshal(raw, &u) != nil || u.Broken {
			return bot.Update{}, errors.New("cannot be read")
		}
		m := &bot.Message{Chat: bot.Chat{ID: u.Chat}, Text: u.Text, Album: u.Album, Edited: u.Edited}
		if u.Album != "" {
			m.Media = []bot.Media{{FileID: fmt.Sprint("f", u.ID)}}
		}
		if u.Command != "" {
			m.Command = &bot.Command{Name: u.Command}
		}
		if u.From != 0 {
			m.From, m.Chat.Kind, m.At = &bot.Person{ID: u.From}, bot.Private, time.Unix(u.At, 0)
		}
		if u.Forwarded {
			m.Origin = &bot.Origin{Kind: bot.FromHidden}
		}
		return bot.Update{ID: u.ID, Message: m}, nil
	},
}

// handler notes what it is given. fail says what is wrong with an update, by how often it came.
type handler struct {
	fail func(ctx context.Context, u bot.Update, time int) error

	mu    sync.Mutex
	times map[int64]int
	done  []bot.Update
	seen  chan bot.Update // gets every update that is done
}

func newHandler(fail func(ctx context.Context, u bot.Update, time int) error) *handler {
	return &handler{fail: fail, times: map[int64]int{}, seen: make(chan bot.Update, 10_000)}
}

func (h *handler) Handle(ctx context.Context, u bot.Update) error {
	h.mu.Lock()
	h.times[u.ID]++
	n := h.times[u.ID]
	h.mu.Unlock()
	if h.fail != nil {
		if err := h.fail(ctx, u, n); err != nil {
			return err
		}
	}
	h.mu.Lock()
	h.done = append(h.done, u)
	h.mu.Unlock()
	h.seen <- u
	return nil
}

// all gives the updates that are done.
func (h *handler) all() []bot.Update {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.done)
}

// wait gives the ids of the next n updates that are done, in order.
func (h *handler) wait(ctx context.Context, t *testing.T, n int) []int64 {
	t.Helper()
	var ids []int64
	for range n {
		select {
		case u := <-h.seen:
			ids = append(ids, u.ID)
		case <-ctx.Done():
			t.Fatalf("only %v came", ids)
		}
	}
	return ids
}

// journal is a log whose lines tests wait for.
type journal struct {
	slog.Handler
	lines chan string
}

func newJournal() *journal { return &journal{slog.DiscardHandler, make(chan string, 10_000)} }

func (j *journal) Enabled(context.Context, slog.Level) bool { return true }

func (j *journal) Handle(_ context.Context, r slog.Record) error {
	j.lines <- r.Message
	return nil
}

// wait waits until a line was said once, or as often as times tells.
func (j *journal) wait(ctx context.Context, t *testing.T, line string, times ...int) {
	t.Helper()
	left := 1
	if len(times) > 0 {
		left = times[0]
	}
	for left > 0 {
		select {
		case l := <-j.lines:
			if l == line {
				left--
			}
		case <-ctx.Done():
			t.Fatalf("not often enough was it said: %s", line)
		}
	}
}

// rig is an intake with a clock that stands still, on a Redis of its own.
type rig struct {
	*intake.Intake
	ctx     context.Context // ends the test when it hangs
	redis   redis.UniversalClient
	clock   *clockwork.FakeClock
	handler *handler
	log     *journal
	options intake.Options
}

func newRig(t *testing.T, client redis.UniversalClient, h *handler, change ...func(*intake.Options)) *rig {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	r := &rig{ctx: ctx, redis: client, clock: clockwork.NewFakeClock(), handler: h, log: newJournal()}
	r.options = intake.Options{
		Redis: client, Sealer: sealer{}, Codec: codec, Handler: h, Clock: r.clock, Log: slog.New(r.log), Partitions: 1, Attempts: 3,
	}
	for _, f := range change {
		f(&r.options)
	}
	r.Intake = intake.New(r.options)
	return r
}

// waiting is how many timers the machine of one partition waits for while nothing happens: heartbeat and lease.
const waiting = 2

func (r *rig) store(t *testing.T, updates ...said) {
	t.Helper()
	n, err := r.Store(r.ctx, raw(updates...))
	require.NoError(t, err)
	require.Equal(t, len(updates), n)
}

// work works until the test ends or stop is called, which waits until all that was begun is finished.
func (r *rig) work(t *testing.T) (stop func()) {
	t.Helper()
	return start(t, r.Work)
}

func start(t *testing.T, run func(context.Context) error) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// later lets time pass once so many timers are waited for.
func (r *rig) later(t *testing.T, timers int, d time.Duration) {
	t.Helper()
	require.NoError(t, r.clock.BlockUntilContext(r.ctx, timers))
	r.clock.Advance(d)
}

// passes lets time pass whenever so many timers are waited for, until the test ends.
func (r *rig) passes(t *testing.T, timers int, d time.Duration) {
	t.Helper()
	start(t, func(ctx context.Context) error {
		for r.clock.BlockUntilContext(ctx, timers) == nil {
			r.clock.Advance(d)
		}
		return nil
	})
}

func (r *rig) drained(t *testing.T) {
	t.Helper()
	require.NoError(t, r.Drained(r.ctx))
}

func TestUpdateIsStoredOnceAndSealed(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client, newHandler(nil), func(o *intake.Options) { o.Partitions = 4 })
		updates := raw(said{ID: 1, Chat: 77001, Text: "secret"}, said{ID: 2, Chat: 77002}, said{ID: 3, Chat: 77003}, said{ID: 1, Chat: 77001})
		n, err := r.Store(r.ctx, append(updates, json.RawMessage(`{"what":1}`)))
		require.NoError(t, err)
		require.Equal(t, 3, n)
		n, err = r.Store(r.ctx, updates)
		require.NoError(t, err)
		require.Zero(t, n)
		depth, err := r.Depth(r.ctx)
		require.NoError(t, err)
		require.EqualValues(t, 3, depth)
		for _, key := range keys(t, r) {
			require.NotContains(t, dump(t, r, key), "secret")
			require.NotContains(t, dump(t, r, key), "7700")
		}

		r.clock.Advance(25 * time.Hour)
		require.NoError(t, r.Trim(r.ctx))
		n, err = r.Store(r.ctx, updates)
		require.NoError(t, err)
		require.Zero(t, n, "Telegram may repeat it for a day")

		r.clock.Advance(2 * time.Hour)
		n, err = r.Store(r.ctx, updates[:1])
		require.NoError(t, err)
		require.Equal(t, 1, n, "by now it is another one with the same id")
		require.NoError(t, r.Trim(r.ctx))
		for _, key := range keys(t, r) {
			if kind, err := client.Type(r.ctx, key).Result(); err == nil && kind == "zset" {
				require.EqualValues(t, 1, client.ZCard(r.ctx, key).Val())
			}
		}
	})
}

func keys(t *testing.T, r *rig) []string {
	t.Helper()
	all, err := r.redis.Keys(r.ctx, "*").Result()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

func dump(t *testing.T, r *rig, key string) string {
	t.Helper()
	if entries, err := r.redis.XRange(r.ctx, key, "-", "+").Result(); err == nil {
		return fmt.Sprint(key, entries)
	}
	members, err := r.redis.ZRange(r.ctx, key, 0, -1).Result()
	require.NoError(t, err)
	return fmt.Sprint(key, members)
}

func TestChatsAreServedInOrderAndSideBySide(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		release := make(chan struct{})
		h := newHandler(func(_ context.Context, u bot.Update, _ int) error {
			if u.ID == 1 {
				<-release
			}
			return nil
		})
		r := newRig(t, client, h)
		r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 5}, said{ID: 3, Chat: 6}, said{ID: 4, Chat: 6}, said{ID: 5, Chat: 5})
		r.work(t)
		require.Equal(t, []int64{3, 4}, h.wait(r.ctx, t, 2))
		close(release)
		require.Equal(t, []int64{1, 2, 5}, h.wait(r.ctx, t, 3))
		r.drained(t)
	})
}

func TestFailureIsTriedAgainWhileTheChatWaits(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		h := newHandler(func(_ context.Context, u bot.Update, time int) error {
			if u.ID == 1 && time < 3 {
				return errors.New("not now")
			}
			return nil
		})
		r := newRig(t, client, h, func(o *intake.Options) { o.Workers = 1 })
		r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 5}, said{ID: 3, Chat: 6})
		r.work(t)
		require.Equal(t, []int64{3}, h.wait(r.ctx, t, 1), "who fails takes nobody's place")
		for range 2 {
			r.log.wait(r.ctx, t, "an update could not be handled")
			r.later(t, waiting+1, time.Second)
		}
		require.Equal(t, []int64{1, 2}, h.wait(r.ctx, t, 2))
		r.drained(t)
	})
}

func TestWhatCannotBeHandledGoesToQuarantine(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		h := newHandler(func(_ context.Context, u bot.Update, _ int) error {
			switch u.Message.Text {
			case "bad":
				return errors.New("never")
			case "panic":
				panic(u.Message.Text)
			}
			return nil
		})
		r := newRig(t, client, h)
		r.store(t, said{ID: 1, Chat: 5, Text: "bad"}, said{ID: 2, Chat: 5, Text: "panic"}, said{ID: 3, Chat: 5, Broken: true}, said{ID: 4, Chat: 5})
		r.work(t)
		for range 2 {
			for range 2 {
				r.log.wait(r.ctx, t, "an update could not be handled")
				r.later(t, waiting+1, time.Second)
			}
			r.log.wait(r.ctx, t, "an update cannot be handled and was quarantined")
		}
		require.Equal(t, []int64{4}, h.wait(r.ctx, t, 1))
		r.drained(t)
		require.Equal(t, map[int64]int{1: 3, 2: 3, 4: 1}, h.times)

		kept, err := client.XRange(r.ctx, "{in:0}:quarantine", "-", "+").Result()
		require.NoError(t, err)
		var texts []string
		for _, m := range kept {
			plain, err := sealer{}.Open("{in:0}:quarantine", "update", []byte(m.Values["u"].(string)))
			require.NoError(t, err)
			texts = append(texts, string(plain))
		}
		require.Equal(t, []string{
			`{"id":1,"chat":5,"text":"bad"}`, `{"id":2,"chat":5,"text":"panic"}`, `{"id":3,"chat":5,"broken":true}`,
		}, texts)
	})
}

func TestWhatCannotBeOpenedIsKeptAsItIs(t *testing.T) {
	t.Parallel()
	h := newHandler(nil)
	r := newRig(t, redistest.Mini(t), h)
	require.NoError(t, r.redis.XAdd(r.ctx, &redis.XAddArgs{Stream: "{in:0}:updates", Values: []any{"u", "of an old key"}}).Err())
	r.work(t)
	r.drained(t)
	kept, err := r.redis.XRange(r.ctx, "{in:0}:quarantine", "-", "+").Result()
	require.NoError(t, err)
	require.Len(t, kept, 1)
	require.Equal(t, "of an old key", kept[0].Values["sealed"])
	require.NotContains(t, kept[0].Values, "u")
	n, err := r.Retry(r.ctx, everything)
	require.NoError(t, err)
	require.Zero(t, n, "it would only come back")
}

func TestOutageIsWaitedFor(t *testing.T) {
	t.Parallel()
	h := newHandler(func(_ context.Context, _ bot.Update, time int) error {
		if time < 20 {
			why := []error{&bot.DeliveryError{Failure: bot.Unavailable}, context.DeadlineExceeded}
			return fmt.Errorf("keep it: %w", why[time%len(why)])
		}
		return nil
	})
	r := newRig(t, redistest.Mini(t), h)
	r.store(t, said{ID: 1, Chat: 5})
	r.work(t)
	for range 19 {
		r.log.wait(r.ctx, t, "an update could not be handled")
		require.NoError(t, r.clock.BlockUntilContext(r.ctx, waiting+1))
		r.clock.Advance(15 * time.Second)
	}
	require.Equal(t, []int64{1}, h.wait(r.ctx, t, 1))
}

func TestHandlerThatHangsIsGivenUp(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{}, 10)
	h := newHandler(func(ctx context.Context, u bot.Update, _ int) error {
		if u.ID != 1 {
			return nil
		}
		begun <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	})
	r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) { o.Attempts = 1 })
	r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 5})
	r.work(t)
	<-begun
	r.later(t, waiting+1, 30*time.Second)
	r.log.wait(r.ctx, t, "an update cannot be handled and was quarantined")
	require.Equal(t, []int64{2}, h.wait(r.ctx, t, 1))
}

func TestStopFinishesWhatIsBegun(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		begun, release := make(chan struct{}), make(chan struct{})
		h := newHandler(func(ctx context.Context, u bot.Update, _ int) error {
			if u.ID == 1 {
				close(begun)
				<-release
				return ctx.Err() // nil: the stop is not the handler's
			}
			return nil
		})
		r := newRig(t, client, h)
		r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 5})
		ctx, cancel := context.WithCancel(t.Context())
		stopped := make(chan error, 1)
		go func() { stopped <- r.Work(ctx) }()
		<-begun
		cancel()
		close(release)
		require.NoError(t, <-stopped)
		require.Equal(t, []int64{1}, h.wait(r.ctx, t, 1))
		n, err := r.Depth(r.ctx)
		require.NoError(t, err)
		require.EqualValues(t, 1, n, "the second was not begun")

		next := newHandler(nil)
		r.options.Handler = next
		r.Intake = intake.New(r.options)
		r.work(t)
		require.Equal(t, []int64{2}, next.wait(r.ctx, t, 1))
		r.drained(t)
	})
}

func TestAPanicInTheCodecEndsNothing(t *testing.T) {
	t.Parallel()
	h := newHandler(nil)
	r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) {
		decode, peek := o.Codec.Decode, o.Codec.Peek
		o.Codec.Decode = func(raw []byte) (bot.Update, error) {
			if strings.Contains(string(raw), "poison") {
				panic("in decoding")
			}
			return decode(raw)
		}
		o.Codec.Peek = func(raw []byte) (int64, int64, bool) {
			if strings.Contains(string(raw), "nothing at all") {
				panic("in looking")
			}
			return peek(raw)
		}
	})
	n, err := r.Store(r.ctx, append(raw(said{ID: 1, Chat: 5, Text: "poison"}, said{ID: 2, Chat: 5}), []byte(`"nothing at all"`)))
	require.NoError(t, err)
	require.Equal(t, 2, n)
	r.work(t)
	r.drained(t)
	require.Equal(t, []int64{2}, h.wait(r.ctx, t, 1))
	require.EqualValues(t, 1, r.redis.XLen(r.ctx, "{in:0}:quarantine").Val())
}

// What finds something busy is handled again, however often, and never set aside.
func TestWhatFindsSomethingBusyIsNeverSetAside(t *testing.T) {
	t.Parallel()
	const busy = 40
	h := newHandler(func(_ context.Context, u bot.Update, time int) error {
		if u.Message.Chat.ID == 5 && time <= busy {
			return fmt.Errorf("many press: %w", bot.ErrBusy)
		}
		return nil
	})
	r := newRig(t, redistest.Mini(t), h)
	r.store(t, said{ID: 1, Chat: 5}, said{ID: 2, Chat: 6})
	r.work(t)
	require.Equal(t, []int64{2}, h.wait(r.ctx, t, 1), "another chat waits for nothing")
	r.passes(t, waiting+1, 2*time.Second)
	require.Equal(t, []int64{1}, h.wait(r.ctx, t, 1))
	n, err := r.Quarantined(r.ctx)
	require.NoError(t, err)
	require.Zero(t, n)
}
