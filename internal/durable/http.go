package durable

import (
	"bytes"
	"context"
	"maps"
	"net/http"
	"time"
)

// answerWithin is how long a caller is kept waiting.
const answerWithin = 20 * time.Second

// Handler makes each request an operation: what next answers goes out once all that it read and wrote is confirmed. If it
// cannot be in time, 503 goes out instead. A refusal waits for nothing.
func (b *Barrier) Handler(next http.Handler) http.Handler {
	if b == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(b.Begin(r.Context()), answerWithin)
		defer cancel()
		held := &response{ResponseWriter: w, header: http.Header{}, status: http.StatusOK}
		next.ServeHTTP(held, r.WithContext(ctx))
		if held.status < http.StatusBadRequest && b.Confirm(ctx) != nil {
			http.Error(w, "not now: try again", http.StatusServiceUnavailable)
			return
		}
		maps.Copy(w.Header(), held.header)
		w.WriteHeader(held.status)
		_, _ = w.Write(held.body.Bytes())
	})
}

// response holds an answer back.
type response struct {
	http.ResponseWriter // of which only the deadlines are used

	header http.Header
	status int
	body   bytes.Buffer
}

func (r *response) Header() http.Header         { return r.header }
func (r *response) WriteHeader(status int)      { r.status = status }
func (r *response) Write(p []byte) (int, error) { return r.body.Write(p) }
func (r *response) Unwrap() http.ResponseWriter { return r.ResponseWriter }
