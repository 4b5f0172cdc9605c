package redisstore

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

func codesOf(names []string) []claim.Code {
	codes := make([]claim.Code, len(names))
	for i, n := range names {
		codes[i] = claim.Code(n)
	}
	return codes
}

func peopleOf(names []string) []claim.PersonID {
	ids := make([]claim.PersonID, len(names))
	for i, n := range names {
		ids[i] = claim.PersonID(n)
	}
	return ids
}

// visit: KEYS record, visits, bans; ARGV the number of the minute, most visits in a minute (0 for no limit), the person's name
// among the banned, and what tells this message from others ("" for what is no message). Gives the version, the record (empty when
// there is none), the ban (likewise), 1 when the visit is within the limit, and of the messages of the minute how many were, how many
// were not, and as which of the latter this one came (0 for one that was). A message that comes again is what it was before.
var visit = redis.NewScript(`
local ok, within, over, number = 1, 0, 0, 0
if ARGV[2] ~= '0' then
  local before = ARGV[4] ~= '' and redis.call('HGET', KEYS[2], ARGV[1] .. '.' .. ARGV[4])
  if before then
    number = tonumber(before)
    if number > 0 then ok = 0 end
  else
    local seen = redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
    if seen == 1 then
      redis.call('DEL', KEYS[2])
      redis.call('HSET', KEYS[2], ARGV[1], 1)
      redis.call('EXPIRE', KEYS[2], 120)
    end
    if seen > tonumber(ARGV[2]) then ok = 0 end
    if ARGV[4] ~= '' then
      local counted = redis.call('HINCRBY', KEYS[2], ok == 1 and 'within' or 'over', 1)
      if ok == 0 then number = counted end
      redis.call('HSET', KEYS[2], ARGV[1] .. '.' .. ARGV[4], number)
    end
  end
  within = redis.call('HGET', KEYS[2], 'within') or 0
  over = redis.call('HGET', KEYS[2], 'over') or 0
end
local r = redis.call('HMGET', KEYS[1], 'v', 'r')
return {r[1] or '0', r[2] or '', redis.call('HGET', KEYS[3], ARGV[3]) or '', ok, tonumber(within), tonumber(over), number}`)

// Visit loads a person and counts the visit; see [verification.People].
func (s *Store) Visit(ctx context.Context, id claim.PersonID, at verification.Visit) (p claim.Person, found bool, pace verification.Pace, err error) {
	k := keysOfPerson(id)
	v, err := visit.Run(ctx, s.pipe, []string{k.record, k.visits, k.bans}, at.At.Unix()/60, at.PerMinute, s.banName(id), at.Message).Slice()
	if err != nil {
		return p, false, pace, err
	}
	number := func(i int) int { n, _ := v[i].(int64); return int(n) }
	pace = verification.Pace{Within: number(3) == 1, Taken: number(4), NotTaken: number(5), Number: number(6)}
	p, found, err = s.readPerson(id, text(v[0]), text(v[1]), text(v[2]))
	return p, found, pace, err
}

// Person loads a person; see [verification.People].
func (s *Store) Person(ctx context.Context, id claim.PersonID) (claim.Person, bool, error) {
	p, found, _, err := s.Visit(ctx, id, verification.Visit{})
	return p, found, err
}

// readPerson reads a record. Whether they are banned is what the ban says, where there is one, and not the record.
func (s *Store) readPerson(id claim.PersonID, version, sealed, banned string) (p claim.Person, found bool, err error) {
	p.ID = id
	if sealed != "" {
		if err := s.open(keysOfPerson(id).record, "r", sealed, &p); err != nil {
			return p, false, fmt.Errorf("a person's record: %w", err)
		}
		if p.Version, err = strconv.ParseInt(version, 10, 64); err != nil {
			return p, false, err
		}
	}
	if banned != "" {
		b, err := s.readBan(id, banned)
		if err != nil {
			return p, false, err
		}
		p.Banned = !b.Lifted
	}
	return p, sealed != "", nil
}

// save: KEYS record, index; ARGV expected version, sealed record, member, whether it belongs into the index. 1 when it was
// saved, 0 when another version is stored.
var save = redis.NewScript(`
if (redis.call('HGET', KEYS[1], 'v') or '0') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'v', ARGV[1] + 1, 'r', ARGV[2])
if ARGV[4] == '1' then redis.call('SADD', KEYS[2], ARGV[3]) else redis.call('SREM', KEYS[2], ARGV[3]) end
return 1`)

func (s *Store) save(ctx context.Context, record, index string, version int64, sealed, member string, indexed bool) error {
	in := "0"
	if indexed {
		in = "1"
	}
	n, err := save.Run(ctx, s.pipe, []string{record, index}, strconv.FormatInt(version, 10), sealed, member, in).Int()
	if err == nil && n == 0 {
		err = claim.ErrConflict
	}
	durable.Wrote(ctx)
	return err
}

// SavePerson stores a person; see [verification.People].
func (s *Store) SavePerson(ctx context.Context, p claim.Person) error {
	k := keysOfPerson(p.ID)
	sealed, err := s.seal(k.record, "r", p)
	if err != nil {
		return err
	}
	return s.save(ctx, k.record, k.reviewers, p.Version, sealed, string(p.ID), p.Reviews())
}

// DeletePerson erases a person; see [verification.People].
func (s *Store) DeletePerson(ctx context.Context, id claim.PersonID) error {
	defer durable.Wrote(ctx)
	k := keysOfPerson(id)
	_, err := s.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Unlink(ctx, k.record, k.visits, k.workload, k.asks, k.history)
		p.SRem(ctx, k.reviewers, string(id))
		return nil
	})
	return err
}

// Reviewers lists the reviewers; see [verification.People].
func (s *Store) Reviewers(ctx context.Context) ([]claim.PersonID, error) {
	names, err := s.members(ctx, func(i int) string { return personTag(i) + "reviewers" })
	return peopleOf(names), err
}

// members gives those of one set in every shard, in order.
func (s *Store) members(ctx context.Context, key func(shard int) string) ([]string, error) {
	cmds := make([]*redis.StringSliceCmd, shards)
	_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i := range cmds {
			cmds[i] = p.SMembers(ctx, key(i))
		}
		return nil
	})
	var all []string
	for _, c := range cmds {
		all = append(all, c.Val()...)
	}
	slices.Sort(all)
	return all, err
}
