package claim

import (
	"reflect"

	"github.com/rastau/rastau/verification/moderation"
)

// Kept is what stands beside an event and not in it: a ledger only grows, but what people sent must be erasable.
type Kept struct {
	Content  *Content           `cbor:"1,keyasint,omitempty"`
	Evidence *Evidence          `cbor:"2,keyasint,omitempty"`
	Words    moderation.Foreign `cbor:"3,keyasint,omitempty"`
}

// personal is an event that has something to be kept beside it.
type personal interface {
	Event
	kept() Kept
	keep(k Kept)
	sum(digest []byte)
}

// KeptOf returns what is to stand beside an event.
func KeptOf(e Event) Kept {
	p, ok := e.(personal)
	if !ok {
		return Kept{}
	}
	return p.kept()
}

// Without returns an event as it stands in its ledger: without what is kept beside it, of which it has the digest.
func Without(e Event, digest []byte) Event {
	if _, ok := e.(personal); !ok {
		return e
	}
	bare := reflect.New(reflect.TypeOf(e).Elem())
	bare.Elem().Set(reflect.ValueOf(e).Elem())
	p, _ := reflect.TypeAssert[personal](bare)
	p.keep(Kept{})
	p.sum(digest)
	return p
}

// Restore puts back into an event that was just decoded what is kept beside it.
func Restore(e Event, k Kept) {
	if p, ok := e.(personal); ok {
		p.keep(k)
	}
}

func (w *Wording) kept() Kept        { return Kept{Words: w.Words} }
func (w *Wording) keep(k Kept)       { w.Words = k.Words }
func (w *Wording) sum(digest []byte) { w.Copy = digest }

func (e *Received) kept() Kept        { return Kept{Content: e.Content} }
func (e *Received) keep(k Kept)       { e.Content = k.Content }
func (e *Received) sum(digest []byte) { e.Copy = digest }

func (e *Evidenced) kept() Kept        { return Kept{Evidence: e.Evidence} }
func (e *Evidenced) keep(k Kept)       { e.Evidence = k.Evidence }
func (e *Evidenced) sum(digest []byte) { e.Copy = digest }
