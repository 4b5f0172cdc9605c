package claim

import (
	"slices"
	"strconv"
	"time"

	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/places"
)

// The answer to "Where and when?" is a place of the gazetteer, and a day. Whatever else volunteers write is kept for reviewers
// alone, who can put it into a place: it is no candidate, is shown to no volunteer and is never published.

// Unplaced is the answer of somebody whose words are no place that is known.
const Unplaced = "unplaced"

// placeKey returns what two ways of writing one place and day share; "" for what is no place.
func placeKey(text moderation.Foreign) string {
	p, ok := places.Parse(string(text))
	if !ok {
		return ""
	}
	return p.Key()
}

// placeIn returns a place in a language; "" for what is none.
func placeIn(text moderation.Foreign, l Language) string {
	p, ok := places.Parse(string(text))
	if !ok {
		return ""
	}
	return p.String(string(l))
}

// readPlace returns the candidate that a proposal of now means, also a new one, and how it is written there: "yesterday" becomes
// a day.
func (c *Claim) readPlace(now time.Time, text moderation.Foreign) said {
	p, ok := places.ParseAt(string(text), now)
	if !ok {
		return said{answer: Unplaced, unplaced: text}
	}
	for _, k := range c.Candidates {
		if placeKey(k.Text) == p.Key() {
			return said{answer: k.ID, proposed: k.Text}
		}
	}
	return said{answer: strconv.Itoa(len(c.Candidates) + 1), proposed: moderation.Foreign(p.String(string(canonical)))}
}

// canonical is the language in which places are kept.
const canonical = English

// addPlace makes a new candidate of a place, if there is none of that number.
func (c *Claim) addPlace(id string, text moderation.Foreign) {
	if c.Question == Place && !slices.ContainsFunc(c.Candidates, func(k Candidate) bool { return k.ID == id }) {
		c.addCandidate(Candidate{ID: id, Text: text})
	}
}

// AnswerIn returns the text of an answer in a language: a place as it is called there, everything else as it was proposed.
func (c *Claim) AnswerIn(answer string, l Language) moderation.Masked {
	text := c.AnswerText(answer)
	if c.Question == Place {
		if place := placeIn(text, l); place != "" {
			text = moderation.Foreign(place)
		}
	}
	return text.Mask()
}

// WordsIn returns the answer to an open question in a language.
func (r Release) WordsIn(l Language) moderation.Masked {
	if r.Question == Place {
		return moderation.Foreign(placeIn(moderation.Foreign(r.Words.String()), l)).Mask()
	}
	return r.Words
}

// Unplaced reports whether somebody's words are no place that is known, and no reviewer said which they meant.
func (c *Claim) Unplaced() bool {
	for _, v := range c.Votes {
		if v.Answer == Unplaced {
			return true
		}
	}
	return false
}

// Choices are the candidates that people may be shown: of places those that are known.
func (c *Claim) Choices() []Candidate {
	if c.Question != Place {
		return c.Candidates
	}
	var known []Candidate
	for _, k := range c.Candidates {
		if placeKey(k.Text) != "" {
			known = append(known, k)
		}
	}
	return known
}

// PutInPlace has a reviewer who took no part say which place a volunteer meant whose words are none that is known.
func (c *Claim) PutInPlace(now time.Time, cause string, by, whom PersonID, text moderation.Foreign, r Rules) error {
	switch {
	case c.Question != Place:
		return OtherQuestion
	case c.Status != StatusDecided && c.Status != StatusUndecided:
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by) || slices.Contains(c.ApprovedBy, by):
		return Involved
	case c.Votes[whom].Answer != Unplaced:
		return NotFound
	}
	place := c.readPlace(now, text)
	if place.answer == Unplaced {
		return NoPlace
	}
	c.Record(&Placed{Meta: Meta{At: now, Cause: cause, By: by}, Whom: []PersonID{whom}, Answer: place.answer, Text: place.proposed})
	if c.Status == StatusUndecided {
		c.reconsider(now, r)
	}
	return nil
}

// Counts reports whether the vote is one for an answer.
func (v Vote) Counts() bool { return v.Answer != DontKnow && v.Answer != Unplaced }
