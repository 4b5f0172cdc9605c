package claim

import (
	"time"

	"github.com/rastau/rastau/verification/consensus"
)

// Standing is what an answer of a person counts for: by the assessment, or, for somebody who is not in it, by their own
// record.
func (a Assessment) Standing(p Person) VoterWeight {
	s, ok := a.Of[p.ID]
	if !ok {
		s.Reliability = p.Record.Reliability()
	}
	s.InviteCohort, s.Tenure = p.Cluster, p.Tenure()
	return s
}

// Elections gather the votes on all claims: one election of those whose answers are the same everywhere, and one of those
// with answers of their own.
type Elections struct {
	closed, open consensus.Collector
	Known        consensus.Known
	Voters       map[PersonID]bool
}

// NewElections returns an empty collection.
func NewElections() Elections {
	return Elections{
		open:   consensus.Collector{Open: true, None: NoneOfThese},
		Known:  consensus.Known{Settled: map[string]string{}, Invites: map[string]string{}},
		Voters: map[PersonID]bool{},
	}
}

// Add takes the votes on a claim. Only answers that were given before a result was out tell anything about who gave them.
func (e *Elections) Add(c *Claim) {
	code := string(c.Code)
	switch {
	case c.Known != "" && (!c.Out() || c.Verdict.Answer == c.Known): // what is out otherwise settles nothing
		e.Known.Settled[code] = c.Known
	case c.Corrected && !c.Question.Open():
		e.Known.Settled[code] = c.Verdict.Answer
	}
	for _, id := range c.Voters() {
		v := c.Votes[id]
		if !v.Counts() || (!c.OutAt.IsZero() && v.At.After(c.OutAt)) {
			continue
		}
		e.Voters[id] = true
		if c.Question.Open() {
			e.open.Add([]byte(code), []byte(id), []byte(v.Answer), v.At.Unix())
		} else {
			e.closed.Add([]byte(code), []byte(id), []byte(v.Answer), v.At.Unix())
		}
	}
}

// Assess fits both elections. Somebody who voted in both is as reliable as where they voted more; whoever acts together
// with others in one does so in both.
func (e *Elections) Assess(now time.Time) Assessment {
	for _, answer := range TruthAnswers {
		e.closed.AddAnswer(answer)
	}
	a := Assessment{At: now, Of: map[PersonID]VoterWeight{}}
	weight := map[PersonID]int{}
	for _, b := range []*consensus.Ballots{e.closed.Ballots(), e.open.Ballots()} {
		r := consensus.Fit(b, e.Known, consensus.DefaultPolicy())
		count := b.VotesBy()
		for w, name := range b.Verifiers {
			id := PersonID(name)
			s := a.Of[id]
			if count[w] > weight[id] {
				s.Reliability, weight[id] = r.Reliability[w], count[w]
			}
			a.Of[id] = s
		}
		a.group(b, r)
	}
	return a
}

func (a *Assessment) group(b *consensus.Ballots, r *consensus.Report) {
	add := func(g Group, members []int32) {
		for _, w := range members {
			g.Members = append(g.Members, PersonID(b.Verifiers[w]))
		}
		g.Members = sorted(g.Members)
		g.Voice = string(g.Members[0])
		a.Groups = append(a.Groups, g)
		if !g.Certain {
			return
		}
		for _, id := range g.Members {
			s := a.Of[id]
			s.CollusionGroup = g.Voice
			a.Of[id] = s
		}
	}
	if r.Collusion != nil {
		add(Group{Why: Sleepers, Certain: r.Collusion.Certain, Share: r.Collusion.Targets}, r.Collusion.Members)
	}
	for _, c := range r.Copies {
		add(Group{Why: Copies, Certain: true}, c)
	}
}

// Probability is that of an answer by a verdict; what the best answer leaves is shared by the others.
func (c *Claim) Probability(v consensus.Verdict, answer string) float64 {
	if answer == v.Answer {
		return v.Confidence
	}
	return (1 - v.Confidence) / float64(max(len(c.Answers())-1, 1))
}
