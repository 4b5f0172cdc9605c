package bulletin

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestBase45IsThatOfTheRFC(t *testing.T) {
	t.Parallel()
	for plain, text := range map[string]string{
		"": "", "AB": "BB8", "Hello!!": "%69 VD92EX0", "base-45": "UJCLQE7W581", "ietf!": "QED8WEX0", "\xff\xff": "FGW", "\xff": "U5",
	} {
		require.Equal(t, text, encode45([]byte(plain)))
		got, err := decode45(text)
		require.NoError(t, err)
		require.Equal(t, plain, string(got))
	}
	for _, bad := range []string{"GGW", ":::", "::", "V5", "A", "BB8A", "bb8", "BB\n", "AÄ", "BB8=="} {
		_, err := decode45(bad)
		require.ErrorIs(t, err, errBase45, bad)
	}
}

func TestBase45ComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		text := encode45(plain)
		require.Len(t, text, (len(plain)*3+1)/2)
		require.Empty(t, strings.Trim(text, alphabet45))
		got, err := decode45(text)
		require.NoError(t, err)
		require.Equal(t, string(plain), string(got))
	})
}

func FuzzBase45(f *testing.F) {
	for _, s := range []string{"", "BB8", "%69 VD92EX0", "GGW", ":::", "U5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if raw, err := decode45(s); err == nil {
			require.Equal(t, s, encode45(raw), "each reading has one text")
		}
	})
}
