package redisstore

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// Invite keeps an invitation; see [verification.Invites]. The same one again changes nothing.
func (s *Store) Invite(ctx context.Context, i verification.Invitation, now time.Time) error {
	name := s.vault.PseudonymOf("invite", i.Token)
	record, _, _ := inviteKeys(name)
	sealed, err := s.seal(record, "i", i)
	if err != nil {
		return err
	}
	_, err = s.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.HSetNX(ctx, record, "i", sealed)
		p.HSetNX(ctx, record, "uses", i.Uses)
		p.PExpire(ctx, record, i.Expires.Sub(now))
		return nil
	})
	return err
}

// redeem: KEYS record, used, causes; ARGV who uses it, by a name of theirs for this invitation alone, and by which cause. Gives
// the invitation, nothing when it is unknown or used up, or 'used' when they used it before by another cause.
var redeem = redis.NewScript(`
local i = redis.call('HMGET', KEYS[1], 'i', 'uses')
if not i[1] then return '' end
if redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 1 then
  if redis.call('HGET', KEYS[3], ARGV[1]) == ARGV[2] then return i[1] end
  return 'used'
end
if tonumber(i[2]) <= redis.call('SCARD', KEYS[2]) then return '' end
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
local ttl = redis.call('PTTL', KEYS[1])
if ttl > 0 then
  redis.call('PEXPIRE', KEYS[2], ttl)
  redis.call('PEXPIRE', KEYS[3], ttl)
end
return i[1]`)

// Redeem uses an invitation; see [verification.Invites].
func (s *Store) Redeem(ctx context.Context, cause, token string, id claim.PersonID, now time.Time) (i verification.Invitation, err error) {
	defer durable.Wrote(ctx)
	record, used, causes := inviteKeys(s.vault.PseudonymOf("invite", token))
	// Who is forgotten stays counted; a name that they have nowhere else tells nothing of them.
	user := s.vault.PseudonymOf("used "+token, string(id))
	by := s.vault.PseudonymOf("used by "+token, cause)
	sealed, err := redeem.Run(ctx, s.pipe, []string{record, used, causes}, user, by).Text()
	switch {
	case err != nil:
		return i, err
	case sealed == "":
		return i, claim.InviteInvalid
	case sealed == "used":
		return i, claim.InviteUsed
	}
	if err := s.open(record, "i", sealed, &i); err != nil {
		return i, fmt.Errorf("an invitation: %w", err)
	}
	if !now.Before(i.Expires) {
		return i, claim.InviteInvalid
	}
	i.Token = token
	return i, nil
}
