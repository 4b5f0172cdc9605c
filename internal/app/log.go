package app

import (
	"io"
	"log/slog"

	"github.com/rastau/rastau/config"
)

// newLog makes the log that the settings ask for.
func newLog(s config.Log, w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: s.Level}
	if s.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
