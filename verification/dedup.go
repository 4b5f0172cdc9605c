package verification

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// countOnceFor is how long it is known at the most who asked what, so that nobody counts twice.
const countOnceFor = 15 * time.Minute

// seenOnce knows for some minutes who asked what, where that must not be known: in memory alone, and under a key that is thrown away
// with all that was noted under it. Afterwards, and in another process, somebody counts anew.
type seenOnce struct {
	mu    sync.Mutex
	since time.Time
	key   [sha256.Size]byte
	by    map[[sha256.Size]byte]claim.Code // person and claim → the claim of their own by which they asked it first
}

// again tells whether somebody who asks a claim by way of one of their own asked it by another one before.
func (s *seenOnce) again(now time.Time, id claim.PersonID, asks, own claim.Code) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by == nil || now.Sub(s.since) >= countOnceFor {
		_, _ = rand.Read(s.key[:]) // never fails
		s.since, s.by = now, map[[sha256.Size]byte]claim.Code{}
	}
	mac := hmac.New(sha256.New, s.key[:])
	_, _ = mac.Write([]byte(string(asks) + "/" + string(id)))
	name := [sha256.Size]byte(mac.Sum(nil))
	first, there := s.by[name]
	if !there {
		s.by[name] = own
	}
	return there && first != own
}
