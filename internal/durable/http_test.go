package durable_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func TestAnswersWaitForWhatTheySay(t *testing.T) {
	t.Parallel()
	client, barrier, heal := redistest.Unconfirmed(t)
	h := barrier.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/refused" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if err := client.Set(r.Context(), "{a}k", "v", 0).Err(); err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "text/x")
		w.WriteHeader(http.StatusAccepted)
		_, _ = w.Write([]byte("we have it"))
	}))
	call := func(ctx context.Context, path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil))
		return w
	}
	require.Equal(t, http.StatusForbidden, call(t.Context(), "/refused").Code)
	short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	w := call(short, "/")
	require.Equal(t, http.StatusServiceUnavailable, w.Code)
	require.NotContains(t, w.Body.String(), "we have it")
	heal()
	w = call(t.Context(), "/")
	require.Equal(t, http.StatusAccepted, w.Code)
	require.Equal(t, "we have it", w.Body.String())
	require.Equal(t, "text/x", w.Header().Get("Content-Type"))
}
