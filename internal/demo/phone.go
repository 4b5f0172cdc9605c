package demo

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/rastau/rastau/verification/bulletin"
)

// The phone that carries SMS stands beside the bot: where the internet is cut, the network for calls mostly still works.

const (
	smsSecret = "a-word-of-the-play"
	smsNumber = "+77010000000"
)

// text is an SMS of the bot's.
type text struct{ to, words string }

// carry speaks as the phone does.
func (s *stage) carry(method, task, kind, body string) ([]byte, error) {
	address := "/sms?secret=" + smsSecret
	if task != "" {
		address += "&task=" + task
	}
	r, err := http.NewRequestWithContext(s.ctx, method, address, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", kind)
	w := httptest.NewRecorder()
	s.app.SMS.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return nil, fmt.Errorf("the gateway for SMS answers %d", w.Code)
	}
	return w.Body.Bytes(), nil
}

// byText has somebody send an SMS, which reaches the bot now. It gives what the bot sends since.
func (s *stage) byText(number, words string, sent time.Time) ([]text, error) {
	s.sms++
	form := url.Values{
		"from": {number}, "message": {words}, "message_id": {"sms-" + strconv.Itoa(s.sms)}, "sent_to": {smsNumber}, "secret": {smsSecret},
		"device_id": {"phone"}, "sent_timestamp": {strconv.FormatInt(sent.UnixMilli(), 10)},
	}
	if _, err := s.carry(http.MethodPost, "", "application/x-www-form-urlencoded", form.Encode()); err != nil {
		return nil, err
	}
	return s.texted()
}

// texted takes the SMS that the phone is given to send.
func (s *stage) texted() ([]text, error) {
	body, err := s.carry(http.MethodGet, "send", "", "")
	if err != nil {
		return nil, err
	}
	var answer struct {
		Payload struct {
			Messages []struct{ To, Message, UUID string }
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	var out []text
	var taken []string
	for _, m := range answer.Payload.Messages {
		out, taken = append(out, text{m.To, m.Message}), append(taken, m.UUID)
	}
	if len(taken) == 0 {
		return nil, nil
	}
	queued, err := json.Marshal(map[string]any{"queued_messages": taken})
	if err != nil {
		return nil, err
	}
	_, err = s.carry(http.MethodPost, "sent", "application/json", string(queued))
	return out, err
}

// textedTo prints an SMS of the bot's.
func (s *stage) textedTo(who string, m text) {
	n, _ := bulletin.Segments(m.words)
	s.line("   %s %s %s", s.paint("33", "Rastau → "+who+", by SMS:"), m.words, s.paint("2", fmt.Sprintf("(%d SMS)", n)))
}
