package claim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/consensus/consensustest"
)

// t0 is when the tests happen.
var t0 = time.Date(2022, 1, 9, 18, 30, 0, 0, time.UTC)

// small rules ask three people in a round and six in all, and decide by three.
var small = Rules{
	Policy: Policy{
		RoundSize: 3, MaxAsked: 6, MinVoters: 3, Confidence: 0.9, Deadline: 48 * time.Hour, Lease: 2 * time.Hour,
		Hold: 30 * time.Minute, PerMinute: 30, OpenAsks: 2,
	},
	Judge: consensustest.Majority(3),
}

// byTwo has two reviewers want the same.
func byTwo(t require.TestingT, do func(by PersonID) error) {
	require.NoError(t, do("reviewer1"))
	require.NoError(t, do("reviewer2"))
}

// fresh is a claim that asker has just sent.
func fresh() *Claim {
	c := Replay("K7Q2MX", nil, 0, []Requester{{Person: "asker", Address: "1", Language: Kazakh}})
	c.Record(&Received{Meta: Meta{At: t0, Cause: "sent"}, Language: Kazakh, Content: &Content{Text: "Сахнадағы адам кім?"}})
	return c
}

// opened is a claim about which that is asked.
func opened(t *testing.T, q Question) *Claim {
	t.Helper()
	c := fresh()
	require.NoError(t, c.Open(t0, "chosen", q, small))
	return c
}

// asked is a claim about which the people a, b, c … are asked, as many as are wanted.
func asked(t *testing.T, q Question) *Claim {
	t.Helper()
	c := opened(t, q)
	require.Len(t, c.Ask(t0, crowd(small.Policy.RoundSize), small), small.Policy.RoundSize)
	return c
}

// decided is a claim on which a, b and c agree.
func decided(t *testing.T, q Question) *Claim {
	t.Helper()
	c := asked(t, q)
	reply := Reply{Choice: False}
	switch q {
	case Identity:
		reply = Reply{Text: "Викрам Рузахунов"}
	case Place:
		reply = Reply{Text: "Алматы"}
	}
	for _, id := range crowd(3) {
		require.NoError(t, c.Answer(t0.Add(time.Minute), "answer."+string(id), id, reply, VoterWeight{Reliability: 2. / 3}, small))
	}
	require.Equal(t, StatusDecided, c.Status)
	return c
}

// published is a claim whose result is out.
func published(t *testing.T, q Question) *Claim {
	t.Helper()
	c := decided(t, q)
	require.NoError(t, c.Approve(t0.Add(time.Hour), "approve.1", "reviewer1", Consent{}, small))
	if q == Identity {
		require.NoError(t, c.Approve(t0.Add(time.Hour), "approve.2", "reviewer2", Consent{}, small))
		c.Tick(t0.Add(2*time.Hour), small)
	}
	require.Equal(t, StatusPublished, c.Status)
	return c
}

// crowd is the first n people of the alphabet.
func crowd(n int) []PersonID {
	ids := make([]PersonID, n)
	for i := range ids {
		ids[i] = PersonID(fmt.Sprintf("%c", 'a'+i))
	}
	return ids
}

// commit does what a desk does when the facts are in the ledger, and gives them.
func (c *Claim) commit() []Event {
	facts := c.fresh
	c.Stored += len(facts)
	c.pending = append(c.pending, facts...)
	c.fresh = nil
	return facts
}

// kinds are those of the facts that were recorded since the last commit.
func (c *Claim) kinds() []Kind {
	kinds := []Kind{}
	for _, f := range c.commit() {
		kinds = append(kinds, f.Kind())
	}
	return kinds
}
