package claim

import (
	"bytes"
	"slices"
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

// When a claim is decided, what would be published is frozen: the verdict, and the sources that were there. Reviewers approve
// exactly that. Answers, weights and sources that come later are shown to them and stay out, so that nobody changes what was
// approved, nor stops it, by adding to it. Only a reviewer takes them in, which voids the approvals.

// mostLinks is how many sources a result is published with.
const mostLinks = 3

// evidenceLink is an address, and who gave it.
type evidenceLink struct {
	by    PersonID
	link  moderation.Foreign
	proof bool // they said since that it proves who they are, or a relative: for reviewers alone
}

// Since is what came after a draft was frozen.
type Since struct {
	Answers int                // answers given or changed
	Sources int                // pieces of evidence
	Verdict *consensus.Verdict // by all votes as they stand; nil when nothing came
}

// freeze takes in what the verdict is published with: of the sources, the first that may be published. What somebody added to prove
// that it is them, or a relative, may not. Which they are is settled here; later one can only be taken out.
func (c *Claim) freeze() {
	c.chosen = nil
	var links []string
	for i, e := range c.Evidence {
		if len(links) == mostLinks {
			break
		}
		if e.Link == "" || i >= len(c.evidenceBy) || c.Votes[c.evidenceBy[i]].EvidenceBasis.NeedsProof() {
			continue
		}
		if link, ok := PublicLink(e.Link); ok && !slices.Contains(links, link) && !c.tells(e.Link) {
			links = append(links, link)
			c.chosen = append(c.chosen, evidenceLink{by: c.evidenceBy[i], link: e.Link})
		}
	}
	c.seenEvidence, c.answersSince, c.weighedSince = len(c.Evidence), 0, false
	c.Drafts++
}

// takeBack takes the sources of somebody out who says that they prove who they are.
func (c *Claim) takeBack(by PersonID) {
	for i, e := range c.chosen {
		c.chosen[i].proof = e.proof || e.by == by
	}
}

// links are the addresses that the draft was frozen with, those aside that say too much by now.
func (c *Claim) links() []string { return c.linksBut(func(evidenceLink) bool { return false }) }

// shownLinks are those of them that are published: not those that were taken back since.
func (c *Claim) shownLinks() []string {
	return c.linksBut(func(e evidenceLink) bool { return e.proof })
}

func (c *Claim) linksBut(withheld func(evidenceLink) bool) []string {
	var links []string
	for _, e := range c.chosen {
		if link, ok := PublicLink(e.link); ok && !withheld(e) && !c.tells(e.link) {
			links = append(links, link)
		}
	}
	return links
}

// Since returns what came after the draft that waits for reviewers, by the rule by which that was decided.
func (c *Claim) Since(p Policy) Since {
	s := Since{Answers: c.answersSince, Sources: len(c.Evidence) - c.seenEvidence}
	if c.Status != StatusDecided || s.Answers+s.Sources == 0 && !c.weighedSince {
		return Since{}
	}
	v := c.Judge(Rules{Policy: p, Judge: c.Verdict.Rule})
	s.Verdict = &v
	return s
}

// TakeIn lets a reviewer who took no part put what came since into the draft. The approvals so far are void, and the verdict is
// reached anew, or no longer.
func (c *Claim) TakeIn(now time.Time, cause string, by PersonID, r Rules) error {
	switch {
	case c.Status != StatusDecided:
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case c.Since(r.Policy) == Since{}:
		return AlreadyDone
	}
	c.retake(now, cause, by, r)
	return nil
}

// retake reaches the verdict that waits for reviewers anew, by all votes as they stand.
func (c *Claim) retake(now time.Time, cause string, by PersonID, r Rules) {
	v := c.Judge(r)
	if v.Decided {
		c.Record(&Decided{Meta: Meta{At: now, Cause: cause, By: by}, Void: c.ApprovedBy, Verdict: &v})
		return
	}
	c.Record(&Doubted{Meta: Meta{At: now, Cause: cause, By: by}, Void: c.ApprovedBy})
	c.conclude(now, r)
}

// cleared reports whether all who approve the draft, and enough of them, say that it clears the private person whom it is about, or
// is neutral.
func (c *Claim) cleared() bool {
	for _, id := range c.ApprovedBy {
		if !c.saidClears[id] {
			return false
		}
	}
	return len(c.ApprovedBy) >= Policy{}.Approvals(c)
}

// stale are those who approved a draft that reads otherwise by now.
func (c *Claim) stale() []PersonID {
	digest := c.draftDigest()
	var stale []PersonID
	for _, id := range c.ApprovedBy {
		if !bytes.Equal(c.approved[id], digest) {
			stale = append(stale, id)
		}
	}
	return stale
}

// redraft has reviewers read the draft again after somebody changed it, which is when it reads otherwise than before. Who changed
// nothing voids nothing.
func (c *Claim) redraft(now time.Time, by PersonID, before []byte) {
	if c.Status == StatusDecided && !bytes.Equal(before, c.draftDigest()) {
		c.Record(&Voided{Meta: Meta{At: now, By: by}, Void: c.stale()})
	}
}

// voidStale takes back the approvals of what reads otherwise by now, and reports whether there were any.
func (c *Claim) voidStale(now time.Time) bool {
	stale := c.stale()
	if c.Status == StatusDecided && len(stale) > 0 {
		c.Record(&Voided{Meta: Meta{At: now}, Void: stale})
	}
	return len(stale) > 0
}

// void takes approvals back. The draft is another one from then on. It waits on for its hold when enough of them stand.
func (c *Claim) void(whom []PersonID) {
	var kept []PersonID
	for _, id := range c.ApprovedBy {
		if !slices.Contains(whom, id) {
			kept = append(kept, id)
		}
	}
	c.ApprovedBy = kept
	if len(kept) < (Policy{}).Approvals(c) {
		c.PublishAt = time.Time{}
	}
	c.Drafts++
}

// Saw checks that an approval is of the draft that waits: tag is the one that the reviewer was shown, or "", which stands for the
// first draft.
func (c *Claim) Saw(tag string) error {
	if c.Status != StatusDecided || tag == c.DraftTag() || tag == "" && c.Drafts <= 1 {
		return nil
	}
	return Changed
}
