package verification

import (
	"bytes"
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/screening"
)

// When a claim is decided, what would be published is frozen: the verdict, and the sources that were there. Reviewers approve
// exactly that. Answers, weights and sources that come later are shown to them and stay out, so that nobody changes what was
// approved, nor stops it, by adding to it. Only a reviewer takes them in, which voids the approvals.

// mostLinks is how many sources a result is published with.
const mostLinks = 3

// evidenceLink is an address, and who gave it.
type evidenceLink struct {
	by    PersonID
	link  screening.Foreign
	proof bool // that it is them, or a relative: for reviewers alone
}

// Since is what came after a draft was frozen.
type Since struct {
	Answers int                // answers given or changed
	Sources int                // pieces of evidence
	Verdict *consensus.Verdict // by all votes as they stand; nil when nothing came
}

// freeze takes in what the verdict is published with.
func (c *Claim) freeze() {
	c.taken = nil
	for i, e := range c.Evidence {
		if e.Link != "" && i < len(c.evidenceBy) {
			by := c.evidenceBy[i]
			c.taken = append(c.taken, evidenceLink{by, e.Link, c.Votes[by].Knowing.NeedsProof()})
		}
	}
	c.seenEvidence, c.answersSince, c.weighedSince = len(c.Evidence), 0, false
	c.Drafts++
}

// links are the addresses that the draft was frozen with: the first of those taken in that may be published. What somebody
// added to prove that it is them, or a relative, may not.
func (c *Claim) links() []string { return c.linksBut(func(e evidenceLink) bool { return e.proof }) }

// shownLinks are those of them that are published: who says later that a link proves who they are takes it back.
func (c *Claim) shownLinks() []string {
	return c.linksBut(func(e evidenceLink) bool { return e.proof || c.Votes[e.by].Knowing.NeedsProof() })
}

func (c *Claim) linksBut(withheld func(evidenceLink) bool) []string {
	var links []string
	for _, e := range c.taken {
		if len(links) == mostLinks {
			break
		}
		if withheld(e) {
			continue
		}
		if link, ok := PublicLink(e.link); ok && !contains(links, link) && !c.tells(e.link) {
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
	v := c.judge(Rules{Policy: p, Judge: c.Verdict.Rule})
	s.Verdict = &v
	return s
}

// TakeIn lets a reviewer who took no part put what came since into the draft. The approvals so far are void, and the verdict is
// reached anew, or no longer.
func (c *Claim) TakeIn(now time.Time, cause string, by PersonID, r Rules) error {
	switch {
	case c.Status != StatusDecided:
		return NotOpen
	case c.AskedBy(by) || c.voted(by):
		return Involved
	case c.Since(r.Policy) == Since{}:
		return AlreadyDone
	}
	c.retake(now, cause, by, r)
	return nil
}

// retake reaches the verdict that waits for reviewers anew, by all votes as they stand.
func (c *Claim) retake(now time.Time, cause string, by PersonID, r Rules) {
	v := c.judge(r)
	if v.Decided {
		c.record(Fact{Kind: Decided, At: now, Cause: cause, By: by, Whom: c.ApprovedBy, Verdict: &v})
		return
	}
	c.record(Fact{Kind: Doubted, At: now, Cause: cause, By: by, Whom: c.ApprovedBy})
	c.conclude(now, r)
}

// approve notes an approval and which draft it is of.
func (c *Claim) approve(f Fact) {
	c.ApprovedBy, c.HeldFor, c.Nameless = append(c.ApprovedBy, f.By), "", c.Nameless || f.Count > 0
	if c.approved == nil {
		c.approved = map[PersonID][]byte{}
	}
	c.approved[f.By] = f.Digest
	if c.saidClears == nil {
		c.saidClears = map[PersonID]bool{}
	}
	c.saidClears[f.By] = f.Answer == clears
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

// redraft has reviewers read the draft again after one of them changed it.
func (c *Claim) redraft(now time.Time, by PersonID) {
	if c.Status == StatusDecided {
		c.record(Fact{Kind: Voided, At: now, By: by, Whom: c.stale()})
	}
}

// void takes approvals back. The draft is another one from then on.
func (c *Claim) void(whom []PersonID) {
	var kept []PersonID
	for _, id := range c.ApprovedBy {
		if !contains(whom, id) {
			kept = append(kept, id)
		}
	}
	c.ApprovedBy, c.PublishAt = kept, time.Time{}
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
