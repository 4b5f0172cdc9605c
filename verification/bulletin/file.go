package bulletin

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"aead.dev/minisign"
)

// File is the bulletin as a text file, and its minisign signature for a file of the same name with .minisig added. The
// stock tool checks them: minisign -Vm FILE -P KEY. key must be the one that sealed the bulletin.
func (s Sealed) File(key Key) (file, signature []byte, err error) {
	if key.Public() != s.By {
		return nil, nil, errors.New("bulletin: a file is signed with the key that sealed it")
	}
	file = s.file()
	return file, minisignature(file, s.Bulletin, key), nil
}

func (s Sealed) file() []byte { return []byte(s.Bulletin.title() + "\n\n" + s.body()) }

// Bundle is a file with its signature below it, as Verify takes them together.
func Bundle(file, signature []byte) []byte { return append(bytes.Clone(file), signature...) }

// unbundle cuts a file from the signature below it.
func unbundle(bundle []byte) (file, signature []byte, is bool) {
	at := bytes.LastIndex(bundle, []byte("\n"+untrusted))
	if at < 0 {
		return nil, nil, false
	}
	return bundle[:at+1], bundle[at+1:], true
}

const untrusted = "untrusted comment: "

// Minisign is the key as minisign -P takes it, 56 characters.
func (p PublicKey) Minisign() string { return p.minisign().String() }

// Both kinds of signature are made with the same Ed25519 key. They cannot be taken for each other: COSE signs a structure
// that begins with its name, minisign a bare hash of 64 bytes, and its comment after a signature.
func (p PublicKey) minisign() minisign.PublicKey {
	id := p.ID()
	raw := binary.LittleEndian.AppendUint16(nil, minisign.EdDSA)
	raw = append(append(raw, id[:]...), p[:]...)
	var key minisign.PublicKey
	if err := key.UnmarshalText([]byte(base64.StdEncoding.EncodeToString(raw))); err != nil {
		panic(err) // it has the one form
	}
	return key
}

func (k Key) minisign() minisign.PrivateKey {
	// A key file without a password: algorithms, salt and limits of 0, then the id, the key and no checksum.
	const idAt, keyAt, size = 54, 62, 158
	id := k.Public().ID()
	raw := make([]byte, size)
	binary.LittleEndian.PutUint16(raw, minisign.EdDSA)
	copy(raw[4:], "B2")
	copy(raw[idAt:], id[:])
	copy(raw[keyAt:], k.private())
	var key minisign.PrivateKey
	if err := key.UnmarshalText([]byte(base64.StdEncoding.EncodeToString(raw))); err != nil {
		panic(err) // it has the one form
	}
	return key
}

func minisignature(file []byte, b Bulletin, key Key) []byte {
	r := minisign.NewReader(bytes.NewReader(file))
	_, _ = bytes.NewBuffer(nil).ReadFrom(r) // a reader of bytes does not fail
	return r.SignWithComments(key.minisign(), trustedComment(b), untrustedComment(key.Public()))
}

// trustedComment is what minisign shows of a signature that is right.
func trustedComment(b Bulletin) string {
	return fmt.Sprintf("%s No. %d, %s", b.Issuer, b.Number, b.Issued.UTC().Format(time.RFC3339))
}

func untrustedComment(p PublicKey) string { return "bulletin key " + p.ID().String() }

// verifyFile checks both signatures: that of the whole file, and that of the bulletin in it.
func verifyFile(file, signature []byte, ring Keyring) (Sealed, error) {
	s, err := verifyText(provingLine(string(file)), ring)
	if err != nil {
		return Sealed{}, err
	}
	var sig minisign.Signature
	if err := sig.UnmarshalText(signature); err != nil {
		return Sealed{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	// The first comment is not signed and base64 has spare bits: the one form counts here too.
	same := sig.UntrustedComment == untrustedComment(s.By) && sig.TrustedComment == trustedComment(s.Bulletin) &&
		bytes.Equal([]byte(sig.String()), signature)
	if !same || !minisign.Verify(s.By.minisign(), file, signature) {
		return Sealed{}, ErrSignature
	}
	return s, nil
}

// provingLine is the last line that begins as a bulletin's text does.
func provingLine(text string) string {
	at := strings.LastIndex("\n"+text, "\n"+Prefix)
	if at < 0 {
		return ""
	}
	line, _, _ := strings.Cut(text[at:], "\n")
	return strings.TrimSuffix(line, "\r")
}
