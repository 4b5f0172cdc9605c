package redisstore

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// screenMark marks the seat of who looks whether a person was shown in public.
const screenMark = "/screen"

func fieldOf(s claim.Seat) string {
	if s.Screen {
		return string(s.Code) + screenMark
	}
	return string(s.Code)
}

func seatAt(field string) claim.Seat {
	code, screen := strings.CutSuffix(field, screenMark)
	return claim.Seat{Code: claim.Code(code), Screen: screen}
}

// Workload loads what somebody is being asked; see [verification.Work].
func (s *Store) Workload(ctx context.Context, id claim.PersonID) (w verification.Workload, err error) {
	fields, err := s.pipe.HGetAll(ctx, keysOfPerson(id).workload).Result()
	if err != nil {
		return w, err
	}
	w.Seats = make(map[claim.Seat]time.Time, len(fields))
	for field, value := range fields {
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return w, fmt.Errorf("a person's workload: %w", err)
		}
		if field == "v" {
			w.Version = n
		} else {
			w.Seats[seatAt(field)] = time.UnixMilli(n).UTC()
		}
	}
	return w, nil
}

// SaveWorkload stores what somebody is being asked; see [verification.Work].
func (s *Store) SaveWorkload(ctx context.Context, id claim.PersonID, w verification.Workload) error {
	args := []any{strconv.FormatInt(w.Version, 10)}
	for seat, until := range w.Seats {
		args = append(args, fieldOf(seat), until.UnixMilli())
	}
	n, err := saveWorkload.Run(ctx, s.pipe, []string{keysOfPerson(id).workload}, args...).Int()
	if err == nil && n == 0 {
		err = claim.ErrConflict
	}
	durable.Wrote(ctx)
	return err
}

// saveWorkload: KEYS workload; ARGV expected version, then seat and until when in ms in turn. 1 when it was saved, 0 when another
// version is stored.
var saveWorkload = redis.NewScript(`
if (redis.call('HGET', KEYS[1], 'v') or '0') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'v', ARGV[1] + 1, unpack(ARGV, 2))
return 1`)

// Hold sets until when somebody keeps a seat; see [verification.Work].
func (s *Store) Hold(ctx context.Context, id claim.PersonID, seat claim.Seat, until time.Time) (held bool, err error) {
	n, err := hold.Run(ctx, s.pipe, []string{keysOfPerson(id).workload}, fieldOf(seat), until.UnixMilli()).Int()
	durable.Wrote(ctx)
	return n == 1, err
}

// hold: KEYS workload; ARGV seat, until when in ms. 1 when they hold it.
var hold = redis.NewScript(`
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HINCRBY', KEYS[1], 'v', 1)
return 1`)

// Finish notes that somebody answered, or gave back; see [verification.Work].
func (s *Store) Finish(ctx context.Context, id claim.PersonID, seat claim.Seat, at time.Time, answered bool) error {
	k := keysOfPerson(id)
	when := "0"
	if answered {
		when = strconv.FormatInt(at.UnixMilli(), 10)
	}
	defer durable.Wrote(ctx)
	return finish.Run(ctx, s.pipe, []string{k.workload, k.history}, fieldOf(seat), when, historyKept, string(seat.Code)).Err()
}

// finish: KEYS workload, history; ARGV seat, when it was answered in ms (0 if it was given back), how many to keep, code.
var finish = redis.NewScript(`
if redis.call('HDEL', KEYS[1], ARGV[1]) == 1 then redis.call('HINCRBY', KEYS[1], 'v', 1) end
if ARGV[2] ~= '0' then
  redis.call('ZADD', KEYS[2], ARGV[2], ARGV[4])
  redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[3])
end
return 1`)
