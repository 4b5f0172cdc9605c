package verification

import (
	"github.com/rastau/rastau/verification/matching/names"
	"github.com/rastau/rastau/verification/screening"
)

// foldProposal maps the ways of writing the same words onto one text; "" for what says nothing. It is what a claim is folded
// by, so that what it gives for a text must not change.
func foldProposal(text screening.Foreign) string { return names.Key(string(text)) }

// meant finds the candidate that a proposal means, "" if it is a new one. A name is that of a candidate when it is the same as
// every way in which that was proposed, so that an initial joins no two people; if it could be of several, it is that of the
// first. A place must be the same word for word.
func (c *Claim) meant(text screening.Foreign) string {
	if id := c.written(text); id != "" || c.Question != Identity {
		return id
	}
	for _, k := range c.Candidates {
		_, same := names.Same(string(k.Text), string(text))
		for _, v := range c.Votes {
			if same && v.Answer == k.ID && v.Text != "" {
				_, same = names.Same(string(v.Text), string(text))
			}
		}
		if same {
			return k.ID
		}
	}
	return ""
}

// written finds the candidate that is written in these words, "" if there is none.
func (c *Claim) written(text screening.Foreign) string {
	folded := foldProposal(text)
	for _, k := range c.Candidates {
		if foldProposal(k.Text) == folded {
			return k.ID
		}
	}
	return ""
}
