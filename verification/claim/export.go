package claim

import (
	"time"

	"github.com/rastau/rastau/verification/consensus"
)

// OpenClaim is what anybody may know of a published verdict: enough to count it again, and nothing of who asked, of what
// was shown, or of names that were proposed. Voters have names that are made for exports alone, the same on all claims, so
// that others can try rules of their own on the votes.
type OpenClaim struct {
	Claim     Code        `json:"claim"`
	Version   int         `json:"version"`
	Question  Question    `json:"question"`
	Published time.Time   `json:"published"` // the day
	Answers   []string    `json:"answers"`   // that a vote could have
	Rule      OpenRule    `json:"rule"`
	Votes     []OpenVote  `json:"votes"`
	Verdict   OpenVerdict `json:"verdict"`
	Blackout  int         `json:"blackout_hours,omitempty"` // that were not counted while it was checked
}

// OpenRule is the rule by which a verdict was decided; see [consensus.Bayes].
type OpenRule struct {
	Tempering  float64 `json:"tempering"`
	Confidence float64 `json:"confidence"`
	MinVoters  int     `json:"min_voters"`
}

// OpenVote is one vote as it counted.
type OpenVote struct {
	Voter       string  `json:"voter"`
	Answer      string  `json:"answer"`
	Reliability float64 `json:"reliability"`
	Voice       string  `json:"voice,omitempty"` // those of one voice are heard once
}

// OpenVerdict is what was published.
type OpenVerdict struct {
	Answer     string  `json:"answer"`
	Confidence float64 `json:"confidence"`
	Voices     int     `json:"voices"`
	For        int     `json:"for"`
	ByHand     bool    `json:"by_hand,omitempty"` // a reviewer corrected it
}

// Export returns the published claim with its votes, all names replaced by those that name makes for them within a domain.
func (c *Claim) Export(name func(domain, name string) string) OpenClaim {
	v := c.Verdict
	o := OpenClaim{
		Claim: c.Code, Version: c.Version, Question: c.Question, Published: c.OutAt.UTC().Truncate(Day), Answers: c.Field(),
		Rule:    OpenRule{v.Rule.Tempering, v.Rule.Confidence, v.Rule.MinVoters},
		Verdict: OpenVerdict{Answer: v.Answer, Confidence: v.Confidence, Voices: v.Voters, For: v.For, ByHand: c.Corrected},
		Votes:   []OpenVote{}, Blackout: int(c.Paused(c.EndedAt).Round(time.Hour).Hours()),
	}
	for _, id := range c.Voters() {
		vote := c.Votes[id]
		if !vote.Counts() || !c.counted(id) {
			continue
		}
		open := OpenVote{Voter: name("voter", string(id)), Answer: vote.Answer, Reliability: vote.Weight}
		if vote.CollusionGroup != "" {
			open.Voice = name("voice", vote.CollusionGroup)
		}
		o.Votes = append(o.Votes, open)
	}
	return o
}

// Recount weighs the votes of an open claim anew by its rule.
func (o OpenClaim) Recount() OpenVerdict {
	rule := consensus.Bayes{Tempering: o.Rule.Tempering, Confidence: o.Rule.Confidence, MinVoters: o.Rule.MinVoters}
	votes := make([]consensus.Vote, len(o.Votes))
	for i, v := range o.Votes {
		votes[i] = consensus.Vote{Answer: v.Answer, Reliability: v.Reliability, Voice: v.Voice}
	}
	v := rule.Judge(o.Answers, votes)
	return OpenVerdict{Answer: v.Answer, Confidence: v.Confidence, Voices: v.Voters, For: v.For}
}
