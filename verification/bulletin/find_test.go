package bulletin

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestProofsAreFoundAmongWords(t *testing.T) {
	t.Parallel()
	one, other := seal(t, with("en", english)), seal(t, with("ru", five...))
	said := rotation(t, "issuer", "second", issued)
	key := issuer.Public().Text()
	all := "Look:\n" + string(one.file()) + "K7Q-2MX: FALSE.\nЖАЛҒАН\n" + other.Text() + "\r\nR3T-8WA: TRUE.\n\nkey " + key + "\n" + said.Text()
	require.Equal(t, []string{one.Text(), other.Text(), key, said.Text()}, Proofs(all))
	require.Empty(t, Proofs("RST: nothing\nRST2:000"))
	require.Equal(t, []string{"RST1:"}, Proofs("RST1:\n"))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(7, 200).Draw(t, "width")
		var wrapped strings.Builder
		for text := other.Text(); text != ""; {
			n := min(width, len(text))
			wrapped.WriteString(text[:n] + "\n")
			text = text[n:]
		}
		require.Equal(t, []string{other.Text(), key}, Proofs(wrapped.String()+"FALSE\n"+key))
	})
}

func TestKeyringIsReadFromWhatWasGiven(t *testing.T) {
	t.Parallel()
	said := rotation(t, "issuer", "second", issued)
	for name, text := range map[string]string{
		"text": issuer.Public().Text(), "words": strings.Join(issuer.Public().Words(), " "),
		"both lines": issuer.Public().Text() + "\n" + said.Text() + "\n# a note",
	} {
		ring, err := ParseKeyring(text)
		require.NoError(t, err, name)
		require.NoError(t, ring.Check(issuer.Public(), issued.Add(-time.Second)), name)
	}
	for name, text := range map[string]string{
		"nothing": "", "a slip": strings.Replace(issuer.Public().Text(), "K1:", "K1:0", 1), "a statement alone": said.Text(),
		"a broken statement": issuer.Public().Text() + "\n" + said.Text()[:40],
	} {
		_, err := ParseKeyring(text)
		require.Error(t, err, name)
	}
}

// TestWordsAroundAProofAreItsOwn: what was forwarded whole is genuine, what was changed is not, and what is signed is told.
func TestWordsAroundAProofAreItsOwn(t *testing.T) {
	t.Parallel()
	ring := NewKeyring(issuer.Public())
	s := seal(t, with("ru", five...))
	for _, l := range Languages {
		for _, text := range []string{s.In(l).Body(), string(s.In(l).file()), "  " + strings.ReplaceAll(s.In(l).Body(), "\n", "\r\n")} {
			b, _, err := Verify([]byte(text), ring)
			require.NoError(t, err)
			require.Equal(t, s.Bulletin, b)
			b, _, err = Verify([]byte(strings.Replace(text, "K7Q", "K7R", 1)), ring)
			require.ErrorIs(t, err, ErrAltered)
			require.Equal(t, s.Bulletin, b)
		}
	}
	_, _, err := Verify([]byte("words alone"), ring)
	require.ErrorIs(t, err, ErrDamaged)
}

func FuzzKeyring(f *testing.F) {
	f.Add(issuer.Public().Text() + "\n" + rotation(f, "issuer", "second", issued).Text())
	f.Add(strings.Join(issuer.Public().Words(), " "))
	f.Add("RSTK1:\nRSTS1:\nRST1:A\nB")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range Proofs(text) {
			require.GreaterOrEqual(t, proofIn(p), 0)
		}
		ring, err := ParseKeyring(text)
		if err != nil {
			return
		}
		again, err := ParseKeyring(ring.Text())
		require.NoError(t, err)
		require.Equal(t, ring, again)
	})
}
