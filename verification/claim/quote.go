package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rastau/rastau/verification/moderation"
)

// quoting is how everybody reads what was sent: which words of the text, and of the title of its channel, are left out.
type quoting struct {
	whole    bool               // it is read as it is: no private person is concerned, or the result names them
	none     bool               // the text is not read at all
	looked   bool               // the text is read although no name was found in it
	untitled bool               // the channel is not named
	strict   bool               // a title that names somebody is not read
	hidden   moderation.Foreign // words that are left out
	name     moderation.Foreign // the name that the result says anyway
}

// quoting returns how the claim is read now: published tells that it is with a result. Where the rules for people hold it is quoted
// without names, and not at all while nobody knows which words give the person away.
func (c *Claim) quoting(published bool) quoting {
	if !c.AboutPerson() || published && c.names() {
		return quoting{whole: true}
	}
	q := quoting{looked: !c.Private() || c.Privacy.Unnamed, hidden: c.Privacy.Hidden, strict: c.Private() || published}
	if c.Question != Identity || !published {
		return q
	}
	q.none = c.accusedByAsker()
	if c.withheld() {
		q.untitled, q.hidden = true, q.hidden+"\n"+c.calledSo(c.Verdict.Answer)
	} else {
		q.name = c.AnswerText(c.Verdict.Answer)
	}
	return q
}

// calledSo returns all words in which a candidate was proposed.
func (c *Claim) calledSo(candidate string) moderation.Foreign {
	words := []string{string(c.AnswerText(candidate))}
	for _, id := range c.Voters() {
		if v := c.Votes[id]; v.Answer == candidate {
			words = append(words, string(v.Text))
		}
	}
	return moderation.Foreign(strings.Join(words, "\n"))
}

// accusedByAsker reports whether the text of a question who somebody is accuses them, or says where they are, in words that nobody
// stands for in public: beside a name they would accuse whoever has it. What the channel that showed the person said of them is what
// is asked about. In doubt they are the asker's own words.
func (c *Claim) accusedByAsker() bool {
	if !harmful(c.Content.Text) {
		return false
	}
	o := c.Content.Origin
	if o == nil || o.Kind != originChannel || moderation.GivesLocation(string(c.Content.Text)) {
		return true
	}
	channel := foldProposal(o.Name)
	return channel == "" || !standsIn(foldProposal(c.ShownBy), channel)
}

// standsIn reports whether words stand in a text as whole words.
func standsIn(text, words string) bool {
	for from := 0; words != ""; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return false
		}
		from += at
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[from+len(words):])
		if !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[from:])
		from += size
	}
	return true
}

// quotings are all that hold, one after the other. What is out is read as it was approved, and nothing is ever put back into it: only
// a draft, which is to be approved, is read by the rules of now alone.
func (c *Claim) quotings(status Status, draft bool) []quoting {
	now := c.quoting(status == StatusPublished)
	if draft || !c.Out() || c.outAs == (quoting{}) || now == c.outAs {
		return []quoting{now}
	}
	return []quoting{c.outAs, now}
}

// quote returns what everybody may read of the claim's text.
func (c *Claim) quote(by ...quoting) moderation.Masked {
	text, found := c.Content.Text, false
	for _, q := range by {
		text, found = q.text(text, found)
	}
	return text.Mask()
}

// text leaves out what the text must not say. found tells that something was left out before.
func (q quoting) text(text moderation.Foreign, found bool) (moderation.Foreign, bool) {
	switch {
	case q.whole:
		return text, found
	case q.none:
		return "", true
	}
	shown, more := withoutNames(text, q.hidden)
	if found = found || more; !found && !q.looked {
		return "", true
	}
	return shown, found
}

// source names the channel that the claim was first posted in, the one kind of origin that is public by itself.
func (c *Claim) source(by ...quoting) moderation.Masked {
	o := c.Content.Origin
	if o == nil || o.Kind != originChannel || o.Apart || harmful(o.Name) {
		return moderation.Masked{}
	}
	title := o.Name
	for _, q := range by {
		title = q.title(title)
	}
	return title.Mask()
}

const originChannel = "channel"

// title leaves out what the title of a channel must not say.
func (q quoting) title(title moderation.Foreign) moderation.Foreign {
	if q.whole {
		return title
	}
	rest := withoutWords(title, q.name)
	if q.untitled || q.strict && nameSomebody([]moderation.Foreign{moderation.Foreign(strings.ReplaceAll(string(rest), moderation.Hidden, ""))}) {
		return ""
	}
	return withoutWords(title, q.hidden)
}

// withoutNames hides the names that a machine finds, and those words.
func withoutNames(text, hidden moderation.Foreign) (shown moderation.Foreign, found bool) {
	out, found := moderation.WithoutNames(string(text))
	shown = withoutWords(moderation.Foreign(out), hidden)
	return shown, found || string(shown) != out
}

// withoutWords hides those words.
func withoutWords(text, words moderation.Foreign) moderation.Foreign {
	list := strings.Fields(string(words))
	if len(list) == 0 || text == "" {
		return text
	}
	return moderation.Foreign(moderation.WithoutWords(string(text), list))
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
func (c *Claim) forVolunteers() moderation.Masked {
	if c.Private() && c.Privacy.Said && c.Privacy.NamedIn == "" {
		return c.quote(c.quoting(false))
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
// elsewhere, nor what somebody is accused of or where they live, unless the claim is about officials.
func (c *Claim) note() moderation.Masked {
	switch {
	case c.AboutPerson() || c.NoteKind != "":
		return moderation.Masked{}
	case c.Privacy.official:
		return c.Note.Mask()
	case harmful(c.Note):
		return moderation.Masked{}
	}
	shown, _ := withoutNames(c.Note, c.Privacy.Hidden)
	return shown.Mask()
}
