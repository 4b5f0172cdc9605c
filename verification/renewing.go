package verification

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/rastau/rastau/verification/claim"
)

// outdated are claims that are not recognised by their text, since another version of the program, or one with other keys,
// wrote down by what they are.
type outdated struct {
	mu    sync.Mutex
	codes map[claim.Code]bool
	over  bool // nobody wants to know any more
}

// note takes what came of remembering a claim.
func (o *outdated) note(code claim.Code, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case err == nil:
		delete(o.codes, code)
	case !o.over:
		if o.codes == nil {
			o.codes = map[claim.Code]bool{}
		}
		o.codes[code] = true
	}
}

func (o *outdated) list() (codes []claim.Code) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for code := range o.codes {
		codes = append(codes, code)
	}
	return codes
}

func (o *outdated) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.codes, o.over = nil, true
}

// Renew makes anew by what those claims are recognised that this process could not learn, as after an upgrade; others
// learn it from there. It is done once: were two versions to run side by side for long, they would undo each other's work.
func (d *Service) Renew(ctx context.Context) error {
	if _, err := d.memory.current(ctx); err != nil {
		return err
	}
	codes := d.memory.outdated.list()
	if len(codes) > 0 {
		d.log.Info("claims are not recognised by their text until what another version noted of them is made anew", "claims", len(codes))
	}
	var failed error
	for _, code := range codes {
		if err := d.renew(ctx, code); err != nil { // one claim that cannot be read must not keep the others
			failed = errors.Join(failed, fmt.Errorf("make anew by what a claim is recognised: %w", err))
		}
	}
	if failed != nil {
		return failed
	}
	d.memory.outdated.end()
	if len(codes) > 0 {
		d.log.Info("all claims are recognised by their text again", "claims", len(codes))
	}
	return nil
}

func (d *Service) renew(ctx context.Context, code claim.Code) error {
	c, err := d.Claim(ctx, code)
	if errors.Is(err, claim.NotFound) {
		return d.store.DropFeatures(ctx, code)
	}
	if err != nil {
		return err
	}
	return d.reindex(ctx, c)
}
