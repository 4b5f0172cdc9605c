package backup_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/backup"
	"github.com/rastau/rastau/internal/redisserver"
)

func server(t *testing.T) *redis.Client {
	t.Helper()
	s, err := redisserver.Start(t.Context(), redisserver.Options{Dir: t.TempDir()})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Stop(context.Background()) })
	client := s.Client()
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func TestWhatWasBackedUpComesBack(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	from, to := server(t), server(t)
	require.NoError(t, from.RPush(ctx, "{c:01}:ledger:K7Q2MX", "one", "two\x00\xff").Err())
	require.NoError(t, from.HSet(ctx, "{c:01}:kept:K7Q2MX", "0", "sealed").Err())
	require.NoError(t, from.ZAdd(ctx, "{c:01}:due", redis.Z{Score: 17, Member: "K7Q2MX"}).Err())
	require.NoError(t, from.SAdd(ctx, "{p:01}:reviewers", "a", "b").Err())
	require.NoError(t, from.XAdd(ctx, &redis.XAddArgs{Stream: "{in:0}:updates", Values: []any{"u", "x"}}).Err())
	require.NoError(t, from.Set(ctx, "soon", "gone", time.Hour).Err())

	me, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	other, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	var file bytes.Buffer
	made, err := backup.Write(ctx, from, &file, time.Unix(1641736800, 0), me.Recipient())
	require.NoError(t, err)
	require.Equal(t, 6, made.Keys)
	require.NotContains(t, file.String(), "K7Q2MX")

	_, err = backup.Restore(ctx, to, bytes.NewReader(file.Bytes()), other)
	require.ErrorIs(t, err, backup.ErrNotForUs)
	for _, broken := range [][]byte{file.Bytes()[:file.Len()-1], flip(file.Bytes(), file.Len()-40), flip(file.Bytes(), file.Len()/2), {}, []byte("age")} {
		_, err = backup.Restore(ctx, to, bytes.NewReader(broken), me)
		require.ErrorIs(t, err, backup.ErrBroken)
		require.Zero(t, to.DBSize(ctx).Val(), "a broken backup changes nothing")
	}

	back, err := backup.Restore(ctx, to, bytes.NewReader(file.Bytes()), me)
	require.NoError(t, err)
	require.Equal(t, made, back)
	require.Equal(t, from.DBSize(ctx).Val(), to.DBSize(ctx).Val())
	for _, key := range from.Keys(ctx, "*").Val() {
		if from.Type(ctx, key).Val() == "set" { // which a dump gives in no order of its own
			require.ElementsMatch(t, from.SMembers(ctx, key).Val(), to.SMembers(ctx, key).Val(), key)
			continue
		}
		require.Equal(t, from.Dump(ctx, key).Val(), to.Dump(ctx, key).Val(), key)
	}
	left := to.PTTL(ctx, "soon").Val()
	require.Positive(t, left)
	require.LessOrEqual(t, left, time.Hour)

	_, err = backup.Restore(ctx, to, bytes.NewReader(file.Bytes()), me)
	require.ErrorIs(t, err, backup.ErrNotEmpty)
}

func flip(b []byte, at int) []byte {
	c := bytes.Clone(b)
	c[at] ^= 1
	return c
}
