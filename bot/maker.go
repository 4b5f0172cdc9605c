package bot

import (
	"context"
	"errors"
)

// Maker makes the files that messages name by [Media].Made. It is asked at delivery, so that no file waits in a queue.
type Maker interface {
	// Make gives the file of that name as it is now, [ErrNoFile] when there is none, and any other error when it should be
	// asked again.
	Make(ctx context.Context, name string) (File, error)
}

// File is a file that was made.
type File struct {
	Same    string // equal for two that are the same: one that was sent before is not uploaded again
	Name    string // that people see
	Content []byte
}

// ErrNoFile is returned for a file that there is no more.
var ErrNoFile = errors.New("there is no such file")
