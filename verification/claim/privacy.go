package claim

import (
	"slices"
	"time"

	"github.com/rastau/rastau/verification/moderation"
)

// A claim about a private person follows the rules for people, whatever is asked about it: two reviewers approve its result, any
// of them can stop it during the hold, its text is quoted without the name, and a verdict that would accuse is given to nobody.
// A hint in a text brings them in; who the claim is about, people say: the asker, any one volunteer who was asked, any reviewer.
// Officials acting as such, and public figures in their public role, are not private persons: two reviewers say who is one.
// "Who is this?" follows the same rules always, and its own besides.

// PrivateBy is who says that a claim is about a private person.
type PrivateBy string

// They are.
const (
	PrivateByHint      PrivateBy = "hint" // a text names somebody
	PrivateByAsker     PrivateBy = "asker"
	PrivateByVolunteer PrivateBy = "volunteer"
	PrivateByReviewer  PrivateBy = "reviewer"
)

const (
	saysOfficial = 2 // reviewers who must say that a claim is about no private person
	saidAgain    = 3 // volunteers whose word it takes after reviewers decided otherwise
	mayClose     = 2 // volunteers, independent of each other, who close a claim that could harm
)

// Privacy is what is known of the private person whom a claim may be about.
type Privacy struct {
	On       bool               // the rules for people hold
	Said     bool               // somebody says that it is about a private person, and not a hint alone
	Hidden   moderation.Foreign // words that reviewers named: they are quoted nowhere
	Unnamed  bool               // a reviewer looked: the text names nobody
	NamedIn  moderation.Foreign // where and when officials or the media named the person themselves
	Official []PersonID         // reviewers who say that it is about an official, or a public figure

	official bool // enough of them do
	said     map[PersonID]bool
}

// AboutPerson reports whether the rules for people hold for the claim.
func (c *Claim) AboutPerson() bool { return c.Question == Identity || c.Privacy.On }

// Private reports whether the claim is about a private person by its content, and not because that is what is asked.
func (c *Claim) Private() bool { return c.Question != Identity && c.Privacy.On }

// saidBy notes who says so, and reports whether it counts.
func (p *Privacy) saidBy(id PersonID) bool {
	if p.said == nil {
		p.said = map[PersonID]bool{}
	}
	p.said[id] = true
	return !p.official || len(p.said) >= saidAgain
}

// hint has the rules for people hold if one of the texts names somebody.
func (c *Claim) hint(now time.Time, texts ...moderation.Foreign) {
	if c.AboutPerson() || c.Privacy.official || c.Status == StatusPublished || !nameSomebody(texts) {
		return // of what is out, people say it
	}
	before := c.draftDigest()
	c.Record(&MarkedPrivate{Meta: Meta{At: now}, As: PrivateByHint})
	c.redraft(now, "", before)
}

// hintOfAll is hint for all that was written of the claim so far.
func (c *Claim) hintOfAll(now time.Time) {
	texts := []moderation.Foreign{c.Content.Text, c.Note}
	for _, l := range c.Content.Links {
		texts = append(texts, addressed(l))
	}
	for _, e := range c.Evidence {
		texts = append(texts, e.Text, addressed(e.Link))
	}
	for _, v := range c.Votes {
		if v.Answer == Unplaced {
			texts = append(texts, v.Text)
		}
	}
	c.hint(now, texts...)
}

func nameSomebody(texts []moderation.Foreign) bool {
	return slices.ContainsFunc(texts, func(t moderation.Foreign) bool { return t != "" && moderation.NamesPerson(string(t)) })
}

// MarkPrivate says that the claim is about a private person: its asker, a volunteer who was asked, or a reviewer, whose words are
// then quoted nowhere. A result that is out is published anew without the name, or withdrawn if it would accuse.
func (c *Claim) MarkPrivate(now time.Time, cause string, by PersonID, as PrivateBy, words moderation.Foreign) error {
	if err := c.mayMark(by, as); err != nil {
		return err
	}
	f := &MarkedPrivate{Meta: Meta{At: now, Cause: cause, By: by}, As: as}
	switch as {
	case PrivateByAsker:
		f.By = "" // who asks stands in no ledger
	case PrivateByReviewer:
		f.Words = cut(words, longestWords)
	}
	before := c.draftDigest()
	c.Record(f)
	c.redraft(now, by, before)
	return nil
}

// QuoteWhole has a reviewer say of a claim about a private person that its own text names nobody: a result is then published with it,
// when reviewers approve that. To what is out nobody adds anything so.
func (c *Claim) QuoteWhole(now time.Time, cause string, by PersonID) error {
	if err := c.mayMark(by, PrivateByReviewer); err != nil {
		return err
	}
	switch {
	case c.Status.Ended():
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	}
	before := c.draftDigest()
	c.Record(&MarkedPrivate{Meta: Meta{At: now, Cause: cause, By: by}, As: PrivateByReviewer, Unnamed: true})
	c.redraft(now, by, before)
	return nil
}

func (c *Claim) mayMark(by PersonID, as PrivateBy) error {
	switch as {
	case PrivateByAsker:
		if c.Status == StatusReceived || c.Status.Ended() {
			return NotOpen
		}
	case PrivateByVolunteer:
		if err := c.mayAnswer(by); err != nil {
			return err
		}
	case PrivateByReviewer:
		switch c.Status {
		case StatusReceived, StatusRefused, StatusMerged, StatusLapsed, StatusTakenDown:
			return NotOpen
		default:
			return nil
		}
	default:
		return BadAnswer
	}
	if c.Question == Identity || c.Privacy.said[by] || as == PrivateByAsker && (c.Privacy.Said || c.Privacy.official) {
		return AlreadyDone
	}
	return nil
}

// SayOfficial has a reviewer say that the claim is about an official acting as such, or a public figure in their public role.
// It takes two; in doubt it is a private person. What is out was approved by the rules for people, and stays as it is.
func (c *Claim) SayOfficial(now time.Time, cause string, by PersonID, r Rules) error {
	switch {
	case !c.Private():
		return NotPrivate
	case c.Status.Ended():
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case slices.Contains(c.Privacy.Official, by):
		return AlreadyDone
	case !c.mayCount(now, r):
		return TooNewReviewer
	}
	before := c.draftDigest()
	c.Record(&SaidOfficial{Meta: Meta{At: now, Cause: cause, By: by}})
	c.redraft(now, by, before)
	return nil
}

// NoteNamed has a reviewer note where and when officials or the media named the person themselves. A result that clears them may
// then name them: the two who approve it confirm it.
func (c *Claim) NoteNamed(now time.Time, cause string, by PersonID, where moderation.Foreign) error {
	switch {
	case !c.Private():
		return NotPrivate
	case c.Status.Ended():
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case !says(where):
		return SayWhere
	}
	before := c.draftDigest()
	c.Record(&NotedNamed{Meta: Meta{At: now, Cause: cause, By: by}, Wording: Wording{Words: where}})
	c.redraft(now, by, before)
	return nil
}

// Accuses reports whether the answer, given as a result, would accuse the person or say where they are, as far as a machine can
// tell: it confirms a text that does.
func (c *Claim) Accuses(answer string) bool {
	if !c.Private() || answer == False || answer == Unproven {
		return false
	}
	return harmful(c.Content.Text)
}

// harmful reports whether a text accuses somebody, or says where they live, work or are.
func harmful(text moderation.Foreign) bool {
	return moderation.Accuses(string(text)) || moderation.GivesLocation(string(text))
}

// ToProtect is why a claim is closed whose result could harm a private person.
const ToProtect = "private"

// Protect has a reviewer close a claim to protect a person: it has no result, and what was sent is erased.
func (c *Claim) Protect(now time.Time, cause string, by PersonID) error {
	if err := c.mayMark(by, PrivateByReviewer); err != nil {
		return err
	}
	c.protect(now, cause, by)
	return nil
}

// protect closes the claim; what was out is withdrawn.
func (c *Claim) protect(now time.Time, cause string, by PersonID) {
	if c.Out() {
		c.Record(&TakenDown{Meta: Meta{At: now, Cause: cause, By: by}, Reason: WithdrawnPrivate, Version: c.Version + 1})
		return
	}
	c.Record(&Refused{Meta: Meta{At: now, Cause: cause, By: by}, Question: c.Question, Reason: ToProtect})
}
