package claim

import (
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

// Waits tells whether the claim wants a reviewer.
func (c *Claim) Waits() bool {
	_, appealed := c.Appealed()
	return c.Status == StatusDecided || c.Status == StatusStopped || c.Flagged() || appealed || c.Challenge != nil || c.Proposal.Waits()
}

// Consent is what a reviewer says with an approval.
type Consent struct {
	Nameless bool // the name is withheld: one reviewer's wish is enough
	Clears   bool // the result clears the private person whom it is about, or is neutral
}

// clears is how a fact says that.
const clears = "clears"

func (x Consent) word() string {
	if x.Clears {
		return clears
	}
	return ""
}

func (x Consent) nameless(c *Claim) Flag { return Flag(x.Nameless && c.AboutPerson()) }

// TookPart reports whether somebody asked, answered or said what others meant, and so reviews nothing of it.
func (c *Claim) TookPart(id PersonID) bool {
	return c.RequestedBy(id) || c.Voted(id) || slices.Contains(c.placedBy, id)
}

// Approve lets a reviewer who did not vote agree with the verdict. With enough approvals it is published, a name after
// its hold.
//
// A name is approved only after it is noted whether the person concerned was tried first. A result on a private person is approved
// only by who says that it clears them, or is neutral, and not at all if it would accuse.
func (c *Claim) Approve(now time.Time, cause string, by PersonID, consent Consent, r Rules) error {
	if c.TookPart(by) {
		return Involved
	}
	switch {
	case c.Challenge != nil:
		return c.Uphold(now, cause, by)
	case c.Status != StatusDecided:
		return NotOpen
	case slices.Contains(c.ApprovedBy, by):
		return AlreadyDone
	case !c.mayCount(now, r):
		return TooNewReviewer
	case c.Question == Identity && r.pool(c).Reviewers < r.Policy.Tenure.Reviewers:
		return FewReviewers
	case c.Question == Identity && c.Tried == "" && r.Policy.TryFirst:
		return TryFirst
	case c.Accuses(c.Verdict.Answer):
		return WouldAccuse
	case c.againstKnown():
		return AgainstKnown
	case c.Private() && !consent.Clears:
		return SayClears
	}
	c.voidStale(now)
	c.Record(&Approved{Meta: Meta{At: now, Cause: cause, By: by}, Digest: c.draftDigest(), Nameless: consent.nameless(c), Consent: consent.word()})
	if len(c.ApprovedBy) < r.Policy.Approvals(c) {
		return nil
	}
	if hold := c.holdFor(r); hold > 0 {
		until := c.Time(now).Add(hold)
		if left := c.PublishAt.Sub(c.timeOfAll(now)); left > hold {
			until = c.Time(now).Add(left) // one more approval never makes it shorter
		}
		c.Record(&Scheduled{Meta: Meta{At: now}, PublishAt: until})
		return nil
	}
	c.publish(now)
	return nil
}

// againstKnown reports whether the verdict is not what two reviewers know to be true. It waits, as one does that reviewers hold.
func (c *Claim) againstKnown() bool { return c.Known != "" && c.Verdict.Answer != c.Known }

// publish publishes exactly what was approved; what reads otherwise by now waits for new approvals.
func (c *Claim) publish(now time.Time) {
	if c.voidStale(now) {
		return
	}
	if c.Private() && (c.Accuses(c.Verdict.Answer) || !c.cleared()) {
		c.Record(&Voided{Meta: Meta{At: now}, Void: c.ApprovedBy})
		return
	}
	v := c.Verdict
	c.Record(&Published{Meta: Meta{At: now}, Verdict: &v, Digest: c.draftDigest(), Version: c.Version + 1})
}

// Hold lets a reviewer stop a verdict that is not out yet, for a reason that the other reviewers see. A later approval
// ends it.
func (c *Claim) Hold(now time.Time, cause string, by PersonID, reason moderation.Foreign) error {
	waits := c.Status == StatusPublished && !c.PublishAt.IsZero() // the correction of a name
	if c.Status != StatusDecided && !waits {
		return NotOpen
	}
	c.Record(&Held{Meta: Meta{At: now, Cause: cause, By: by}, Reason: reason})
	return nil
}

// Correct gives a result that is out another answer, as a new version. For an open question answer may be new text. It takes two
// reviewers: the first proposes it, and another one says the same. As much must speak for a name as for any name, and it is
// corrected after the hold.
func (c *Claim) Correct(now time.Time, cause string, by PersonID, answer string, note moderation.Foreign, r Rules) error {
	if c.Question == Place {
		place := c.readPlace(now, c.AnswerText(answer))
		if answer = string(place.proposed); slices.Contains(c.Answers(), place.answer) {
			answer = place.answer
		}
	}
	switch {
	case c.Status != StatusPublished:
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case !c.Question.Open() && !slices.Contains(TruthAnswers, answer):
		return BadAnswer
	case c.Question == Place && answer == "":
		return NoPlace
	case c.Question == Identity && foldProposal(moderation.Foreign(answer)) == "":
		return BadAnswer
	case c.Question == Identity && moderation.Accuses(string(note)):
		return Accusing
	case c.Question == Identity && moderation.GivesLocation(string(note)):
		return Locating
	case c.Question == Identity && checkName(c.AnswerText(answer)) != nil:
		return checkName(c.AnswerText(answer))
	case !c.mayCorrect(answer, r):
		return TooLittle
	case c.Private() && !c.Question.Open() && answer != False && answer != Unproven, c.Accuses(answer):
		return WouldAccuse // nobody says of a correction that it clears
	}
	want := Proposal{Change: ToCorrect, Answer: moderation.Foreign(answer), Note: note}
	if done, err := c.propose(now, cause, by, want, nil, r); err != nil || !done {
		return err
	}
	if r.Policy.Hold > 0 && c.heldAs(note) {
		c.Record(&Scheduled{Meta: Meta{At: now}, PublishAt: c.Time(now).Add(r.Policy.Hold)})
		return nil
	}
	c.makeCorrection(now)
	return nil
}

// heldAs reports whether a correction waits for the hold: where the rules for people hold, or when its note names somebody, accuses
// them or says where they are.
func (c *Claim) heldAs(note moderation.Foreign) bool {
	return c.AboutPerson() || !c.Privacy.official && (nameSomebody([]moderation.Foreign{note}) || harmful(note))
}

// noted tells where a reviewer's note goes: into the ledger where everybody reads it, else beside it, for reviewers.
func (c *Claim) noted(note moderation.Foreign) (public moderation.Foreign, inside Wording) {
	if c.AboutPerson() || !c.Privacy.official && harmful(note) {
		return "", Wording{Words: note}
	}
	return note, Wording{}
}

// makeCorrection makes the correction that two reviewers want.
func (c *Claim) makeCorrection(now time.Time) {
	s, v := c.Proposal, c.Verdict
	v.Answer = string(s.Answer)
	note, inside := c.noted(s.Note)
	c.Record(&Corrected{
		Meta:    Meta{At: now, By: s.Second},
		Verdict: &v, NoteKind: c.noteOf(v.Answer, s.Note), Note: note, Wording: inside, Version: c.Version + 1,
	})
}

// NoteKind is what everybody reads of why a result about a person was corrected, whatever reviewers wrote.
type NoteKind string

// They are.
const (
	NoteFuller   NoteKind = "fuller"   // the same name, said more fully
	NoteEvidence NoteKind = "evidence" // something else speaks for another result
	NotePrivate  NoteKind = "private"  // the name was taken out
	NoteCustody  NoteKind = "custody"  // what is said in it was said in custody
	NoteLess     NoteKind = "less"     // a source, or the picture, was taken out
)

// changes reports whether it goes with another result, rather than with other words for the same.
func (k NoteKind) changes() bool { return k != NotePrivate && k != NoteCustody && k != NoteLess }

// noteOf tells which note a correction to that answer has; "" where everybody reads what the reviewer wrote.
func (c *Claim) noteOf(answer string, note moderation.Foreign) NoteKind {
	switch {
	case !c.AboutPerson() && (c.Privacy.official || !harmful(note)):
		return ""
	case c.Question == Identity && c.fuller(answer):
		return NoteFuller
	default:
		return NoteEvidence
	}
}

// mayCorrect tells whether a result may be corrected to that: a name only to the same one said more fully, in words of those who
// proposed it or with a profession, or to another for which as much speaks as must for any.
func (c *Claim) mayCorrect(answer string, r Rules) bool {
	if c.Question != Identity {
		return true
	}
	if c.fuller(answer) {
		return c.proposedSo(c.Verdict.Answer, c.AnswerText(answer))
	}
	for _, k := range c.Candidates {
		if k.ID == answer || foldProposal(k.Text) == foldProposal(moderation.Foreign(answer)) {
			return c.mayName(k.ID, r) && c.proposedSo(k.ID, k.Text)
		}
	}
	return false
}

// proposedSo reports whether every word of a name, its profession aside, stands in a proposal for that candidate.
func (c *Claim) proposedSo(candidate string, text moderation.Foreign) bool {
	proposed := map[string]bool{}
	note := func(text moderation.Foreign) {
		for w := range strings.FieldsSeq(foldProposal(text)) {
			proposed[w] = true
		}
	}
	note(c.AnswerText(candidate))
	for _, v := range c.Votes {
		if v.Answer == candidate {
			note(v.Text)
		}
	}
	n, err := parseName(text)
	if err != nil {
		return false
	}
	for w := range strings.FieldsSeq(foldProposal(moderation.Foreign(strings.Join(n.name, " ")))) {
		if !proposed[w] {
			return false
		}
	}
	return true
}

// fuller reports whether a name is the one that is out, with more words.
func (c *Claim) fuller(answer string) bool {
	have, want := strings.Fields(foldProposal(c.AnswerText(c.Verdict.Answer))), strings.Fields(foldProposal(c.AnswerText(answer)))
	return !slices.ContainsFunc(have, func(word string) bool { return !slices.Contains(want, word) })
}

// Voted reports whether an answer of the person stands.
func (c *Claim) Voted(id PersonID) bool {
	_, voted := c.Votes[id]
	return voted
}

// MakeKnown says the outcome of a claim beforehand: it becomes one to practise on, and lives as every other; see practice.go. That takes two reviewers, is possible until a verdict is at hand, and only for what nobody but reviewers asked:
// ours tells that. Of one of which nothing was asked yet it is then asked whether it is true.
func (c *Claim) MakeKnown(now time.Time, cause string, by PersonID, answer string, ours bool, r Rules) error {
	switch {
	case c.Known == answer && answer != "":
		return nil
	case c.Status != StatusReceived && (c.Status != StatusOpen || c.Question.Open()):
		return NotOpen
	case !ours:
		return OfCitizens
	case c.Voted(by):
		return Involved
	case c.Private():
		return AboutPrivate
	case !slices.Contains(TruthAnswers, answer):
		return BadAnswer
	}
	proposer := c.Proposal.By
	done, err := c.propose(now, cause, by, Proposal{Change: ToKnown, Answer: moderation.Foreign(answer)}, nil, r)
	if err != nil || !done {
		return err
	}
	if c.Status == StatusReceived {
		c.begin(now, "", Truth, "", r)
	}
	if c.Status != StatusOpen || c.Private() {
		return nil // it waits for a reviewer, or is about somebody: it goes on as any does
	}
	c.Record(&MadeKnown{Meta: Meta{At: now, By: by}, ProposedBy: []PersonID{proposer}, Outcome: answer})
	return nil
}

// Reopen asks more people about a claim that has a result, or has none. For a result that is out it takes two reviewers.
func (c *Claim) Reopen(now time.Time, cause string, by PersonID, r Rules) error {
	if c.Status != StatusPublished && c.Status != StatusUndecided && c.Status != StatusTakenDown {
		return NotOpen
	}
	if c.unscreened(r) {
		return NotOpen // it was taken down before anybody might be asked
	}
	if c.RequestedBy(by) || c.Voted(by) {
		return Involved
	}
	if c.Status == StatusPublished {
		if done, err := c.propose(now, cause, by, Proposal{Change: ToReopen}, nil, r); err != nil || !done {
			return err
		}
		cause = ""
	}
	n := c.Answered()
	c.Record(&Reopened{
		Meta:     Meta{At: now, Cause: cause, By: by},
		Deadline: c.Time(now).Add(r.Policy.Deadline), Sought: n + r.Policy.RoundSize, Limit: n + r.Policy.MaxAsked,
	})
	c.hintOfAll(now)
	return nil
}

// Merge says that the claim asks the same as another one, which goes on for both. It takes two reviewers.
func (c *Claim) Merge(now time.Time, cause string, by PersonID, into *Claim, r Rules) error {
	switch {
	case into.Code == c.Code || c.Status == StatusReceived || c.Status == StatusRefused || c.Status == StatusMerged || c.Status == StatusTakenDown:
		return CannotMerge
	case into.Status == StatusMerged || into.Status == StatusReceived || into.Status == StatusLapsed:
		return CannotMerge
	case c.Private() && !into.AboutPerson():
		return MarkFirst // else its askers would read of the person what the other one says
	}
	if done, err := c.propose(now, cause, by, Proposal{Change: ToMerge, Into: into.Code}, into, r); err != nil || !done {
		return err
	}
	c.Record(&MergedInto{Meta: Meta{At: now, By: by}, Into: into.Code})
	return nil
}

// Sureness puts a confidence in words.
type Sureness string

// The degrees of sureness of a result.
const (
	VerySure   Sureness = "very_sure"   // .97 and more
	Sure       Sureness = "sure"        // .90 and more
	FairlySure Sureness = "fairly_sure" // less
)

// SurenessOf gives the words for a verdict's confidence.
func SurenessOf(v consensus.Verdict) Sureness {
	switch {
	case v.Confidence >= .97:
		return VerySure
	case v.Confidence >= .90:
		return Sure
	}
	return FairlySure
}
