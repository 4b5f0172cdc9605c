package bot

import "errors"

// ErrBusy is returned by a [Handler] when too many others are changing the same thing. The update is retried without limit, and blocks
// only its own chat meanwhile.
var ErrBusy = errors.New("too many concurrent changes")
