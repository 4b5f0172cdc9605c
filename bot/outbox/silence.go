package outbox

import (
	"context"
	"fmt"
	"time"

	"github.com/rastau/rastau/bot"
)

// Nothing is sent to a silent chat until a message answers something that came from it; see [bot.Silence]. Silence is checked atomically
// with queueing, so that no message slips in between.

// lastWordFor is how long the last message to a chat may wait. After that, or if it may have been sent already, it is not sent, because
// it would make the chat reappear on the phone.
const lastWordFor = time.Minute

// Recall drops messages about earlier versions of a subject, in every chat, also those that are queued later.
func (o *Outbox) Recall(ctx context.Context, about bot.About) error {
	return o.recall.Recall(ctx, about)
}

// silence makes a chat silent.
//
//	ARGV[1] chat, ARGV[2] its name among the silent ones
var silence = newScript(`
hush(ARGV[1])
return redis.call('SADD', silent, ARGV[2])`)

// Silence drops what waits for a chat, and sends nothing there until somebody writes from it.
func (o *Outbox) Silence(ctx context.Context, chat int64) error {
	name := o.sealer.Pseudonym("chat", chat)
	if err := o.runAll(ctx, silence, []call{{o.partition(name), []any{name, o.silentName(chat)}}})[0].Err(); err != nil {
		return fmt.Errorf("silence a chat: %w", err)
	}
	return nil
}

// Silent reports whether a chat is silent.
func (o *Outbox) Silent(ctx context.Context, chat int64) (bool, error) {
	p := o.partition(o.sealer.Pseudonym("chat", chat))
	silent, err := o.redis.SIsMember(ctx, o.parts[p].silent, o.silentName(chat)).Result()
	if err != nil {
		return false, fmt.Errorf("check whether a chat is silent: %w", err)
	}
	return silent, nil
}

// silentName returns a chat's name in the set of silent chats. It differs from its name in the queue, so that without the key nobody can
// tell which chat fell silent.
func (o *Outbox) silentName(chat int64) string { return o.sealer.Pseudonym("silent", chat) }
