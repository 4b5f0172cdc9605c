package verification

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/duplicates"
	"github.com/rastau/rastau/verification/outage"
)

// Clock tells the time. All time in Rastau comes from one clock.
type Clock interface{ Now() time.Time }

// Namer makes pseudonyms that only the holder of the keys can make.
type Namer interface {
	PseudonymOf(domain, text string) string
}

// Meter counts what an operator wants to see. Its zero use is [Unmetered].
type Meter interface {
	// Happened is called once for every fact that was appended.
	Happened(k claim.Kind)
	// Took is how long a claim was open before it was decided.
	Took(d time.Duration)
}

// Unmetered counts nothing.
type Unmetered struct{}

// Happened does nothing.
func (Unmetered) Happened(claim.Kind) {}

// Took does nothing.
func (Unmetered) Took(time.Duration) {}

// Options are what a Service works with. All are needed, but Judge, Meter, Log, Rand and Settled.
type Options struct {
	Store    Store
	Notifier Notifier
	Namer    Namer
	Clock    Clock
	Policy   claim.Policy
	Judge    claim.Judge // by default [consensus.Bayes] with the policy's confidence and voters
	Meter    Meter
	Log      *slog.Logger
	Rand     *rand.Rand // by default seeded by chance
	// Settled fails while it is not known what time it is, because clocks differ: then nothing ends by the time that has passed.
	// Time is always relied on when nil.
	Settled func() error
	// Behind tells how many chats wait for a message that could be delivered now; nil for none ever.
	Behind func(ctx context.Context) (int64, error)
	// Full tells whether there is no room for anything new; nil for never.
	Full func() bool
	// Page is how many channels get a result before others have their turn: by default 512.
	Page int
	// Patience is how long anybody waits for a process that starts to learn by what claims are recognised, which takes minutes
	// for a million: by default 2 s. Whoever came too early is tried again.
	Patience time.Duration
}

// Service is where every wish about a claim arrives. Its methods may be called concurrently, by several processes on one
// store; a wish that comes again with the same cause has its effect once.
type Service struct {
	Outages *outage.Monitor // who cannot reach the bot

	store Store
	say   Notifier
	namer Namer
	clock Clock
	rules claim.Rules
	sure  func() error // what time it is
	meter Meter
	log   *slog.Logger

	behind func(ctx context.Context) (int64, error)
	full   func() bool
	page   int
	index  *duplicates.Index
	once   seenOnce
	turns  turns

	effects map[claim.Kind]effect

	mu       sync.Mutex // guards what follows
	rng      *rand.Rand
	assessed claim.Assessment // the latest, as of lookedAt
	lookedAt time.Time
}

// New returns a Service.
func New(o Options) *Service {
	d := &Service{
		store: o.Store, say: o.Notifier, namer: o.Namer, clock: o.Clock,
		rules: claim.Rules{Policy: o.Policy, Judge: o.Judge}, meter: o.Meter, log: o.Log, rng: o.Rand,
	}
	d.effects = d.effectsByKind()
	if d.rules.Judge == nil {
		rule := consensus.Default()
		rule.Confidence, rule.MinVoters = o.Policy.Confidence, o.Policy.MinVoters
		d.rules.Judge = rule
	}
	if d.sure = o.Settled; d.sure == nil {
		d.sure = func() error { return nil }
	}
	if d.full = o.Full; d.full == nil {
		d.full = func() bool { return false }
	}
	if d.page = o.Page; d.page == 0 {
		d.page = 512
	}
	if d.behind = o.Behind; d.behind == nil {
		d.behind = func(context.Context) (int64, error) { return 0, nil }
	}
	if d.meter == nil {
		d.meter = Unmetered{}
	}
	if d.log == nil {
		d.log = slog.New(slog.DiscardHandler)
	}
	if d.rng == nil {
		d.rng = rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	}
	d.Outages = outage.NewMonitor(o.Store, d.now, d.sure, o.Policy.CutOff, d.log)
	var key [32]byte
	if o.Namer != nil {
		key = sha256.Sum256([]byte(o.Namer.PseudonymOf("matching", "features")))
	}
	d.index = duplicates.New(o.Store, key, o.Policy.Pictures, o.Patience)
	return d
}

// Policy is the policy that the desk works by.
func (d *Service) Policy() claim.Policy { return d.rules.Policy }

// now is the time to the millisecond: what is stored and what is in memory are then the same.
func (d *Service) now() time.Time { return d.clock.Now().UTC().Truncate(time.Millisecond) }

// attempts is how often something is done anew when others change the same record meanwhile, and tries how often a wish is decided
// anew. Who still finds it changed then comes again later; see [ErrConflict].
const (
	attempts = 50
	tries    = 12
)

// settleAgain is how soon a claim comes up again whose settling was cut short.
const settleAgain = 10 * time.Second

// Claim loads a claim; NotFound when there is none.
func (d *Service) Claim(ctx context.Context, code claim.Code) (*claim.Claim, error) {
	facts, settled, askers, err := d.store.Load(ctx, code)
	if err != nil {
		return nil, fmt.Errorf("load a claim: %w", err)
	}
	if len(facts) == 0 {
		return nil, claim.NotFound
	}
	return claim.Replay(code, facts, settled, askers), nil
}

// eachClaim does something with every claim as it is now, but for those that are gone meanwhile.
func (d *Service) eachClaim(ctx context.Context, do func(c *claim.Claim) error) error {
	return d.store.EachClaim(ctx, func(code claim.Code) error {
		c, err := d.Claim(ctx, code)
		if errors.Is(err, claim.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return do(c)
	})
}

// change lets wish decide on a claim, appends the facts that follow, settles them, and asks the people whom the claim then wants. A wish
// whose cause the claim knows already had its effect: the claim is returned as it is.
func (d *Service) change(ctx context.Context, code claim.Code, cause string, wish func(c *claim.Claim, now time.Time) error) (*claim.Claim, error) {
	c, err := d.changed(ctx, code, cause, wish)
	if err != nil || c.Wanted() == 0 {
		return c, err
	}
	return c, d.askNext(ctx, c)
}

// changed is change without asking anybody.
func (d *Service) changed(ctx context.Context, code claim.Code, cause string, wish func(c *claim.Claim, now time.Time) error) (*claim.Claim, error) {
	for try := range tries {
		c, err := d.changeOnce(ctx, code, cause, wish)
		if isConflict(err) {
			if err := pause(ctx, try); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return c, err
		}
		return c, d.settleFacts(ctx, c)
	}
	return nil, fmt.Errorf("claim is too busy: %w", claim.ErrConflict)
}

// changeOnce is one try of change, when it is its turn on the claim. What others changed meanwhile is ErrConflict.
func (d *Service) changeOnce(ctx context.Context, code claim.Code, cause string, wish func(c *claim.Claim, now time.Time) error) (*claim.Claim, error) {
	done, err := d.turns.take(ctx, code)
	if err != nil {
		return nil, err
	}
	defer done()
	c, err := d.Claim(ctx, code)
	if err != nil || c.Did(cause) {
		return c, err
	}
	if err := d.account(ctx, c); err != nil {
		return nil, err
	}
	if err := d.retireGone(ctx, c); err != nil {
		return nil, err
	}
	if err := wish(c, d.now()); err != nil {
		return c, err
	}
	if err := c.Bounded(); err != nil {
		if c, lost := d.Claim(ctx, code); lost == nil { // as it is without what was refused
			return c, err
		}
		return nil, err
	}
	return c, d.append(ctx, c)
}

func (d *Service) append(ctx context.Context, c *claim.Claim) error {
	if len(c.Fresh()) == 0 {
		return nil
	}
	due := c.Due()
	for _, f := range c.Fresh() {
		if claim.NeedsSettling(f) {
			due = soonest(due, f.Head().At.Add(settleAgain))
		}
	}
	if err := d.store.Append(ctx, c.Code, c.Length(), c.Fresh(), due); err != nil {
		return fmt.Errorf("append to a ledger: %w", err)
	}
	for _, f := range c.Fresh() {
		d.meter.Happened(f.Kind())
		if f.Kind() == claim.KindDecided {
			d.meter.Took(f.Head().At.Sub(c.OpenedAt))
		}
	}
	c.Commit()
	return nil
}

// changePerson lets wish decide on a person's record and stores it. Somebody unknown has an empty record.
func (d *Service) changePerson(ctx context.Context, id claim.PersonID, wish func(p *claim.Person) error) (claim.Person, error) {
	for try := range tries {
		p, _, err := d.store.Person(ctx, id)
		if err != nil {
			return p, fmt.Errorf("load a person: %w", err)
		}
		p.ID = id
		if err := wish(&p); err != nil {
			return p, err
		}
		err = d.store.SavePerson(ctx, p)
		if isConflict(err) {
			if err := pause(ctx, try); err != nil {
				return p, err
			}
			continue
		}
		if err != nil {
			return p, fmt.Errorf("save a person: %w", err)
		}
		p.Version++
		return p, nil
	}
	return claim.Person{}, fmt.Errorf("person is too busy: %w", claim.ErrConflict)
}

// newCode makes the code of the claim that a cause brings about: always the same for the same cause. attempt counts up
// when the code is taken by another.
func (d *Service) newCode(cause string, attempt int) claim.Code {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s#%d", d.namer.PseudonymOf("code", cause), attempt)
	return claim.NewCode(h.Sum(nil))
}

func soonest(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
