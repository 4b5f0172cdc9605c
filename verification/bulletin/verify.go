package bulletin

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"
)

// What speaks against a bulletin itself. Each can be shown to the person who checks.
var (
	ErrDamaged   = errors.New("bulletin: not a bulletin, or a part of it was lost or changed on its way")
	ErrSignature = errors.New("bulletin: the signature does not fit: it was altered, or somebody else wrote it")
	ErrAltered   = errors.New("bulletin: it is genuine, but the words around it are not its own")
)

// Signed tells who signed a bulletin, and when by their own word.
type Signed struct {
	By PublicKey
	At time.Time
}

// Verify reads a bulletin and checks that a key of the ring signed it while it counted. The input is any form: the text
// that begins with RST1:, the bytes of the COSE_Sign1, a file with its minisign signature below it (Bundle), a message or
// file without one, or one entry of a feed (Entries). An error is, or wraps, one of those of this package that can be shown to people.
//
// With ErrAltered, and with no other error, the bulletin comes too: what it says is signed, and the words beside it are
// somebody else's, or another version's of this program. Show people the bulletin, not those.
func Verify(input []byte, ring Keyring) (Bulletin, Signed, error) {
	s, err := verify(input, ring)
	if err != nil && !errors.Is(err, ErrAltered) {
		return Bulletin{}, Signed{}, err
	}
	return s.Bulletin, Signed{s.By, s.Bulletin.Issued}, err
}

// arrayOfFour begins every untagged COSE_Sign1.
const arrayOfFour = 0x84

func verify(input []byte, ring Keyring) (Sealed, error) {
	if bytes.HasPrefix(input, []byte{arrayOfFour}) {
		return verifyCOSE(input, ring)
	}
	if file, signature, is := unbundle(input); is {
		return verifyFile(file, signature, ring)
	}
	switch text := strings.TrimLeft(string(input), "\ufeff \t\r\n"); {
	case strings.HasPrefix(text, Prefix):
		return verifyText(text, ring)
	case strings.HasPrefix(text, "<"), strings.HasPrefix(text, "{"):
		return verifyEntry([]byte(text), ring)
	default:
		return verifyWords(text, ring)
	}
}

// verifyWords checks the bulletin in a message, and that the words around it are its own, in whatever language.
func verifyWords(text string, ring Keyring) (Sealed, error) {
	s, err := verifyText(provingLine(text), ring)
	if err != nil {
		return Sealed{}, err
	}
	got := strings.TrimSpace(strings.ReplaceAll(text, "\r", ""))
	for _, l := range Languages {
		shown := s.In(l)
		if got == strings.TrimSpace(shown.body()) || got == strings.TrimSpace(string(shown.file())) {
			return s, nil
		}
	}
	return s, ErrAltered
}

func verifyText(text string, ring Keyring) (Sealed, error) {
	coded, is := strings.CutPrefix(text, Prefix)
	if !is {
		return Sealed{}, ErrDamaged
	}
	raw, err := decode45(unwrap(coded))
	if err != nil {
		return Sealed{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return verifyCOSE(raw, ring)
}

// unwrap takes out the line ends that carriers put in. They are not in the alphabet, so nothing is lost.
func unwrap(text string) string { return lineEnds.Replace(text) }

var lineEnds = strings.NewReplacer("\r", "", "\n", "", "\t", "")

func verifyCOSE(raw []byte, ring Keyring) (Sealed, error) {
	e, err := openEnvelope(raw)
	if err != nil {
		return Sealed{}, err
	}
	err = ErrUnknownKey
	for _, p := range ring.named(e.id) {
		if err = e.verify(p); err != nil {
			continue
		}
		b, err := decodePayload(e.message.Payload)
		if err != nil {
			return Sealed{}, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if err := ring.Check(p, b.Issued); err != nil {
			return Sealed{}, err
		}
		return Sealed{b, p, bytes.Clone(raw)}, nil
	}
	return Sealed{}, err
}
