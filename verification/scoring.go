package verification

import (
	"context"
	"errors"

	"github.com/rastau/rastau/verification/consensus"
)

// scoreVoters lets everybody's record learn from the first result, which may have been corrected since.
func (d *Desk) scoreVoters(ctx context.Context, c *Claim, published Fact) error {
	if published.Count != 1 {
		return nil
	}
	for _, id := range sortedKeys(c.Votes) {
		v := c.Votes[id]
		if !v.counts() {
			continue
		}
		_, err := d.changePerson(ctx, id, func(p *Person) error {
			if p.Version == 0 {
				return NotFound // they were forgotten
			}
			p.Score(c.Code, c.probability(*published.Verdict, v.Answer))
			return nil
		})
		if err != nil && !errors.Is(err, NotFound) {
			return err
		}
	}
	return nil
}

// probability is that of an answer by a verdict; what the best answer leaves is shared by the others.
func (c *Claim) probability(v consensus.Verdict, answer string) float64 {
	if answer == v.Answer {
		return v.Confidence
	}
	return (1 - v.Confidence) / float64(max(len(c.Answers())-1, 1))
}
