package test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/test/harness"
)

// texts has a phone with that number send an SMS, which the phone that carries SMS posts.
func (s *script) texts(number, ago, words string) {
	s.t.Helper()
	sent := s.clock.Now()
	if ago != "" {
		d, err := time.ParseDuration(ago)
		require.NoError(s.t, err)
		sent = sent.Add(-d)
	}
	s.sms++
	form := url.Values{
		"from": {number}, "message": {words}, "message_id": {"sms-" + strconv.Itoa(s.sms)}, "sent_to": {"+77010000000"}, "secret": {harness.SMSSecret},
		"device_id": {"phone"}, "sent_timestamp": {strconv.FormatInt(sent.UnixMilli(), 10)},
	}
	require.Equal(s.t, http.StatusOK, s.carrier(http.MethodPost, "", form.Encode(), "application/x-www-form-urlencoded").Code)
	s.settle()
}

func (s *script) carrier(method, task, body, kind string) *httptest.ResponseRecorder {
	s.t.Helper()
	address := "/sms?secret=" + harness.SMSSecret
	if task != "" {
		address += "&task=" + task
	}
	r := httptest.NewRequestWithContext(s.t.Context(), method, address, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	w := httptest.NewRecorder()
	s.app.SMS.ServeHTTP(w, r)
	return w
}

// texted writes down what the phone that carries SMS is given to send.
func (s *script) texted() {
	s.t.Helper()
	if s.app.SMS == nil {
		return
	}
	var answer struct {
		Payload struct {
			Messages []struct{ To, Message, UUID string }
		}
	}
	require.NoError(s.t, json.Unmarshal(s.carrier(http.MethodGet, "send", "", "").Body.Bytes(), &answer))
	var taken []string
	for _, m := range answer.Payload.Messages {
		taken = append(taken, m.UUID)
		fmt.Fprintf(&s.out, "    → SMS to %s: %s\n", m.To, m.Message)
		for _, code := range harness.Code.FindAllString(m.Message, -1) {
			s.known(code)
		}
	}
	if len(taken) > 0 {
		body, err := json.Marshal(map[string]any{"queued_messages": taken})
		require.NoError(s.t, err)
		require.Equal(s.t, http.StatusOK, s.carrier(http.MethodPost, "sent", string(body), "application/json").Code)
	}
}
