package app

import (
	"context"
	"fmt"
	"os"
	"time"
)

// silentFor is for how long Telegram may say nothing before that is told of: a quiet bot asks it every minute at least.
const silentFor = 2 * time.Minute

// ready says why the bot does not do its work now, "" when it does, and what else is amiss. Each reason goes away by itself once
// it is mended.
func (h *health) ready(ctx context.Context) (warnings []string, why string) {
	if why := h.starting.Load(); why != nil {
		return nil, "starting: " + *why
	}
	a := h.app
	if err := a.redis.Ping(ctx).Err(); err != nil {
		return nil, "redis does not answer"
	}
	if err := a.barrier.Check(ctx); err != nil {
		return nil, "nothing is acknowledged: " + err.Error()
	}
	if err := a.clock.Settled(); err != nil {
		return nil, "nothing that waits ends: " + err.Error()
	}
	if why := a.telegram.Trouble(); why != "" {
		return nil, "nothing comes in or goes out: " + why
	}
	if a.keepsFiles {
		if free, err := freeSpace(a.settings.Data); err == nil && free < noSpace {
			return nil, fmt.Sprintf("the disk is full: %d MiB are free in RASTAU_DATA", free)
		} else if err == nil && free < littleSpace {
			warnings = append(warnings, fmt.Sprintf("the disk is nearly full: %d MiB are free in RASTAU_DATA", free))
		}
		if _, err := os.Stat(a.settings.BulletinKey); err != nil {
			warnings = append(warnings, "the key that signs bulletins cannot be read, so none are issued (RASTAU_BULLETIN_KEY)")
		}
	}
	if last := a.contact.last.Load(); last > 0 && a.clock.Since(time.UnixMilli(last)) > silentFor {
		warnings = append(warnings, "Telegram has not answered since "+time.UnixMilli(last).UTC().Format("15:04 UTC"))
	}
	if why := a.memory.Warning(); why != "" {
		warnings = append(warnings, why)
	}
	return warnings, ""
}
