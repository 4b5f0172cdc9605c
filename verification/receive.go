package verification

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
)

const (
	mostOffered = 3  // candidates that somebody is asked to look at
	mostMatches = 12 // that are looked at to find them
)

// Reception is what became of something that was sent.
type Reception struct {
	Claim *claim.Claim   // what was sent
	Into  *claim.Claim   // what it turned out to ask, and whom its asker joined; nil when that is not known
	Like  []*claim.Claim // what it may be, for the asker to pick from; none when Into is set

	limits pictures.Limits
}

// Shows tells whether the asker is to be shown the result at once. When not, they are told when there is one, or just were.
func (r Reception) Shows() bool {
	return r.Into != nil && r.Claim.OutWhenJoined() && r.Into.Status == claim.StatusPublished
}

// Others is how many other people want to know. Of those who are sealed away it is known for some minutes only who asked
// already.
func (r Reception) Others() int {
	n := r.Into.Asking(time.Time{})
	for _, a := range r.Into.Requesters {
		if slices.ContainsFunc(r.Claim.Requesters, func(own claim.Requester) bool {
			return own.Person == a.Person && bytes.Equal(own.Sealed, a.Sealed)
		}) {
			n--
		}
	}
	return n
}

// Receive takes something to be checked, as Submit does, and recognises what was sent before: what is the same beyond doubt
// is joined, what may be the same is offered. asked is the question that came with it, or "": a claim about which something
// else is asked is another one, and where askers are sealed nothing is joined until it is known. sent is when, if that was
// before it came; else zero.
func (d *Service) Receive(ctx context.Context, cause string, by claim.Person, address string, content claim.Content, asked claim.Question, sent time.Time) (Reception, error) {
	found, err := d.recognise(ctx, content, asked, nil)
	if err != nil {
		return Reception{}, err
	}
	if asked == "" && d.rules.Policy.SealAskers {
		found.is = match{} // once joined they are sealed, and cannot say any more that they ask something else: see [Service.JoinSame]
	}
	c, err := d.submit(ctx, cause, by, address, content, sent, func(c *claim.Claim) { found.decide(c, cause+".seen", d.now()) })
	if err != nil {
		return Reception{}, err
	}
	if c.JoinedBy != "" {
		// Also when it is settled: whoever settled it may have come before it was noted who asks.
		if err := d.joined(ctx, c); err != nil {
			return Reception{}, err
		}
		if err := d.settle(ctx, c); err != nil {
			return Reception{}, err
		}
	}
	return d.reception(ctx, c)
}

// reception looks what is known of a claim that was sent.
func (d *Service) reception(ctx context.Context, c *claim.Claim) (r Reception, err error) {
	r.Claim, r.limits = c, d.index.Limits()
	if c.Status == claim.StatusMerged {
		if r.Into, err = d.resolve(ctx, c.Into); err != nil {
			return r, err
		}
		r.Claim, err = d.Claim(ctx, c.Code) // who asked may be sealed by now
		return r, err
	}
	if c.Status != claim.StatusReceived || c.Apart {
		return r, nil
	}
	for _, code := range c.Offered {
		like, err := d.Claim(ctx, code)
		if err != nil && !errors.Is(err, claim.NotFound) {
			return r, err
		}
		if err == nil && like.Joinable() {
			r.Like = append(r.Like, like)
		}
	}
	return r, nil
}

// recognised is what something that was sent is, or may be.
type recognised struct {
	is     match // none when its claim is nil
	may    []*claim.Claim
	unsaid bool // one of which nothing may be said yet
}

// decide has a claim that was just sent be what was recognised.
func (r recognised) decide(c *claim.Claim, cause string, now time.Time) {
	if r.is.claim != nil && c.Join(now, cause, r.is.claim, r.is.by, claim.ByItself) == nil {
		return
	}
	if len(r.may) == 0 && !r.unsaid {
		return
	}
	f := &claim.Offered{Meta: claim.Meta{At: now, Cause: cause}}
	for _, like := range r.may {
		f.Codes = append(f.Codes, like.Code)
	}
	f.Unsaid = claim.Flag(r.unsaid)
	c.Record(f)
}

// recognise looks for content among what is known, others than those.
func (d *Service) recognise(ctx context.Context, content claim.Content, asked claim.Question, others []claim.Code) (r recognised, err error) {
	matches, err := d.find(ctx, content)
	if err != nil {
		return r, err
	}
	var same []match
	var like []*claim.Claim
	for _, m := range matches {
		c := m.claim
		switch {
		case asked != "" && c.Question != asked, slices.Contains(others, c.Code), slices.Contains(others, m.by):
		case !c.Joinable():
			r.unsaid = r.unsaid || m.Kind == matching.Join
		case m.Kind == matching.Join:
			same = append(same, m)
		default:
			like = append(like, c)
		}
	}
	// Of several that ask the same, the one with a result, or that most want to know.
	slices.SortStableFunc(same, func(a, b match) int {
		out := func(m match) int {
			if m.claim.Out() {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(out(a), out(b)), cmp.Compare(b.claim.Asking(time.Time{}), a.claim.Asking(time.Time{})), cmp.Compare(a.claim.Code, b.claim.Code))
	})
	one := true // question that is asked about it
	for _, m := range same {
		one = one && m.claim.Question == same[0].claim.Question
	}
	if len(same) > 0 && one {
		return recognised{is: same[0]}, nil
	}
	several := make([]*claim.Claim, len(same))
	for i, m := range same {
		several[i] = m.claim
	}
	r.may = d.index.Candidates(content, several, like)
	r.may = r.may[:min(len(r.may), mostOffered)]
	return r, nil
}

// match is a claim that was found, as it is now.
type match struct {
	matching.Match
	claim *claim.Claim
	by    claim.Code // the claim by which it was found: itself, or one that was merged into it
}

// find gives the claims that content may be, as the claims themselves say.
func (d *Service) find(ctx context.Context, content claim.Content) ([]match, error) {
	f := d.index.Features(content)
	if f.Empty() {
		return nil, nil
	}
	index, err := d.index.Current(ctx)
	if err != nil {
		return nil, err
	}
	return d.loaded(ctx, index.Search(f, mostMatches), d.recognisedAs)
}

// loaded gives the claims of matches, each once, as what they are now. as gives nil for those that are nothing any more.
func (d *Service) loaded(ctx context.Context, found []matching.Match, as func(context.Context, *claim.Claim) (*claim.Claim, error)) ([]match, error) {
	var matches []match
	for _, m := range found {
		c, err := d.Claim(ctx, claim.Code(m.ID))
		if err == nil {
			c, err = as(ctx, c)
		}
		if err != nil && !errors.Is(err, claim.NotFound) {
			return nil, fmt.Errorf("load what was found: %w", err)
		}
		if err != nil || c == nil {
			continue
		}
		now := match{m, c, claim.Code(m.ID)}
		switch i := slices.IndexFunc(matches, func(o match) bool { return o.claim.Code == c.Code }); {
		case i < 0:
			matches = append(matches, now)
		case matches[i].Kind == m.Kind && now.by == c.Code: // itself, rather than one that was merged into it
			matches[i] = now
		}
	}
	return matches, nil
}

// Learn has this process know all by which claims are recognised, so that the first who asks need not wait for it. When that
// takes long it goes on beside all else.
func (d *Service) Learn(ctx context.Context) error {
	return d.index.Learn(ctx)
}
