package app

import (
	"context"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

// erasing is a store that schedules a rewrite of Redis's files after deletions, because deleted data stays in the files until then.
// Applying the effects of an event again repeats what was interrupted between the two.
type erasing struct {
	*redisstore.Store
	due   func(context.Context) error
	seals bool // who asked is sealed away
}

var _ verification.Store = erasing{}

// Erase forgets what was sent; see [verification.Ledger].
func (e erasing) Erase(ctx context.Context, code claim.Code, what verification.Erasure) error {
	if err := e.Store.Erase(ctx, code, what); err != nil {
		return err
	}
	return e.due(ctx)
}

// SealAskers makes unreadable who asked; see [verification.Ledger].
func (e erasing) SealAskers(ctx context.Context, code claim.Code, again []claim.PersonID) error {
	if err := e.Store.SealAskers(ctx, code, again); err != nil || !e.seals {
		return err
	}
	return e.due(ctx)
}

// DropAskers forgets who asked; see [verification.Ledger].
func (e erasing) DropAskers(ctx context.Context, code claim.Code) error {
	if err := e.Store.DropAskers(ctx, code); err != nil {
		return err
	}
	return e.due(ctx)
}

// RemoveAsker forgets that somebody asked; see [verification.Ledger].
func (e erasing) RemoveAsker(ctx context.Context, code claim.Code, id claim.PersonID) error {
	if err := e.Store.RemoveAsker(ctx, code, id); err != nil {
		return err
	}
	return e.due(ctx)
}
