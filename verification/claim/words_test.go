package claim

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestWordsStandInATextAsWords: a channel is not known by letters inside the name of another one, nor a link by the beginning of another.
func TestWordsStandInATextAsWords(t *testing.T) {
	t.Parallel()
	for _, in := range [][2]string{{"канал хабар, 9 января", "хабар"}, {"хабар", "хабар"}, {"https://t.me/x/1", "https://t.me/x/1"}, {"see https://t.me/x/1.", "https://t.me/x/1"}, {"нтв и тв", "тв"}, {"", ""}, {"ab", ""}} {
		require.True(t, standsIn(in[0], in[1]), in)
	}
	for _, out := range [][2]string{{"нтв, 9 января", "тв"}, {"хабарлама", "хабар"}, {"https://t.me/x/12", "https://t.me/x/1"}, {"", "a"}} {
		require.False(t, standsIn(out[0], out[1]), out)
	}
	rapid.Check(t, func(t *rapid.T) { standsIn(rapid.String().Draw(t, "text"), rapid.String().Draw(t, "words")) })
}
