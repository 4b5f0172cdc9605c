package durable

import (
	"context"
	"sync/atomic"
)

// operation is what is confirmed together.
type operation struct {
	term  uint64      // in which it began
	dirty atomic.Bool // it may have written something since it was last confirmed
}

type operationKey struct{}

func operationOf(ctx context.Context) *operation {
	op, _ := ctx.Value(operationKey{}).(*operation)
	return op
}

// Begin begins an operation: what is read and written with the context that it returns can be confirmed.
func (b *Barrier) Begin(ctx context.Context) context.Context {
	if b == nil {
		return ctx
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	op := &operation{term: b.term}
	op.dirty.Store(true) // what it reads may not be confirmed either
	return context.WithValue(ctx, operationKey{}, op)
}

// Wrote says that the operation wrote something which a message may report.
func Wrote(ctx context.Context) {
	if op := operationOf(ctx); op != nil {
		op.dirty.Store(true)
	}
}

// Fence waits until what the operation wrote, as [Wrote] knows, is durable. It fails as Confirm does.
func (b *Barrier) Fence(ctx context.Context) error {
	if b == nil {
		return nil
	}
	op := operationOf(ctx)
	if op == nil {
		return b.Confirm(ctx)
	}
	if op.dirty.Swap(false) {
		err := b.Confirm(ctx)
		if err != nil {
			op.dirty.Store(true)
		}
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if op.term != b.term {
		return ErrLost
	}
	return nil
}

// Confirm waits until all that the operation read and wrote is as durable as was promised. It fails with [ErrLost] when
// some of it may be lost, and else only when ctx ends.
func (b *Barrier) Confirm(ctx context.Context) error {
	if b == nil {
		return nil
	}
	op := operationOf(ctx)
	b.mu.Lock()
	if op != nil && op.term != b.term {
		b.mu.Unlock()
		return ErrLost
	}
	f := b.join()
	b.mu.Unlock()
	select {
	case <-f.landed:
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-b.closed.Done():
		return b.closed.Err()
	}
	if f.err != nil {
		return f.err
	}
	if op != nil && op.term != f.term {
		return ErrLost
	}
	return nil
}
