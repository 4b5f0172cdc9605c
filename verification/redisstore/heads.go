package redisstore

import (
	"crypto/sha256"
	"sync"

	"github.com/rastau/rastau/verification/claim"
)

// head is what has to be known of a ledger's last entry to add another one.
type head struct {
	digest [sha256.Size]byte // of what the entry says, for the next entry to carry
	mark   string            // the end of the entry as stored, by which [appendFacts] knows it again
}

const markSize = 16

func headOf(plain, sealed []byte) head {
	return head{digest: sha256.Sum256(plain), mark: string(sealed[max(0, len(sealed)-markSize):])}
}

// heads remembers the heads of ledgers, so that adding to one that was just read needs no second look. It is only ever a
// hint: appendFacts refuses what does not follow the entry that is there.
type heads struct {
	mu sync.Mutex
	of map[claim.Code]headAt
}

type headAt struct {
	length int
	head   head
}

const headsKept = 4096

func (h *heads) put(code claim.Code, length int, last head) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of == nil || len(h.of) >= headsKept {
		h.of = make(map[claim.Code]headAt, headsKept)
	}
	h.of[code] = headAt{length, last}
}

func (h *heads) get(code claim.Code, length int) (head, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	known, ok := h.of[code]
	return known.head, ok && known.length == length
}
