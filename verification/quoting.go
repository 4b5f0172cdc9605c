package verification

import (
	"strings"

	"github.com/rastau/rastau/verification/screening"
)

// quote returns what everybody may read of the claim's text. Where the rules for people hold it is quoted without names, and not
// at all while nobody knows which words give the person away. named tells that a result which clears them names them.
func (c *Claim) quote(named bool) screening.Masked {
	text := c.Content.Text
	if !c.AboutPerson() || named {
		return text.Mask()
	}
	shown, found := c.withoutNames(text)
	if !found && c.Private() && !c.Privacy.Unnamed {
		return screening.Masked{}
	}
	return shown.Mask()
}

// withoutNames hides the names that a machine finds, and the words that reviewers named.
func (c *Claim) withoutNames(text screening.Foreign) (shown screening.Foreign, found bool) {
	out, found := screening.WithoutNames(string(text))
	if hidden := strings.Fields(string(c.Privacy.Hidden)); len(hidden) > 0 {
		out, found = screening.WithoutWords(out, hidden), true
	}
	return screening.Foreign(out), found
}

// names reports whether the result may name the private person that it is about: it clears them, and officials or the media named
// them themselves, where and when of which the reviewers confirmed.
func (c *Claim) names() bool {
	return c.Private() && c.Privacy.NamedIn != "" && !c.Nameless && c.Verdict.Answer != Unproven && !c.Accuses(c.Verdict.Answer)
}

// forVolunteers returns what volunteers who are asked read of the claim's text. What only a hint brought under the rules is shown
// as it is: a hint cannot tell a minister from a neighbour, and nobody could check what is said of a minister without the
// minister. Once somebody says that it is a private person, the name is hidden here too, until a reviewer notes where officials
// or the media named them: what nobody made public is not for strangers to check.
func (c *Claim) forVolunteers() screening.Masked {
	if c.Private() && c.Privacy.Said && c.Privacy.NamedIn == "" {
		return c.quote(false)
	}
	return c.Content.Text.Mask()
}

// Files returns the files that volunteers are sent: none once one of them said that the claim could harm, until a reviewer lets it
// through. "Who is this?" is stopped instead.
func (c *Claim) Files() []Media {
	if c.Question != Identity && len(c.Flags) > 0 {
		return nil
	}
	return c.Content.Media
}

// note returns what everybody may read of why the result was corrected: nothing where the rules for people hold, and no names
// elsewhere, unless the claim is about officials.
func (c *Claim) note() screening.Masked {
	switch {
	case c.AboutPerson() || c.NoteKind != "":
		return screening.Masked{}
	case c.Privacy.official:
		return c.Note.Mask()
	}
	shown, _ := c.withoutNames(c.Note)
	return shown.Mask()
}
