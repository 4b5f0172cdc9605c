package bot

import "time"

// Isolated describes a quarantined update or message to an operator, without its sender or content.
type Isolated struct {
	Number int64     // identifies it while it is quarantined
	Kind   string    // what it is, without any of its content
	Why    string    // why it was quarantined, likewise
	Times  int       // how often it was
	At     time.Time // when it was last
}
