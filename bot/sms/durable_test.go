package sms_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestAnSMSIsDoneWithOnceWhatFollowsFromItIsDurable(t *testing.T) {
	t.Parallel()
	client, barrier, heal := redistest.Unconfirmed(t)
	r := newRig(t, client)
	r.gate.Barrier = barrier
	taken := make(chan int, 1)
	go func() { taken <- r.post(r.sms("1", "is it true?")) }()
	require.Eventually(t, func() bool { return barrier.Trouble() != "" }, 20*time.Second, 5*time.Millisecond)
	require.Len(t, r.desk.got, 1)
	require.Zero(t, client.Exists(t.Context(), "{sms}:done").Val())
	queued := make(chan error, 1)
	go func() { queued <- r.gate.SendText(t.Context(), bot.OutText{Key: "k", To: number, Words: "we have it"}) }()
	heal()
	require.Equal(t, http.StatusOK, <-taken)
	require.NoError(t, <-queued)
	require.EqualValues(t, 1, client.Exists(t.Context(), "{sms}:done").Val())
}
