package duplicates

import (
	"crypto/sha256"

	"github.com/fxamacker/cbor/v2"

	"github.com/rastau/rastau/verification/matching"
)

// Digest identifies features. It is zero for features that cannot be read.
type Digest [sha256.Size]byte

// DigestOf returns the digest of f, which may be nil.
func DigestOf(f *matching.Features) (Digest, error) {
	if f == nil {
		return Digest{}, nil
	}
	plain, err := cbor.Marshal(f)
	return sha256.Sum256(plain), err
}
