package bot

import (
	"context"
	"strconv"
	"time"
)

// Update is one thing that happened in a chat. Exactly one of Message, Press, Membership and Inline is set; an update that
// the bot has no use for has none of them.
type Update struct {
	ID         int64
	Message    *Message
	Press      *Callback
	Membership *Membership
	Inline     *Inline
}

// IdempotencyKey returns the prefix of the keys of everything that the update causes.
func (u Update) IdempotencyKey() string { return "u" + strconv.FormatInt(u.ID, 10) }

// Handler handles one update. If it returns an error the update is retried and, after several attempts, quarantined. The same update
// may be handled more than once: see [Update.IdempotencyKey].
type Handler interface {
	Handle(ctx context.Context, u Update) error
}

// HandlerFunc is a function as a [Handler].
type HandlerFunc func(ctx context.Context, u Update) error

// Handle calls f.
func (f HandlerFunc) Handle(ctx context.Context, u Update) error { return f(ctx, u) }

// ChatKind says what sort of conversation a chat is.
type ChatKind string

// The kinds of chat. A supergroup is a Group.
const (
	Private ChatKind = "private"
	Group   ChatKind = "group"
	Channel ChatKind = "channel"
)

// Chat is a conversation.
type Chat struct {
	ID    int64
	Kind  ChatKind
	Title string // empty for a private chat
	// Super says that it is a supergroup, which may have been another group before: see [Message.MovedTo].
	Super bool
}

// Person is who did something. Language is what their Telegram reports (BCP 47, "" if unknown).
type Person struct {
	ID        int64
	FirstName string
	LastName  string
	Username  string
	Language  string
	IsBot     bool
}

// Message is something said in a chat. An album is one Message with several Media.
type Message struct {
	ID   int
	Chat Chat
	// From is the person who wrote it; nil when it was posted in the name of a channel or by an anonymous
	// administrator (Telegram then puts a shared stand-in there, which must never be taken for a person).
	From *Person
	// SenderChat is the chat in whose name it was written, 0 when in nobody's but the sender's. Only what is written in the
	// name of the very chat in which it stands is that chat's own word: anybody can write as a channel of theirs.
	SenderChat int64
	At         time.Time
	Edited     bool // it was changed after it was sent, whether or not it came before that

	Text string // the text, or the caption of the media
	// Command is what it asks the bot to do, nil unless the sender wrote it themselves, just now: see [Message.Own].
	Command *Command
	Links   []string // in the text, as written, and those hidden behind words
	Media   []Media
	Album   string // Telegram's media_group_id while an album is being collected

	Origin *Origin // set when it was forwarded
	// Comment is what the sender wrote about what they forwarded: Telegram sends it as a message of its own, just before. nil
	// when there is none.
	Comment *Message
	ReplyTo *Message // the message that it answers, perhaps of another chat; itself without ReplyTo and Command
	Quote   *Quote   // the part of ReplyTo that the sender picked out; nil when it answers the whole

	// Topic is the topic of a forum in which it stands; 0 in its General topic, and where there are none.
	Topic int
	// TopicOpened tells that the message says of that topic that it is open again.
	TopicOpened bool

	// Unsupported names, by Telegram's field name, a kind of content that cannot be checked ("poll", "sticker", …).
	Unsupported string
	// Via is the bot in whose inline mode somebody chose it: its user name without @, or its id if it has none; "" for what they
	// wrote themselves.
	Via string
	// MovedTo is the id of the supergroup that this group has become, MovedFrom that of the group that this one was, when this message
	// says so. Both messages come, in any order.
	MovedTo, MovedFrom int64
}

// Own tells whether the words are the sender's own, written for this chat and now. Those of a forward, of an edit and of another
// bot's inline mode are not: nobody commands, answers or gives reasons by them.
func (m *Message) Own() bool { return m.Origin == nil && m.Via == "" && !m.Edited }

// Quote is a part of a message.
type Quote struct {
	Text  string
	Links []string
}

// Command is what a message asks the bot to do: "/vote@rastau_bot K7Q2MX true" has Name "vote", To "rastau_bot" and
// Args "K7Q2MX true". It is known by Telegram's entity at the start of the text or caption, not by the slash.
type Command struct {
	Name string // lower case, without slash
	To   string // the bot that it is addressed to, without @; "" when none is named
	Args string // the rest, trimmed
}

// MediaKind is a kind of file.
type MediaKind string

// The kinds of media that a claim or its evidence can hold.
const (
	Photo     MediaKind = "photo"
	Video     MediaKind = "video"
	Animation MediaKind = "animation"
	VideoNote MediaKind = "video_note"
	Voice     MediaKind = "voice"
	Audio     MediaKind = "audio"
	Document  MediaKind = "document"
)

// Media is a file that Telegram keeps; FileID sends it again, UniqueID tells whether two are the same file.
type Media struct {
	Kind     MediaKind
	FileID   string
	UniqueID string
	Name     string // of a document or audio, "" if it has none
	MIME     string
	Size     int64 // bytes, 0 if unknown
	Clean    bool  // of what the bot sends: take hidden data out of the file first
	// Look is the FileID of a picture of it that is large enough to recognise it by: of a photo a size of it, of the others
	// the thumbnail. "" when there is none.
	Look string
	// Rendered names a photo or document of the bot that is rendered when it is sent and stored nowhere; FileID is ""
	// then. It goes alone, not in an album. See [FileRenderer].
	Rendered string `cbor:"Made"` // under its old name in stored messages
}

// OriginKind says where a forwarded message was first posted.
type OriginKind string

// The kinds of origin. A hidden user allows no link to their account; only a display name is known.
const (
	FromChannel OriginKind = "channel"
	FromUser    OriginKind = "user"
	FromHidden  OriginKind = "hidden"
	FromChat    OriginKind = "chat"
)

// Origin is where a forwarded message was first posted: its provenance.
type Origin struct {
	Kind      OriginKind
	ID        int64 // of the channel, user or chat; 0 for a hidden user
	Name      string
	Username  string
	MessageID int // in the channel, 0 elsewhere
	At        time.Time
}

// Callback is a button pressed under one of the bot's messages.
type Callback struct {
	ID   string // answers it, see [CallbackAnswerer]
	From Person
	Data string // at most 64 bytes; anybody can forge it
	// Chat and MessageID say where the button hangs. MessageID is 0 when Telegram no longer shows the message to the
	// bot, and Chat is empty when the bot did not send the message there itself: it was forwarded, or chosen in inline mode.
	Chat      Chat
	MessageID int
	Topic     int // in which the button hangs, as of a [Message]
}

// Standing is the place of the bot or of a person in a chat.
type Standing string

// The standings. Blocked is a private chat whose person stopped the bot. Unseen is a person of whom the chat service does not
// tell, since the bot is no administrator, the members are hidden, or the chat is gone.
const (
	Absent  Standing = "absent"
	Member  Standing = "member"
	Admin   Standing = "admin"
	Blocked Standing = "blocked"
	Unseen  Standing = "unseen"
)

// Membership tells that the bot's own standing in a chat changed. By is who changed it, nobody when that was an anonymous
// administrator.
type Membership struct {
	Chat Chat
	By   Person
	Was  Standing
	Is   Standing
	Mute bool // it may not write there now: it lacks the right to post, or to send messages
}
