// Package rewrite finishes what deleting begins. To delete a key leaves what it held in the append-only file and in the
// snapshot until these are written anew. So the files are rewritten minutes after anything was erased ([Erasure.Due]); and
// each chat that asks to be forgotten ([Erasure.Erase]) is dropped from the outbox, the files are rewritten at once, and the
// person is told that it is done, by a message of which no trace is kept.
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

// dueKey stands while files have to be rewritten, so that a crash only delays that. Its value is new for every erasure and
// says nothing of anybody.
const dueKey = "{erasure}:due"

const (
	poll    = time.Second
	patient = 2 * time.Minute  // for what waits in the outbox, which may be the answer to /forget itself
	again   = time.Minute      // after a failure
	gather  = 3 * time.Minute  // what is erased within it shares one rewriting
	look    = 10 * time.Minute // for what a process left behind that ended too soon
	tries   = 3
)

// Outbox is what the outbox does for it.
type Outbox interface {
	Waiting(ctx context.Context, chat int64) (int, error)
	Forget(ctx context.Context, chat int64) error
	Silent(ctx context.Context, chat int64) (bool, error)
}

// Options are what an Erasure works with; all but Forget and Barrier are needed.
type Options struct {
	// Forget erases what is kept of a chat elsewhere than in the outbox.
	Forget func(ctx context.Context, chat int64) error

	Redis   redis.UniversalClient
	Outbox  Outbox
	Deliver bot.Deliverer
	Clock   clockwork.Clock
	Log     *slog.Logger
	Barrier *durable.Barrier // confirms what was erased before that is said; nothing is confirmed when nil
}

// Rewriter erases. Which chats it has still to tell is known to its memory only.
type Rewriter struct {
	Options
	wake chan struct{} // holds a token when there is something to do

	mu      sync.Mutex
	told    map[int64]string // chat → what it is told when it is done
	planned bool             // a rewriting is on its way without anybody having asked for it
}

// New makes an Erasure. It does nothing until Run.
func New(o Options) *Rewriter {
	return &Rewriter{Options: o, wake: make(chan struct{}, 1), told: map[int64]string{}}
}

// CanRewrite tells whether the files of Redis can be rewritten, so that a word may be promised for when that is done. Many hosts
// do not let their customers do it.
func (e *Rewriter) CanRewrite(ctx context.Context) (bool, error) {
	refused, err := Refused(ctx, e.Redis)
	if err != nil {
		return false, fmt.Errorf("see whether Redis can rewrite its files: %w", err)
	}
	return len(refused) == 0, nil
}

// Erase has the traces of a chat erased, and done said there afterwards, unless it is "". It may be called again.
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

// Due has the files rewritten within minutes, because something was deleted. Many calls share one rewriting.
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
		return fmt.Errorf("note that an erasure is due: %w", err)
	}
	return nil
}

func (e *Rewriter) nudge() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// Run erases until ctx ends.
func (e *Rewriter) Run(ctx context.Context) error {
	e.nudge() // something may be due from before
	left := e.Clock.NewTicker(look)
	defer left.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-e.wake:
		case <-left.Chan():
		}
		// First the answer to /forget is queued and sent.
		if pause(ctx, e.Clock) != nil {
			return nil
		}
		if err := e.round(ctx); err != nil && ctx.Err() == nil {
			e.Log.Warn("an erasure is not finished yet", "error", err)
			e.Clock.AfterFunc(again, e.nudge)
		}
	}
}

// round erases what is due: the chats, then the files.
func (e *Rewriter) round(ctx context.Context) error {
	ctx = e.Barrier.Begin(ctx)
	e.mu.Lock()
	chats := maps.Clone(e.told)
	e.planned = false // what is erased from here on may miss this rewriting
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
		e.nudge() // somebody came meanwhile
	}
	if err := settle.Run(ctx, e.Redis, []string{dueKey}, due).Err(); err != nil {
		return err
	}
	for chat, done := range chats {
		e.tell(ctx, chat, done)
	}
	return nil
}

// rewrite has the files rewritten. Where Redis refuses that it stays due, in case it will not one day, and done is false; that
// is an error only when somebody waits for the word that was promised to them.
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
		if word == "" && e.told[chat] == "" { // all that can be done for it is done
			delete(e.told, chat)
		}
	}
	if len(e.told) > 0 {
		return false, fmt.Errorf("redis refuses %s: what was erased stays in its files", strings.Join(refused, " and "))
	}
	return false, nil
}

// settle: KEYS due; ARGV its value before the files were rewritten. What was erased meanwhile, here or by another process,
// stays due.
var settle = redis.NewScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`)

// drop waits until the chat has got what it still is to get, for a while, and forgets it.
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

// tell says that it is done. What cannot be said after some tries is not: to remember it would be a trace.
// Nothing is said to a chat that has fallen silent meanwhile.
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
