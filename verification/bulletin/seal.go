package bulletin

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"strings"

	"github.com/veraison/go-cose"
)

// Prefix begins the text of every bulletin.
const Prefix = "RST1:"

// Sealed is a bulletin with its signature.
type Sealed struct {
	Bulletin Bulletin
	By       PublicKey
	COSE     []byte // COSE_Sign1, untagged
}

// Seal signs a bulletin. One that cannot be issued is ErrUnfit.
func Seal(b Bulletin, key Key) (Sealed, error) {
	if err := b.Check(); err != nil {
		return Sealed{}, err
	}
	b = b.tidy()
	var s Sealed
	for salt := range uint64(maxSalt) {
		plain, err := encodePayload(b, salt)
		if err != nil {
			return Sealed{}, err
		}
		signed, err := sign1(plain, key)
		if err != nil {
			return Sealed{}, err
		}
		s = Sealed{b, key.Public(), signed}
		if len(s.COSE) > maxSalted || !fragile(s.Text()) {
			break
		}
	}
	if len(s.COSE) > maxCOSE {
		return Sealed{}, fmt.Errorf("%w: %d bytes are too many", ErrUnfit, len(s.COSE))
	}
	return s, nil
}

// Text is the bulletin as every carrier takes it: RST1: and base45.
func (s Sealed) Text() string { return Prefix + encode45(s.COSE) }

// maxSalt bounds the search for a text that survives, and maxSalted the bytes for which it is made. A third of the texts of
// 2000 characters do, and few of those longer than a message or a QR code can be.
const (
	maxSalt   = 64
	maxSalted = 5 << 10
)

// fragile tells whether a text has spaces that chats, feeds and people drop.
func fragile(text string) bool {
	return strings.Contains(text, "  ") || strings.HasSuffix(text, " ")
}

func sign1(plain []byte, key Key) ([]byte, error) {
	signer, err := cose.NewSigner(cose.AlgorithmEdDSA, key.private())
	if err != nil {
		return nil, err
	}
	return cose.Sign1Untagged(nil, signer, headers(key.Public().ID()), plain, nil)
}

// envelopeStart is how every COSE_Sign1 of a key begins: an array of four, the protected header as a string, and the
// empty unprotected one.
func envelopeStart(id KeyID) []byte {
	return append(append([]byte{arrayOfFour, 0x4d, 0xa2, 1, 0x27, 4, 0x48}, id[:]...), 0xa0)
}

func headers(id KeyID) cose.Headers {
	return cose.Headers{
		Protected: cose.ProtectedHeader{
			cose.HeaderLabelAlgorithm: cose.AlgorithmEdDSA,
			cose.HeaderLabelKeyID:     id[:],
		},
		Unprotected: cose.UnprotectedHeader{},
	}
}

// envelope is a COSE_Sign1 that was read and not checked yet.
type envelope struct {
	message cose.UntaggedSign1Message
	id      KeyID
}

// openEnvelope reads a COSE_Sign1 in the one form that sign1 writes. Another form of the same is refused, so that nobody
// can make a second bulletin of what somebody else signed.
func openEnvelope(raw []byte) (envelope, error) {
	var e envelope
	if len(raw) > maxCOSE {
		return e, fmt.Errorf("%w: too long", ErrDamaged)
	}
	if err := e.message.UnmarshalCBOR(raw); err != nil {
		return e, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	id, ok := keyID(e.message.Headers)
	if !ok {
		return e, fmt.Errorf("%w: it names no key", ErrDamaged)
	}
	e.id = id
	canonical := cose.UntaggedSign1Message{Headers: headers(id), Payload: e.message.Payload, Signature: e.message.Signature}
	again, err := canonical.MarshalCBOR()
	if err != nil || !bytes.Equal(again, raw) {
		return e, fmt.Errorf("%w: it is written in another way than bulletins are", ErrDamaged)
	}
	return e, nil
}

func keyID(h cose.Headers) (KeyID, bool) {
	id, ok := h.Protected[cose.HeaderLabelKeyID].([]byte)
	if !ok || len(id) != len(KeyID{}) {
		return KeyID{}, false
	}
	return KeyID(id), true
}

func (e envelope) verify(by PublicKey) error {
	verifier, err := cose.NewVerifier(cose.AlgorithmEdDSA, ed25519.PublicKey(by[:]))
	if err != nil {
		return err
	}
	if e.message.Verify(nil, verifier) != nil {
		return ErrSignature
	}
	return nil
}
