package moderation

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

// TestMaskOnExamples states how well Mask does on texts that were held out. It finds what should be hidden when nothing of that
// shows any more, and errs when it hides anything of a harmless text or all words of another one.
func TestMaskOnExamples(t *testing.T) {
	t.Parallel()
	for _, half := range []string{"tuned", "heldout"} {
		t.Run(half, func(t *testing.T) {
			t.Parallel()
			all, by := figures{}, map[string]*figures{"kk": {}, "ky": {}, "ru": {}, "en": {}}
			for _, e := range examples(t, half, "mask") {
				got := Mask(e.text)
				require.Equal(t, got, Mask(got), "once is enough for %q", e.text)
				secret := e.want != e.text
				hit := got != e.text
				if secret {
					hit = !shows(got, e.text, e.want)
				}
				all.count(secret, hit)
				by[e.language].count(secret, hit)
				if half == "tuned" && got != e.want {
					t.Logf("%v: %q\n  is   %q\n  want %q", hit == secret, e.text, got, e.want)
				}
			}
			for language, f := range by {
				t.Logf("%s: %v", language, *f)
			}
			t.Logf("%s mask: %v", half, all)
			require.GreaterOrEqual(t, all.recall(), .97)
			require.GreaterOrEqual(t, all.precision(), .99)
		})
	}
}

// shows reports whether a masked text still has something of what should be hidden: more digits than what may show, a longer
// word, or a sign of an address.
func shows(got, text, want string) bool {
	count := func(s string) (digits, letters int) {
		for _, r := range s {
			switch {
			case unicode.IsDigit(r) || unicode.Is(unicode.No, r):
				digits++
			case unicode.IsLetter(r):
				letters++
			}
		}
		return digits, letters
	}
	gotDigits, gotLetters := count(got)
	wantDigits, wantLetters := count(want)
	_, letters := count(text)
	return gotDigits > wantDigits || letters > wantLetters && gotLetters-wantLetters > (letters-wantLetters)/2 || !strings.Contains(got, Hidden)
}
