package claim

import (
	"slices"
	"time"

	"github.com/rastau/rastau/verification/moderation"
)

// Withdrawal says why a claim was withdrawn. It is all that the public learns of the reason: words could repeat what was
// withdrawn.
type Withdrawal string

// The reasons.
const (
	WithdrawnWrong     Withdrawal = "wrong"   // the result is wrong
	WithdrawnForged    Withdrawal = "forged"  // its evidence is forged
	WithdrawnPrivate   Withdrawal = "private" // it is about a private person
	WithdrawnHarmful   Withdrawal = "harmful" // it could harm somebody, or sends people somewhere
	WithdrawnAtWish    Withdrawal = "wish"    // the person concerned wishes it
	WithdrawnUnfit     Withdrawal = "unfit"   // it is nothing that can be checked
	WithdrawnOtherwise Withdrawal = "other"   // formerly, or for no reason of the list
)

// Withdrawals are those that reviewers choose from, in the order in which they are shown.
var Withdrawals = []Withdrawal{
	WithdrawnPrivate, WithdrawnHarmful, WithdrawnWrong, WithdrawnForged, WithdrawnAtWish, WithdrawnUnfit, WithdrawnOtherwise,
}

// longestWithdrawal is how many characters of a reviewer's words on a withdrawal are kept.
const longestWithdrawal = 300

// Withdrawable checks that the claim can be withdrawn.
func (c *Claim) Withdrawable() error {
	switch {
	case c.Status == StatusMerged && c.Out(): // what it said was published all the same
		return nil
	case c.Status == StatusTakenDown, c.Status == StatusMerged, c.Status == StatusReceived, c.Status == StatusRefused:
		return NotOpen
	default:
		return nil
	}
}

// TakeDown withdraws a claim and its result, everywhere. One reviewer's word is enough. The reason is public where the result
// was; words are for reviewers.
func (c *Claim) TakeDown(now time.Time, cause string, by PersonID, reason Withdrawal, words moderation.Foreign) error {
	if err := c.Withdrawable(); err != nil {
		return err
	}
	if !slices.Contains(Withdrawals, reason) {
		return BadAnswer
	}
	version := c.Version
	if c.Out() {
		version++
	}
	c.Record(&TakenDown{Meta: Meta{At: now, Cause: cause, By: by}, Reason: reason, Wording: Wording{Words: cut(words, longestWithdrawal)}, Version: version})
	return nil
}
