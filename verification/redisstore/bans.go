package redisstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// banName is the name of a person among the banned, and nowhere else: without the naming key nobody finds them by it, nor it by
// their record. It follows from the id that the chat service gives them, so it is the same when they come anew, and from the
// naming key alone, so it stays the same when sealing keys change.
func (s *Store) banName(id claim.PersonID) string {
	return s.vault.PseudonymOf("banned", string(id))
}

// Ban loads a ban; see [verification.Bans].
func (s *Store) Ban(ctx context.Context, id claim.PersonID) (verification.Ban, error) {
	sealed, err := s.pipe.HGet(ctx, keysOfPerson(id).bans, s.banName(id)).Result()
	if errors.Is(err, redis.Nil) {
		return verification.Ban{}, nil
	}
	if err != nil {
		return verification.Ban{}, err
	}
	return s.readBan(id, sealed)
}

func (s *Store) readBan(id claim.PersonID, sealed string) (b verification.Ban, err error) {
	if err := s.open(keysOfPerson(id).bans, s.banName(id), sealed, &b); err != nil {
		return b, fmt.Errorf("a ban: %w", err)
	}
	b.Version = sealed[max(0, len(sealed)-markSize):]
	return b, nil
}

// saveBan: KEYS bans; ARGV the person's name among them, the end of what is expected to stand there (empty for nothing), the ban.
// 1 when it was saved, 0 when something else stands there.
var saveBan = redis.NewScript(`
local old = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if string.sub(old, -16) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1`)

// SaveBan stores a ban; see [verification.Bans].
func (s *Store) SaveBan(ctx context.Context, id claim.PersonID, b verification.Ban) error {
	k := keysOfPerson(id)
	sealed, err := s.seal(k.bans, s.banName(id), b)
	if err != nil {
		return err
	}
	n, err := saveBan.Run(ctx, s.pipe, []string{k.bans}, s.banName(id), b.Version, sealed).Int()
	if err == nil && n == 0 {
		err = claim.ErrConflict
	}
	durable.Wrote(ctx)
	return err
}
