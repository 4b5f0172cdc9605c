package redisstore

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rastau/rastau/internal/rewrap"
	"github.com/rastau/rastau/verification/claim"
)

// Audit is what came of going through the whole history.
type Audit struct {
	Days   []Day
	Claims int      // that the history covers
	Facts  int      // … in their ledgers
	Looked int      // facts in all ledgers
	Acts   int      // what was done to who may do what
	Faults []string // a sentence each; none when all is as it was signed

	// What no signed day covers yet, of all of which only the seals and the chains were checked.
	Unsealed struct{ Claims, Facts, Acts int } // whole claims; facts of these and of others
}

// Empty reports whether there was nothing to look at.
func (a Audit) Empty() bool {
	return len(a.Days)+a.Claims+a.Acts+a.Unsealed.Claims+a.Unsealed.Facts == 0
}

// auditor goes through the history.
type auditor struct {
	Audit

	store   *Store
	commits map[claim.Code][]Commit // what the days say of each ledger
}

func (a *auditor) fault(format string, args ...any) {
	a.Faults = append(a.Faults, fmt.Sprintf(format, args...))
}

// Audit goes through the history and every ledger. Each day must be signed by the owner of public and follow the one
// before, and each ledger must be what the days say that it was. Of what happened since the last day each entry must be sealed
// with our keys and follow the one before; that its end was cut is found by receipts only.
func (s *Store) Audit(ctx context.Context, public ed25519.PublicKey) (Audit, error) {
	a := &auditor{store: s, commits: map[claim.Code][]Commit{}}
	if err := a.readDays(ctx, public); err != nil {
		return a.Audit, err
	}
	codes, err := a.everyCode(ctx)
	if err != nil {
		return a.Audit, err
	}
	for _, code := range codes {
		if err := a.ledger(ctx, code); err != nil {
			return a.Audit, err
		}
	}
	slices.Sort(a.Faults)
	return a.Audit, nil
}

// readDays reads the days and holds each against the one before.
func (a *auditor) readDays(ctx context.Context, public ed25519.PublicKey) error {
	entries, err := a.store.redis.LRange(ctx, historyKey, 0, -1).Result()
	if err != nil {
		return fmt.Errorf("read the history: %w", err)
	}
	var prev Day
	for i, e := range entries {
		var d Day
		if err := decoding.Unmarshal([]byte(e), &d); err != nil {
			a.fault("day %d of the history cannot be read", i+1)
			continue
		}
		switch {
		case d.Number != i+1 || d.Prev != prev.Head:
			a.fault("%s does not follow the day before: days are missing or were replaced", d.Name)
		case d.Head != d.head():
			a.fault("%s: what it says was changed", d.Name)
		case !ed25519.Verify(public, d.Signed(), d.Signature):
			a.fault("%s: not signed with this key", d.Name)
		}
		for _, c := range d.Changed {
			a.commits[c.Code] = append(a.commits[c.Code], c)
		}
		a.Days, prev = append(a.Days, d), d
	}
	return nil
}

// everyCode gives every claim that the days, the list of claims or a ledger knows, and the ledger of acts.
func (a *auditor) everyCode(ctx context.Context) ([]claim.Code, error) {
	all := []claim.Code{actsCode}
	for code := range a.commits {
		all = append(all, code)
	}
	err := a.store.EachClaim(ctx, func(code claim.Code) error {
		all = append(all, code)
		return nil
	})
	if err != nil {
		return nil, err
	}
	const mark = ":ledger:"
	err = rewrap.Each(ctx, a.store.redis, "{c:*}"+mark+"*", func(key string) error {
		all = append(all, claim.Code(key[strings.LastIndex(key, mark)+len(mark):]))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for ledgers: %w", err)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// ledger holds a ledger against what the days say of it, and counts what they do not cover.
func (a *auditor) ledger(ctx context.Context, code claim.Code) error {
	digests, err := a.store.digests(ctx, code)
	broken := errors.Is(err, ErrBroken)
	if err != nil && !broken {
		return fmt.Errorf("read a ledger: %w", err)
	}
	days, covered := a.commits[code], 0
	a.compare(code, days, digests, broken)
	for _, c := range days {
		covered = max(covered, c.Length)
	}
	if len(days) == 0 {
		switch {
		case a.store.pipe.HExists(ctx, commitsKey, string(code)).Val():
			a.fault("%s: the days that knew of it are missing", code)
		case broken:
			a.fault("%s: its ledger was changed; no signed day covers it yet", code)
		}
	}
	if code != actsCode {
		a.Looked += len(digests)
	}
	switch since := max(len(digests)-covered, 0); {
	case code == actsCode:
		a.Acts, a.Unsealed.Acts = len(digests), since
	case len(days) > 0:
		a.Claims++
		a.Facts += len(digests)
		a.Unsealed.Facts += since
	default:
		a.Unsealed.Claims++
		a.Unsealed.Facts += since
	}
	return nil
}

// compare holds a ledger against what the days say that it was, until something differs.
func (a *auditor) compare(code claim.Code, days []Commit, digests [][32]byte, broken bool) {
	for _, c := range days {
		switch {
		case broken:
			a.fault("%s: its ledger was changed", code)
		case len(digests) < c.Length:
			a.fault("%s: %d facts are left of %d", code, len(digests), c.Length)
		case digests[c.Length-1] != c.Digest:
			a.fault("%s: its history is another one than was signed", code)
		default:
			continue
		}
		return
	}
}
