package verification

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/screening"
)

// Recognition keeps by what claims are recognised. Like the queues it is an index that may be stale: what counts is said by
// the claims.
type Recognition interface {
	// SaveFeatures keeps by what a claim is recognised, DropFeatures forgets it. Both may be repeated.
	SaveFeatures(ctx context.Context, code Code, f matching.Features) error
	DropFeatures(ctx context.Context, code Code) error
	// Changes calls fn for every claim that changed since a place, perhaps several times, with nil for one that was dropped;
	// since "" for every claim that there is. It gives the place up to which fn has heard everything. ErrForgotten when
	// nobody knows any more what changed since then. What cannot be read counts as dropped.
	Changes(ctx context.Context, since string, fn func(code Code, f *matching.Features)) (until string, err error)
}

// ErrForgotten is returned for a place of which nobody knows any more what happened since.
var ErrForgotten = errors.New("nobody knows what changed since then")

// memory is this process's copy of all that claims are recognised by. Before each use it catches up with what other
// processes changed, so that all of them know the same.
type memory struct {
	store  Recognition
	key    [32]byte
	limits pictures.Limits
	log    *slog.Logger
	maker  *matching.Index // knows nothing: it only makes features

	asked atomic.Uint64 // how many wanted to catch up so far
	mu    sync.Mutex    // guards what follows
	done  uint64        // so many of them have
	index *matching.Index
	place string
}

func newMemory(o Options) *memory {
	limits := o.Policy.Pictures
	if limits == (pictures.Limits{}) {
		limits = pictures.DefaultLimits()
	}
	m := &memory{store: o.Store, limits: limits, log: o.Log}
	if o.Namer != nil {
		m.key = sha256.Sum256([]byte(o.Namer.PseudonymOf("matching", "features")))
	}
	m.maker = matching.New(m.key, limits)
	return m
}

// current gives the index as it is now. Those who come while one catches up share the next time.
func (m *memory) current(ctx context.Context) (*matching.Index, error) {
	mine := m.asked.Add(1)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.index != nil && m.done >= mine {
		return m.index, nil
	}
	all := m.asked.Load()
	if m.index != nil {
		until, err := m.store.Changes(ctx, m.place, m.put(m.index))
		if err == nil {
			m.place, m.done = until, all
			return m.index, nil
		}
		if !errors.Is(err, ErrForgotten) {
			return nil, fmt.Errorf("catch up with what is known: %w", err)
		}
	}
	index := matching.New(m.key, m.limits)
	until, err := m.store.Changes(ctx, "", m.put(index))
	if err != nil {
		return nil, fmt.Errorf("learn what is known: %w", err)
	}
	m.index, m.place, m.done = index, until, all
	return index, nil
}

// knows tells whether a claim was among those that were recognised when this process last looked.
func (m *memory) knows(code Code) bool {
	m.mu.Lock()
	index := m.index
	m.mu.Unlock()
	return index != nil && index.Has(string(code))
}

func (m *memory) put(index *matching.Index) func(Code, *matching.Features) {
	return func(code Code, f *matching.Features) {
		if f == nil {
			index.Remove(string(code))
			return
		}
		if err := index.Put(string(code), *f); err != nil {
			m.log.Warn("a claim is not recognised by its text; rastau index rebuild mends that", "claim", string(code), "error", err)
		}
	}
}

// featuresOf gives by what content is recognised.
func featuresOf(x *matching.Index, content Content) matching.Features {
	text := content.Text
	for _, l := range content.Links { // those behind words are not in the text
		if !strings.Contains(text, l) {
			text += "\n" + l
		}
	}
	var files []matching.File
	for _, m := range content.Media {
		files = append(files, matching.File{Same: m.Same, Look: m.Look})
	}
	return x.Features(text, files)
}

// features gives by what the claim is recognised, and, once its result is out, by what that is found.
func (c *Claim) features(x *matching.Index) matching.Features {
	f := featuresOf(x, c.Content)
	if c.Status != StatusPublished {
		return f
	}
	text := screening.Mask(c.Content.Text)
	if c.Question.Open() && !c.Nameless {
		text += "\n" + screening.Mask(c.AnswerText(c.Verdict.Answer))
	}
	f.Result = x.TextFeatures(text)
	return f
}

// reindex brings what the claim is recognised by in line with what became of it.
func (d *Desk) reindex(ctx context.Context, c *Claim) error {
	for range attempts {
		var err error
		as, err := d.recognisedAs(ctx, c)
		if err != nil {
			return err
		}
		f := c.features(d.memory.maker)
		if as != nil && !f.Empty() {
			err = d.store.SaveFeatures(ctx, c.Code, f)
		} else {
			err = d.store.DropFeatures(ctx, c.Code)
		}
		if err != nil {
			return fmt.Errorf("note by what a claim is recognised: %w", err)
		}
		// What was erased while this was written must not come back by it.
		now, err := d.Claim(ctx, c.Code)
		if err != nil {
			return err
		}
		still, err := d.recognisedAs(ctx, now)
		if err != nil {
			return err
		}
		if now.length <= c.length && (still == nil) == (as == nil) {
			return nil
		}
		c = now
	}
	return ErrConflict
}

// reindexes tells whether the fact changes by what a claim is recognised, or whether it is.
func (f Fact) reindexes() bool {
	switch f.Kind {
	case Opened, Published, Corrected, Undecided, Refused, Lapsed, TakenDown, MergedInto, SplitOff, Reopened, MadeKnown:
		return true
	default:
		return false
	}
}

// Rebuild makes all by which claims are recognised anew from the claims, while bots run, and gives how many there are.
func (d *Desk) Rebuild(ctx context.Context) (int, error) {
	stale, made := map[Code]bool{}, map[Code]bool{}
	if _, err := d.store.Changes(ctx, "", func(code Code, _ *matching.Features) { stale[code] = true }); err != nil {
		return 0, err
	}
	err := d.eachClaim(ctx, func(c *Claim) error {
		as, err := d.recognisedAs(ctx, c)
		if err != nil {
			return err
		}
		if as != nil {
			made[c.Code] = true
		}
		if as == nil && !stale[c.Code] {
			return nil
		}
		delete(stale, c.Code)
		return d.reindex(ctx, c)
	})
	for code := range stale { // of claims that are not there
		err = errors.Join(err, d.store.DropFeatures(ctx, code))
	}
	return len(made), err
}
