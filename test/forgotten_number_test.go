package test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/test/harness"
)

// TestWhoStopsIsSentNothingMore has somebody ask by SMS and then want to be forgotten, while no phone comes for what is to be
// sent: the answer to that is all that waits for the number then. What nobody asked of the bot leaves nothing at all.
func TestWhoStopsIsSentNothingMore(t *testing.T) {
	t.Parallel()
	const number = "+77011234567"
	s := &script{people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}, last: map[string]telegramtest.Message{}}
	s.house = newHouse(t, io.Discard, 2, func(c *config.Settings) {
		c.SMSNumber, c.SMSSecret, c.Listen = "+77010000000", harness.SMSSecret, "127.0.0.1:0"
	})
	before := s.redis.Keys(t.Context(), "{p:*}:person:*").Val()
	s.texts(number, "", "Мама, купи хлеба")
	require.Equal(t, before, s.redis.Keys(t.Context(), "{p:*}:person:*").Val(), "the phone that carries SMS may be somebody's own")
	s.texts(number, "", "RASTAU RU")
	s.texts(number, "", "RASTAU правда, что закрыли аэропорт в Алматы?")
	require.EqualValues(t, 2, s.redis.HLen(t.Context(), "{sms}:items").Val())
	s.texts(number, "", "RASTAU STOP")
	require.EqualValues(t, 1, s.redis.HLen(t.Context(), "{sms}:items").Val())
	require.Contains(t, s.carrier(http.MethodGet, "send", "", "").Body.String(), "стёрт")
	require.Equal(t, before, s.redis.Keys(t.Context(), "{p:*}:person:*").Val())
}

// TestPanicEndsWhatWaitsForANumber has a volunteer whose number is linked ask by SMS, and panic in the chat: what waits for the
// number would tell whoever has the phone.
func TestPanicEndsWhatWaitsForANumber(t *testing.T) {
	t.Parallel()
	const number = "+77011234567"
	s := &script{people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}, last: map[string]telegramtest.Message{}}
	s.house = newHouse(t, io.Discard, 2, func(c *config.Settings) {
		c.SMSNumber, c.SMSSecret, c.Listen = "+77010000000", harness.SMSSecret, "127.0.0.1:0"
	})
	s.person("operator", "Nurlan", "en")
	s.person("verifier", "Marat", "en")
	marat := s.people["Marat"]
	marat.Says("/sms")
	s.settle()
	_, word, found := strings.Cut(harness.Latest(t, marat).Text, "RASTAU LINK ")
	require.True(t, found)
	s.texts(number, "", "RASTAU LINK "+strings.Fields(word)[0])
	s.texts(number, "", "RASTAU is it true that the airport in Almaty is closed?")
	require.Positive(t, s.redis.HLen(t.Context(), "{sms}:items").Val())
	marat.Says("/panic")
	s.settle()
	require.Contains(t, harness.Latest(t, marat).Text, "delete this chat")
	require.Zero(t, s.redis.HLen(t.Context(), "{sms}:items").Val())
}

// TestNobodyWritesTooMuchToBeForgotten: the day's limit holds for everything else.
func TestNobodyWritesTooMuchToBeForgotten(t *testing.T) {
	t.Parallel()
	const number = "+77011234567"
	s := &script{people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}, last: map[string]telegramtest.Message{}}
	s.house = newHouse(t, io.Discard, 2, func(c *config.Settings) {
		c.SMSNumber, c.SMSSecret, c.Listen = "+77010000000", harness.SMSSecret, "127.0.0.1:0"
	})
	s.app.SMS.Limits.PerDay = 1
	before := s.redis.Keys(t.Context(), "{p:*}:person:*").Val()
	s.texts(number, "", "RASTAU правда, что закрыли аэропорт в Алматы?")
	s.texts(number, "", "RASTAU правда, что в городе нет воды уже второй день?")
	require.EqualValues(t, 1, s.redis.HLen(t.Context(), "{sms}:items").Val())
	s.texts(number, "", "RASTAU STOP")
	require.Equal(t, before, s.redis.Keys(t.Context(), "{p:*}:person:*").Val())
}
