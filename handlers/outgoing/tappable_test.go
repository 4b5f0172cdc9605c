package outgoing

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCommandsWithACodeWorkWhenTheyAreTapped: what shows something is a link with the code, what changes something is copied, and what is
// a link or code already stays as it is.
func TestCommandsWithACodeWorkWhenTheyAreTapped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"see /review T06TBM":    `see <a href="https://t.me/rastau_bot?start=review_T06TBM">/review T06TBM</a>`,
		"(/status T06-TBM)":     `(<a href="https://t.me/rastau_bot?start=status_T06TBM">/status T06-TBM</a>)`,
		"/why 3F8-PQ2, /card X": `<a href="https://t.me/rastau_bot?start=why_3F8PQ2">/why 3F8-PQ2</a>, /card X`,
		"/protect T06-TBM.":     "<code>/protect T06-TBM</code>.",
		"/hold T06-TBM REASON":  "<code>/hold T06-TBM</code> REASON",
		"like /status K7Q-2MX":  "like <code>/status K7Q-2MX</code>",
		"/status CODE":          "/status CODE",
		"/nothing T06-TBM":      "/nothing T06-TBM",
		"at /review T06TBM of <code>/hold T06-TBM</code>": `at <a href="https://t.me/rastau_bot?start=review_T06TBM">/review T06TBM</a> of <code>/hold T06-TBM</code>`,
	} {
		require.Equal(t, want, Tappable{BotName: "rastau_bot"}.tap(text))
	}
	require.Equal(t, "<code>/review T06TBM</code>", Tappable{}.tap("/review T06TBM"), "nobody knows where the bot is")
}
