package claim

import (
	"crypto/sha256"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParseCodeAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Code{
		"K7Q2MX": "K7Q2MX", "k7q-2mx": "K7Q2MX", " k7q 2mx ": "K7Q2MX", "K7Q–2MX": "K7Q2MX", "K7Q‑2MX": "K7Q2MX",
		"oil-OIL": "011011", "K-7-Q-2-M-X": "K7Q2MX",
		"": "", "K7Q2M": "", "K7Q2MXX": "", "K7Q2MU": "", "K7Q2M!": "", "К7Q2MX": "", "K7Q2M\x00": "", "K7Q2M\xff": "",
	} {
		got, ok := ParseCode(text)
		require.Equal(t, want, got, text)
		require.Equal(t, want != "", ok, text)
	}
}

func TestCodesAreReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		hash := sha256.Sum256([]byte(rapid.String().Draw(t, "text")))
		code := NewCode(hash[:])
		require.Len(t, code, codeLength)
		for _, written := range []string{string(code), code.String()} {
			got, ok := ParseCode(written)
			require.True(t, ok)
			require.Equal(t, code, got)
		}
	})
	require.Equal(t, Code("000000"), NewCode(make([]byte, 4)))
	require.Equal(t, Code("ZZZZZZ"), NewCode([]byte{255, 255, 255, 255}))
	require.Equal(t, "odd", Code("odd").String())
}

func FuzzParseCode(f *testing.F) {
	for _, s := range []string{"K7Q-2MX", "oil oil", "ıſK7Q2", "", "----"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, ok := ParseCode(s)
		if !ok {
			require.Empty(t, code)
			return
		}
		again, ok := ParseCode(code.String())
		require.True(t, ok)
		require.Equal(t, code, again)
		for _, r := range code {
			require.Contains(t, Crockford, string(r))
		}
	})
}
