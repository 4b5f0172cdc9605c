package duplicates

import (
	"sync"

	"github.com/rastau/rastau/verification/claim"
)

// Outdated is the set of claims whose stored features cannot be read, because another version of the program or one with other keys
// wrote them. Its methods may be called concurrently.
type Outdated struct {
	mu    sync.Mutex
	codes map[claim.Code]bool
	over  bool // nothing is noted any more
}

// note takes the result of adding a claim to the index.
func (o *Outdated) note(code claim.Code, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case err == nil:
		delete(o.codes, code)
	case !o.over:
		if o.codes == nil {
			o.codes = map[claim.Code]bool{}
		}
		o.codes[code] = true
	}
}

// Codes returns the claims of the set, in no order.
func (o *Outdated) Codes() (codes []claim.Code) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for code := range o.codes {
		codes = append(codes, code)
	}
	return codes
}

// End empties the set and keeps it empty.
func (o *Outdated) End() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.codes, o.over = nil, true
}
