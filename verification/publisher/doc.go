// Package publisher issues bulletins: what is published becomes a numbered, signed bulletin that proves itself, and every
// hour a digest says what stands.
//
// [Publisher.Issue] is run again and again, by any replica, and may die anywhere: a bulletin counts from the moment when it
// is kept, in one step with its number and with the note that its result was issued. Who comes second finds that number
// given out and begins anew. [Publisher.Latest] gives what is out, and [Edition] every form of it.
package publisher

import (
	"context"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// Entry is a bulletin as it is kept.
type Entry struct {
	Number int64  `cbor:"1,keyasint"`
	By     []byte `cbor:"2,keyasint"` // the public key
	COSE   []byte `cbor:"3,keyasint"`
}

// Result is a claim whose edition is dealt with: by Entry, or, when that is nil, by what was issued before.
type Result struct {
	Code    claim.Code
	Edition int
	Entry   *Entry
}

// Issue is what is kept in one step.
type Issue struct {
	Number  int64 // the highest that was given out
	Results []Result
	Digest  *Entry // nil when there is no new one
}

// Store keeps bulletins. Of the results about a claim it keeps the newest alone, so that what was withdrawn is gone.
type Store interface {
	// NoteResult puts a claim among those whose result has to be issued, unless that edition is noted already.
	NoteResult(ctx context.Context, code claim.Code, edition int) error
	// Unissued gives up to n claims whose result has to be issued.
	Unissued(ctx context.Context, n int) ([]claim.Code, error)
	// Number is the highest number that was given out, 0 for none.
	Number(ctx context.Context) (int64, error)
	// Issue keeps what was issued if the highest number is before still, else verification.ErrConflict. A claim whose
	// result changed since stays among the unissued.
	Issue(ctx context.Context, before int64, i Issue) error
	// Result is the newest bulletin about a claim, Results those about up to n claims, the highest number first.
	Result(ctx context.Context, code claim.Code) (e Entry, found bool, err error)
	Results(ctx context.Context, n int) ([]Entry, error)
	// Digest is the latest one.
	Digest(ctx context.Context) (e Entry, found bool, err error)
}

// Claims is where claims are.
type Claims interface {
	Claim(ctx context.Context, code claim.Code) (*claim.Claim, error)
	NoteResults(ctx context.Context) error
}

var _ Claims = (*verification.Service)(nil)
