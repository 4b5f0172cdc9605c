package verification_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

var start = time.Date(2022, 1, 9, 18, 30, 0, 0, time.UTC)

// stage is where a play is given: people, a desk, a store, and all that is said to anybody.
type stage struct {
	t     *testing.T
	redis redis.UniversalClient
	vault *vault.Vault
	clock *clockwork.FakeClock
	rules claim.Rules
	seed  uint64
	cut   *cut
	heard *heard
	store *redisstore.Store
	desk  *verification.Service
}

func newStage(t *testing.T) *stage {
	t.Helper()
	return newStageOn(t, redistest.Database(t))
}

func newStageOn(t *testing.T, client redis.UniversalClient) *stage {
	t.Helper()
	keys, _ := vault.NewKeys(start)
	s := &stage{t: t, redis: client, vault: vault.New(keys), rules: smallRules, cut: &cut{}}
	s.redis.AddHook(s.cut)
	s.begin()
	return s
}

// begin empties the stage for a new play.
func (s *stage) begin() {
	s.cut.never()
	require.NoError(s.t, s.redis.FlushDB(s.t.Context()).Err())
	s.clock = clockwork.NewFakeClockAt(start)
	s.heard = &heard{cut: s.cut, notices: map[string]string{}}
	s.restart()
}

// restart is what a new process does: it remembers nothing that is not stored.
func (s *stage) restart() { s.store, s.desk = s.open() }

func (s *stage) open() (*redisstore.Store, *verification.Service) {
	store := redisstore.New(s.redis, nil, s.vault)
	return store, verification.New(verification.Options{
		Store: store, Notifier: s.heard, Namer: s.vault, Clock: s.clock, Policy: s.rules.Policy, Judge: s.rules.Judge,
		Rand: rand.New(rand.NewPCG(1, 2+s.seed)), Patience: time.Hour,
	})
}

// heard remembers what was said to whom. Like the outbox, it says a thing with a key that was used before no more.
type heard struct {
	cut     *cut
	mu      sync.Mutex
	notices map[string]string // by key
	each    func()            // after each, if set
	acts    map[string]string // likewise
	hushed  []claim.PersonID
	recalls []claim.Code
}

var _ verification.Notifier = (*heard)(nil)

func (h *heard) note(key, kind, to string, c *claim.Claim) error {
	return h.cut.around(func() error {
		h.mu.Lock()
		if _, ok := h.notices[key]; !ok {
			h.notices[key] = fmt.Sprintf("%s %s: %s v%d", kind, to, c.Status, c.Version)
			if c.Version > 0 {
				h.notices[key] += " " + string(c.AnswerText(c.Verdict.Answer))
			}
		}
		h.mu.Unlock()
		if h.each != nil {
			h.each()
		}
		return nil
	})
}

func (h *heard) Ask(_ context.Context, key string, to claim.Person, c *claim.Claim) error {
	return h.note(key, "ask", string(to.ID), c)
}

func (h *heard) Close(_ context.Context, key string, to claim.Person, c *claim.Claim) error {
	return h.note(key, "close", string(to.ID), c)
}

// Withdraw is silent: nobody hears of it.
func (h *heard) Withdraw(context.Context, string, claim.Person, *claim.Claim) error {
	return h.cut.around(func() error { return nil })
}

// Recall notes of which claims nothing is to be said that was said before.
func (h *heard) Recall(_ context.Context, c *claim.Claim) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.recalls = append(h.recalls, c.Code)
	return nil
}

// Hush notes who is not to be written to.
func (h *heard) Hush(_ context.Context, to claim.Person) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.hushed = append(h.hushed, to.ID)
	return nil
}

func (h *heard) Tell(_ context.Context, key string, to claim.Requester, c *claim.Claim) error {
	return h.note(key, "tell", string(to.Person), c)
}

func (h *heard) Act(_ context.Context, key string, to claim.Person, a verification.Act) error {
	return h.cut.around(func() error {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.acts == nil {
			h.acts = map[string]string{}
		}
		h.acts[key] = fmt.Sprintf("act %s: %s %s %s", to.ID, a.Kind, a.By, a.Whom)
		return nil
	})
}

// acted gives what reviewers were told that somebody did to who may do what, in alphabetical order, and forgets it.
func (h *heard) acted() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	said := slices.Sorted(maps.Values(h.acts))
	h.acts = nil
	return said
}

func (h *heard) Parted(_ context.Context, key string, to claim.Requester, c *claim.Claim, was claim.Code) error {
	return h.note(key, "parted from "+string(was), string(to.Person), c)
}

func (h *heard) Review(_ context.Context, key string, to claim.Person, c *claim.Claim) error {
	return h.note(key, "review", string(to.ID), c)
}

func (h *heard) Alert(_ context.Context, key string, to claim.Person, c *claim.Claim, did claim.Kind, tag string) error {
	return h.note(key, fmt.Sprintf("alert of %s by %s", did, tag), string(to.ID), c)
}

func (h *heard) Propose(_ context.Context, key string, to claim.Person, c *claim.Claim) error {
	return h.note(key, fmt.Sprintf("proposal of %s by %s", c.Proposal.Change, verification.Tag(c.Proposal.By)), string(to.ID), c)
}

func (h *heard) Voided(_ context.Context, key string, to claim.Person, c *claim.Claim) error {
	return h.note(key, "voided", string(to.ID), c)
}

func (h *heard) Reply(_ context.Context, key string, to claim.Requester, c *claim.Claim, words moderation.Foreign) error {
	return h.note(key, string("reply "+words), string(to.Person), c)
}

func (h *heard) Blackout(_ context.Context, key string, to claim.Person, bs []claim.Blackout) error {
	return h.cut.around(func() error {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.notices[key] = fmt.Sprintf("blackout of %d from %q to %s, over: %t", len(bs), bs[0].Region, to.ID, !bs[0].Until.IsZero())
		return nil
	})
}

func (h *heard) Post(_ context.Context, key string, to verification.Subscription, c *claim.Claim) error {
	return h.note(key, "post", to.ID, c)
}

func (h *heard) Digest(_ context.Context, key string, to verification.Subscription, cs []*claim.Claim) error {
	return h.note(key, fmt.Sprintf("digest of %d", len(cs)), to.ID, cs[0])
}

// all gives what was said, in alphabetical order, and forgets it.
func (h *heard) all() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	said := []string{}
	for _, n := range h.notices {
		said = append(said, n)
	}
	slices.Sort(said)
	h.notices = map[string]string{}
	return said
}

// said gives what was said so far.
func (h *heard) said() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Sorted(maps.Values(h.notices))
}

// errCut is what a process sees that cannot reach the world any more.
var errCut = errors.New("cut off")

// cut makes one call to the world fail: the one of that number, before it has its effect or after. Or it has something else
// happen meanwhile, just before that call.
type cut struct {
	mu        sync.Mutex
	calls     int
	at        int
	after     bool
	meanwhile func()
}

func (c *cut) never() { c.once(0, false) }

func (c *cut) once(at int, after bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls, c.at, c.after, c.meanwhile = 0, at, after, nil
}

// besides has something happen just before the call of that number.
func (c *cut) besides(at int, happen func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls, c.at, c.meanwhile = 0, at, happen
}

// happened tells whether the call of that number was reached.
func (c *cut) happened() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls >= c.at
}

func (c *cut) around(call func() error) error {
	c.mu.Lock()
	c.calls++
	now, after, meanwhile := c.calls == c.at, c.after, c.meanwhile
	c.mu.Unlock()
	if now && meanwhile != nil {
		meanwhile()
		now = false
	}
	if now && !after {
		return errCut
	}
	if err := call(); err != nil || !now {
		return err
	}
	return errCut
}

func (c *cut) DialHook(next redis.DialHook) redis.DialHook { return next }

func (c *cut) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		return c.around(func() error { return next(ctx, cmd) })
	}
}

func (c *cut) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		return c.around(func() error { return next(ctx, cmds) })
	}
}

func (s *stage) claim(code claim.Code) *claim.Claim {
	s.t.Helper()
	c, err := s.desk.Claim(s.t.Context(), code)
	require.NoError(s.t, err)
	return c
}
