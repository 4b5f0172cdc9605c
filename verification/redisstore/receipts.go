package redisstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification/claim"
)

// historyChain is the chain of receipts for the history. No claim has such a code.
const historyChain = "history"

func receiptOf(chain string, length int, digest [32]byte) durable.Receipt {
	return durable.Receipt{Chain: chain, Length: length, Digest: [16]byte(digest[:16])}
}

// Compared is what came of holding chains against receipts.
type Compared struct {
	Missing   []string          // a sentence for each chain of which something is missing that was acknowledged
	Uncovered []durable.Receipt // that no day covers which was signed, or whose chain is not as they say
}

// Compare holds the ledgers and the history against receipts, which must have been read before. It says of which chain
// something is missing that was acknowledged.
func (s *Store) Compare(ctx context.Context, receipts []durable.Receipt) (Compared, error) {
	var out Compared
	by := map[string][]durable.Receipt{}
	for _, r := range receipts {
		by[r.Chain] = append(by[r.Chain], r)
	}
	days, err := s.Days(ctx)
	if err != nil {
		return out, err
	}
	heads := make([][32]byte, len(days))
	for i, d := range days {
		heads[i] = d.Head
	}
	for _, chain := range sortedChains(by) {
		digests, covered := heads, 0
		if chain != historyChain {
			code := claim.Code(chain)
			if covered, err = s.covered(ctx, code); err != nil {
				return out, err
			}
			if digests, err = s.digests(ctx, code); errors.Is(err, ErrBroken) {
				digests = nil
			} else if err != nil {
				return out, fmt.Errorf("read a ledger: %w", err)
			}
		} else if len(days) > 0 {
			covered = len(days) - 1 // the last is covered by nothing else
		}
		missing := ""
		for _, r := range by[chain] {
			why := differs(r, digests)
			if why != "" {
				missing = why
			}
			if why != "" || r.Length > covered {
				out.Uncovered = append(out.Uncovered, r)
			}
		}
		if missing != "" {
			out.Missing = append(out.Missing, chain+": "+missing)
		}
	}
	return out, nil
}

// differs says what is not as a receipt says; it is empty when all is.
func differs(r durable.Receipt, digests [][32]byte) string {
	switch {
	case r.Length < 1:
		return ""
	case len(digests) < r.Length:
		return fmt.Sprintf("entries acknowledged: %d, left: %d", r.Length, len(digests))
	case [16]byte(digests[r.Length-1][:16]) != r.Digest:
		return fmt.Sprintf("entry %d is another one than was acknowledged: the end was lost, and it went on from there", r.Length)
	}
	return ""
}

func sortedChains(by map[string][]durable.Receipt) []string {
	chains := make([]string, 0, len(by))
	for c := range by {
		chains = append(chains, c)
	}
	slices.Sort(chains)
	return chains
}

// covered is up to which entry a signed day covers a ledger.
func (s *Store) covered(ctx context.Context, code claim.Code) (int, error) {
	var c Commit
	entry, err := s.pipe.HGet(ctx, commitsKey, string(code)).Bytes()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read the history: %w", err)
	}
	err = decoding.Unmarshal(entry, &c)
	return c.Length, err
}
