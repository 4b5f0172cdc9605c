// Package rewrap seals what stands in Redis anew, with another key, while others read and write it: a value is replaced
// only if it is still the one that was read.
package rewrap

import (
	"context"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"
)

// Wrap seals a value anew for the same place; changed is false when it is sealed with the newest key already.
type Wrap func(record, field string, sealed []byte) (again []byte, changed bool, err error)

// Place says under which record and field a value of a key is sealed, and how many bytes before it are not.
type Place func(key, field string) (record, sealedAs string, skip int)

// Here is the Place of what is sealed under the key and field that it stands in.
func Here(key, field string) (string, string, int) { return key, field, 0 }

// page is how much is read at once.
const page = 256

// Each goes through the keys that match a pattern, on every server.
func Each(ctx context.Context, client redis.UniversalClient, pattern string, fn func(key string) error) error {
	each := func(ctx context.Context, node redis.Cmdable) error {
		for keys := node.Scan(ctx, 0, pattern, page).Iterator(); ; {
			if !keys.Next(ctx) {
				return keys.Err()
			}
			if err := fn(keys.Val()); err != nil {
				return err
			}
		}
	}
	if cluster, ok := client.(*redis.ClusterClient); ok {
		return cluster.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error { return each(ctx, node) })
	}
	return each(ctx, client)
}

// swap: KEYS one key; ARGV the value that must stand there, the new one, what the key is, and where in it.
var swap = redis.NewScript(`
local key, old, new, kind, at = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if kind == 'hash' then
  if redis.call('HGET', key, at) ~= old then return 0 end
  redis.call('HSET', key, at, new)
elseif kind == 'list' then
  if redis.call('LINDEX', key, at) ~= old then return 0 end
  redis.call('LSET', key, at, new)
else
  if redis.call('GET', key) ~= old then return 0 end
  redis.call('SET', key, new, 'KEEPTTL')
end
return 1`)

// swapEntry: KEYS a stream; ARGV the entry that must stand there, then the fields and values of the one that takes its place.
var swapEntry = redis.NewScript(`
if redis.call('XDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('XADD', KEYS[1], '*', unpack(ARGV, 2))
return 1`)

// Entry puts an entry of a stream in the place of another, at its end, unless that is gone. It returns how many it put.
func Entry(ctx context.Context, client redis.Scripter, key, id string, values map[string]any) (int, error) {
	args := []any{id}
	for field, value := range values {
		args = append(args, field, value)
	}
	return swapEntry.Run(ctx, client, []string{key}, args...).Int()
}

func (w Wrap) one(ctx context.Context, client redis.Cmdable, kind, key, at, value string, place Place) (int, error) {
	record, field, skip := place(key, at)
	if len(value) < skip {
		return 0, fmt.Errorf("%s: a value is cut short", key)
	}
	again, changed, err := w(record, field, []byte(value[skip:]))
	if err != nil || !changed {
		return 0, err
	}
	return swap.Run(ctx, client, []string{key}, value, value[:skip]+string(again), kind, at).Int()
}

// Hash seals the fields of a hash anew, only those named if any are, and gives how many it changed.
func (w Wrap) Hash(ctx context.Context, client redis.Cmdable, key string, place Place, only ...string) (n int, err error) {
	named := map[string]bool{}
	for _, field := range only {
		named[field] = true
	}
	for cursor := uint64(0); ; {
		pairs, next, err := client.HScan(ctx, key, cursor, "", page).Result()
		if err != nil {
			return n, err
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			if len(only) > 0 && !named[pairs[i]] {
				continue
			}
			changed, err := w.one(ctx, client, "hash", key, pairs[i], pairs[i+1], place)
			if err != nil {
				return n, fmt.Errorf("a field of %s: %w", key, err)
			}
			n += changed
		}
		if cursor = next; cursor == 0 {
			return n, nil
		}
	}
}

// List seals the entries of a list anew; their field is their index.
func (w Wrap) List(ctx context.Context, client redis.Cmdable, key string, place Place) (n int, err error) {
	for from := int64(0); ; from += page {
		values, err := client.LRange(ctx, key, from, from+page-1).Result()
		if err != nil || len(values) == 0 {
			return n, err
		}
		for i, value := range values {
			changed, err := w.one(ctx, client, "list", key, strconv.FormatInt(from+int64(i), 10), value, place)
			if err != nil {
				return n, fmt.Errorf("an entry of %s: %w", key, err)
			}
			n += changed
		}
	}
}

// Text seals a key that holds one value anew.
func (w Wrap) Text(ctx context.Context, client redis.Cmdable, key string, place Place) (int, error) {
	value, err := client.Get(ctx, key).Result()
	if err != nil {
		return 0, err
	}
	return w.one(ctx, client, "string", key, "", value, place)
}
