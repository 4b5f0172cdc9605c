package claim

import (
	"sync"

	"github.com/rastau/rastau/verification/matching/names"
	"github.com/rastau/rastau/verification/moderation"
)

// foldProposal maps the ways of writing the same words onto one text; "" for what says nothing. It is what a claim is folded
// by, so that what it gives for a text must not change.
func foldProposal(text moderation.Foreign) string { return folded.of(text) }

// folded remembers what was folded lately: a claim is folded anew at each press, and to fold a name takes longer than all else.
var folded foldings

const mostFolded = 8192

type foldings struct {
	mu   sync.Mutex
	keys map[moderation.Foreign]string
}

func (f *foldings) of(text moderation.Foreign) string {
	f.mu.Lock()
	key, known := f.keys[text]
	f.mu.Unlock()
	if known {
		return key
	}
	key = names.Key(string(text))
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.keys == nil || len(f.keys) >= mostFolded {
		f.keys = map[moderation.Foreign]string{}
	}
	f.keys[text] = key
	return key
}

// meant finds the candidate that a proposal means, "" if it is a new one. A name is that of a candidate when it is the same as
// every way in which that was proposed, so that an initial joins no two people; if it could be of several, it is that of the
// first. A place must be the same word for word.
func (c *Claim) meant(text moderation.Foreign) string {
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
func (c *Claim) written(text moderation.Foreign) string {
	return c.byWords[foldProposal(text)]
}
