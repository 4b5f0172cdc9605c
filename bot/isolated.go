package bot

import "time"

// Isolated is what an operator is told of an update or message that was set aside: nothing of who it is from or of what it says.
type Isolated struct {
	Number int64     // names it, for as long as it is there
	Kind   string    // what it is, in words of the program
	Why    string    // why it was set aside, likewise
	Times  int       // how often it was
	At     time.Time // when it was last
}
