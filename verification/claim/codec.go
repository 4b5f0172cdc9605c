package claim

import (
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// A ledger has events in CBOR, as maps with numbers for names. 1 is the kind, which the type of the event says here. What is stored stays
// as it is for ever, and its digest is signed: no number is given to anything else, and no event is encoded in another way.

// Times are kept as text in UTC: as floating-point seconds, milliseconds would not come back exactly.
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

// What the first bytes of an entry are made of: a map of so many pairs that one byte tells their number, and 1, the first name of all.
const (
	mapOf     = 0xa0
	mostPairs = 23
	kindName  = 1
)

var errNoEvent = errors.New("that is no event")

// Encode returns an event as ledgers have it.
func Encode(e Event) ([]byte, error) {
	rest, err := encoding.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", e.Kind(), err)
	}
	kind, err := encoding.Marshal(e.Kind())
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", e.Kind(), err)
	}
	pairs := rest[0] - mapOf
	if pairs >= mostPairs {
		return nil, fmt.Errorf("encode %s: %w", e.Kind(), errNoEvent)
	}
	entry := make([]byte, 0, 2+len(kind)+len(rest))
	entry = append(entry, mapOf+pairs+1, kindName)
	entry = append(entry, kind...)
	return append(entry, rest[1:]...), nil
}

// Decode returns the event of an entry. One of a kind that is not known is an error: it cannot be left out of what a claim is.
func Decode(entry []byte) (Event, error) {
	if len(entry) < 3 || entry[0] <= mapOf || entry[0] > mapOf+mostPairs || entry[1] != kindName {
		return nil, errNoEvent
	}
	var kind Kind
	if _, err := decoding.UnmarshalFirst(entry[2:], &kind); err != nil {
		return nil, fmt.Errorf("decode the kind of an event: %w", err)
	}
	e := New(kind)
	if e == nil {
		return nil, fmt.Errorf("decode an event: there is no kind %q", kind)
	}
	if err := decoding.Unmarshal(entry, e); err != nil {
		return nil, fmt.Errorf("decode %s: %w", kind, err)
	}
	return e, nil
}
