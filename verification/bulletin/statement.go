package bulletin

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/veraison/go-cose"
)

// Statement says what becomes of a key. It proves itself as a bulletin does, and travels the same ways.
type Statement struct {
	Kind StatementKind
	Key  PublicKey // that is replaced or revoked
	By   PublicKey // the new key; of a revocation the key that signed it
	At   time.Time // from then on, to the second
	COSE []byte    // tagged COSE_Sign: a form that no bulletin has
}

// StatementKind is what a statement says.
type StatementKind int

// The kinds.
const (
	Rotation   StatementKind = 1 // signed by both keys
	Revocation StatementKind = 2 // signed by By alone
)

type statementPayload struct {
	Salt uint64        `cbor:"0,keyasint,omitempty"` // as in a bulletin
	Kind StatementKind `cbor:"1,keyasint"`
	Key  []byte        `cbor:"2,keyasint"`
	By   []byte        `cbor:"3,keyasint"`
	At   int64         `cbor:"4,keyasint"`
}

// Rotate says that newer takes the place of older from at on: bulletins that older signs as issued then or later no
// longer count. Both keys sign, so that nobody can make another's key their own successor.
func Rotate(older, newer Key, at time.Time) (Statement, error) {
	if older.Public() == newer.Public() {
		return Statement{}, errors.New("bulletin: a key cannot take its own place")
	}
	return state(Rotation, older.Public(), newer.Public(), at, older, newer)
}

// Revoke says that whatever revoked signs as issued at that time or later is not to be believed. A key revokes itself,
// or is revoked by one that came after it.
func Revoke(signer Key, revoked PublicKey, at time.Time) (Statement, error) {
	return state(Revocation, revoked, signer.Public(), at, signer)
}

func state(kind StatementKind, key, by PublicKey, at time.Time, keys ...Key) (Statement, error) {
	if at.Unix() < 1 || at.Unix() > lastSecond {
		return Statement{}, fmt.Errorf("bulletin: a statement cannot count from %v on", at)
	}
	var s Statement
	for salt := range uint64(maxSalt) {
		plain, err := encoding.Marshal(statementPayload{salt, kind, key[:], by[:], at.Unix()})
		if err != nil {
			return Statement{}, err
		}
		raw, err := signAll(plain, keys)
		if err != nil {
			return Statement{}, err
		}
		s = Statement{kind, key, by, time.Unix(at.Unix(), 0).UTC(), raw}
		if !fragile(s.Text()) {
			break
		}
	}
	return s, nil
}

func signAll(plain []byte, keys []Key) ([]byte, error) {
	m := statementMessage(plain)
	var signers []cose.Signer
	for _, k := range keys {
		signer, err := cose.NewSigner(cose.AlgorithmEdDSA, k.private())
		if err != nil {
			return nil, err
		}
		signers = append(signers, signer)
		m.Signatures = append(m.Signatures, &cose.Signature{Headers: headers(k.Public().ID())})
	}
	if err := m.Sign(nil, nil, signers...); err != nil {
		return nil, err
	}
	return m.MarshalCBOR()
}

func statementMessage(plain []byte) cose.SignMessage {
	m := cose.NewSignMessage()
	m.Payload = plain
	return *m
}

const statementPrefix = "RSTS1:"

// Text is the statement as every carrier takes it: RSTS1: and base45.
func (s Statement) Text() string { return statementPrefix + encode45(s.COSE) }

// openStatement reads what was signed, whoever did.
func openStatement[P any](raw []byte) (m cose.SignMessage, payload P, err error) {
	if len(raw) > maxCOSE {
		return m, payload, fmt.Errorf("%w: too long", ErrDamaged)
	}
	if err := m.UnmarshalCBOR(raw); err != nil {
		return m, payload, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if err := decoding.Unmarshal(m.Payload, &payload); err != nil {
		return m, payload, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return m, payload, nil
}

// ParseStatement reads a statement, as text or as COSE, and checks that those signed it who must.
func ParseStatement(input []byte) (Statement, error) {
	raw := input
	if coded, is := strings.CutPrefix(strings.TrimSpace(string(input)), statementPrefix); is {
		var err error
		if raw, err = decode45(unwrap(coded)); err != nil {
			return Statement{}, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	m, p, err := openStatement[statementPayload](raw)
	if err != nil {
		return Statement{}, err
	}
	if len(p.Key) != len(PublicKey{}) || len(p.By) != len(PublicKey{}) || p.At < 1 || p.At > lastSecond {
		return Statement{}, fmt.Errorf("%w: no keys or no time in it", ErrDamaged)
	}
	s := Statement{p.Kind, PublicKey(p.Key), PublicKey(p.By), time.Unix(p.At, 0).UTC(), raw}
	var signers []PublicKey
	switch {
	case p.Kind == Rotation && s.Key != s.By:
		signers = []PublicKey{s.Key, s.By}
	case p.Kind == Revocation:
		signers = []PublicKey{s.By}
	default:
		return Statement{}, fmt.Errorf("%w: it says nothing known", ErrDamaged)
	}
	return s, verifyStatement(m, raw, signers)
}

func verifyStatement(m cose.SignMessage, raw []byte, signers []PublicKey) error {
	if len(m.Signatures) != len(signers) {
		return ErrSignature
	}
	// As with bulletins, the one form counts.
	canonical := statementMessage(m.Payload)
	var verifiers []cose.Verifier
	for i, p := range signers {
		id := p.ID()
		canonical.Signatures = append(canonical.Signatures,
			&cose.Signature{Headers: headers(id), Signature: m.Signatures[i].Signature})
		verifier, err := cose.NewVerifier(cose.AlgorithmEdDSA, ed25519.PublicKey(p[:]))
		if err != nil {
			return err
		}
		verifiers = append(verifiers, verifier)
	}
	again, err := canonical.MarshalCBOR()
	if err != nil || !bytes.Equal(again, raw) {
		return fmt.Errorf("%w: it is written in another way than statements are", ErrDamaged)
	}
	if m.Verify(nil, verifiers...) != nil {
		return ErrSignature
	}
	return nil
}
