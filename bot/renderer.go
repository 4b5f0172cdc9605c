package bot

import (
	"context"
	"errors"
	"strings"
)

// FileRenderer renders the files that messages name by [Media].Rendered. It is called at delivery, so that files show the current state
// and none wait in a queue.
type FileRenderer interface {
	// Render returns the named file in its current state. It returns [ErrNoFile] if there is none; after any other error it is called again.
	Render(ctx context.Context, name string) (File, error)
}

// File is a file to be rendered. Its content is decided already; rendering it takes longer. The errors of Content are those of
// [FileRenderer.Render].
type File struct {
	Same    string // equal for equal files: a file that was sent before is neither rendered nor uploaded again
	Name    string // the file name that people see
	Content func(ctx context.Context) ([]byte, error)
}

// ErrForNow is returned with the content of a [File] that lacks something temporarily. It is sent, but not reused.
var ErrForNow = errors.New("the file lacks something for now")

// ErrNoFile is returned for a file that no longer exists. Its text is then sent alone.
var ErrNoFile = errors.New("there is no such file")

// FileRenderers maps folders to renderers: the one at "card" renders "card/…".
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
