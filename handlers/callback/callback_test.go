package callback

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

func TestCallbacksReadBack(t *testing.T) {
	t.Parallel()
	for _, p := range []Query{
		{Answer, "K7Q2MX", claim.Misleading}, {Next, "", ""}, {Knowing, "000000", string(claim.FoundSource)},
		{PostWhen, "", string(verification.Weekly)}, {Answer, "ZZZZZZ", "15"},
	} {
		require.LessOrEqual(t, len(Data(p.Verb, p.Code, p.Word)), longest)
		got, ok := Parse(Data(p.Verb, p.Code, p.Word))
		require.True(t, ok)
		require.Equal(t, p, got)
	}
	for _, forged := range []string{"", "|", "||", "a|k7q2mx|x", "a|K7Q-2MX|x", "a|K7Q2M|x", "a|K7Q2MX", "a|K7Q2MX|x|y", "nonsense"} {
		_, ok := Parse(forged)
		require.False(t, ok, forged)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a|K7Q2MX|false")
	f.Add("n||")
	f.Fuzz(func(t *testing.T, data string) {
		if p, ok := Parse(data); ok {
			require.Equal(t, data, Data(p.Verb, p.Code, p.Word), "what is understood is what a button would say")
		}
	})
}
