package claim

import (
	"time"
)

// A result's card is passed on without end, and nobody can take it back. So the picture that a claim came with stands on it
// only when a reviewer has looked and says that it shows nobody whom that could harm: people at a protest, passers-by,
// children, a home. What a machine could look for in faces is looked for nowhere.

// AllowPicture lets the claim's picture stand on the card of its result, or no longer does.
func (c *Claim) AllowPicture(now time.Time, cause string, by PersonID) error {
	_, has := c.showable()
	switch {
	case !has:
		return NoPicture
	case c.Private():
		return AboutPrivate
	case c.Status == StatusReceived || c.Status == StatusTakenDown || c.Status == StatusMerged:
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case c.Status == StatusPublished && !c.Pictured:
		return OutAsApproved
	}
	before := c.draftDigest()
	c.Record(&Pictured{Meta: Meta{At: now, Cause: cause, By: by}, On: Flag(!c.Pictured)})
	c.redraft(now, by, before)
	return nil
}

// Picture is the file that stands on the card of the claim's result; ok is false when there is none. Where a name is kept
// back, and after a withdrawal, there never is.
func (c *Claim) Picture() (m Media, ok bool) {
	m = c.Public().Picture
	return m, m.Ref != ""
}

// picture is the file that a reviewer allowed, "" for none.
func (c *Claim) picture() (Media, bool) {
	if !c.Pictured || c.Private() {
		return Media{}, false
	}
	return c.showable()
}

// Picturable tells whether a reviewer can let a picture stand on the card.
func (c *Claim) Picturable() bool {
	_, has := c.showable()
	return has && !c.Nameless && !c.Private()
}

// showable is the first of the claim's files that is a picture, hidden data aside.
func (c *Claim) showable() (Media, bool) {
	for _, m := range c.Content.Media {
		if (m.Kind == "photo" || m.Clean) && !m.Hidden {
			return m, true
		}
	}
	return Media{}, false
}
