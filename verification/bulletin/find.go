package bulletin

import (
	"errors"
	"fmt"
	"strings"
)

// Proofs finds what proves itself in a text that people copied together: bulletins (RST1:), statements (RSTS1:) and public
// keys (RSTK1:), each from its beginning to the end of its line, or further where a carrier wrapped it.
func Proofs(text string) []string {
	var found []string
	lines := strings.Split(strings.ReplaceAll(text, "\r", ""), "\n")
	for i := 0; i < len(lines); i++ {
		start := proofIn(lines[i])
		if start < 0 {
			continue
		}
		proof := strings.TrimRight(lines[i][start:], "\t")
		longer, to := proof, i
		for j := i + 1; !whole(longer) && j < len(lines) && proofIn(lines[j]) < 0 && isBase45(lines[j]); j++ {
			longer, to = longer+lines[j], j
		}
		if whole(longer) { // else the lines after it are somebody's words in capitals
			proof, i = longer, to
		}
		found = append(found, proof)
	}
	return found
}

// whole tells whether nothing is missing at the end of a proof, whoever made it.
func whole(proof string) bool {
	if strings.HasPrefix(proof, keyPrefix) {
		_, err := ParsePublicKey(proof)
		return err == nil
	}
	_, coded, _ := strings.Cut(proof, ":")
	raw, err := decode45(coded)
	return err == nil && decoding.Wellformed(raw) == nil
}

func proofIn(line string) int {
	first := -1
	for _, prefix := range []string{Prefix, statementPrefix, keyPrefix} {
		if at := strings.Index(line, prefix); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

func isBase45(s string) bool { return s != "" && strings.Trim(s, alphabet45) == "" }

// ErrNoKey is returned for a text that holds no public key.
var ErrNoKey = errors.New("bulletin: there is no public key in it")

// ParseKeyring reads what somebody who checks was given: public keys, each as text on a line of its own, or one as words;
// and statements about keys. [Keyring.Text] writes it.
func ParseKeyring(text string) (Keyring, error) {
	var ring Keyring
	var statements []string
	for _, proof := range Proofs(text) {
		switch {
		case strings.HasPrefix(proof, keyPrefix):
			p, err := ParsePublicKey(proof)
			if err != nil {
				return Keyring{}, err
			}
			ring.roots = append(ring.roots, p)
		case strings.HasPrefix(proof, statementPrefix):
			statements = append(statements, proof)
		}
	}
	if len(ring.roots) == 0 {
		p, err := ParsePublicKey(text)
		if err != nil {
			return Keyring{}, errors.Join(ErrNoKey, err)
		}
		ring.roots = []PublicKey{p}
	}
	for _, s := range statements {
		if err := ring.Add([]byte(s)); err != nil {
			return Keyring{}, fmt.Errorf("a statement about a key: %w", err)
		}
	}
	return ring, nil
}

// Text is the keyring for handing out: the keys, and what was said of them, each on a line of its own.
func (r Keyring) Text() string {
	var b strings.Builder
	for _, p := range r.roots {
		b.WriteString(p.Text() + "\n")
	}
	for _, s := range r.statements {
		b.WriteString(s.Text() + "\n")
	}
	return b.String()
}
