package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/rastau/rastau/bot/rewrite"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisaccess"
)

// needed are the commands of Redis that the bot cannot do without, each with arguments that it takes; besides these it takes those of a
// transaction, which are tried always.
var needed = []string{
	"PING", "INFO", "TIME", "EVAL return 0", "EVALSHA e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0",
	"DEL {probe}", "UNLINK {probe}", "EXISTS {probe}", "EXPIRE {probe} 1", "PEXPIRE {probe} 1", "PTTL {probe}", "SCAN 0",
	"GET {probe}", "SET {probe} x", "SETNX {probe} x", "INCR {probe}",
	"HDEL {probe} f", "HEXISTS {probe} f", "HGET {probe} f", "HGETALL {probe}", "HINCRBY {probe} f 1", "HKEYS {probe}", "HLEN {probe}", "HMGET {probe} f",
	"HSCAN {probe} 0", "HSET {probe} f x", "HSETNX {probe} f x", "HVALS {probe}",
	"LINDEX {probe} 0", "LLEN {probe}", "LRANGE {probe} 0 1", "LSET {probe} 0 x", "RPUSH {probe} x",
	"SADD {probe} x", "SCARD {probe}", "SISMEMBER {probe} x", "SMEMBERS {probe}", "SRANDMEMBER {probe}", "SREM {probe} x",
	"XADD {probe} * f x", "XDEL {probe} 1-1", "XLEN {probe}", "XRANGE {probe} - +", "XREAD STREAMS {probe} 0", "XREVRANGE {probe} + -", "XTRIM {probe} MAXLEN 9",
	"ZADD {probe} 1 x", "ZCARD {probe}", "ZCOUNT {probe} 0 1", "ZLEXCOUNT {probe} - +", "ZRANGE {probe} 0 1", "ZRANGEBYLEX {probe} - +", "ZRANGEBYSCORE {probe} 0 1",
	"ZREM {probe} x", "ZREMRANGEBYRANK {probe} 0 1", "ZREMRANGEBYSCORE {probe} 0 1", "ZREVRANGE {probe} 0 1", "ZREVRANGEBYLEX {probe} + -", "ZSCORE {probe} x",
}

// handy are those without which something of it does not work.
var handy = map[string]string{
	"CONFIG GET save":     "so the bot cannot see whether it keeps what it is given: make sure of appendonly and appendfsync yourself",
	"DUMP {probe}":        "so rastau backup does not work: have the host make copies",
	"RESTORE {probe} 0 x": "so rastau restore does not work here",
}

// checkCommands looks whether Redis lets us use what we need: many hosts rename commands, or forbid them.
func checkCommands(ctx context.Context, s *site, r *report) {
	client, err := s.redis(ctx)
	if err != nil || client == nil {
		return // said by the check of Redis
	}
	all := append([]string(nil), needed...)
	p := promise(s.Settings)
	if p.Replicas > 0 {
		all = append(all, "WAIT 0 1")
	}
	for c := range handy {
		all = append(all, c)
	}
	refused, err := redisaccess.Every(ctx, client, all...)
	if err != nil {
		r.add(wait, "what it allows cannot be checked: "+err.Error(), "Try again")
		return
	}
	mend := mendRights(refused)
	var missing []string
	for _, name := range refused.Names() {
		if why, is := lack(name); is && (name != "CONFIG" || p.Fsync != durable.Synced) {
			r.add(note, fmt.Sprintf("does not let us use %s (%s), %s", name, refused[name], why), mend)
			continue
		}
		missing = append(missing, fmt.Sprintf("%s (%s)", name, refused[name]))
	}
	if len(missing) > 0 {
		r.add(fatal, "does not allow commands that the bot needs: "+strings.Join(missing, ", "), mend)
	}
	if files, err := rewrite.Refused(ctx, client); err == nil && len(files) > 0 {
		r.add(note, fmt.Sprintf("does not let us use %s, so what people have erased stays in its files, sealed, until the host writes them anew; "+
			"whoever says /forget is told so, and promised no word", strings.Join(files, " and ")),
			mend+". Without it: rastau keys rotate, then rastau keys retire, make older copies unreadable")
	}
	if len(r.faults) == 0 {
		r.ok("all that the bot needs")
	}
}

// lack is what does not work without a command.
func lack(name string) (string, bool) {
	for c, why := range handy {
		if strings.HasPrefix(c, name+" ") {
			return why, true
		}
	}
	return "", false
}

// mendRights says how the user of the bot is given rights, or who can tell.
func mendRights(refused redisaccess.Refusals) string {
	for _, why := range refused {
		switch why {
		case redisaccess.NoKeys:
			return "Give the bot's user all keys: redis-cli ACL SETUSER USER '~*'"
		case redisaccess.Missing:
			return "Remove rename-command from the settings of Redis, or ask the host"
		}
	}
	return "Give the bot's user the rights: redis-cli ACL SETUSER USER +COMMAND, or ask the host"
}
