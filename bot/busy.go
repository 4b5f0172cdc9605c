package bot

import "errors"

// ErrBusy is why a [Handler] could not handle an update for now: many change the same at once. It says nothing about the update,
// which is handled again, however often, and holds up nobody meanwhile but its own chat.
var ErrBusy = errors.New("many change the same at once")
