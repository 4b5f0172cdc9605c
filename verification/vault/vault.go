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
	"strings"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"
)

// Vault seals and names. It may be used concurrently.
type Vault struct {
	active  KeyID
	sealers map[KeyID]cipher.AEAD
	macs    sync.Pool
}

// New makes a vault of keys.
func New(keys Keys) *Vault {
	v := &Vault{active: keys.active, sealers: make(map[KeyID]cipher.AEAD, len(keys.seal))}
	for id, key := range keys.seal {
		aead, err := chacha20poly1305.NewX(key[:])
		if err != nil {
			panic(err) // the key has the one right size
		}
		v.sealers[id] = aead
	}
	name := keys.name
	v.macs.New = func() any { return hmac.New(sha256.New, name[:]) }
	return v
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
	copy(out[idAt:], v.active[:])
	// A nonce of 192 random bits needs no counter, however many values one key seals.
	_, _ = rand.Read(out[nonceAt:cipherAt])
	return v.sealers[v.active].Seal(out, out[nonceAt:cipherAt], plain, place(record, field))
}

// Open decrypts what was sealed for this field of this record; anything else is ErrUnreadable.
func (v *Vault) Open(record, field string, sealed []byte) ([]byte, error) {
	if len(sealed) < Overhead || sealed[0] != version {
		return nil, ErrUnreadable
	}
	aead, ok := v.sealers[KeyID(sealed[idAt:nonceAt])]
	if !ok {
		return nil, ErrUnreadable
	}
	plain, err := aead.Open(nil, sealed[nonceAt:cipherAt], sealed[cipherAt:], place(record, field))
	if err != nil {
		return nil, ErrUnreadable
	}
	return plain, nil
}

// place names a field of a record without ambiguity.
func place(record, field string) []byte {
	b := make([]byte, 0, 2*binary.MaxVarintLen32+len(record)+len(field))
	b = binary.AppendUvarint(b, uint64(len(record)))
	b = append(b, record...)
	b = binary.AppendUvarint(b, uint64(len(field)))
	return append(b, field...)
}

// Pseudonym names an id within a domain: 26 letters and digits, always the same under the same keys.
func (v *Vault) Pseudonym(domain string, id int64) string {
	return v.PseudonymOf(domain, strconv.FormatInt(id, 10))
}

var pseudonymText = base32.StdEncoding.WithPadding(base32.NoPadding)

// PseudonymOf names a text within a domain, as Pseudonym does an id.
func (v *Vault) PseudonymOf(domain, text string) string {
	mac := v.macs.Get().(hash.Hash)
	defer v.macs.Put(mac)
	mac.Reset()
	_, _ = mac.Write(place(domain, text))
	sum := mac.Sum(make([]byte, 0, sha256.Size))
	return strings.ToLower(pseudonymText.EncodeToString(sum[:16]))
}
