package moderation

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// seeds are texts from which the fuzzer sets out.
func seeds(f *testing.F) {
	f.Helper()
	for _, text := range []string{
		"ул. Абая 12 +7 701 123 45 67 https://t.me/x a@b.c", "\xff\xfe 1234567890123", strings.Repeat("1 ", 200), "А с х а т  Б е к о в", "yчacтник 8*701*234*56*78",
		"８７０１２３４５６７８ ٨٧٠١", "8\u200b701\u200b2345678", "А. Б. Иванов-Петров уулу", "@ivan https://t.me/ivan?x=%25", "семьсот один", "İ̇ǅ ﷺ 🇰🇿🇰", "т*р*р*ст", "12 Abay street, flat 5",
	} {
		f.Add(text)
	}
}

func FuzzMask(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) { maskHolds(t, text) })
}

func FuzzWithoutNames(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) { withoutNamesHolds(t, text) })
}

func FuzzFold(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) { foldHolds(t, text) })
}

func FuzzHints(f *testing.F) {
	seeds(f)
	f.Fuzz(func(_ *testing.T, text string) {
		Accuses(text)
		CallsToGather(text)
		GivesLocation(text)
		InCustody(text)
		NamesPerson(text)
		Profession(text)
		WithoutWords(text, []string{"Рузахунов", text})
	})
}

func TestWhatIsMaskedStaysMasked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { maskHolds(t, drawn(t)) })
}

func TestNamesThatWereHiddenStayHidden(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { withoutNamesHolds(t, drawn(t)) })
}

func TestFoldedOnceIsEnough(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { foldHolds(t, drawn(t)) })
}

// drawn makes a text of pieces.
func drawn(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 25).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
}

// maskHolds checks that nothing is left of what Mask finds, that it finds nothing in what it returns, and adds nothing.
func maskHolds(t require.TestingT, text string) {
	masked := Mask(text)
	require.True(t, utf8.ValidString(masked), "%q", text)
	require.Equal(t, masked, Mask(masked), "once is enough for %q", text)
	m := newMasking(valid(text))
	m.scan()
	require.True(t, within(masked, hide(m.Text, m.spans)), "%q became %q, not less than %q", text, masked, hide(m.Text, m.spans))
}

// withoutNamesHolds checks that WithoutNames adds nothing, and tells whether it hid something.
func withoutNamesHolds(t require.TestingT, text string) {
	shown, found := WithoutNames(text)
	require.True(t, utf8.ValidString(shown), "%q", text)
	require.Equal(t, found, shown != valid(text), "%q", text)
	require.True(t, within(shown, text), "%q became %q", text, shown)
	again, _ := WithoutNames(shown)
	require.True(t, within(again, shown), "%q", text)
}

func foldHolds(t require.TestingT, text string) {
	folded := lexicon.Fold(text)
	require.True(t, utf8.ValidString(folded), "%q", text)
	require.Equal(t, folded, lexicon.Fold(folded), "%q", text)
}

// within reports whether what is left of a text is a part of another, in order.
func within(left, of string) bool {
	rest := []rune(of)
	for _, r := range strings.ReplaceAll(left, "▒", "") {
		at := 0
		for at < len(rest) && rest[at] != r {
			at++
		}
		if at == len(rest) {
			return false
		}
		rest = rest[at+1:]
	}
	return true
}
