package vault

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const fixed = header + `
name AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
seal 0a0b0c0d 2026-01-02 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=
`

func fixedVault(tb testing.TB) *Vault {
	tb.Helper()
	keys, err := ParseKeys([]byte(fixed))
	require.NoError(tb, err)
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
	require.NoError(t, os.Chmod(path, 0o400))
	_, err = OpenOrCreate(path, time.Now())
	require.NoError(t, err)
}

func TestOldKeysStillOpenAndTheLastSeals(t *testing.T) {
	t.Parallel()
	before := fixedVault(t)
	keys, err := ParseKeys([]byte(fixed + "seal 01020304 2026-07-01 QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8=\n"))
	require.NoError(t, err)
	after := New(keys)
	old, young := before.Seal("r", "f", []byte("old")), after.Seal("r", "f", []byte("young"))
	plain, err := after.Open("r", "f", old)
	require.NoError(t, err)
	require.Equal(t, "old", string(plain))
	_, err = before.Open("r", "f", young)
	require.ErrorIs(t, err, ErrUnreadable)
	require.Equal(t, before.Pseudonym("person", 1), after.Pseudonym("person", 1))
}

func TestSealedFormNeverChanges(t *testing.T) {
	t.Parallel()
	sealed, err := hex.DecodeString("010a0b0c0db20f4d3dd9e0a926e7faefb778f15debdb50a67bac592274a2a3e9546e295535562aeb20f3b0582c9342bf6aae505c36ab7c")
	require.NoError(t, err)
	plain, err := fixedVault(t).Open("{p:07}:person", "profile", sealed)
	require.NoError(t, err)
	require.Equal(t, "Айгүл", string(plain))
}

func TestBrokenKeyFilesAreRefused(t *testing.T) {
	t.Parallel()
	const (
		name = "name AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
		seal = "seal 0a0b0c0d 2026-01-02 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"
		zero = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	)
	for file, says := range map[string]string{
		"":                                      "is missing",
		"rastau keys v2\n" + name + seal:        "first line",
		header + "\n" + name:                    "is missing",
		header + "\n" + seal:                    "is missing",
		header + "\n" + name + name + seal:      "line 3",
		header + "\n" + name + seal + seal:      "line 4: this key id stands there twice",
		header + "\nname " + zero + "\n" + seal: "line 2",
		header + "\n" + name + "seal 0a0b0c0d 2026-01-02 " + zero:             "line 3: not a sealing key",
		header + "\n" + name + strings.Replace(seal, "0a0b", "", 1):           "line 3: not a sealing key",
		header + "\n" + name + strings.Replace(seal, "-01-", "-13-", 1):       "line 3: not a sealing key",
		header + "\n" + name + seal + "# " + strings.Repeat("long", 1<<15):    "too long",
		header + "\n" + name + seal + "\r\nkey " + strings.Repeat("x", 1<<10): "line 5",
	} {
		_, err := ParseKeys([]byte(file))
		require.ErrorContains(t, err, says)
	}
	path := filepath.Join(t.TempDir(), "keys")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	_, err := OpenOrCreate(path, time.Now())
	require.ErrorContains(t, err, path, "an empty file is not replaced: it may be all that is left of one")
	windows, err := ParseKeys([]byte(strings.ReplaceAll(fixed, "\n", "\r\n")))
	require.NoError(t, err)
	require.Equal(t, fixedVault(t).Pseudonym("person", 1), New(windows).Pseudonym("person", 1))
}

func TestOneVaultServesManyAtOnce(t *testing.T) {
	t.Parallel()
	v := fixedVault(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			record := fmt.Sprint("record", i)
			want := v.PseudonymOf("person", record)
			for range 200 {
				plain, err := v.Open(record, "f", v.Seal(record, "f", []byte(record)))
				assert.NoError(t, err)
				assert.Equal(t, record, string(plain))
				assert.Equal(t, want, v.PseudonymOf("person", record))
			}
		})
	}
	wg.Wait()
}

func TestKeysShowNothing(t *testing.T) {
	t.Parallel()
	keys, file := NewKeys(time.Now())
	secret := strings.Fields(string(file[strings.Index(string(file), "name "):]))[1]
	raw, err := base64.StdEncoding.DecodeString(secret)
	require.NoError(t, err)
	var shown bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%q"} {
		fmt.Fprintf(&shown, verb+verb+verb+"\n", keys, &keys, struct{ hidden Keys }{keys})
	}
	slog.New(slog.NewJSONHandler(&shown, nil)).Info("x", "keys", keys, "more", []any{keys})
	numbers := fmt.Sprintf("%d %d %d %d", raw[0], raw[1], raw[2], raw[3])
	for _, form := range []string{secret[:8], string(raw[:6]), hex.EncodeToString(raw[:6]), numbers} {
		require.NotContains(t, shown.String(), form)
	}
	_, err = ParseKeys([]byte(header + "\nseal 0a0b0c0d 2026-01-02 " + secret + "x\n"))
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

func FuzzOpen(f *testing.F) {
	v := fixedVault(f)
	f.Add([]byte(nil), "r", "f")
	f.Add(v.Seal("r", "f", []byte("x"))[:Overhead], "r", "f")
	f.Add(append([]byte{version, 0x0a, 0x0b, 0x0c, 0x0d}, make([]byte, Overhead)...), "r", "f")
	f.Fuzz(func(t *testing.T, sealed []byte, record, field string) {
		_, err := v.Open(record, field, sealed)
		require.ErrorIs(t, err, ErrUnreadable)
	})
}

func BenchmarkOpenChatID(b *testing.B) {
	v := fixedVault(b)
	sealed := v.Seal("{out:3}:chat", "id", make([]byte, 8))
	b.ReportAllocs()
	for b.Loop() {
		_, _ = v.Open("{out:3}:chat", "id", sealed)
	}
}

func BenchmarkSealChatID(b *testing.B) {
	v := fixedVault(b)
	plain := make([]byte, 8)
	b.ReportAllocs()
	for b.Loop() {
		v.Seal("{out:3}:chat", "id", plain)
	}
}

func BenchmarkPseudonym(b *testing.B) {
	v := fixedVault(b)
	b.ReportAllocs()
	for b.Loop() {
		v.Pseudonym("person", 1234567890)
	}
}

func TestKeysAreAddedRetiredAndDestroyed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys")
	now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	require.NoError(t, Create(path, now))
	require.Error(t, Create(path, now), "keys that are there are not replaced")
	keys, err := Load(path)
	require.NoError(t, err)
	v := New(keys)
	first := v.Active()
	sealed := v.Seal("r", "f", []byte("text"))

	second, err := Add(path, now)
	require.NoError(t, err)
	require.NotEqual(t, first, second)
	keys, err = Load(path)
	require.NoError(t, err)
	require.NoError(t, v.Use(keys))
	require.Equal(t, second, v.Active())
	again, changed, err := v.Rewrap("r", "f", sealed)
	require.NoError(t, err)
	require.True(t, changed)
	id, err := KeyOf(again)
	require.NoError(t, err)
	require.Equal(t, second, id)
	_, changed, err = v.Rewrap("r", "f", again)
	require.NoError(t, err)
	require.False(t, changed)
	_, _, err = v.Rewrap("r", "other", sealed)
	require.ErrorIs(t, err, ErrUnreadable)

	gone, err := Retire(path)
	require.NoError(t, err)
	require.Equal(t, []KeyID{first}, gone)
	keys, err = Load(path)
	require.NoError(t, err)
	require.NoError(t, v.Use(keys))
	_, err = v.Open("r", "f", sealed)
	require.ErrorIs(t, err, ErrUnreadable, "the old key opens nothing")
	plain, err := v.Open("r", "f", again)
	require.NoError(t, err)
	require.Equal(t, "text", string(plain))
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	strangers, _ := NewKeys(now)
	require.ErrorIs(t, v.Use(strangers), ErrOtherName)
	require.NoError(t, Destroy(path))
	require.NoFileExists(t, path)
	_, err = Load(path)
	require.Error(t, err)
}
