package handlers

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
)

func TestPressesReadBack(t *testing.T) {
	t.Parallel()
	for _, p := range []press{
		{pressAnswer, "K7Q2MX", verification.Misleading}, {pressNext, "", ""}, {pressKnowing, "000000", string(verification.FoundSource)},
		{pressPostWhen, "", string(verification.Weekly)}, {pressAnswer, "ZZZZZZ", "15"},
	} {
		require.LessOrEqual(t, len(p.data()), longestPress)
		got, ok := parsePress(p.data())
		require.True(t, ok)
		require.Equal(t, p, got)
	}
	for _, forged := range []string{"", "|", "||", "a|k7q2mx|x", "a|K7Q-2MX|x", "a|K7Q2M|x", "a|K7Q2MX", "a|K7Q2MX|x|y", "nonsense"} {
		_, ok := parsePress(forged)
		require.False(t, ok, forged)
	}
}

func FuzzParsePress(f *testing.F) {
	f.Add("a|K7Q2MX|false")
	f.Add("n||")
	f.Fuzz(func(t *testing.T, data string) {
		if p, ok := parsePress(data); ok {
			require.Equal(t, data, p.data(), "what is understood is what a button would say")
		}
	})
}
