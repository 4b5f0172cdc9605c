package intake

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"io"
	"net/http"

	"github.com/rastau/rastau/internal/inbound"
)

// largestUpdate bounds what a webhook call may hold; Telegram's are far smaller.
const largestUpdate = 1 << 20

// Webhook takes updates that Telegram sends by itself. It answers 200 only when the update is stored; Telegram repeats
// what it got no 200 for. secret is the word agreed with Telegram; without one nobody is let in, and of who does not know
// it not a byte more is read.
func (in *Intake) Webhook(secret string) http.Handler {
	want := sha256.Sum256([]byte(secret))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get("X-Telegram-Bot-Api-Secret-Token")))
		switch {
		case r.Method != http.MethodPost:
			inbound.Refuse(w)
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		case secret == "" || subtle.ConstantTimeCompare(got[:], want[:]) != 1:
			inbound.Refuse(w)
			w.WriteHeader(http.StatusForbidden)
			return
		}
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestUpdate))
		if err != nil || !json.Valid(raw) {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if _, err := in.Store(r.Context(), []json.RawMessage{raw}); err != nil {
			in.Log.Error("an update cannot be stored", "error", err)
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}
