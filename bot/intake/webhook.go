package intake

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"io"
	"net/http"

	"github.com/rastau/rastau/internal/inbound"
)

// largestUpdate is the largest body that the webhook accepts. Telegram's are far smaller.
const largestUpdate = 1 << 20

// Webhook returns the handler for updates that Telegram pushes. It answers 200 only once the update is stored; Telegram repeats
// the others. secret is the token agreed with Telegram: without it every request is refused, and the body of a refused request is not
// read.
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
			in.Log.Error("cannot store an update", "error", err)
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}
