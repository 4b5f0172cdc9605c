package claim

import (
	"time"
)

// ForPractice reports whether only those are asked about the claim who practise. Once others want to know it, it is for everybody.
func (c *Claim) ForPractice() bool { return c.Known != "" && len(c.Joins) == 0 }

// practising is the queue of those who practise, or whose turn to it has come.
const practising Subject = "practice"

// PracticeQueues are those of the languages.
func PracticeQueues(ls []Language) []Queue {
	queues := make([]Queue, len(ls))
	for i, l := range ls {
		queues[i] = Queue{l, practising}
	}
	return queues
}

// Pools are those in which somebody is to be found who is asked.
func (p Person) Pools(now time.Time) []Queue {
	if p.Practises(now) {
		return append(p.Queues(), PracticeQueues(p.Languages)...)
	}
	return p.Queues()
}
