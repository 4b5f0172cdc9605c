package sms_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
)

// noScripts is a Redis that can be read and runs no scripts, as one that has no room left.
type noScripts struct{ redis.Hook }

func (noScripts) DialHook(next redis.DialHook) redis.DialHook { return next }

func (noScripts) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

func (noScripts) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		if strings.HasPrefix(cmd.Name(), "eval") {
			err := errors.New("OOM command not allowed when used memory > 'maxmemory'")
			cmd.SetErr(err)
			return err
		}
		return next(ctx, cmd)
	}
}

// TestALimitThatCannotBeCountedLetsNobodyThrough: nothing is taken that is not counted, and the phone keeps it.
func TestALimitThatCannotBeCountedLetsNobodyThrough(t *testing.T) {
	t.Parallel()
	client := redistest.Mini(t)
	r := newRig(t, client)
	client.AddHook(noScripts{})
	require.Equal(t, http.StatusServiceUnavailable, r.post(r.sms("1", "RASTAU")))
	require.Empty(t, r.desk.got)
}
