package vault

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"hash"
	"strconv"
	"sync"
	"sync/atomic"

	"golang.org/x/crypto/chacha20poly1305"
)

// Vault seals and names. It may be used concurrently.
type Vault struct {
	name [32]byte
	ring atomic.Pointer[ring]
	pool sync.Pool // of *scratch
}

// ring holds the sealing keys.
type ring struct {
	active  KeyID
	sealers map[KeyID]cipher.AEAD
}

// scratch is what a call needs for a moment: kept between calls, so that a call allocates only what it returns.
type scratch struct {
	mac    hash.Hash
	place  []byte
	digits []byte
	sum    []byte
}

// New makes a vault of keys.
func New(keys Keys) *Vault {
	k := keys.secrets()
	v := &Vault{name: k.name}
	v.ring.Store(newRing(k))
	v.pool.New = func() any { return &scratch{mac: hmac.New(sha256.New, k.name[:])} }
	return v
}

func newRing(k *secrets) *ring {
	r := &ring{active: k.active, sealers: make(map[KeyID]cipher.AEAD, len(k.seal))}
	for id, key := range k.seal {
		aead, err := chacha20poly1305.NewX(key[:])
		if err != nil {
			panic(err) // the key has the one right size
		}
		r.sealers[id] = aead
	}
	return r
}

// ErrOtherName is returned for keys by which everybody would have another name.
var ErrOtherName = errors.New("the naming key is another one")

// Use takes other sealing keys from now on. The naming key must be the same.
func (v *Vault) Use(keys Keys) error {
	k := keys.secrets()
	if k.name != v.name {
		return ErrOtherName
	}
	v.ring.Store(newRing(k))
	return nil
}

// A sealed value is: version, key id, nonce, ciphertext and tag.
const (
	version  = 1
	idAt     = 1
	nonceAt  = idAt + len(KeyID{})
	cipherAt = nonceAt + chacha20poly1305.NonceSizeX
	// Overhead is how many bytes longer than its plain text a sealed value is.
	Overhead = cipherAt + chacha20poly1305.Overhead
)

// ErrUnreadable is returned for a value that was altered, moved, or sealed with a key that is gone.
var ErrUnreadable = errors.New("sealed value cannot be opened: altered, moved, or its key is gone")

// Seal encrypts plain for this field of this record.
func (v *Vault) Seal(record, field string, plain []byte) []byte {
	out := make([]byte, cipherAt, Overhead+len(plain))
	out[0] = version
	keys := v.ring.Load()
	copy(out[idAt:], keys.active[:])
	// A nonce of 192 random bits needs no counter, however many values one key seals.
	_, _ = rand.Read(out[nonceAt:cipherAt])
	s := v.pool.Get().(*scratch)
	defer v.pool.Put(s)
	return keys.sealers[keys.active].Seal(out, out[nonceAt:cipherAt], plain, at(s, record, field))
}

// Open decrypts what was sealed for this field of this record; anything else is ErrUnreadable.
func (v *Vault) Open(record, field string, sealed []byte) ([]byte, error) {
	if len(sealed) < Overhead || sealed[0] != version {
		return nil, ErrUnreadable
	}
	aead, ok := v.ring.Load().sealers[KeyID(sealed[idAt:nonceAt])]
	if !ok {
		return nil, ErrUnreadable
	}
	s := v.pool.Get().(*scratch)
	defer v.pool.Put(s)
	plain, err := aead.Open(nil, sealed[nonceAt:cipherAt], sealed[cipherAt:], at(s, record, field))
	if err != nil {
		return nil, ErrUnreadable
	}
	return plain, nil
}

// at names a field of a record without ambiguity: each with its length before it.
func at[T string | []byte](s *scratch, record string, field T) []byte {
	b := binary.AppendUvarint(s.place[:0], uint64(len(record)))
	b = append(b, record...)
	b = binary.AppendUvarint(b, uint64(len(field)))
	s.place = append(b, field...)
	return s.place
}

// A pseudonym is shortened to 128 bits: with 2^40 people a collision is less likely than one in 2^48.
const (
	pseudonymBytes  = 16
	pseudonymLength = 26 // in base32
)

// Pseudonym names an id within a domain: 26 letters and digits, always the same under the same keys.
func (v *Vault) Pseudonym(domain string, id int64) string {
	s := v.pool.Get().(*scratch)
	defer v.pool.Put(s)
	s.digits = strconv.AppendInt(s.digits[:0], id, 10)
	return s.name(at(s, domain, s.digits))
}

var pseudonymText = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// PseudonymOf names a text within a domain, as Pseudonym does an id.
func (v *Vault) PseudonymOf(domain, text string) string {
	s := v.pool.Get().(*scratch)
	defer v.pool.Put(s)
	return s.name(at(s, domain, text))
}

func (s *scratch) name(place []byte) string {
	s.mac.Reset()
	_, _ = s.mac.Write(place)
	s.sum = s.mac.Sum(s.sum[:0])
	var name [pseudonymLength]byte
	pseudonymText.Encode(name[:], s.sum[:pseudonymBytes])
	return string(name[:])
}
