package redisstore

import (
	"strconv"
	"testing"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/vault"
)

// BenchmarkReadLedger opens, checks and decodes twenty facts: what loading a claim costs beside the round trip.
func BenchmarkReadLedger(b *testing.B) {
	now := time.Date(2022, 1, 9, 18, 30, 0, 0, time.UTC)
	keys, _ := vault.NewKeys(now)
	s := New(nil, nil, vault.New(keys))
	var last head
	var entries []any
	for i := range 20 {
		fact, err := claim.Encode(&claim.Answered{
			Meta:   claim.Meta{At: now, Cause: "update.123456789", By: claim.PersonID("abcdefghijklmnopqrstuvwx" + strconv.Itoa(i))},
			Answer: claim.False, Weight: 2. / 3,
		})
		if err != nil {
			b.Fatal(err)
		}
		plain := append(last.digest[:], fact...)
		sealed := s.vault.Seal("ledger", strconv.Itoa(i), plain)
		entries = append(entries, string(sealed))
		last = headOf(plain, sealed)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := s.readLedger("ledger", entries); err != nil {
			b.Fatal(err)
		}
	}
}
