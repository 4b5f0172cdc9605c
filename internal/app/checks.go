package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification/vault"
)

// severity is the severity of a fault.
type severity int

const (
	// note is what the operator should know; all works.
	note severity = iota
	// wait is what has to be mended, but keeps the bot from no start: it says so in its log and, if it cannot do its work for now, in
	// /readyz, and goes on by itself once it is mended.
	wait
	// fatal is what the bot does not start with.
	fatal
)

// fault is a problem that a check found.
type fault struct {
	severity severity
	problem  string
	mend     string // what to do, as a sentence without its full stop
}

func (f fault) String() string { return f.problem + ". " + f.mend }

// report is the result of a check: its faults, or else what is in order; neither if there was nothing to check.
type report struct {
	name   string
	well   []string
	faults []fault
}

func (r *report) ok(format string, args ...any) {
	r.well = append(r.well, fmt.Sprintf(format, args...))
}

func (r *report) add(s severity, problem, mend string) {
	r.faults = append(r.faults, fault{s, problem, mend})
}

// check is a check that is run before the bot starts and by `rastau doctor`.
type check struct {
	name string
	look func(ctx context.Context, s *site, r *report)
	// alone is set for what only the command looks at: the bot finds it out by itself while it works.
	alone bool
	// before is set for what has to look before anything opens Redis: a private one is started to be looked at, and is then in use by us.
	before bool
}

// checks returns all checks.
func checks() []check {
	return []check{
		{name: "folder", look: checkFolder},
		{name: "disk", look: checkDisk},
		{name: "running", look: checkRunning, before: true},
		{name: "ports", look: checkPorts},
		{name: "keys", look: checkKeys},
		{name: "signing", look: checkBulletinKey},
		{name: "redis", look: checkRedis},
		{name: "commands", look: checkCommands},
		{name: "telegram", look: checkTelegram},
		{name: "updates", look: checkUpdates, alone: true},
		{name: "operators", look: checkOperators},
		{name: "quarantine", look: checkQuarantine, alone: true},
	}
}

// site is the input of the checks.
type site struct {
	config.Settings

	starting bool // the bot starts now; else nothing is kept open
	// redis reaches the Redis that the bot uses; it is nil where there is none yet.
	redis func(ctx context.Context) (redis.UniversalClient, error)
	// listen tries whether an address is free.
	listen func(ctx context.Context, address string) error
}

// examine runs the checks concurrently, each after those that it depends on, and returns their reports in the order of the list.
func examine(ctx context.Context, s *site) []report {
	list := checks()
	reports := make([]report, len(list))
	var all sync.WaitGroup
	for i, c := range list {
		if c.alone && s.starting {
			continue
		}
		reports[i].name = c.name
		if c.before {
			c.look(ctx, s, &reports[i])
		}
	}
	for i, c := range list {
		if reports[i].name == "" || c.before {
			continue
		}
		all.Go(func() { c.look(ctx, s, &reports[i]) })
	}
	all.Wait()
	return reports
}

// Refused are the faults that keep the bot from starting.
type Refused []string

func (r Refused) Error() string {
	return "the bot does not start:\n  - " + strings.Join(r, "\n  - ") + "\nrastau doctor looks at all of it again"
}

// refused returns the fatal faults of reports as an error, or nil.
func refused(reports []report) error {
	var all Refused
	for _, r := range reports {
		for _, f := range r.faults {
			if f.severity == fatal {
				all = append(all, r.name+": "+f.String())
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// warnOf logs the other faults.
func (a *App) warnOf(reports []report) {
	for _, r := range reports {
		for _, f := range r.faults {
			if f.severity != fatal {
				a.log.Warn("a check found something", "check", r.name, "problem", f.problem, "mend", f.mend)
			}
		}
	}
}

// vaultKeys are those at hand; none is no error.
func (s *site) vaultKeys() (keys vault.Keys, found bool, err error) {
	keys, err = keysFrom(s.Settings)
	if errors.Is(err, errNoKeyFile) {
		return keys, false, nil
	}
	return keys, err == nil, err
}
