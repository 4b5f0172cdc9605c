package fold

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPlain(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Т\u200bокaeв":           "токаев", // Latin a and e
		"Cop":                    "cop",    // could be either, and stands alone
		"Это cop, не мeдь":       "это сор, не медь",
		"Kаzаkhstаn news":        "kazakhstan news", // Cyrillic а
		"Мoscow":                 "moscow",
		"ҚАЗАҚСТАН":              "қазақстан",
		"Қaзaқcтaн":              "қазақстан",
		"iPhone-ды":              "iphone-ды",
		"ﬁne Ⅷ ½":                "fine viii 1⁄2",
		"за\u0301мок И\u0306од":  "замок йод",
		"İstanbul":               "istanbul",
		"Τokayev":                "tokayev", // Greek tau
		"Αθήνα":                  "αθήνα",
		"a\u202eb\ufeffc\u00add": "abcd",
		"1️⃣":                    "1",
		"\xffa\xfe":              "a",
	} {
		require.Equal(t, want, Plain(in), "%q", in)
	}
}

func TestPlainStays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("аАaAеeоpРxХкkiіİıücсνοΑςΣ\u0301\u0306\u200b .!йïǰﷺ")))).Draw(t, "text")
		once := Plain(s)
		require.True(t, utf8.ValidString(once))
		require.Equal(t, once, Plain(once))
	})
}

func TestCut(t *testing.T) {
	t.Parallel()
	require.Equal(t, "қаз", Cut("қазақ", 3))
	require.Equal(t, "қазақ", Cut("қазақ", 5))
	require.Equal(t, "қазақ", Cut("қа\xffзақ", 9))
	require.Empty(t, Cut("қазақ", 0))
	require.Empty(t, Cut("", 3))
	rapid.Check(t, func(t *rapid.T) {
		s, n := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")), rapid.IntRange(0, 20).Draw(t, "n")
		cut := Cut(s, n)
		require.True(t, utf8.ValidString(cut))
		require.LessOrEqual(t, utf8.RuneCountInString(cut), n)
		require.True(t, strings.HasPrefix(strings.ToValidUTF8(s, ""), cut))
	})
}

func FuzzPlain(f *testing.F) {
	f.Add("Тоkaeв")
	f.Add("\xff\u0301\u0301ﷺ")
	f.Add("İIı ςΣ")
	f.Fuzz(func(t *testing.T, s string) {
		once := Plain(s)
		require.True(t, utf8.ValidString(once))
		require.LessOrEqual(t, len(once), 12*len(s))
	})
}
