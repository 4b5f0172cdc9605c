package publisher

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
)

// Options are what a Gazette works with; all are needed.
type Options struct {
	Store  Store
	Desk   Claims
	Keys   func() (bulletin.SigningKeys, error) // asked each time, so that a new key counts at once
	Clock  verification.Clock
	Issuer string // who speaks
}

// Publisher issues bulletins.
type Publisher struct{ Options }

// New makes a Gazette.
func New(o Options) *Publisher { return &Publisher{o} }

// attempts is how often an issue is begun anew when another replica issues at the same time.
const attempts = 10

// batch is how many results are issued in one step.
const batch = 64

// Issue issues what is due: each result whose edition is not out, and a digest (see [Gazette.digestDue]). Nothing due is
// nothing done.
func (g *Publisher) Issue(ctx context.Context) error {
	var failed error
	for conflicts := 0; ; {
		more, err := g.issue(ctx)
		if errors.Is(err, claim.ErrConflict) && conflicts < attempts {
			conflicts++
			continue
		}
		failed = err
		if !more {
			return failed
		}
	}
}

// press is one step of issuing: the key and time of it, and the numbers that it gives out.
type press struct {
	keys   bulletin.SigningKeys
	now    time.Time
	issuer string
	issue  Issue
}

// print signs a bulletin under the next number.
func (p *press) print(language string, items ...bulletin.Item) (Entry, error) {
	p.issue.Number = max(p.issue.Number+1, bulletin.Minute(p.now))
	s, err := bulletin.Seal(bulletin.Bulletin{
		Issuer: p.issuer, Issued: p.now, Number: p.issue.Number, Language: language, Items: items,
	}, p.keys.Key)
	return Entry{p.issue.Number, s.By[:], s.COSE}, err
}

func (g *Publisher) issue(ctx context.Context) (more bool, err error) {
	before, err := g.Store.Number(ctx)
	if err != nil {
		return false, fmt.Errorf("read the number of the last bulletin: %w", err)
	}
	if before == 0 {
		if err := g.Desk.NoteResults(ctx); err != nil {
			return false, fmt.Errorf("look for results: %w", err)
		}
	}
	keys, err := g.Keys()
	if err != nil {
		return false, err
	}
	p := &press{keys: keys, now: g.Clock.Now().UTC().Truncate(time.Second), issuer: g.Issuer, issue: Issue{Number: before}}
	if err := keys.Check(p.now); err != nil {
		return false, fmt.Errorf("the key for bulletins is not believed now: %w", err)
	}
	codes, err := g.Store.Unissued(ctx, batch)
	if err != nil {
		return false, fmt.Errorf("look for results to issue: %w", err)
	}
	var failed error
	for _, code := range codes {
		if err := g.result(ctx, p, code); err != nil {
			// One claim that cannot be read must not keep the others from being heard.
			failed = errors.Join(failed, fmt.Errorf("issue a result: %w", err))
		}
	}
	if len(p.issue.Results) == 0 {
		if err := g.renew(ctx, p); err != nil {
			return false, err
		}
	}
	if len(p.issue.Results) == 0 {
		if err := g.digest(ctx, p); err != nil {
			return false, fmt.Errorf("issue a digest: %w", err)
		}
	}
	if len(p.issue.Results) == 0 && p.issue.Digest == nil {
		return false, failed
	}
	if err := g.Store.Issue(ctx, before, p.issue); err != nil {
		return false, err
	}
	return p.issue.Digest == nil, failed
}

// result issues the result of one claim, unless that was done.
func (g *Publisher) result(ctx context.Context, p *press, code claim.Code) error {
	c, err := g.Desk.Claim(ctx, code)
	if errors.Is(err, claim.NotFound) { // nothing will ever be told of it
		p.issue.Results = append(p.issue.Results, Result{Code: code, Edition: math.MaxInt32})
		return nil
	}
	if err != nil {
		return err
	}
	done := Result{Code: code, Edition: c.Edition}
	held, found, err := g.Store.Result(ctx, code)
	if err != nil {
		return err
	}
	if found {
		s, err := open(held)
		if err != nil {
			return err
		}
		if s.Bulletin.Items[0].Version >= c.Edition && believes(p.keys, s) {
			p.issue.Results = append(p.issue.Results, done)
			return nil
		}
	}
	if !told(c) {
		// It was reopened meanwhile. What is out stands until there is another result, which is noted anew.
		p.issue.Results = append(p.issue.Results, done)
		return nil
	}
	it := Item(c.Public(), c.Language, longestQuote)
	if it.At.After(p.now) { // by a clock that was ahead
		it.At = p.now
	}
	e, err := p.print(string(c.Language), it)
	if err != nil {
		return err
	}
	done.Entry = &e
	p.issue.Results = append(p.issue.Results, done)
	return nil
}

// told tells whether the claim's result is what the public should know.
func told(c *claim.Claim) bool {
	switch c.Status {
	case claim.StatusPublished, claim.StatusTakenDown, claim.StatusUndecided, claim.StatusMerged:
		return true
	default:
		return false
	}
}

// renew issues anew, under the present key, the latest results that an older one signed: what is out is all signed by one
// key, and nothing is lost of what a revoked key signed after it was stolen.
func (g *Publisher) renew(ctx context.Context, p *press) error {
	entries, err := g.Store.Results(ctx, kept)
	if err != nil {
		return fmt.Errorf("look through what was issued: %w", err)
	}
	public := p.keys.Key.Public()
	for _, e := range entries {
		if bytes.Equal(e.By, public[:]) {
			continue
		}
		if len(p.issue.Results) == batch {
			return nil
		}
		old, err := open(e)
		if err != nil {
			return err
		}
		fresh, err := p.print(old.Bulletin.Language, old.Bulletin.Items...)
		if err != nil {
			return err
		}
		it := old.Bulletin.Items[0]
		p.issue.Results = append(p.issue.Results, Result{claim.Code(it.Code), it.Version, &fresh})
	}
	return nil
}

// open reads a bulletin that was kept: we signed it, whatever became of the key since.
func open(e Entry) (bulletin.Sealed, error) {
	if len(e.By) != len(bulletin.PublicKey{}) {
		return bulletin.Sealed{}, errors.New("a bulletin that was kept names no key")
	}
	by := bulletin.PublicKey(e.By)
	b, _, err := bulletin.Verify(e.COSE, bulletin.NewKeyring(by))
	if err != nil {
		return bulletin.Sealed{}, fmt.Errorf("read a bulletin that was kept: %w", err)
	}
	return bulletin.Sealed{Bulletin: b, By: by, COSE: e.COSE}, nil
}

// Holding is the key that signs, with its past.
func (g *Publisher) Holding() (bulletin.SigningKeys, error) { return g.Keys() }
