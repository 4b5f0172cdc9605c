package redisstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification/claim"
)

// AddSender keeps who sent a claim, once; see [verification.Ledger]. That it was done is remembered by the claim alone: it says
// nothing of who it was.
func (s *Store) AddSender(ctx context.Context, code claim.Code, a claim.Requester) error {
	defer durable.Wrote(ctx)
	k := keysOfClaim(code)
	field := askerField(a.Person, a.Via)
	sealed, err := s.seal(k.askers, field, a)
	if err != nil {
		return err
	}
	return addSender.Run(ctx, s.pipe, []string{k.sent, k.askers}, string(code), field, sealed).Err()
}

// addSender: KEYS sent, askers; ARGV code, person, asker.
var addSender = redis.NewScript(`
if redis.call('SADD', KEYS[1], ARGV[1]) == 1 then redis.call('HSETNX', KEYS[2], ARGV[2], ARGV[3]) end
return 1`)

// AddAsker keeps somebody who wants to know; see [verification.Ledger].
func (s *Store) AddAsker(ctx context.Context, code claim.Code, a claim.Requester) error {
	defer durable.Wrote(ctx)
	k := keysOfClaim(code)
	if a.Sealed != nil {
		return s.pipe.HSetNX(ctx, k.sealed, nameOf(a.Sealed), labelled(a)).Err()
	}
	field := askerField(a.Person, a.Via)
	sealed, err := s.seal(k.askers, field, a)
	if err != nil {
		return err
	}
	return s.pipe.HSetNX(ctx, k.askers, field, sealed).Err()
}

// askerField names the way by which somebody came: by themselves, or with a claim that became part of this one.
func askerField(id claim.PersonID, via claim.Code) string {
	if via == "" {
		return string(id)
	}
	return string(id) + "/" + string(via)
}

// RemoveAsker forgets somebody who wanted to know; see [verification.Ledger].
func (s *Store) RemoveAsker(ctx context.Context, code claim.Code, id claim.PersonID) error {
	defer durable.Wrote(ctx)
	return removeAsker.Run(ctx, s.pipe, []string{keysOfClaim(code).askers}, string(id)).Err()
}

// removeAsker: KEYS askers; ARGV person. Gives how many ways were forgotten by which they came.
var removeAsker = redis.NewScript(`
local n = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if field == ARGV[1] or string.sub(field, 1, #ARGV[1] + 1) == ARGV[1] .. '/' then
    n = n + redis.call('HDEL', KEYS[1], field)
  end
end
return n`)

// RemoveVia forgets one way by which somebody came; see [verification.Ledger].
func (s *Store) RemoveVia(ctx context.Context, code claim.Code, a claim.Requester) error {
	defer durable.Wrote(ctx)
	k := keysOfClaim(code)
	if a.Sealed != nil {
		return s.pipe.HDel(ctx, k.sealed, nameOf(a.Sealed)).Err()
	}
	return s.pipe.HDel(ctx, k.askers, askerField(a.Person, a.Via)).Err()
}

// readAskers opens what HGETALL gives, in the order of the pseudonyms and of the ways by which they came.
func (s *Store) readAskers(key string, pairs []any) ([]claim.Requester, error) {
	askers := make([]claim.Requester, len(pairs)/2)
	for i := range askers {
		if err := s.open(key, text(pairs[2*i]), text(pairs[2*i+1]), &askers[i]); err != nil {
			return nil, fmt.Errorf("who wants to know: %w", err)
		}
	}
	slices.SortFunc(askers, func(a, b claim.Requester) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Via, b.Via))
	})
	return askers, nil
}
