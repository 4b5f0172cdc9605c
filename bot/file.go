package bot

import (
	"context"
	"errors"
	"fmt"
)

// Fetcher downloads a file of at most 20 MiB from the chat service and passes it to use. The file must not be kept: its memory is
// accounted for only until use returns.
type Fetcher interface {
	Fetch(ctx context.Context, fileID string, use func(file []byte) error) error
}

// ErrHidden is returned for a file whose metadata can never be removed: it is not a readable picture, or too large.
var ErrHidden = errors.New("metadata cannot be removed from the file")

// ErrBroken is the [ErrHidden] for a file that is not a picture, or an incomplete one, that nobody could view.
var ErrBroken = fmt.Errorf("%w: it is not a readable picture", ErrHidden)
