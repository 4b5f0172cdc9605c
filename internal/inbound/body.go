package inbound

import (
	"container/list"
	"net/http"
	"sync"
	"time"
)

// Refuse has the server close the connection after the answer without reading what is left of the body: to read it, as the
// server would by itself, is to wait for whoever sends it.
func Refuse(w http.ResponseWriter) {
	w.Header().Set("Connection", "close")
	_ = http.NewResponseController(w).SetReadDeadline(time.Unix(1, 0)) // writers of tests have none
}

// Bodies bounds from how many strangers a body is read at once: those who have proved nothing before it. When one more
// comes, the one that has taken longest is refused.
type Bodies struct {
	Most int

	mu      sync.Mutex
	reading list.List
}

// Read lets the body of a request be read until done is called.
func (b *Bodies) Read(w http.ResponseWriter) (done func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.reading.Len() >= b.Most {
		longest, _ := b.reading.Remove(b.reading.Front()).(http.ResponseWriter)
		_ = http.NewResponseController(longest).SetReadDeadline(time.Unix(1, 0))
	}
	place := b.reading.PushBack(w)
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.reading.Remove(place)
	}
}

// Limit answers at most so many requests at once, and the others with 503.
func Limit(most int, next http.Handler) http.Handler {
	room := make(chan struct{}, most)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case room <- struct{}{}:
			defer func() { <-room }()
			next.ServeHTTP(w, r)
		default:
			Refuse(w)
			http.Error(w, "too many ask at once: try again in a moment", http.StatusServiceUnavailable)
		}
	})
}
