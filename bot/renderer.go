package bot

import (
	"context"
	"errors"
	"strings"
)

// FileRenderer makes the files that messages name by [Media].Made. It is asked at delivery, so that nobody is sent an older state
// of things than there is, and no file waits in a queue.
type FileRenderer interface {
	// Render gives the file of that name as it is now, [ErrNoFile] when there is none, and any other error when it should be
	// asked again.
	Render(ctx context.Context, name string) (File, error)
}

// File is a file to be made. What it holds is known already; making it takes longer. The errors of Content are those of
// [FileRenderer.Render].
type File struct {
	Same    string // equal for two that are the same: one that was sent before is neither made nor uploaded again
	Name    string // that people see
	Content func(ctx context.Context) ([]byte, error)
}

// ErrForNow comes with what a [File] holds when it lacks something that it may have later: it is sent, and made anew for the next.
var ErrForNow = errors.New("the file lacks something for now")

// ErrNoFile is returned for a file that there is no more: the text that it was to come with goes out alone.
var ErrNoFile = errors.New("there is no such file")

// FileRenderers are several renderers, each by the folder of its files: "card" makes "card/…".
type FileRenderers map[string]FileRenderer

// Render asks the renderer of the folder for the rest of the name.
func (all FileRenderers) Render(ctx context.Context, name string) (File, error) {
	folder, rest, _ := strings.Cut(name, "/")
	one, known := all[folder]
	if !known {
		return File{}, ErrNoFile
	}
	file, err := one.Render(ctx, rest)
	file.Same = folder + " " + file.Same
	return file, err
}
