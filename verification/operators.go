package verification

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Invite makes an invitation for the given number of people and time. cause names the request: the same request gives
// the same invitation. The reviewers are told of it. The caller has seen to it that an operator asks.
func (d *Service) Invite(ctx context.Context, cause string, by claim.PersonID, role claim.Role, uses int, valid time.Duration) (Invitation, error) {
	i := Invitation{
		Token: d.namer.PseudonymOf("invitation", cause), Role: role, By: by, Uses: uses, Expires: d.now().Add(valid),
	}
	err := d.act(ctx, Act{Kind: ActInvited, At: d.now(), Cause: cause, By: by, As: claim.Operator, Role: role, Uses: uses, Until: i.Expires})
	if err != nil {
		return i, err
	}
	return i, d.store.Invite(ctx, i, d.now())
}

// Tag is a short name for a volunteer that reviewers and operators can use between them.
func Tag(id claim.PersonID) string {
	if len(id) > 6 {
		id = id[:6]
	}
	return string(id)
}

// ByTag finds the volunteer of that tag among those who were asked about a claim; NotFound when there is none.
func (d *Service) ByTag(ctx context.Context, code claim.Code, tag string) (claim.PersonID, error) {
	c, err := d.Claim(ctx, code)
	if err != nil {
		return "", err
	}
	for _, id := range slices.Sorted(maps.Keys(c.Asked)) {
		if Tag(id) == tag {
			return id, nil
		}
	}
	return "", claim.NotFound
}

// historyKept is how many answered claims are remembered of a person.
const historyKept = 200

// Stats are the counts that an operator sees.
type Stats struct {
	Facts     map[claim.Kind]int64 // how many of each kind there ever were
	Now       map[claim.Status]int // claims that have no end yet, by what they wait for
	Awaiting  int                  // claims that wait for a reviewer
	Offered   map[claim.Queue]int  // claims that want more people
	Reviewers int
	Channels  int
	Mute      int // of those, in which the bot may not write
	// Volunteers are those who can be asked now, by language; a person counts in each of theirs, and once in All.
	Volunteers map[claim.Language]int
	All        int
}

// Stats gives the counts.
func (d *Service) Stats(ctx context.Context) (s Stats, err error) {
	if s.Facts, err = d.store.Counts(ctx); err != nil {
		return s, err
	}
	awaiting, err := d.store.Awaiting(ctx, 1000)
	if err != nil {
		return s, err
	}
	reviewers, err := d.store.Reviewers(ctx)
	if err != nil {
		return s, err
	}
	s.Awaiting, s.Reviewers = len(awaiting), len(reviewers)
	if s.Now, err = d.unended(ctx); err != nil {
		return s, err
	}
	if s.Volunteers, s.All, err = d.volunteers(ctx); err != nil {
		return s, err
	}
	s.Offered = map[claim.Queue]int{}
	for _, l := range claim.Languages {
		for _, subject := range claim.Subjects {
			offers, err := d.store.Offered(ctx, []claim.Queue{{Language: l, Subject: subject}}, 1000)
			if err != nil {
				return s, err
			}
			s.Offered[claim.Queue{Language: l, Subject: subject}] = len(offers)
		}
	}
	return s, d.store.EachSubscription(ctx, func(one Subscription) error {
		if !one.IsAway() {
			s.Channels++
			if !one.Mute.IsZero() {
				s.Mute++
			}
		}
		return nil
	})
}

// unended counts the claims that have no end yet. Each of them has a time by which something happens to it, or waits for a reviewer.
func (d *Service) unended(ctx context.Context) (map[claim.Status]int, error) {
	const most, ever = 1 << 20, 100 * 365 * claim.Day
	codes, err := d.store.Due(ctx, d.now().Add(ever), most)
	if err != nil {
		return nil, err
	}
	waiting, err := d.store.Awaiting(ctx, most)
	if err != nil {
		return nil, err
	}
	count := map[claim.Status]int{}
	codes = append(codes, waiting...)
	slices.Sort(codes)
	for _, code := range slices.Compact(codes) {
		c, err := d.Claim(ctx, code)
		if errors.Is(err, claim.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !c.Status.Ended() {
			count[c.Status]++
		}
	}
	return count, nil
}

// volunteers counts who can be asked, in each language and in all.
func (d *Service) volunteers(ctx context.Context) (of map[claim.Language]int, all int, err error) {
	const most = 1 << 20
	of, seen := map[claim.Language]int{}, map[claim.PersonID]bool{}
	for _, l := range claim.Languages {
		ids, err := d.store.Sample(ctx, claim.Queue{Language: l, Subject: claim.General}, most)
		if err != nil {
			return nil, 0, err
		}
		for _, id := range ids {
			p, found, err := d.store.Person(ctx, id)
			if err != nil {
				return nil, 0, err
			}
			if found && p.Checks() && slices.Contains(p.Languages, l) {
				of[l]++
				seen[id] = true
			}
		}
	}
	return of, len(seen), nil
}

// Reaches reports whether somebody is asked about a claim, or can be now: who reads it, checks, is not asked as much as they may be already,
// and does not ask it themselves.
func (d *Service) Reaches(ctx context.Context, c *claim.Claim) (bool, error) {
	if len(c.Asked) > 0 {
		return true, nil
	}
	a, err := d.latest(ctx)
	if err != nil {
		return false, err
	}
	const most = 32 // when so many of a larger pool are busy, all may be
	for _, q := range c.Everybody() {
		ids, err := d.store.Sample(ctx, q, most)
		if err != nil {
			return false, err
		}
		for _, id := range ids {
			if c.RequestedBy(id) {
				continue
			}
			if _, free, err := d.canBeAsked(ctx, id, q, a); err != nil || free {
				return free, err
			}
		}
	}
	return false, nil
}

// Reached is Reaches where somebody waits for the answer: what cannot be looked up is nobody.
func (d *Service) Reached(ctx context.Context, c *claim.Claim) bool {
	reaches, err := d.Reaches(ctx, c)
	if err != nil {
		d.log.Warn("whether anybody can be asked cannot be looked up", "error", err)
	}
	return reaches
}

func isConflict(err error) bool { return errors.Is(err, claim.ErrConflict) }
