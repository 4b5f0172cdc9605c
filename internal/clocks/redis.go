package clocks

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// key is where the instances say by how much their clocks are ahead of Redis'.
const key = "{clock}:instances"

// compare notes by how much the clock of an instance is ahead, and gives Redis' time with what the others noted lately.
// ARGV: name of the instance, what its machine's clock shows in ms, how long a note counts in ms.
var compare = redis.NewScript(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %.0f', ARGV[2] - now, now))
local out = {string.format('%.0f', now)}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
	local ahead, at = string.match(all[i + 1], '^(%S+) (%S+)$')
	if math.abs(now - at) > tonumber(ARGV[3]) then
		redis.call('HDEL', KEYS[1], all[i])
	elseif all[i] ~= ARGV[1] then
		table.insert(out, all[i] .. ' ' .. ahead)
	end
end
return out
`)

const (
	compareEvery = 10 * time.Second
	// noteLasts is how long what an instance says of its clock counts.
	noteLasts = time.Minute
	// slowest is how long a comparison may take.
	slowest = 5 * time.Second
)

// Compare reads the clock of Redis, and those of the other instances of the bot.
func (c *Clock) Compare(ctx context.Context, client redis.UniversalClient) error {
	if c.id == "" {
		c.id = rand.Text()
	}
	ctx, cancel := context.WithTimeout(ctx, slowest)
	defer cancel()
	since := c.steady()
	shown := c.Clock.Now()
	lines, err := compare.Run(ctx, client, []string{key}, c.id, shown.UnixMilli(), noteLasts.Milliseconds()).StringSlice()
	if err != nil {
		return fmt.Errorf("ask Redis for the time: %w", err)
	}
	ms, err := strconv.ParseInt(lines[0], 10, 64)
	if err != nil {
		return fmt.Errorf("read the time of Redis: %w", err)
	}
	its := c.between(since, time.UnixMilli(ms))
	c.update(func(all map[string]reading) {
		for name := range all {
			if strings.HasPrefix(name, instance) {
				delete(all, name)
			}
		}
		all[redisHas] = its
		for _, line := range lines[1:] {
			id, text, _ := strings.Cut(line, " ")
			if ahead, err := strconv.ParseInt(text, 10, 64); err == nil {
				all[instance+"#"+id] = its.shifted(time.Duration(ahead) * time.Millisecond)
			}
		}
	})
	return nil
}

// Instances is how many instances of the bot use a Redis now: they have noted their clocks lately.
func Instances(ctx context.Context, client redis.UniversalClient) (int, error) {
	now, err := client.Time(ctx).Result()
	if err != nil {
		return 0, fmt.Errorf("ask Redis for the time: %w", err)
	}
	notes, err := client.HVals(ctx, key).Result()
	if err != nil {
		return 0, fmt.Errorf("see which instances of the bot run: %w", err)
	}
	n := 0
	for _, text := range notes {
		_, at, _ := strings.Cut(text, " ")
		if ms, err := strconv.ParseInt(at, 10, 64); err == nil && now.Sub(time.UnixMilli(ms)).Abs() < 2*compareEvery {
			n++
		}
	}
	return n, nil
}
