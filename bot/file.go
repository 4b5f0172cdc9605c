package bot

import (
	"context"
	"errors"
	"fmt"
)

// Fetcher fetches a file that the chat service keeps, of at most 20 MiB, and hands it to use. It is not to be kept: what is
// fetched counts until use returns.
type Fetcher interface {
	Fetch(ctx context.Context, fileID string, use func(file []byte) error) error
}

// ErrHidden is returned for a file out of which hidden data cannot be taken, now or later: it is no picture that can be read,
// or too large a one.
var ErrHidden = errors.New("hidden data cannot be taken out of the file")

// ErrBroken is the [ErrHidden] of a file that is no picture at all, or not a whole one: nobody could see anything in it.
var ErrBroken = fmt.Errorf("%w: it is no picture that can be read", ErrHidden)
