package sms

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

func TestReply(t *testing.T) {
	t.Parallel()
	truth := &claim.Claim{Question: claim.Truth, Status: claim.StatusOpen}
	for text, want := range map[string]string{
		"ЛОЖЬ": claim.False, "жалған": claim.False, "жалган": claim.False, "false": claim.False, "otirik": claim.False,
		"lozh.": claim.False, "Жоқ": claim.False, "3": claim.False, "рас": claim.True, "чын": claim.True, "1": claim.True,
		"да": claim.True, "ооба": claim.True, "2": claim.Misleading, "алдамшы": claim.Misleading, "4": claim.Unproven,
		"не доказано": claim.Unproven, "не знаю": claim.DontKnow, "?": claim.DontKnow,
	} {
		reply, evidence := replyIn(truth, "v", text)
		require.Equal(t, claim.Reply{Choice: want}, reply, text)
		require.Empty(t, evidence, text)
	}
	reply, evidence := replyIn(truth, "v", "3 https://example.kg/a видел сам")
	require.Equal(t, claim.False, reply.Choice)
	require.Equal(t, "https://example.kg/a видел сам", evidence)

	screening := &claim.Claim{Question: claim.Identity, Status: claim.StatusScreening}
	reply, _ = replyIn(screening, "v", "2")
	require.Equal(t, claim.NotShown, reply.Choice)

	place := &claim.Claim{Question: claim.Place, Status: claim.StatusOpen, Candidates: []claim.Candidate{{ID: "1", Text: "Ош"}}}
	reply, _ = replyIn(place, "v", "1")
	require.Equal(t, "1", reply.Choice)
	reply, _ = replyIn(place, "v", "Бишкек, аянт")
	require.EqualValues(t, "Бишкек, аянт", reply.Text)
}
