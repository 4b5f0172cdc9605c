package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const fixed = header + `
name AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
seal 0a0b0c0d 2026-01-02 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=
`

func fixedVault(t testing.TB) *Vault {
	t.Helper()
	keys, err := ParseKeys([]byte(fixed))
	require.NoError(t, err)
	return New(keys)
}

func TestPseudonymsNeverChange(t *testing.T) {
	t.Parallel()
	v := fixedVault(t)
	require.Equal(t, v.Pseudonym("person", 4411), v.PseudonymOf("person", "4411"))
	require.Equal(t, "f7r4xdd5plpvxiotkucsgvwuaq", v.Pseudonym("person", 4411))
	require.NotEqual(t, v.Pseudonym("person", 4411), v.Pseudonym("chat", 4411))
	require.NotEqual(t, v.PseudonymOf("a", "bc"), v.PseudonymOf("ab", "c"))
}

func TestSealedValueOpensOnlyWhereItBelongs(t *testing.T) {
	t.Parallel()
	v := fixedVault(t)
	otherKeys, _ := NewKeys(time.Now())
	other := New(otherKeys)
	rapid.Check(t, func(t *rapid.T) {
		record, field := rapid.String().Draw(t, "record"), rapid.String().Draw(t, "field")
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		sealed := v.Seal(record, field, plain)
		require.Len(t, sealed, len(plain)+Overhead)

		got, err := v.Open(record, field, sealed)
		require.NoError(t, err)
		require.Equal(t, string(plain), string(got))

		_, err = other.Open(record, field, sealed)
		require.ErrorIs(t, err, ErrUnreadable)
		_, err = v.Open(record+"x", field, sealed)
		require.ErrorIs(t, err, ErrUnreadable)
		if field != "" {
			_, err = v.Open(record+field[:1], field[1:], sealed)
			require.ErrorIs(t, err, ErrUnreadable)
		}
		i := rapid.IntRange(0, len(sealed)-1).Draw(t, "byte")
		sealed[i] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		_, err = v.Open(record, field, sealed)
		require.ErrorIs(t, err, ErrUnreadable)
	})
}

func TestKeysAreMadeOnceAndPrivately(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "keys")
	names := make([]string, 8)
	var wg sync.WaitGroup
	for i := range names {
		wg.Go(func() {
			if keys, err := OpenOrCreate(path, time.Now()); err == nil {
				names[i] = New(keys).Pseudonym("person", 1)
			}
		})
	}
	wg.Wait()
	for _, n := range names {
		require.NotEmpty(t, n)
		require.Equal(t, names[0], n)
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1)
}

func TestKeyFileThatOthersCanReadIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys")
	require.NoError(t, os.WriteFile(path, []byte(fixed), 0o600))
	require.NoError(t, os.Chmod(path, 0o640))
	_, err := OpenOrCreate(path, time.Now())
	require.ErrorContains(t, err, "chmod 600")
}

func TestKeysShowNothing(t *testing.T) {
	t.Parallel()
	keys, file := NewKeys(time.Now())
	secret := strings.Fields(string(file[strings.Index(string(file), "name "):]))[1]
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		require.NotContains(t, fmt.Sprintf(format, keys), secret[:8])
	}
	_, err := ParseKeys([]byte(header + "\nseal 0a0b0c0d 2026-01-02 " + secret + "x\n"))
	require.Error(t, err)
	require.NotContains(t, err.Error(), secret[:8])
}

func FuzzParseKeys(f *testing.F) {
	f.Add([]byte(fixed))
	f.Add([]byte(header))
	f.Fuzz(func(t *testing.T, file []byte) {
		keys, err := ParseKeys(file)
		if err == nil {
			v := New(keys)
			plain, err := v.Open("r", "f", v.Seal("r", "f", []byte("x")))
			require.NoError(t, err)
			require.Equal(t, "x", string(plain))
		}
	})
}

func BenchmarkSealChatID(b *testing.B) {
	v := fixedVault(b)
	plain := make([]byte, 8)
	for b.Loop() {
		v.Seal("{out:3}:chat", "id", plain)
	}
}

func BenchmarkPseudonym(b *testing.B) {
	v := fixedVault(b)
	for b.Loop() {
		v.Pseudonym("person", 1234567890)
	}
}
