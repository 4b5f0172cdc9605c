package bulletin

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"
)

// SigningKeys is what an issuer keeps in one file: the key that signs, the first key that was ever handed out, and what was
// said of keys since. One file, so that it changes as a whole: a key is never without the statement that makes it known.
type SigningKeys struct {
	Key        Key
	First      PublicKey
	Statements []Statement // in the order in which they were made
}

// NewSigningKeys makes a holding with a fresh key.
func NewSigningKeys(now time.Time) SigningKeys {
	k := NewKey(now)
	return SigningKeys{Key: k, First: k.Public()}
}

// Rotate gives a holding whose fresh key takes the place of the one before from now on. The older secret is not in it.
func (h SigningKeys) Rotate(now time.Time) (SigningKeys, error) {
	next := NewKey(now)
	s, err := Rotate(h.Key, next, now)
	if err != nil {
		return h, err
	}
	return h.follow(next, now, s)
}

// Revoke gives a holding with a fresh key, for the case that the one before was stolen or lost from the owner's hands:
// nothing that it signs as issued at since or later is believed. What was issued in between has to be issued anew.
func (h SigningKeys) Revoke(since, now time.Time) (SigningKeys, error) {
	if since.After(now) {
		return h, errors.New("bulletin: a key is revoked from a time that has come")
	}
	next := NewKey(now)
	rotation, err := Rotate(h.Key, next, since)
	if err != nil {
		return h, err
	}
	revocation, err := Revoke(next, h.Key.Public(), since)
	if err != nil {
		return h, err
	}
	return h.follow(next, now, rotation, revocation)
}

// follow is the holding after next was named. Whoever was given the first key must believe next, or nothing is changed.
func (h SigningKeys) follow(next Key, now time.Time, said ...Statement) (SigningKeys, error) {
	after := SigningKeys{next, h.First, append(append([]Statement(nil), h.Statements...), said...)}
	if err := after.Check(now); err != nil {
		return h, fmt.Errorf("whoever has the first key would not believe the new one: %w", err)
	}
	return after, nil
}

// Check tells whether whoever was given the first key believes what the present one signs now.
func (h SigningKeys) Check(now time.Time) error { return h.Ring().Check(h.Key.Public(), now) }

// Ring is what anybody can hold who was given the first key.
func (h SigningKeys) Ring() Keyring {
	ring := NewKeyring(h.First)
	ring.statements = append([]Statement(nil), h.Statements...)
	return ring
}

const firstWord, statementWord = "first ", "statement "

// File is the holding as it is kept: a key file with lines for the rest. ParseHolding reads it back.
func (h SigningKeys) File() []byte {
	b := bytes.NewBuffer(h.Key.File())
	if h.First != h.Key.Public() {
		fmt.Fprintf(b, "%s%s\n", firstWord, h.First.Text())
	}
	for _, s := range h.Statements {
		fmt.Fprintf(b, "%s%s\n", statementWord, s.Text())
	}
	return b.Bytes()
}

// ParseSigningKeys reads a file. Its errors name lines, never what is on them.
func ParseSigningKeys(file []byte) (SigningKeys, error) {
	var h SigningKeys
	var key bytes.Buffer
	for n, line := range strings.Split(string(file), "\n") {
		line = strings.TrimSuffix(line, "\r")
		var err error
		if text, is := strings.CutPrefix(line, firstWord); is {
			if h.First != (PublicKey{}) {
				err = errors.New("a second first key")
			} else {
				h.First, err = ParsePublicKey(text)
			}
		} else if text, is := strings.CutPrefix(line, statementWord); is {
			var s Statement
			s, err = ParseStatement([]byte(text))
			h.Statements = append(h.Statements, s)
		} else {
			key.WriteString(line + "\n") // with its number, for the errors of Parse
			continue
		}
		key.WriteString("\n")
		if err != nil {
			return SigningKeys{}, fmt.Errorf("bulletin key, line %d: %w", n+1, err)
		}
	}
	var err error
	if h.Key, err = Parse(key.Bytes()); err != nil {
		return SigningKeys{}, err
	}
	if h.First == (PublicKey{}) {
		h.First = h.Key.Public()
	}
	return h, nil
}
