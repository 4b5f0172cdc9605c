package texts

import (
	"encoding/binary"
	"math/bits"
)

// hasher is SipHash-2-4 (Aumasson and Bernstein, 2012): it takes nanoseconds for short inputs, and without the key nobody
// can guess what was hashed.
//
// github.com/dchest/siphash hashes slices of bytes: every text would have to be copied behind its kind first.
type hasher struct{ k0, k1 uint64 }

func newHasher(key [32]byte) hasher {
	// The key of SipHash is 16 bytes. All 32 go in: the second half is hashed under the first.
	h := hasher{binary.LittleEndian.Uint64(key[:]), binary.LittleEndian.Uint64(key[8:])}
	return hasher{h.sum(0, string(key[16:])), h.sum(1, string(key[16:]))}
}

// sum hashes a text of a kind. The same text of another kind has another sum.
func (h hasher) sum(kind byte, text string) uint64 {
	v0, v1 := h.k0^0x736f6d6570736575, h.k1^0x646f72616e646f6d
	v2, v3 := h.k0^0x6c7967656e657261, h.k1^0x7465646279746573
	round := func() {
		v0 += v1
		v2 += v3
		v1, v3 = bits.RotateLeft64(v1, 13)^v0, bits.RotateLeft64(v3, 16)^v2
		v0 = bits.RotateLeft64(v0, 32)
		v2 += v1
		v0 += v3
		v1, v3 = bits.RotateLeft64(v1, 17)^v2, bits.RotateLeft64(v3, 21)^v0
		v2 = bits.RotateLeft64(v2, 32)
	}
	word, n := uint64(kind), 1 // the kind is the first byte of what is hashed
	for i := range len(text) {
		word |= uint64(text[i]) << (8 * (n % 8))
		n++
		if n%8 == 0 {
			v3 ^= word
			round()
			round()
			v0 ^= word
			word = 0
		}
	}
	word |= uint64(n) << 56
	v3 ^= word
	round()
	round()
	v0 ^= word
	v2 ^= 0xff
	for range 4 {
		round()
	}
	return v0 ^ v1 ^ v2 ^ v3
}
