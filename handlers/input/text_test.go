package input

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/phrase"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"  plain \n text ": "plain \n text", "\u202eright to left": "right to left", "zero\u200bwidth": "zerowidth",
		"bell\a and \x00": "bell and", "\u200b\u200d": "", "👩\u200d⚕️ doctor": "👩\u200d⚕️ doctor", "tab\there": "tab here",
	} {
		require.Equal(t, want, Clean(in))
	}
}

func TestAskedIn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]claim.Question{
		"Is it true?": claim.Truth, "это правда?": claim.Truth, "Правда ли это": claim.Truth, "рас па?": claim.Truth,
		"чынбы?": claim.Truth, "кто это?": claim.Identity, "бұл кім?": claim.Identity, "Бул ким": claim.Identity,
		"who is this man": claim.Identity, "где это?": claim.Place, "қашан болды?": claim.Place, "кайда?": claim.Place,
		"where was this?": claim.Place, "long news\nis this real?": claim.Truth,
	} {
		q, ok := AskedIn(text)
		require.True(t, ok, text)
		require.Equal(t, want, q, text)
	}
	for _, text := range []string{"", "Танки в городе", "Nobody knows when it ends", "гдето", "the whole country was told that is it true or not nobody could say at all"} {
		_, ok := AskedIn(text)
		require.False(t, ok, text)
	}
}

func TestSplitAnswer(t *testing.T) {
	t.Parallel()
	for args, want := range map[string][2]string{
		"true": {"true", ""}, "ЛОЖЬ": {claim.False, ""}, "не доказано": {claim.Unproven, ""}, "Рас.": {claim.True, ""},
		"false https://example.org/a b": {claim.False, "https://example.org/a b"}, "не знаю": {claim.DontKnow, ""},
		"вводит в обман": {claim.Misleading, "обман"}, "perhaps so": {"perhaps", "so"}, "": {"", ""}, "1": {"1", ""},
		"чын  далил менен": {claim.True, "далил менен"},
	} {
		answer, rest := SplitAnswer(args)
		require.Equal(t, want, [2]string{answer, rest}, args)
	}
}

func TestCodeArg(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"K7Q-2MX true": "true", "k7q2mx true": "true", "K7Q 2MX true": "true", "k7q–2mx": "", "K7Q-2MX": "",
	} {
		code, rest, ok := CodeArg(args)
		require.True(t, ok, args)
		require.Equal(t, claim.Code("K7Q2MX"), code)
		require.Equal(t, want, rest, args)
	}
	for _, args := range []string{"", "true", "K7Q", "K7Q2MXX", "U7Q2MX"} {
		_, _, ok := CodeArg(args)
		require.False(t, ok, args)
	}
}

func FuzzCommands(f *testing.F) {
	f.Add("K7Q-2MX false https://example.org")
	f.Add("не знаю")
	f.Add("\u202e\x00 1")
	f.Fuzz(func(t *testing.T, args string) {
		cleaned := Clean(args)
		if utf8.ValidString(args) {
			require.True(t, utf8.ValidString(cleaned))
		}
		for _, r := range cleaned {
			require.False(t, unicode.IsControl(r) && r != '\n', "%q", r)
		}
		require.Equal(t, cleaned, Clean(cleaned), "clean is clean")
		SplitAnswer(args)
		AskedIn(args)
		if code, _, ok := CodeArg(args); ok {
			again, ok := claim.ParseCode(code.String())
			require.True(t, ok)
			require.Equal(t, code, again)
		}
	})
}

func TestWhatOnlyAsksIsUnderstood(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]claim.Question{
		"рас па": claim.Truth, "бұл кім?": claim.Identity, "Кто это": claim.Identity, "Это правда?": claim.Truth,
		"где и когда это было?": claim.Place, "is it true?": claim.Truth, "чынбы": claim.Truth, "бул ким": claim.Identity,
	} {
		q, ok := AskedIn(text)
		require.True(t, ok, text)
		require.Equal(t, want, q, text)
		require.True(t, phrase.Asks(text), text)
	}
}
