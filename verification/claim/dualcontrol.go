package claim

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/moderation"
)

// What decides what everybody reads, or whom the votes are held against, takes two reviewers: one proposes an act, and it takes effect
// when another one confirms it. The others are told of the proposal, and any of them can refuse it. A proposal is bound to what it
// was made on: when that reads otherwise, or after some days, it expires. To withdraw something takes one reviewer alone.

// Change is something that takes two reviewers.
type Change string

// The acts.
const (
	ToCorrect Change = "correct" // give a result that is out another answer or note
	ToMerge   Change = "merge"   // have a claim go on as another one
	ToSplit   Change = "split"   // undo a join or a merge of what is out, or of what was joined to that
	ToReopen  Change = "reopen"  // ask again about a result that is out
	ToKnown   Change = "known"   // say what is true, for volunteers to practise on
)

// Changes are all of them.
var Changes = []Change{ToCorrect, ToMerge, ToSplit, ToReopen, ToKnown}

// proposedFor is how long a proposal waits for a second reviewer.
const proposedFor = 72 * time.Hour

// Proposal is an act that a reviewer wants. Change is "" when nothing is proposed.
type Proposal struct {
	Number int // 1 for the first of the claim
	Change Change
	By     PersonID
	Second PersonID // who confirmed it; the correction of a name then waits for its hold
	Answer moderation.Foreign
	Note   moderation.Foreign
	Into   Code
	Until  time.Time // in time that stands still while the bot is cut off
	// The proposer's, as they were then: who leaves afterwards is no more independent of the others for it.
	CollusionGroup, InviteCohort string

	Basis []byte // what it was made on: of the claim, and of the one at its other end
}

// Waits reports whether the proposal waits for a second reviewer.
func (p Proposal) Waits() bool { return p.Change != "" && p.Second == "" }

// same reports whether two reviewers want the same, in whatever words they say it. Notes about people are read by reviewers alone,
// and may differ.
func (c *Claim) same(p, q Proposal) bool {
	notes := c.AboutPerson() || foldProposal(p.Note) == foldProposal(q.Note)
	return p.Change == q.Change && p.Into == q.Into && notes && foldProposal(p.Answer) == foldProposal(q.Answer)
}

// propose notes that a reviewer wants an act; when another one proposed the same, it confirms that. done reports whether the act is
// to take effect now.
func (c *Claim) propose(now time.Time, cause string, by PersonID, want Proposal, other *Claim, r Rules) (done bool, err error) {
	if c.involved(want.Change, by) || other != nil && other.involved(want.Change, by) {
		return false, Involved
	}
	if !c.mayCount(now, r) {
		return false, TooNewReviewer
	}
	want.Basis = c.Basis(other)
	if have := c.Proposal; have.Change != "" && c.same(have, want) && (have.Basis == nil || bytes.Equal(have.Basis, want.Basis)) {
		switch {
		case have.By == by || have.Second != "":
			return false, AlreadyDone
		case !r.independent(have, by):
			return false, AnotherConfirms
		}
		note, inside := c.noted(want.Note)
		c.Record(&Confirmed{Meta: Meta{At: now, Cause: cause, By: by}, Change: want.Change, Answer: string(want.Answer), Note: note, Wording: inside})
		return true, nil
	}
	note, inside := c.noted(want.Note)
	c.Record(&Proposed{
		Meta: Meta{At: now, Cause: cause, By: by}, CollusionGroup: r.Acting.CollusionGroup, InviteCohort: r.Acting.InviteCohort,
		Change: want.Change, Answer: string(want.Answer), Note: note, Wording: inside, Into: want.Into,
		Expires: c.timeOfAll(now).Add(proposedFor), Basis: want.Basis,
	})
	return false, nil
}

// Proposes checks that the proposal of that number waits for a second reviewer.
func (c *Claim) Proposes(number int) error {
	if !c.Proposal.Waits() || c.Proposal.Number != number {
		return NoProposal
	}
	return nil
}

// Reject refuses what is proposed, or takes it back.
func (c *Claim) Reject(now time.Time, cause string, by PersonID, number int) error {
	switch p := c.Proposal; {
	case p.Change == "" || p.Number != number:
		return NoProposal
	case p.By != by && (c.RequestedBy(by) || c.Voted(by)):
		return Involved
	}
	c.Record(&Rejected{Meta: Meta{At: now, Cause: cause, By: by}, Change: c.Proposal.Change})
	return nil
}

// Carried returns the act that was confirmed by that cause, if one was.
func (c *Claim) Carried(cause string) (act Change, done bool) {
	act, done = c.carried[cause]
	return act, done
}

// ProposalUntil is when the proposal expires, if the claim's clock does not stand still any more from now on.
func (c *Claim) ProposalUntil(now time.Time) time.Time {
	return c.Proposal.Until.Add(c.pausedFor(pauseOfAll, now))
}

// dropProposal lets go of what is proposed. A correction that waited for its hold does not go out.
func (c *Claim) dropProposal() {
	if c.Status == StatusPublished {
		c.PublishAt = time.Time{}
	}
	c.Proposal = Proposal{}
}

// overtaken reports whether the claim reads otherwise than when the act was proposed.
func (c *Claim) overtaken() bool {
	return c.Proposal.Change != "" && c.Proposal.Basis != nil && !bytes.Equal(c.Proposal.Basis[:sha256.Size], c.grounds())
}

// expire lets a proposal go that nobody confirmed in time.
func (c *Claim) expire(now, sound time.Time) {
	if p := c.Proposal; p.Waits() && !p.Until.IsZero() && !c.timeOfAll(sound).Before(p.Until) {
		c.Record(&Expired{Meta: Meta{At: now}, Change: p.Change})
	}
}

// Basis identifies what an act is proposed on: how the claim reads, and the one at its other end.
func (c *Claim) Basis(other *Claim) []byte {
	b := c.grounds()
	if other != nil {
		b = append(b, other.grounds()...)
	}
	return b
}

// grounds identifies how the claim reads to everybody. While nothing is out, votes and drafts do not change it.
func (c *Claim) grounds() []byte {
	r := c.Public()
	what := struct {
		State   string
		Version int
		Into    Code
		Known   string
		Person  bool
		Result  [sha256.Size]byte
	}{State: "live", Version: c.Version, Into: c.Into, Known: c.Known, Person: c.AboutPerson()}
	switch {
	case c.Status == StatusPublished:
		what.State, what.Result = "out", r.Digest()
	case c.Status.Ended():
		what.State = string(c.Status)
	case c.Status == StatusReceived:
		what.State = string(StatusReceived)
	}
	text, err := json.Marshal(what)
	if err != nil {
		panic("verification: what a proposal is made on cannot be encoded: " + err.Error()) // it holds nothing but text and numbers
	}
	sum := sha256.Sum256(text)
	return slices.Clone(sum[:])
}

// involved reports whether somebody took part in the claim, and so decides nothing of it. Practice is asked about by reviewers, who are
// one of the two for it.
func (c *Claim) involved(act Change, by PersonID) bool {
	return c.Voted(by) || act != ToKnown && c.RequestedBy(by)
}

// independent reports whether somebody is independent of who proposed that, by what is known now and by what was known then.
func (r Rules) independent(p Proposal, by PersonID) bool {
	switch {
	case !r.apart(p.By, by), p.CollusionGroup != "" && p.CollusionGroup == r.Acting.CollusionGroup:
		return false
	case p.InviteCohort != "" && p.InviteCohort == r.Acting.InviteCohort:
		return r.OneInvitation
	default:
		return true
	}
}

// apart reports whether two reviewers are independent of each other, as far as is known.
func (r Rules) apart(a, b PersonID) bool {
	return a != b && (r.Apart == nil || r.Apart(a, b))
}
