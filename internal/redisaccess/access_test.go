package redisaccess_test

import (
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisaccess"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

var tried = []string{"BGREWRITEAOF", "BGSAVE", "CONFIG GET save", "SET {probe} x", "INFO", "DEL {probe}"}

func TestCommandsThatWereRenamedAreMissing(t *testing.T) {
	t.Parallel()
	client := redistest.Server(t, redisserver.Options{Extra: []string{
		"--rename-command", "BGREWRITEAOF", "", "--rename-command", "CONFIG", "hidden",
	}}).Client()
	t.Cleanup(func() { _ = client.Close() })
	refused, err := redisaccess.Every(t.Context(), client, tried...)
	require.NoError(t, err)
	require.Equal(t, redisaccess.Refusals{"BGREWRITEAOF": redisaccess.Missing, "CONFIG": redisaccess.Missing}, refused)
	require.Equal(t, []string{"BGREWRITEAOF", "CONFIG"}, refused.Names())
	require.Zero(t, client.Exists(t.Context(), "{probe}").Val(), "nothing was run")
}

func TestCommandsThatTheUserMayNotUseAreForbidden(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		if t.Name() == "TestCommandsThatTheUserMayNotUseAreForbidden/miniredis" {
			return // it knows no users
		}
		refused, err := redisaccess.Every(t.Context(), client, tried...)
		require.NoError(t, err)
		require.Empty(t, refused)
	})
	server := redistest.Server(t, redisserver.Options{TCP: true, Extra: []string{"--user", "bot", "on", ">secret", "~*", "+@all", "-@admin", "-@dangerous"}})
	as := func(user string) *redis.Client {
		c := redis.NewClient(&redis.Options{Addr: server.Addr(), Username: user, Password: "secret"})
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	refused, err := redisaccess.Every(t.Context(), as("bot"), tried...)
	require.NoError(t, err)
	require.Equal(t, []string{"BGREWRITEAOF", "BGSAVE", "CONFIG", "INFO"}, refused.Names())
	require.NoError(t, as("").Do(t.Context(), "ACL", "SETUSER", "narrow", "on", ">secret", "~app:*", "+@all").Err())
	refused, err = redisaccess.Every(t.Context(), as("narrow"), tried...)
	require.NoError(t, err)
	require.Equal(t, redisaccess.Refusals{"SET": redisaccess.NoKeys, "DEL": redisaccess.NoKeys}, refused)
	require.NoError(t, as("").Do(t.Context(), "ACL", "SETUSER", "least", "on", ">secret", "~*", "+@all", "-@transaction").Err())
	refused, err = redisaccess.Every(t.Context(), as("least"), tried...)
	require.NoError(t, err)
	require.Equal(t, []string{"MULTI"}, refused.Names())
	for _, name := range []string{"EXEC", "DISCARD"} {
		require.NoError(t, as("").Do(t.Context(), "ACL", "SETUSER", "without"+name, "on", ">secret", "~*", "+@all", "-"+name).Err())
		client := as("without" + name)
		refused, err = redisaccess.Every(t.Context(), client, tried...)
		require.NoError(t, err)
		require.Equal(t, redisaccess.Refusals{name: redisaccess.Forbidden}, refused)
		require.NoError(t, client.Set(t.Context(), "after", "", 0).Err(), "no connection is left within a transaction")
	}
}
