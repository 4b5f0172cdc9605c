package bulletin

import (
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/internal/race"
)

func TestKeyFileComesBack(t *testing.T) {
	t.Parallel()
	k := NewKey(issued.Add(time.Millisecond))
	got, err := Parse(k.File())
	require.NoError(t, err)
	require.Equal(t, k.Public(), got.Public())
	require.Equal(t, issued, got.Made())
	require.Equal(t, k.File(), got.File())
	require.NotEqual(t, k.Public(), NewKey(issued).Public())
}

func TestKeyFileWithAFaultIsRefusedAndNotShown(t *testing.T) {
	t.Parallel()
	file := string(issuer.File())
	lines := strings.SplitAfter(file, "\n")
	secret := strings.Fields(lines[2])[2]
	for name, bad := range map[string]string{
		"empty":            "",
		"other header":     strings.Replace(file, "v1", "v2", 1),
		"no secret":        lines[0] + lines[3],
		"no public key":    lines[0] + lines[2],
		"two secrets":      file + lines[2],
		"two public keys":  file + lines[3],
		"short secret":     strings.Replace(file, secret, secret[4:], 1),
		"no time":          strings.Replace(file, "2026", "then", 1),
		"another's public": lines[0] + lines[2] + "public " + testKey("another").Public().Text() + "\n",
		"something else":   file + "secrets\n",
		"long line":        file + strings.Repeat("x", 1<<17),
	} {
		_, err := Parse([]byte(bad))
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), secret, name)
	}
}

func TestKeyIsNeverPrinted(t *testing.T) {
	t.Parallel()
	seed := issuer.seed()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		for _, v := range []any{issuer, &issuer, struct{ K Key }{issuer}, Key{}} {
			out := fmt.Sprintf(verb, v)
			require.NotContains(t, out, base64.StdEncoding.EncodeToString(seed[:]))
			require.NotContains(t, out, fmt.Sprintf("%x", seed[:6]))
			require.NotContains(t, out, fmt.Sprintf("%d", seed[:6]))
		}
	}
	require.Equal(t, slog.StringValue("bulletin.Key("+issuer.Public().ID().String()+")"), issuer.LogValue())
}

var anyPublic = rapid.Custom(func(t *rapid.T) PublicKey {
	return PublicKey(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "key"))
})

func TestPublicKeyComesBackFromTextAndWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := anyPublic.Draw(t, "key")
		require.Len(t, p.Text(), 60)
		require.Len(t, p.Words(), 25)
		said := strings.Join(p.Words(), " ")
		for _, form := range []string{p.Text(), " " + p.Text() + "\n", said, strings.ToUpper(said), inCyrillic(said),
			strings.Join(p.Words(), ", ") + "."} {
			got, err := ParsePublicKey(form)
			require.NoError(t, err, form)
			require.Equal(t, p, got)
		}
	})
}

// inCyrillic writes words as somebody does who listens.
func inCyrillic(words string) string {
	return strings.NewReplacer("b", "б", "d", "д", "f", "ф", "g", "г", "h", "х", "j", "ж", "k", "к", "l", "л", "m", "м", "n", "н",
		"p", "п", "r", "р", "s", "с", "t", "т", "v", "в", "z", "з", "a", "а", "i", "и", "o", "о", "u", "у").Replace(words)
}

func TestEveryNumberHasItsOwnWord(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for n := range 1 << wordBits {
		w := word(n)
		got, ok := wordNumber(w)
		require.True(t, ok)
		require.Equal(t, n, got)
		seen[w] = true
	}
	require.Len(t, seen, 2048)
}

func TestMisheardWordIsNoticed(t *testing.T) {
	t.Parallel()
	// The checksum has 19 bits, and so lets one slip in half a million pass: with a fixed key the outcome is fixed.
	p := issuer.Public()
	words := p.Words()
	for i, said := range words {
		before, after := strings.Join(words[:i], " ")+" ", " "+strings.Join(words[i+1:], " ")
		for n := range 1 << wordBits {
			if heard := word(n); heard != said && (!race.Enabled || n%16 == i%16) {
				if _, err := ParsePublicKey(before + heard + after); !errors.Is(err, ErrKey) {
					t.Fatalf("%s for %s passes", heard, said)
				}
			}
		}
	}
	swapped := p.Words()
	swapped[3], swapped[4] = swapped[4], swapped[3]
	for _, bad := range []string{"", strings.Join(swapped, " "), strings.Join(p.Words()[1:], " "), p.Text()[:58], "RSTK1:", p.Text() + "00"} {
		_, err := ParsePublicKey(bad)
		require.ErrorIs(t, err, ErrKey, bad)
	}
	for i := len(keyPrefix); i < len(p.Text()); i++ {
		slip := []byte(p.Text())
		slip[i] = alphabet45[(strings.IndexByte(alphabet45, slip[i])+1)%45]
		_, err := ParsePublicKey(string(slip))
		require.ErrorIs(t, err, ErrKey)
	}
}

func FuzzPublicKey(f *testing.F) {
	f.Add(issuer.Public().Text())
	f.Add(strings.Join(issuer.Public().Words(), " "))
	f.Add("бади " + strings.Repeat("badi ", 24))
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePublicKey(s)
		if err != nil {
			require.ErrorIs(t, err, ErrKey)
			return
		}
		for _, form := range []string{p.Text(), strings.Join(p.Words(), " ")} {
			again, err := ParsePublicKey(form)
			require.NoError(t, err)
			require.Equal(t, p, again)
		}
	})
}

func FuzzKeyFile(f *testing.F) {
	f.Add(issuer.File())
	f.Add([]byte(keyHeader + "\nsecret"))
	f.Fuzz(func(t *testing.T, file []byte) {
		k, err := Parse(file)
		if err != nil {
			return
		}
		again, err := Parse(k.File())
		require.NoError(t, err)
		require.Equal(t, k.File(), again.File())
	})
}
