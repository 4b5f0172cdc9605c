package redisstore_test

import (
	"encoding/hex"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

var update = flag.Bool("update", false, "write testdata/history.txt")

// TestStoredLedgersKeepTheirHistory appends the ledgers of the domain's testdata, and holds the digests that a day's signature covers
// to testdata/history.txt: another digest would break the history of every bot that runs.
func TestStoredLedgersKeepTheirHistory(t *testing.T) {
	t.Parallel()
	ledgers := storedLedgers(t)
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		s := redisstore.New(client, nil, newVault())
		for code, facts := range ledgers {
			require.NoError(t, s.Append(t.Context(), code, 0, facts, t0))
			require.NoError(t, s.Settle(t.Context(), code, len(facts), time.Time{}))
		}
		day, err := s.SealDay(t.Context(), t0, func([]byte) []byte { return nil })
		require.NoError(t, err)
		var history strings.Builder
		for _, c := range day.Changed {
			_, _ = fmt.Fprintln(&history, c.Code, c.Length, hex.EncodeToString(c.Digest[:]))
		}
		if *update {
			require.NoError(t, os.WriteFile("testdata/history.txt", []byte(history.String()), 0o600))
		}
		signed, err := os.ReadFile("testdata/history.txt")
		require.NoError(t, err)
		require.Equal(t, string(signed), history.String())
		for _, code := range slices.Sorted(maps.Keys(ledgers)) {
			facts, settled, _, err := s.Load(t.Context(), code)
			require.NoError(t, err)
			require.Equal(t, len(facts), settled)
			for i, f := range ledgers[code] {
				require.Equal(t, undigested(f), undigested(facts[i]), "%s %d", code, i) // storing adds a digest
			}
		}
	})
}

// storedLedgers returns the ledgers of the domain's testdata, each under the name of its file.
func storedLedgers(t *testing.T) map[claim.Code][]claim.Event {
	t.Helper()
	names, err := filepath.Glob("../claim/testdata/ledgers/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	ledgers := map[claim.Code][]claim.Event{}
	for _, name := range names {
		stored, err := txtar.ParseFile(name)
		require.NoError(t, err)
		var facts []claim.Event
		for line := range strings.Lines(string(stored.Files[0].Data)) {
			_, digits, _ := strings.Cut(strings.TrimSpace(line), " ")
			entry, err := hex.DecodeString(digits)
			require.NoError(t, err)
			f, err := claim.Decode(entry)
			require.NoError(t, err)
			facts = append(facts, f)
		}
		ledgers[claim.Code(strings.TrimSuffix(filepath.Base(name), ".txtar"))] = facts
	}
	return ledgers
}
