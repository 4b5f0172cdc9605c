package handlers

import (
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// standing says where a claim stands, in one sentence, to those who work on it: why something cannot be done with it now, and what became
// of a verdict whose buttons are gone. at is when one that was approved goes out. Reviewers are counted, and not named.
func standing(s locale.Speaker, c *verification.Claim, at time.Time) string {
	approved := len(c.ApprovedBy)
	switch {
	case c.Status == verification.StatusDecided && !c.PublishAt.IsZero():
		return s.T("standing.scheduled", "Count", approved, "At", s.Time(at))
	case c.Status == verification.StatusPublished && c.Version > 1:
		return s.T("standing.corrected", "At", s.Time(c.EndedAt))
	case c.Status == verification.StatusPublished:
		return s.T("standing.published", "Count", approved, "At", s.Time(c.EndedAt))
	case c.Status == verification.StatusMerged:
		return s.T("standing.merged", "Into", c.Into)
	}
	return s.T("standing." + string(c.Status))
}

// refuse says why a wish was not granted. Where that is because of how far the claim is, it says how far.
func (t *talk) refuse(r verification.Refusal) (string, error) {
	if r != verification.NotOpen || t.subject == "" {
		return t.T("refused." + string(r)), nil
	}
	c, err := t.Desk.Claim(t.ctx, t.subject)
	if _, refused := verification.RefusalOf(err); refused {
		return t.T("refused." + string(r)), nil
	}
	if err != nil {
		return "", err
	}
	_, asked := c.Asked[t.by.ID]
	if text, hidden := unspecific(t.Speaker, c); hidden && !asked && !t.by.Reviews() && !c.AskedBy(t.by.ID) {
		return text, nil
	}
	return c.Code.String() + ": " + standing(t.Speaker, c, c.PublishesAt(t.Clock.Now())), nil
}

// underway says that a claim is being checked, or that it waits for somebody who can check it: key is that of the one, with ".waits" that
// of the other. How many there are is told to nobody.
func underway(s locale.Speaker, key string, c *verification.Claim, p progress) string {
	if !p.reached {
		key += ".waits"
	}
	return s.T(key, "Code", c.Code, "Deadline", s.Time(c.EndsAt(p.now)))
}

// lastApproved reports whether somebody gave the last approval: they see what came of it already.
func lastApproved(c *verification.Claim, id verification.PersonID) bool {
	return len(c.ApprovedBy) > 0 && slices.Index(c.ApprovedBy, id) == len(c.ApprovedBy)-1
}

// capital begins a sentence that stands by itself.
func capital(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + sentence[size:]
}
