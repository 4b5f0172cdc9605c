package verification

import (
	"context"
	"errors"
	"time"
)

// Invite makes an invitation for the given number of people and time. cause names the request: the same request gives
// the same invitation. The reviewers are told of it. The caller has seen to it that an operator asks.
func (d *Desk) Invite(ctx context.Context, cause string, by PersonID, role Role, uses int, valid time.Duration) (Invitation, error) {
	i := Invitation{
		Token: d.namer.PseudonymOf("invitation", cause), Role: role, By: by, Uses: uses, Expires: d.now().Add(valid),
	}
	err := d.act(ctx, Act{Kind: ActInvited, At: d.now(), Cause: cause, By: by, As: Operator, Role: role, Uses: uses, Until: i.Expires})
	if err != nil {
		return i, err
	}
	return i, d.store.Invite(ctx, i, d.now())
}

// Tag is a short name for a volunteer that reviewers and operators can use between them.
func Tag(id PersonID) string {
	if len(id) > 6 {
		id = id[:6]
	}
	return string(id)
}

// ByTag finds the volunteer of that tag among those who were asked about a claim; NotFound when there is none.
func (d *Desk) ByTag(ctx context.Context, code Code, tag string) (PersonID, error) {
	c, err := d.Claim(ctx, code)
	if err != nil {
		return "", err
	}
	for _, id := range sortedKeys(c.Asked) {
		if Tag(id) == tag {
			return id, nil
		}
	}
	return "", NotFound
}

// historyKept is how many answered claims are remembered of a person.
const historyKept = 200

// Stats are the counts that an operator sees.
type Stats struct {
	Facts     map[FactKind]int64 // how many of each kind there ever were
	Awaiting  int                // claims that wait for a reviewer
	Offered   map[Queue]int      // claims that want more people
	Reviewers int
	Channels  int
}

// Stats gives the counts.
func (d *Desk) Stats(ctx context.Context) (s Stats, err error) {
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
	s.Offered = map[Queue]int{}
	for _, l := range Languages {
		for _, subject := range Subjects {
			codes, err := d.store.Offered(ctx, Queue{l, subject}, 1000)
			if err != nil {
				return s, err
			}
			s.Offered[Queue{l, subject}] = len(codes)
		}
	}
	return s, d.store.EachSubscription(ctx, func(Subscription) error {
		s.Channels++
		return nil
	})
}

func isConflict(err error) bool { return errors.Is(err, ErrConflict) }
