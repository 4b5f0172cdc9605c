package sms

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"

	"github.com/rastau/rastau/internal/inbound"
)

const (
	largestBody = 64 << 10
	mostAtOnce  = 20  // messages that a phone is given at once
	mostReports = 100 // messages of which it is asked what became
	mostUnknown = 16  // requests at once of which it takes the body to tell whose they are
)

// payload is the protocol's answer.
type payload struct {
	Success  *bool     `json:"success,omitempty"`
	Error    *string   `json:"error"`
	Task     string    `json:"task,omitempty"`
	Secret   string    `json:"secret,omitempty"`
	Messages []message `json:"messages,omitempty"`
}

// message is an SMS as the phone is given it.
type message struct {
	To      string `json:"to"`
	Message string `json:"message"`
	UUID    string `json:"uuid"`
}

// uuids is how the phone and we name messages between us.
type uuids struct {
	List []string `json:"message_uuids"`
}

// ServeHTTP speaks with the phone:
//
//	POST                an SMS that it received
//	GET  ?task=send     what it shall send
//	POST ?task=sent     which of these it has taken over
//	GET  ?task=result   of which we want to hear what became
//	POST ?task=result   what became of them
//
// The secret stands in the address, or, when the app sends an SMS, in the body. One in the address that is wrong is refused
// before anything is read; where it may be in the body, few bodies are read at once.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, err := g.read(w, r)
	switch {
	case errors.Is(err, errSecret):
		inbound.Refuse(w)
		refuse(w, http.StatusForbidden, "the secret is not the right one")
		return
	case err != nil:
		inbound.Refuse(w)
		refuse(w, http.StatusBadRequest, "the request cannot be read, or is too large")
		return
	}
	switch task := r.URL.Query().Get("task"); {
	case r.Method == http.MethodPost && task == "":
		g.receive(w, r, f)
	case r.Method == http.MethodGet && task == "send":
		g.give(w, r)
	case r.Method == http.MethodPost && task == "sent":
		g.taken(w, r, f)
	case r.Method == http.MethodGet && task == "result":
		g.wanted(w, r)
	case r.Method == http.MethodPost && task == "result":
		g.results(w, r, f)
	default:
		refuse(w, http.StatusBadRequest, "there is no such task")
	}
}

var errSecret = errors.New("the secret is not the right one")

// read reads what the phone says, and makes sure that it is the phone.
func (g *Gateway) read(w http.ResponseWriter, r *http.Request) (f fields, err error) {
	stated := r.URL.Query().Get("secret")
	known := g.trusted(stated)
	switch {
	case known:
	case stated != "" || r.Method != http.MethodPost:
		return f, errSecret
	default:
		defer g.unknown.Read(w)()
	}
	r.Body = http.MaxBytesReader(w, r.Body, largestBody)
	if f, err = readFields(r); err == nil && !g.trusted(f.secret) {
		err = errSecret
	}
	return f, err
}

// fields are what a phone says, however it is encoded.
type fields struct {
	secret, from, words, id, device, sent string

	queued []string
	result []struct {
		UUID string `json:"uuid"`
		Sent int    `json:"sent_result_code"`
	}
}

var errNoForm = errors.New("neither a form nor JSON")

// readFields reads a form or JSON. The secret may also stand in the address: the app puts it there when it asks.
func readFields(r *http.Request) (f fields, err error) {
	f.secret = r.URL.Query().Get("secret")
	if r.Method != http.MethodPost {
		return f, nil
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/x-www-form-urlencoded" || kind == "multipart/form-data" {
		parse := r.ParseForm
		if kind == "multipart/form-data" {
			parse = func() error { return r.ParseMultipartForm(largestBody) }
		}
		if err := parse(); err != nil {
			return f, err
		}
		get := r.PostForm.Get
		f.from, f.words, f.id, f.device, f.sent = get("from"), get("message"), get("message_id"), get("device_id"), get("sent_timestamp")
		if s := get("secret"); s != "" {
			f.secret = s
		}
		return f, nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return f, err
	}
	var in struct {
		Secret  *string         `json:"secret"`
		From    string          `json:"from"`
		Message string          `json:"message"`
		ID      string          `json:"message_id"`
		Device  string          `json:"device_id"`
		Sent    json.Number     `json:"sent_timestamp"`
		Queued  []string        `json:"queued_messages"`
		Result  json.RawMessage `json:"message_result"`
	}
	if json.Unmarshal(body, &in) != nil {
		return f, errNoForm
	}
	f.from, f.words, f.id, f.device, f.sent, f.queued = in.From, in.Message, in.ID, in.Device, in.Sent.String(), in.Queued
	if in.Secret != nil {
		f.secret = *in.Secret
	}
	list := []byte(in.Result)
	var text string
	if json.Unmarshal(list, &text) == nil { // some versions put the list into a string
		list = []byte(text)
	}
	if len(list) > 0 && json.Unmarshal(list, &f.result) != nil {
		return f, errNoForm
	}
	return f, nil
}

func refuse(w http.ResponseWriter, status int, why string) {
	no := false
	answer(w, status, map[string]payload{"payload": {Success: &no, Error: &why}})
}

func accept(w http.ResponseWriter) {
	yes := true
	answer(w, http.StatusOK, map[string]payload{"payload": {Success: &yes}})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // to whoever has gone meanwhile nothing can be said
}
