package redisstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/rastau/rastau/verification"
)

// AddAsker keeps somebody who wants to know; see [verification.Ledger].
func (s *Store) AddAsker(ctx context.Context, code verification.Code, a verification.Asker) error {
	k := keysOfClaim(code)
	if a.Sealed != nil {
		return s.pipe.HSetNX(ctx, k.sealed, nameOf(a.Sealed), a.Sealed).Err()
	}
	sealed, err := s.seal(k.askers, string(a.Person), a)
	if err != nil {
		return err
	}
	return s.pipe.HSetNX(ctx, k.askers, string(a.Person), sealed).Err()
}

// RemoveAsker forgets somebody who wanted to know; see [verification.Ledger].
func (s *Store) RemoveAsker(ctx context.Context, code verification.Code, id verification.PersonID) error {
	return s.pipe.HDel(ctx, keysOfClaim(code).askers, string(id)).Err()
}

// readAskers opens what HGETALL gives, in the order of the pseudonyms.
func (s *Store) readAskers(key string, pairs []any) ([]verification.Asker, error) {
	askers := make([]verification.Asker, len(pairs)/2)
	for i := range askers {
		if err := s.open(key, text(pairs[2*i]), text(pairs[2*i+1]), &askers[i]); err != nil {
			return nil, fmt.Errorf("who wants to know: %w", err)
		}
	}
	slices.SortFunc(askers, func(a, b verification.Asker) int { return cmp.Compare(a.Person, b.Person) })
	return askers, nil
}
