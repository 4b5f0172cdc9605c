package bot_test

import (
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
)

// Messages that an earlier version queued have these names in them.
func TestStoredMessagesKeepTheirFieldNames(t *testing.T) {
	stored, err := bot.Encode(bot.Outgoing{MessageKey: "claim.1", ReplyToMessageKey: "claim.2", Media: []bot.Media{{Rendered: "card/1"}}})
	require.NoError(t, err)
	var old struct {
		Handle        string
		ReplyToHandle string
		Media         []struct{ Made string }
	}
	require.NoError(t, cbor.Unmarshal(stored, &old))
	require.Equal(t, "claim.1", old.Handle)
	require.Equal(t, "claim.2", old.ReplyToHandle)
	require.Equal(t, "card/1", old.Media[0].Made)
}
