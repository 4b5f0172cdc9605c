package redisstore

import (
	"fmt"
	"sync/atomic"

	"github.com/fxamacker/cbor/v2"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/verification"
)

// Vault is what the store needs to keep things unreadable. Sealing the same twice gives two values, which differ in their
// last 16 bytes.
type Vault interface {
	Seal(record, field string, plain []byte) []byte
	Open(record, field string, sealed []byte) ([]byte, error)
	PseudonymOf(domain, text string) string
}

// Store is a [verification.Store] in Redis.
type Store struct {
	redis redis.UniversalClient
	pipe  redis.Cmdable
	vault Vault
	heads heads
	log   atomic.Pointer[blackouts] // as it was last read

	askers  AskersKey
	barrier *durable.Barrier
}

var _ verification.Store = (*Store)(nil)

// New makes a store. pipe, an auto-pipelining face of the same Redis, may be nil.
func New(client redis.UniversalClient, pipe redis.Cmdable, vault Vault) *Store {
	if pipe == nil {
		pipe = client
	}
	return &Store{redis: client, pipe: pipe, vault: vault}
}

// WithBarrier has everything be durable before it is noted that it is done.
func (s *Store) WithBarrier(b *durable.Barrier) *Store {
	s.barrier = b
	return s
}

// Times are kept as text in UTC: as floating-point seconds, the domain's milliseconds would not come back exactly.
var encoding = func() cbor.EncMode {
	o := cbor.CoreDetEncOptions()
	o.Time = cbor.TimeRFC3339NanoUTC
	m, err := o.EncMode()
	if err != nil {
		panic(err)
	}
	return m
}()

var decoding = func() cbor.DecMode {
	m, err := cbor.DecOptions{TimeTag: cbor.DecTagIgnored}.DecMode()
	if err != nil {
		panic(err)
	}
	return m
}()

func (s *Store) seal(record, field string, v any) (string, error) {
	plain, err := encoding.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("encode a record: %w", err)
	}
	return string(s.vault.Seal(record, field, plain)), nil
}

func (s *Store) open(record, field, sealed string, v any) error {
	plain, err := s.vault.Open(record, field, []byte(sealed))
	if err != nil {
		return err
	}
	if err := decoding.Unmarshal(plain, v); err != nil {
		return fmt.Errorf("decode a record: %w", err)
	}
	return nil
}
