package bulletin

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"
)

// KeyID tells keys apart: the first 8 bytes of SHA-256 of the public key.
type KeyID [8]byte

// String shows the id as 16 hexadecimal digits.
func (id KeyID) String() string { return hex.EncodeToString(id[:]) }

// PublicKey checks signatures: an Ed25519 public key.
type PublicKey [ed25519.PublicKeySize]byte

// ID is the key's id.
func (p PublicKey) ID() KeyID {
	sum := sha256.Sum256(p[:])
	return KeyID(sum[:])
}

const keyPrefix = "RSTK1:"

// Text is the key for a QR code or a poster: RSTK1: and base45 of the key with a checksum of 4 bytes, 60 characters.
func (p PublicKey) Text() string {
	sum := sha256.Sum256(p[:])
	return keyPrefix + encode45(append(p[:], sum[len(KeyID{}):][:keyCheck]...))
}

// keyCheck is how many bytes guard a key's text against a slip of the pen.
const keyCheck = 4

// ErrKey is returned for a text that is no public key, or one with a slip in it.
var ErrKey = errors.New("bulletin: not a public key: some of it was misread or is missing")

// ParsePublicKey reads a public key from its Text or its Words.
func ParsePublicKey(s string) (PublicKey, error) {
	s = strings.TrimSpace(s)
	coded, is := strings.CutPrefix(s, keyPrefix)
	if !is {
		return parseWords(s)
	}
	raw, err := decode45(coded)
	if err != nil || len(raw) != len(PublicKey{})+keyCheck {
		return PublicKey{}, ErrKey
	}
	p := PublicKey(raw[:len(PublicKey{})])
	if p.Text() != s {
		return PublicKey{}, ErrKey
	}
	return p, nil
}

// Key signs. Printing and logging it shows only its id.
type Key struct {
	// Behind a function, since no verb prints what that would return, not even as a part of something larger.
	seed func() [ed25519.SeedSize]byte
	made time.Time
}

const keyHeader = "bulletin-key v1"

// NewKey makes a fresh key. now is written into its file.
func NewKey(now time.Time) Key {
	for {
		var seed [ed25519.SeedSize]byte
		_, _ = rand.Read(seed[:]) // it never fails
		// Its own text must bear loss of spaces too, and its id begins all its bulletins, where no salt moves it: about
		// one key in twenty-five is drawn again.
		k := keyOf(seed, now)
		if !fragile(k.Public().Text()) && !fragile(Prefix+encode45(envelopeStart(k.Public().ID()))) {
			return k
		}
	}
}

func keyOf(seed [ed25519.SeedSize]byte, made time.Time) Key {
	return Key{func() [ed25519.SeedSize]byte { return seed }, made.UTC().Truncate(time.Second)}
}

// File is the key as it is kept: a header, the secret with the time it was made, and the public key for people to
// compare. Lines that begin with # are comments.
func (k Key) File() []byte {
	seed := k.seed()
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n# Whoever has this file can speak in our name. Keep a copy offline.\n", keyHeader)
	fmt.Fprintf(&b, "secret %s %s\n", k.made.Format(time.RFC3339), base64.StdEncoding.EncodeToString(seed[:]))
	fmt.Fprintf(&b, "public %s\n", k.Public().Text())
	return b.Bytes()
}

// Parse reads a key file. Its errors name lines, never what is on them.
func Parse(file []byte) (Key, error) {
	var k Key
	var public string
	lines := bufio.NewScanner(bytes.NewReader(file))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case n == 1:
			if line != keyHeader {
				return Key{}, fmt.Errorf("not a bulletin key: the first line must be %q", keyHeader)
			}
		case line == "" || strings.HasPrefix(line, "#"):
		case word == "secret" && k.seed == nil:
			made, secret, _ := strings.Cut(rest, " ")
			at, timeErr := time.Parse(time.RFC3339, made)
			seed, err := base64.StdEncoding.Strict().DecodeString(secret)
			if err != nil || timeErr != nil || len(seed) != ed25519.SeedSize {
				return Key{}, fmt.Errorf("bulletin key, line %d: not a secret: secret TIME KEY", n)
			}
			k = keyOf([ed25519.SeedSize]byte(seed), at)
		case word == "public" && public == "":
			public = rest
		default:
			return Key{}, fmt.Errorf("bulletin key, line %d: neither the one secret nor the one public key", n)
		}
	}
	switch {
	case lines.Err() != nil:
		return Key{}, errors.New("bulletin key: a line is too long")
	case k.seed == nil:
		return Key{}, errors.New("bulletin key: the secret is missing")
	case public != k.Public().Text():
		return Key{}, errors.New("bulletin key: the public key is missing or belongs to another secret")
	}
	return k, nil
}

// Public is the key that checks what this one signs.
func (k Key) Public() PublicKey { return PublicKey(k.private().Public().(ed25519.PublicKey)) }

// Made is when the key was made.
func (k Key) Made() time.Time { return k.made }

func (k Key) private() ed25519.PrivateKey {
	seed := k.seed()
	return ed25519.NewKeyFromSeed(seed[:])
}

// String names the key by its id.
func (k Key) String() string {
	if k.seed == nil {
		return "bulletin.Key(none)"
	}
	return "bulletin.Key(" + k.Public().ID().String() + ")"
}

// Format shows no secret, whatever the verb.
func (k Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, k.String()) }

// LogValue shows no secret.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }
