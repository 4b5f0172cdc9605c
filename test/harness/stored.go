package harness

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
)

// Everything is every key, with all that stands in it, as it is.
func Everything(t *testing.T, client *redis.Client) []byte {
	t.Helper()
	ctx := t.Context()
	var all bytes.Buffer
	keys, err := client.Keys(ctx, "*").Result()
	require.NoError(t, err)
	for _, key := range keys {
		var value any
		switch client.Type(ctx, key).Val() {
		case "string":
			value = client.Get(ctx, key).Val()
		case "list":
			value = client.LRange(ctx, key, 0, -1).Val()
		case "hash":
			value = client.HGetAll(ctx, key).Val()
		case "set":
			value = client.SMembers(ctx, key).Val()
		case "zset":
			value = client.ZRangeWithScores(ctx, key, 0, -1).Val()
		case "stream":
			value = client.XRange(ctx, key, "-", "+").Val()
		default:
			t.Fatalf("%s is of a kind that nobody looks into", key)
		}
		fmt.Fprintln(&all, key, value)
	}
	return all.Bytes()
}
