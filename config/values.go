package config

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
)

// Secret is a text that is not shown when printed, logged or encoded; string(s) is the text itself.
type Secret string

// Format hides the secret from every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.hidden()) }

// MarshalText hides the secret from encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.hidden()), nil }

// LogValue hides the secret from the log.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.hidden()) }

func (s Secret) hidden() string {
	if s == "" {
		return ""
	}
	return "(hidden)"
}

// IDs are Telegram user ids. Printing and logging shows how many, not which.
type IDs []int64

// UnmarshalText parses ids separated by commas.
func (ids *IDs) UnmarshalText(text []byte) error {
	*ids = nil
	for part := range strings.SplitSeq(string(text), ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		id, err := strconv.ParseInt(part, 10, 64)
		if err != nil || id <= 0 {
			return fault{"has an entry that is not a Telegram user id",
				"Write numbers separated by commas, such as 4411,5522; @userinfobot tells a person's number"}
		}
		*ids = append(*ids, id)
	}
	return nil
}

// Format shows how many ids there are.
func (ids IDs) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, ids.hidden()) }

// MarshalText shows encoders how many ids there are.
func (ids IDs) MarshalText() ([]byte, error) { return []byte(ids.hidden()), nil }

// LogValue shows how many ids there are.
func (ids IDs) LogValue() slog.Value { return slog.StringValue(ids.hidden()) }

func (ids IDs) hidden() string { return fmt.Sprintf("(%d hidden)", len(ids)) }

// Names are texts separated by commas, without a leading @.
type Names []string

// UnmarshalText parses names separated by commas.
func (n *Names) UnmarshalText(text []byte) error {
	*n = nil
	for _, part := range list(string(text)) {
		*n = append(*n, strings.TrimPrefix(part, "@"))
	}
	return nil
}

// String is the text that UnmarshalText reads.
func (n Names) String() string { return strings.Join(n, ",") }

// Log is the log's level and format.
type Log struct {
	Level  slog.Level
	Format string // "text" or "json"
}

// UnmarshalText reads a level and a form, either of which may be left out: "info", "json", "debug,json".
func (l *Log) UnmarshalText(text []byte) error {
	*l = Log{Level: slog.LevelInfo, Format: "text"}
	for part := range strings.SplitSeq(strings.ToLower(string(text)), ",") {
		switch part = strings.TrimSpace(part); part {
		case "text", "json":
			l.Format = part
		case "debug", "info", "warn", "error":
			if err := l.Level.UnmarshalText([]byte(part)); err != nil {
				return err
			}
		default:
			return fault{fmt.Sprintf("has %s, which is no level of the log", quote(part)),
				"Write debug, info, warn or error, and ,json after it for JSON"}
		}
	}
	return nil
}

// String is the text that UnmarshalText reads.
func (l Log) String() string { return strings.ToLower(l.Level.String()) + "," + l.Format }
