package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Action is the kind of an [Outgoing].
type Action string

// The actions. Each but the last is exactly one call to Telegram.
const (
	Send   Action = "send"   // a new message
	Edit   Action = "edit"   // edits the message with this MessageKey; sends a new one if there is none
	Delete Action = "delete" // deletes the message with this MessageKey, if there is one
	Leave  Action = "leave"  // the chat
	// Move transfers everything that is stored about a group, and waits for it, to MovedTo. It makes no call.
	Move Action = "move"
	// Withdraw removes waiting news about the same subject with an older version from the queue. It makes no call.
	Withdraw Action = "withdraw"
)

// Priority orders waiting messages: a person's answer is sent before news.
type Priority int

// The priorities, most urgent first.
const (
	Answer     Priority = iota // to somebody who has just written or pressed a button
	Correction                 // of something that the chat was sent before; the outbox finds out which news are
	Notice                     // to one person, unasked
	Broadcast                  // to the many
)

// Outgoing is one thing that the bot does in one chat: one call to Telegram.
//
// Messages to one chat are delivered in the order in which they were queued. No media is a text message; one is that
// media with Text as its caption; several are an album, which takes no buttons.
type Outgoing struct {
	Key      string // idempotency key: a second Outgoing with the same key is dropped. Required
	Chat     int64
	Action   Action
	Priority Priority

	// MessageKey names the message within its chat, so that it can be edited, deleted or replied to later without anybody
	// knowing Telegram's message id. A Send with a message key that is in use takes it over.
	MessageKey string `cbor:"Handle"` // under its old name in stored messages
	// Coalesce makes this Edit replace a waiting Edit with the same MessageKey: the latest state wins.
	Coalesce bool

	Text    string     // Telegram HTML, with all that people wrote escaped
	Media   []Media    // sent by FileID; a file that somebody sent to the bot is always protected
	Buttons [][]Button // rows
	// ReplyTo is the Telegram message that this one answers, or 0; ReplyToMessageKey is the same by message key. A reply to a message
	// that no longer exists is sent as an ordinary message.
	ReplyTo           int
	ReplyToMessageKey string `cbor:"ReplyToHandle"`
	Topic             int    `cbor:",omitempty"` // of a forum, where it goes while that is open; 0 for General
	Protect           bool   // may not be forwarded or saved
	Silent            bool   // no sound
	Preview           bool   // show a preview of the first link

	// Instead is HTML, what is said instead when the file cannot be sent in any form; Text is when it is "". News that are
	// [News.Whole] have no use for it.
	Instead string `cbor:",omitempty"`

	// Silence says what the message means for a chat that nothing is to be sent to.
	Silence Silence `cbor:"-"`

	News    *News   `cbor:",omitempty"` // for what may change while it waits
	About   []About `cbor:",omitempty"` // what may be recalled while it waits
	MovedTo int64   `cbor:",omitempty"` // of a Move: the supergroup that the group has become
	// NotBefore is when it may go at the earliest, where nothing else waits in its chat; zero for at once.
	NotBefore time.Time `cbor:"-"`
	// Until is when it is too late to send it, and so to send it again; zero for never.
	Until time.Time `cbor:",omitzero"`
}

// About names something that a message reports, and in which version; see [Sender]. Unlike [News] it is the same in all chats,
// and nothing is kept of it once the message is gone.
type About struct {
	Subject string
	Version int
	At      time.Time // when the message was made, where its version is not known
}

// Silence is what a message means for a chat to which nothing is to be sent: after /panic a message brings the chat back on a
// phone that may be in other hands.
type Silence string

// The meanings. A message of any other chat than a silent one is sent with either, or with none.
const (
	Kept   Silence = ""       // it is not sent to a silent chat
	Ends   Silence = "ends"   // it answers words or a press that came from the chat, which is silent no longer
	Begins Silence = "begins" // it is the last: what else waits for the chat is dropped, and the chat is silent from then on
)

// Button is one inline button: it sends Data back (at most 64 bytes) or opens URL.
type Button struct {
	Text string
	Data string
	URL  string
}

// Sender queues messages for delivery. When it returns nil they will be delivered, each key once.
type Sender interface {
	Send(ctx context.Context, out ...Outgoing) error
	// Silence drops what waits for a chat, and has nothing sent there until a message [Ends] it.
	Silence(ctx context.Context, chat int64) error
	// Moved has a supergroup know which of these subjects' news the group was told that it was before. What waits for that goes
	// along with a [Move].
	Moved(ctx context.Context, from, to int64, subjects []string) error
	// Recall drops what waits anywhere, or is queued later, about an earlier version of the subject.
	Recall(ctx context.Context, about About) error
}

// CallbackAnswerer answers a button press with a short text over the chat ("" only stops the spinner). It tries once, and nothing
// may depend on it: Telegram forgets a press after some 150 s.
type CallbackAnswerer interface {
	AnswerCallback(ctx context.Context, callbackID, text string, alert bool)
}

// Deliverer performs one Outgoing. Its edits and replies come with message ids, as Telegram wants them. Every error that
// Telegram itself gave is a [*DeliveryError].
type Deliverer interface {
	Deliver(ctx context.Context, d Delivery) (Receipt, error)
}

// Delivery is an Outgoing whose message keys have been looked up.
type Delivery struct {
	Outgoing
	Target  int // the message to edit or delete
	Replies int // the message to reply to, 0 for none
	Form    Form
}

// Form is how a file is sent. Each form is tried if the one before fails.
type Form int

// The forms.
const (
	AsItIs  Form = iota
	AsAFile      // fetched, and sent as a plain file: where a chat takes no voice messages, or the service does not show it
	InWords      // without the file: Outgoing.Instead, or its text
)

// Receipt is what Telegram says of a message that it took. MessageID is the first of an album.
type Receipt struct {
	MessageID int
}

// Failure says what a failed delivery means for what waits behind it.
type Failure string

// The failures.
const (
	Gone        Failure = "gone"        // the person blocked the bot, or the bot is not in the chat: send nothing more there
	Forbidden   Failure = "forbidden"   // the bot may not write there now; what is to go there waits until it may
	Unfit       Failure = "unfit"       // the chat takes no file of this kind; another form of it may go
	Moved       Failure = "moved"       // the group is now the supergroup MovedTo
	TooFast     Failure = "too_fast"    // wait RetryAfter; Global when it is not about this chat alone
	Closed      Failure = "closed"      // the topic is closed or gone; another one of the chat may be open
	Missing     Failure = "missing"     // the message to edit, delete or reply to does not exist
	Rejected    Failure = "rejected"    // Telegram will never take this message
	Unavailable Failure = "unavailable" // Telegram surely did not take it; try again
	Uncertain   Failure = "uncertain"   // no answer came: it may or may not have been taken
	Unconfirmed Failure = "unconfirmed" // it was not even tried, for what it reports is not durable (yet, or any more)
)

// Passes reports whether a failure says nothing of the message, person or chat that the call was about: the same call may
// succeed later.
func (f Failure) Passes() bool {
	return f == Unavailable || f == TooFast || f == Uncertain || f == Unconfirmed
}

// DeliveryError is why a delivery failed. Its text holds no token, id or message text.
type DeliveryError struct {
	Failure    Failure
	Scope      Scope  // whom it concerns; that which is usual for the failure when ""
	Code       int    // HTTP or Bot API error code, 0 when there was no answer
	Reason     string // Telegram's description, for the log
	RetryAfter time.Duration
	Global     bool
	MovedTo    int64
	ForAll     bool // it is the file, which nobody can be sent
}

func (e *DeliveryError) Error() string {
	return fmt.Sprintf("delivery failed (%s, code %d): %s", e.Failure, e.Code, e.Reason)
}

// FailureOf returns the failure that err reports: Uncertain if it is not a [*DeliveryError], and "" if it is nil.
func FailureOf(err error) Failure {
	if err == nil {
		return ""
	}
	if de, ok := errors.AsType[*DeliveryError](err); ok {
		return de.Failure
	}
	return Uncertain
}
