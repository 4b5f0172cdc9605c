package bot

import (
	"context"
	"time"
)

// Text is an incoming SMS.
type Text struct {
	IdempotencyKey string    // the same if the same SMS arrives again
	From           int64     // the number, with the country's, without +
	Words          string    // what it says
	Sent           time.Time // when it was sent; zero if that is not plausible
	Over           bool      // the number wrote more than it may in a day: only its wish to be forgotten counts
}

// TextHandler handles an SMS. After an error the same SMS will arrive again.
type TextHandler interface {
	Text(ctx context.Context, in Text) error
}

// OutText is an outgoing SMS.
type OutText struct {
	Key   string // idempotency key: a second one with the same key is dropped. Required
	To    int64
	Words string
	About []About // what may be recalled while it waits
}

// Texter queues SMS. When it returns nil they will be handed to whoever carries them, each key once.
type Texter interface {
	SendText(ctx context.Context, out ...OutText) error
	// ForgetTexts drops what waits for a number, which is named by its pseudonym.
	ForgetTexts(ctx context.Context, number string) error
}
