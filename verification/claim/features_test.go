package claim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
)

// TestResultsAreFoundByWhatMayBeSaid: by a name, but not by one that is kept back, nor by a phone.
func TestResultsAreFoundByWhatMayBeSaid(t *testing.T) {
	t.Parallel()
	c := &Claim{
		Code: "K7Q2MX", Question: Identity, Status: StatusPublished, Version: 1, OutAt: t0, Content: Content{Text: "Задержанный джазмен, звоните +77011234567"},
		Candidates: []Candidate{{ID: "1", Text: "Викрам Рузахунов"}}, Verdict: consensus.Verdict{Answer: "1"},
	}
	found := func(words string) bool {
		x := matching.New([32]byte{1}, pictures.DefaultLimits())
		require.NoError(t, x.Put(string(c.Code), c.Features(x)))
		return len(x.Results(words, 5)) > 0
	}
	require.True(t, found("задержанный джазмен"))
	require.True(t, found("Викрам Рузахунов"))
	require.False(t, found("+77011234567"))
	c.Nameless = true
	require.True(t, found("задержанный джазмен"))
	require.False(t, found("Викрам Рузахунов"))
}
