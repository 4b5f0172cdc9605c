package claim

import (
	"encoding/binary"
	"strings"
)

// Code is a claim's short name: six characters of Crockford's base32, which has no letters that can be misheard or
// misread (no I, L, O, U). Within the program it is written bare and in capitals: "K7Q2MX".
type Code string

// Crockford is the alphabet of Douglas Crockford's base 32, without letters that are read for others.
const Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const codeLength = 6

// NewCode makes a code of the first 30 bits of hash, which must hold 4 bytes or more.
func NewCode(hash []byte) Code {
	bits := binary.BigEndian.Uint32(hash) >> 2
	var c [codeLength]byte
	for i := codeLength - 1; i >= 0; i-- {
		c[i] = Crockford[bits&31]
		bits >>= 5
	}
	return Code(c[:])
}

// ParseCode reads a code as people write it: in any case, with or without hyphens and spaces, with I and L for 1 and O
// for 0. It tells whether s is one.
func ParseCode(s string) (Code, bool) {
	var c [codeLength]byte
	n := 0
	for _, r := range strings.ToUpper(s) {
		switch r {
		case '-', ' ', '–', '‑':
			continue
		case 'I', 'L':
			r = '1'
		case 'O':
			r = '0'
		}
		if r > 'Z' || !strings.ContainsRune(Crockford, r) || n == codeLength {
			return "", false
		}
		c[n] = byte(r)
		n++
	}
	if n != codeLength {
		return "", false
	}
	return Code(c[:]), true
}

// String shows the code as people read it out: "K7Q-2MX".
func (c Code) String() string {
	if len(c) != codeLength {
		return string(c)
	}
	return string(c[:3]) + "-" + string(c[3:])
}
