package claim

import (
	"slices"
	"time"
)

// NamingRule is what must speak for a name before reviewers may be asked to publish it. Votes alone never name anybody:
// crowds that agreed have named the wrong person before.
type NamingRule struct {
	Proposals int  // people who proposed the name unseen by each other, those of one voice counting once
	Clusters  int  // groups of volunteers that those come from: everybody who came by one invitation is one
	Kinds     int  // kinds of evidence; that somebody looks like it is none
	Earlier   bool // one of them public material from before the event, shown
}

// Burst is how fast proposals must have come for the hold to be longer: an agreed attack comes all at once.
const (
	burst     = 10 * time.Minute
	burstHold = 4 // times as long
)

// Naming is what speaks for a name.
type Naming struct {
	Proposals int
	Clusters  int
	Kinds     int
	Earlier   bool
}

// Meets tells whether that is enough.
func (n Naming) Meets(r NamingRule) bool {
	return n.Proposals >= r.Proposals && n.Clusters >= r.Clusters && n.Kinds >= r.Kinds && (n.Earlier || !r.Earlier)
}

// Naming counts what speaks for a candidate of the claim.
func (c *Claim) Naming(candidate string) Naming {
	voices, clusters, kinds := map[string]bool{}, map[string]bool{}, map[EvidenceBasis]bool{}
	var n Naming
	for _, id := range c.Voters() {
		v := c.Votes[id]
		if v.Answer != candidate {
			continue
		}
		if v.Text != "" {
			voice := v.CollusionGroup
			if voice == "" {
				voice = string(id)
			}
			if c.counted(id) {
				voices[voice], clusters[v.InviteCohort] = true, true
			}
		} else if v.New {
			continue // who joined just now is heard for what they propose and show, not for agreeing
		}
		shown := c.showed(id)
		switch v.EvidenceBasis {
		case LooksLike, "":
		case SawEarlier:
			kinds[SawEarlier] = true
			n.Earlier = n.Earlier || shown
		default:
			if shown || !v.EvidenceBasis.NeedsProof() {
				kinds[v.EvidenceBasis] = true
			}
		}
		if shown && v.EvidenceBasis != SawEarlier && !v.EvidenceBasis.NeedsProof() { // what is shown is the proof of what they say
			kinds[FoundSource] = true
		}
	}
	n.Proposals, n.Clusters, n.Kinds = len(voices), len(clusters), len(kinds)
	return n
}

// showed tells whether somebody added material that others can look at.
func (c *Claim) showed(id PersonID) bool { return c.material[id] }

// mayName tells whether a verdict may be reached at all: always, unless it names somebody for whom too little speaks.
func (c *Claim) mayName(answer string, r Rules) bool {
	return c.Question != Identity || c.Naming(answer).Meets(r.Policy.Naming)
}

// holdFor is how long an approved verdict waits: a name for the hold, and longer when as many proposals as are needed came in
// a burst, whatever came before or after.
func (c *Claim) holdFor(r Rules) time.Duration {
	hold := r.Policy.HoldFor(c)
	var at []time.Time
	for _, v := range c.Votes {
		if v.Answer == c.Verdict.Answer && v.Text != "" {
			at = append(at, v.At)
		}
	}
	slices.SortFunc(at, time.Time.Compare)
	need := r.Policy.Naming.Proposals
	for i := need - 1; need > 0 && i < len(at); i++ {
		if at[i].Sub(at[i-need+1]) < burst {
			return hold * burstHold
		}
	}
	return hold
}
