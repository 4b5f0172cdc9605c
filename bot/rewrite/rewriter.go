// Package rewrite removes deleted data from the files of Redis. A deleted key's data stays in the append-only file and in the snapshot
// until these are rewritten. So the files are rewritten minutes after anything was deleted ([Rewriter.Due]). For each chat that asks to
// be forgotten ([Rewriter.Erase]), the outbox forgets the chat, the files are rewritten at once, and the person is notified by a message
// that is not stored.
package rewrite

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/durable"
)

// dueKey exists while files have to be rewritten, so that a crash only delays that. Its value is random for every deletion.
const dueKey = "{erasure}:due"

const (
	poll    = time.Second
	patient = 2 * time.Minute  // for waiting messages, which may include the answer to /forget itself
	again   = time.Minute      // after a failure
	gather  = 3 * time.Minute  // deletions within this time share one rewrite
	look    = 10 * time.Minute // for work that a crashed process left
	tries   = 3
)

// Outbox is the part of the outbox that a Rewriter uses.
type Outbox interface {
	Waiting(ctx context.Context, chat int64) (int, error)
	Forget(ctx context.Context, chat int64) error
	Silent(ctx context.Context, chat int64) (bool, error)
}

// Options configure a Rewriter; all but Forget and Barrier are required.
type Options struct {
	// Forget deletes what is stored about a chat outside the outbox.
	Forget func(ctx context.Context, chat int64) error

	Redis   redis.UniversalClient
	Outbox  Outbox
	Deliver bot.Deliverer
	Clock   clockwork.Clock
	Log     *slog.Logger
	Barrier *durable.Barrier // waits until deletions are durable before people are notified; no waiting if nil
}

// Rewriter rewrites the files of Redis. The chats to notify are kept in memory only.
type Rewriter struct {
	Options
	wake chan struct{} // holds a token when there is something to do

	mu      sync.Mutex
	told    map[int64]string // chat → the message to send when it is done
	planned bool             // a rewrite is scheduled by Due
}

// New returns a Rewriter. It does nothing until Run is called.
func New(o Options) *Rewriter {
	return &Rewriter{Options: o, wake: make(chan struct{}, 1), told: map[int64]string{}}
}

// CanRewrite reports whether Redis allows its files to be rewritten, so that a notification can be promised. Many hosting providers do
// not allow it.
func (e *Rewriter) CanRewrite(ctx context.Context) (bool, error) {
	refused, err := Refused(ctx, e.Redis)
	if err != nil {
		return false, fmt.Errorf("check whether Redis can rewrite its files: %w", err)
	}
	return len(refused) == 0, nil
}

// Erase deletes the traces of a chat and then sends done there, unless it is "". It is safe to repeat.
func (e *Rewriter) Erase(ctx context.Context, chat int64, done string) error {
	if err := e.note(ctx); err != nil {
		return err
	}
	e.mu.Lock()
	e.told[chat] = done
	e.mu.Unlock()
	e.nudge()
	return nil
}

// Due schedules a rewrite within minutes, because something was deleted. Many calls share one rewrite.
func (e *Rewriter) Due(ctx context.Context) error {
	if err := e.note(ctx); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.planned {
		e.planned = true
		e.Clock.AfterFunc(gather, e.nudge)
	}
	return nil
}

func (e *Rewriter) note(ctx context.Context) error {
	if err := e.Redis.Set(ctx, dueKey, rand.Text(), 0).Err(); err != nil {
		return fmt.Errorf("record that a rewrite is due: %w", err)
	}
	return nil
}

func (e *Rewriter) nudge() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// Run performs scheduled rewrites until ctx is done.
func (e *Rewriter) Run(ctx context.Context) error {
	e.nudge() // a rewrite may be due since the last run
	left := e.Clock.NewTicker(look)
	defer left.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-e.wake:
		case <-left.Chan():
		}
		// Let the answer to /forget be queued and sent first.
		if pause(ctx, e.Clock) != nil {
			return nil
		}
		if err := e.round(ctx); err != nil && ctx.Err() == nil {
			e.Log.Warn("cannot finish a rewrite yet", "error", err)
			e.Clock.AfterFunc(again, e.nudge)
		}
	}
}

// round deletes what is due: first the chats, then their data in the files.
func (e *Rewriter) round(ctx context.Context) error {
	ctx = e.Barrier.Begin(ctx)
	e.mu.Lock()
	chats := maps.Clone(e.told)
	e.planned = false // later deletions may miss this rewrite
	e.mu.Unlock()
	due, err := e.Redis.Get(ctx, dueKey).Result()
	if errors.Is(err, redis.Nil) {
		return nil
	}
	if err != nil {
		return err
	}
	for chat := range chats {
		if err := e.drop(ctx, chat); err != nil {
			return err
		}
	}
	if done, err := e.rewrite(ctx, chats); err != nil || !done {
		return err
	}
	if err := e.Barrier.Confirm(ctx); err != nil {
		return err
	}
	e.mu.Lock()
	for chat := range chats {
		delete(e.told, chat)
	}
	left := len(e.told)
	e.mu.Unlock()
	if left > 0 {
		e.nudge() // another chat was added meanwhile
	}
	if err := settle.Run(ctx, e.Redis, []string{dueKey}, due).Err(); err != nil {
		return err
	}
	for chat, done := range chats {
		e.tell(ctx, chat, done)
	}
	return nil
}

// rewrite rewrites the files. If Redis refuses, done is false and the rewrite stays due in case Redis allows it later; that is an error
// only if somebody waits for a promised notification.
func (e *Rewriter) rewrite(ctx context.Context, chats map[int64]string) (done bool, err error) {
	refused, err := Refused(ctx, e.Redis)
	if err != nil {
		return false, err
	}
	if len(refused) == 0 {
		return true, Rewrite(ctx, e.Redis, e.Clock)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for chat, word := range chats {
		if word == "" && e.told[chat] == "" { // nothing more can be done for it
			delete(e.told, chat)
		}
	}
	if len(e.told) > 0 {
		return false, fmt.Errorf("redis refuses %s: deleted data stays in its files", strings.Join(refused, " and "))
	}
	return false, nil
}

// settle: KEYS due; ARGV its value before the files were rewritten. If anything was deleted since, by any process, a rewrite stays due.
var settle = redis.NewScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`)

// drop waits for a while until the chat's waiting messages are delivered, and then deletes the chat.
func (e *Rewriter) drop(ctx context.Context, chat int64) error {
	for until := e.Clock.Now().Add(patient); e.Clock.Now().Before(until); {
		n, err := e.Outbox.Waiting(ctx, chat)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
		if err := pause(ctx, e.Clock); err != nil {
			return err
		}
	}
	if e.Forget != nil {
		if err := e.Forget(ctx, chat); err != nil {
			return err
		}
	}
	return e.Outbox.Forget(ctx, chat)
}

// tell notifies the chat. It gives up after some attempts, because storing the notification would leave a trace. A chat that has fallen
// silent is not notified.
func (e *Rewriter) tell(ctx context.Context, chat int64, done string) {
	for range tries {
		if silent, err := e.Outbox.Silent(ctx, chat); done == "" || silent || err != nil {
			return
		}
		_, err := e.Deliver.Deliver(ctx, bot.Delivery{Outgoing: bot.Outgoing{
			Key: "erased", Chat: chat, Action: bot.Send, Text: done,
		}})
		if err == nil || bot.FailureOf(err) == bot.Gone || pause(ctx, e.Clock) != nil {
			return
		}
	}
}

func pause(ctx context.Context, clock clockwork.Clock) error {
	select {
	case <-clock.After(poll):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
