package verification

import (
	"context"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/duplicates"
	"github.com/rastau/rastau/verification/outage"
)

// Ledger keeps the facts of every claim. A claim's ledger only grows.
type Ledger interface {
	// Load gives a claim's facts, how many of them are settled, and who asked. No facts means no such claim.
	Load(ctx context.Context, code claim.Code) (facts []claim.Event, settled int, askers []claim.Requester, err error)
	// Append adds facts if the ledger holds length facts, else ErrConflict; and has the claim come up in Due at due, or,
	// when that is zero, not at all.
	Append(ctx context.Context, code claim.Code, length int, facts []claim.Event, due time.Time) error
	// Settle notes that the first n facts are settled; a smaller n than before changes nothing. When the ledger holds no
	// more than those, the claim's due time becomes due (none when zero).
	Settle(ctx context.Context, code claim.Code, n int, due time.Time) error
	// Due gives up to n claims that are due, the longest due first.
	Due(ctx context.Context, now time.Time, n int) ([]claim.Code, error)
	// EachDue calls fn for every claim that will come up in Due at some time, some perhaps twice, until it fails.
	EachDue(ctx context.Context, fn func(claim.Code) error) error
	// AddSender keeps who sent a claim, once: when it is called again they may be sealed or forgotten, and are not kept anew.
	AddSender(ctx context.Context, code claim.Code, a claim.Requester) error
	// AddAsker keeps somebody who wants to know, once for each claim by whose way they came; adding them again changes nothing.
	AddAsker(ctx context.Context, code claim.Code, a claim.Requester) error
	// RemoveAsker forgets every way by which somebody asked, RemoveVia the one way by which this asker came.
	RemoveAsker(ctx context.Context, code claim.Code, id claim.PersonID) error
	RemoveVia(ctx context.Context, code claim.Code, a claim.Requester) error
	// SealAskers makes unreadable to the bot who asked so far, but not when, and notes of some that they count already; DropAskers
	// forgets them all.
	SealAskers(ctx context.Context, code claim.Code, again []claim.PersonID) error
	DropAskers(ctx context.Context, code claim.Code) error
	// Erase forgets what people sent about a claim: everything, or the files alone. The ledger stays.
	Erase(ctx context.Context, code claim.Code, what Erasure) error
	// NoteTakedown puts a claim on the public log of withdrawals; Takedowns gives the latest, the latest first.
	NoteTakedown(ctx context.Context, code claim.Code, at time.Time) error
	Takedowns(ctx context.Context, n int) ([]claim.Code, error)
	// NoteResult puts a claim on the list of those whose result has to be issued; a lower edition than before changes nothing.
	NoteResult(ctx context.Context, code claim.Code, edition int) error
	// Count counts what a person does, and tells which of their hour, day or year it is; 0 when that is more than they may. Uncount
	// takes it back.
	Count(ctx context.Context, c Counted) (nth int, err error)
	Uncount(ctx context.Context, c Counted) error
	// CountOfHour counts a new claim of everybody's in this hour, if there were fewer than that.
	CountOfHour(ctx context.Context, now time.Time, most int) (within bool, err error)
	// EachClaim calls fn for every claim that was ever settled, some perhaps twice, until it fails.
	EachClaim(ctx context.Context, fn func(claim.Code) error) error
	// Counts tells how many facts of each kind were ever appended.
	Counts(ctx context.Context) (map[claim.Kind]int64, error)
}

// People keeps the people.
type People interface {
	// Visit loads a person and counts one more update of theirs, in one step; found when there is a record.
	Visit(ctx context.Context, id claim.PersonID, v Visit) (p claim.Person, found bool, pace Pace, err error)
	Person(ctx context.Context, id claim.PersonID) (p claim.Person, found bool, err error)
	// SavePerson stores p if the stored version is p.Version, else ErrConflict. It keeps the index of reviewers.
	SavePerson(ctx context.Context, p claim.Person) error
	DeletePerson(ctx context.Context, id claim.PersonID) error
	Reviewers(ctx context.Context) ([]claim.PersonID, error)
}

// Offer is a claim in a queue.
type Offer struct {
	Code  claim.Code
	Queue claim.Queue
}

// Work keeps which claims want people, and which people can be asked. It is an index: what counts is said by the claims
// and the people themselves, so that a stale entry does no harm.
type Work interface {
	// Offer puts a claim into a queue; a lower rank is taken sooner. Withdraw takes it out. Both may be repeated.
	Offer(ctx context.Context, q claim.Queue, code claim.Code, rank float64) error
	Withdraw(ctx context.Context, q claim.Queue, code claim.Code) error
	// Offered gives up to n claims of the queues, those of lowest rank first.
	Offered(ctx context.Context, qs []claim.Queue, n int) ([]Offer, error)
	// Enlist and Dismiss put a person among those that the queues may ask, and take them out.
	Enlist(ctx context.Context, id claim.PersonID, qs []claim.Queue) error
	Dismiss(ctx context.Context, id claim.PersonID, qs []claim.Queue) error
	// Sample gives up to n different people of the queue, chosen by chance.
	Sample(ctx context.Context, q claim.Queue, n int) ([]claim.PersonID, error)
	// PoolSize is how many people are among those that the queue may ask.
	PoolSize(ctx context.Context, q claim.Queue) (int, error)

	// Workload gives what the person is being asked. SaveWorkload stores it if the stored version is w.Version, else ErrConflict.
	Workload(ctx context.Context, id claim.PersonID) (Workload, error)
	SaveWorkload(ctx context.Context, id claim.PersonID, w Workload) error
	// Hold sets until when the person keeps a seat that they hold; held is false when they do not. Finish gives one up, and notes
	// that they answered unless answered is false.
	Hold(ctx context.Context, id claim.PersonID, s claim.Seat, until time.Time) (held bool, err error)
	Finish(ctx context.Context, id claim.PersonID, s claim.Seat, at time.Time, answered bool) error
	// History gives what the person answered, the latest first, up to n.
	History(ctx context.Context, id claim.PersonID, n int) ([]claim.Code, error)

	// Recent is how many answers the person gave since then.
	Recent(ctx context.Context, id claim.PersonID, since time.Time) (int, error)

	// Practice gives the claims in a language that people practise on; MarkKnown and UnmarkKnown say which.
	MarkKnown(ctx context.Context, l claim.Language, code claim.Code) error
	UnmarkKnown(ctx context.Context, l claim.Language, code claim.Code) error
	Practice(ctx context.Context, l claim.Language) ([]claim.Code, error)

	// Await puts a claim on the reviewers' list, Reviewed takes it off, Awaiting gives the list, the oldest first.
	Await(ctx context.Context, code claim.Code, since time.Time) error
	Reviewed(ctx context.Context, code claim.Code) error
	Awaiting(ctx context.Context, n int) ([]claim.Code, error)
}

// Channels keeps the subscriptions.
type Channels interface {
	Subscription(ctx context.Context, id string) (s Subscription, found bool, err error)
	SaveSubscription(ctx context.Context, s Subscription) error // like SavePerson
	DeleteSubscription(ctx context.Context, id string) error
	// EachSubscription calls fn for every subscription, some perhaps twice, until it fails.
	EachSubscription(ctx context.Context, fn func(Subscription) error) error
	// KeepPosts forgets of some channels that a result went there, if they are forgotten themselves.
	KeepPosts(ctx context.Context, code claim.Code, ids []string) error
	// MoveGroup has every claim that knows a group by one name know it by another, and gives the claims whose results went there and those
	// that were asked there, also those that know it by the other name already.
	MoveGroup(ctx context.Context, from, to GroupName) (posted, asked []claim.Code, err error)
	// DeleteMoved forgets a subscription, unless its digest holds more than was passed on.
	DeleteMoved(ctx context.Context, id string, passed []claim.Code) (gone bool, err error)
	// Collect adds a claim to what the channel's next digest holds, unless there is no such channel; Collected gives it; Digested takes
	// those out.
	Collect(ctx context.Context, id string, code claim.Code) error
	Collected(ctx context.Context, id string) ([]claim.Code, error)
	Digested(ctx context.Context, id string, codes []claim.Code) error
	// NotePost remembers that a channel was sent a claim's result, so that every correction reaches it; Posts gives up to n of those
	// channels that come after a place, and the place of the next ("" when there are no more); HadPost tells which of some are there.
	NotePost(ctx context.Context, code claim.Code, id string) error
	Posts(ctx context.Context, code claim.Code, after string, n int) (ids []string, next string, err error)
	HadPost(ctx context.Context, code claim.Code, of []Subscription) (map[string]bool, error)
	// Subscriptions gives up to about n subscriptions that come after a place, in an order that never changes, and the place of the
	// next; "" when there are no more.
	Subscriptions(ctx context.Context, after string, n int) (s []Subscription, next string, err error)
	// BeginPosting notes that a result is on its way, in place of an earlier one of the claim; the same again changes nothing. Posted
	// notes how far it got, and that it is over at ""; ok is false when it was not at p any more. EndPosting lets go of it, if it is
	// at p still. Postings gives all.
	BeginPosting(ctx context.Context, p Posting) error
	Posted(ctx context.Context, p Posting, next string) (ok bool, err error)
	EndPosting(ctx context.Context, p Posting) error
	Postings(ctx context.Context) ([]Posting, error)
}

// Invitation lets people become verifiers or reviewers. Its Token is the secret; a store keeps only what recognises it.
type Invitation struct {
	Token   string         `cbor:"-"`
	Role    claim.Role     `cbor:"1,keyasint"`
	By      claim.PersonID `cbor:"2,keyasint"`
	Uses    int            `cbor:"3,keyasint"`
	Expires time.Time      `cbor:"4,keyasint"`
}

// Invites keeps the invitations.
type Invites interface {
	Invite(ctx context.Context, i Invitation, now time.Time) error
	// Redeem uses an invitation up by one. It is refused with InviteInvalid when it is unknown, used up or expired, and with
	// InviteUsed when the person used it before, by another cause; by the same cause it is the same use.
	Redeem(ctx context.Context, cause, token string, id claim.PersonID, now time.Time) (Invitation, error)
}

// Assessments keeps what was last found out about the volunteers.
type Assessments interface {
	SaveAssessment(ctx context.Context, a claim.Assessment) error
	Assessment(ctx context.Context) (a claim.Assessment, found bool, err error)
}

// Store is all of them.
type Store interface {
	duplicates.Store
	Assessments
	outage.Store
	Ledger
	People
	Work
	Channels
	Invites
	Bans
	Acts
}
