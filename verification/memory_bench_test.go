package verification_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// BenchmarkMemoryOfAClaim has 1,000 people send a claim of 300 letters each and choose a question. It says by how much the memory of Redis
// grew for each: the claim, its asker, and by what it is recognised; what is said of it waits in the outbox besides.
//
//	go test -run - -bench MemoryOfAClaim -benchtime 1x ./verification
func BenchmarkMemoryOfAClaim(b *testing.B) {
	const claims = 1000
	server := redistest.Server(b, redisserver.Options{})
	client := server.Client()
	b.Cleanup(func() { _ = client.Close() })
	keys, _ := vault.NewKeys(start)
	v := vault.New(keys)
	desk := verification.New(verification.Options{
		Store: redisstore.New(client, nil, v), Notifier: &heard{cut: &cut{}, notices: map[string]string{}}, Namer: v, Clock: fixed(start), Policy: claim.DefaultPolicy(),
	})
	require.NoError(b, desk.Learn(b.Context()))
	used := func() int {
		info, err := client.Info(b.Context(), "memory").Result()
		require.NoError(b, err)
		_, rest, _ := strings.Cut(info, "used_memory:")
		value, _, _ := strings.Cut(rest, "\r")
		n, err := strconv.Atoi(value)
		require.NoError(b, err)
		return n
	}
	before := used()
	for i := range claims {
		words := make([]string, 0, 30)
		for w := range 30 {
			words = append(words, fmt.Sprintf("слово%d", (i*7919+w*104729)%99991))
		}
		p, err := desk.Meet(b.Context(), claim.PersonID(v.Pseudonym("person", int64(i))), "1", claim.Russian)
		require.NoError(b, err)
		c, err := desk.Submit(b.Context(), fmt.Sprint("sent", i), p, "1", claim.Content{Text: moderation.Foreign(strings.Join(words, " "))})
		require.NoError(b, err)
		_, err = desk.Choose(b.Context(), fmt.Sprint("chosen", i), p.ID, c.Code, claim.Truth)
		require.NoError(b, err)
	}
	b.ReportMetric(float64(used()-before)/claims/1000, "kB/claim")
}
