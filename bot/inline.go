package bot

import "context"

// Inline is an inline query: what somebody typed after the bot's name in any chat, to find something to post there. The bot learns
// nothing about the chat.
type Inline struct {
	ID    string // answers it, see [Searcher]
	From  Person
	Query string // at most 256 characters, often an unfinished word: it is sent at every pause
}

// Card is a result of an inline query: what the person sees, and what they post when they choose it.
type Card struct {
	ID          string // unique within the answer, at most 64 bytes
	Title       string
	Description string
	Text        string // Telegram HTML, with all that people wrote escaped
}

// Searcher answers an [Inline] with up to 50 cards, in the order in which they are shown. Like [CallbackAnswerer], it tries once, and
// nothing may depend on it: a query that is some seconds old is of no use to anybody.
type Searcher interface {
	Cards(ctx context.Context, inlineID string, cards []Card)
}
