package outbox

import (
	"context"
	"fmt"
	"time"

	"github.com/rastau/rastau/bot"
)

// Nothing is sent to a silent chat until a message answers something that came from it: see
// [bot.Silence]. Whether a chat is silent is decided in one step with queueing, so that nothing is on its way into the queue
// meanwhile.

// lastWordFor is for how long the last message to a chat may wait. After that, and when it may have been sent already, it is not:
// it would bring the chat back.
const lastWordFor = time.Minute

// Recall drops what waits about an earlier version of a subject, in every chat, and what is queued later about one.
func (o *Outbox) Recall(ctx context.Context, about bot.About) error {
	return o.recall.Recall(ctx, about)
}

// silence makes a chat silent.
//
//	ARGV[1] chat, ARGV[2] its name among the silent ones
var silence = newScript(`
hush(ARGV[1])
return redis.call('SADD', silent, ARGV[2])`)

// Silence drops what waits for a chat, and has nothing sent there until somebody writes from it.
func (o *Outbox) Silence(ctx context.Context, chat int64) error {
	name := o.sealer.Pseudonym("chat", chat)
	if err := o.runAll(ctx, silence, []call{{o.partition(name), []any{name, o.silentName(chat)}}})[0].Err(); err != nil {
		return fmt.Errorf("have a chat silent: %w", err)
	}
	return nil
}

// Silent tells whether nothing is sent to a chat.
func (o *Outbox) Silent(ctx context.Context, chat int64) (bool, error) {
	p := o.partition(o.sealer.Pseudonym("chat", chat))
	silent, err := o.redis.SIsMember(ctx, o.parts[p].silent, o.silentName(chat)).Result()
	if err != nil {
		return false, fmt.Errorf("look whether a chat is silent: %w", err)
	}
	return silent, nil
}

// silentName is a chat's name among the silent ones. It is another one than in the queue, so that without the key nobody can
// tell from what else stood under that name who fell silent.
func (o *Outbox) silentName(chat int64) string { return o.sealer.Pseudonym("silent", chat) }
