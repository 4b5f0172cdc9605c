package bot

import (
	"context"
	"time"
)

// Text is an SMS that came in.
type Text struct {
	IdempotencyKey string    // names it: the same when the same SMS comes again
	From           int64     // the number, with the country's, without +
	Words          string    // what it says
	Sent           time.Time // when, as far as that is believed; zero when it is not
	Over           bool      // the number wrote more than it may in a day: only its wish to be forgotten counts
}

// TextHandler acts on an SMS. A nil error means that it is done with; after any other the same SMS comes again.
type TextHandler interface {
	Text(ctx context.Context, in Text) error
}

// OutText is an SMS that goes out.
type OutText struct {
	Key   string // made from its cause: a second one with the same key is dropped. Required
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
