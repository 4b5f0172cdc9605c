package bot

import (
	"context"
	"errors"
)

// Painter draws the pictures that messages name by [Media].Drawn. It is asked at delivery, so that nobody is sent an older
// state of things than there is, and no picture waits in a queue.
type Painter interface {
	// Paint gives the picture of that name as it is now, [ErrNoPicture] when there is none, and any other error when it
	// should be asked again.
	Paint(ctx context.Context, name string) (Picture, error)
}

// Picture is something to be drawn. What it is of is known already; drawing it takes longer.
type Picture struct {
	Same string // equal for two that look the same: one that was sent before need not be drawn again
	Draw func(ctx context.Context) ([]byte, error)
}

// ErrNoPicture is returned for a picture that there is no more: the text that it was to come with goes out alone.
var ErrNoPicture = errors.New("there is no such picture")
