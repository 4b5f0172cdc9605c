package telegram_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegram"
)

func TestHowAMessageStands(t *testing.T) {
	t.Parallel()
	stands := func(kind, content string) (int64, bool) {
		return telegram.Stands(fmt.Appendf(nil, `{"update_id":1,%q:{"message_id":7,"date":1641729600,"chat":{"id":5,"type":"private"},%s}}`, kind, content))
	}
	sent, edited := stands("message", `"text":"the bridge"`)
	require.NotZero(t, sent)
	require.False(t, edited)
	for content, same := range map[string]bool{
		`"text":"the bridge","edit_date":1641729601`:                                    true,
		`"text":"the bridge","edit_date":1641729601,"link_preview_options":{"url":"x"}`: true,
		`"text":"the bridge!"`:   false,
		`"caption":"the bridge"`: false,
		`"text":"the bridge","entities":[{"type":"text_link","offset":0,"length":3,"url":"https://example.org"}]`: false,
		`"text":"the bridge","photo":[{"file_unique_id":"a"}]`:                                                    false,
	} {
		sum, edited := stands("edited_message", content)
		require.True(t, edited, content)
		require.Equal(t, same, sum == sent, content)
	}
	here, _ := stands("message", `"location":{"latitude":43.2,"longitude":76.9,"live_period":900}`)
	there, _ := stands("edited_message", `"edit_date":1641729610,"location":{"latitude":43.3,"longitude":76.9,"live_period":900}`)
	require.Equal(t, here, there, "a place that moves")
	for _, raw := range []string{`{`, `{"update_id":1}`, `{"update_id":1,"message":{"message_id":7,"chat":{"id":-5},"text":"in a group"}}`} {
		sum, _ := telegram.Stands([]byte(raw))
		require.Zero(t, sum, raw)
	}
}
