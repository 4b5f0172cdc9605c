package test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
)

// TestOnePersonAddsTheBotToFewChats has somebody add the bot to twenty groups and channels at once: it stays in five, leaves the rest, and
// says so once. Somebody else is not held up, and an hour later there is room for five more.
func TestOnePersonAddsTheBotToFewChats(t *testing.T) {
	t.Parallel()
	h := newHouse(t, io.Discard, 2, nil)
	channels := func() int {
		stats, err := h.app.Desk.Stats(t.Context())
		require.NoError(t, err)
		return stats.Channels
	}
	u, other := h.tg.User(telegramtest.Profile{FirstName: "U", Language: "en"}), h.tg.User(telegramtest.Profile{FirstName: "O", Language: "en"})
	u.Says("/start")
	h.settle()
	left := 0
	h.tg.OnCall(func(c telegramtest.Call) {
		if c.Method == "leaveChat" {
			left++
		}
	})
	add := func(by *telegramtest.User, n int) {
		for i := range n {
			if i%2 == 0 {
				by.Adds(h.tg.Group(fmt.Sprint("G", i), by), true)
			} else {
				by.Adds(h.tg.Channel(fmt.Sprint("C", i), by), true)
			}
		}
		h.settle()
	}
	add(u, 20)
	require.Equal(t, 5, channels())
	require.Equal(t, 15, left)
	require.Equal(t, 1, strings.Count(inboxText(u), "as many channels and groups"))
	add(other, 1)
	require.Equal(t, 6, channels())
	h.pass(time.Hour)
	add(u, 1)
	require.Equal(t, 7, channels())
	for range 20 {
		h.pass(time.Hour)
		add(u, 5)
	}
	require.Equal(t, 51, channels(), "fifty of theirs in a year, and the other's")
}
