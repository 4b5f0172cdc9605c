package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"github.com/rastau/rastau/verification/moderation"
)

// Release is what people get of a claim who do not work on it: the result as reviewers approved it, and nothing else. Every
// format is made from a Release (posts, cards, bulletins, SMS, search, words to read out), so what is left out here stands in
// none of them.
type Release struct {
	Code     Code
	Question Question
	Language Language // of the claim
	Status   Status
	Version  int       // 1 for the first publication; 0 while nothing was published
	Edition  int       // counts every change of what is public
	At       time.Time // when it came to stand as it does

	// What was claimed. All are empty where it must not be repeated.
	Quote   moderation.Masked
	Source  moderation.Masked // the channel that it was first posted in
	Media   string            // the kind of its first file, "" for none
	Picture Media             // a picture that a reviewer allowed; zero for none

	// The verdict, once it is published.
	Answer   string            // one of the fixed answers, or the ID of a candidate
	Words    moderation.Masked // the answer to an open question; empty where the name is withheld
	Nameless bool              // the person is known, and the name withheld
	Links    []string          // sources, as whole addresses
	Custody  bool              // what is said in the claim was said in custody
	For      int               // independent votes for the answer
	Voters   int               // independent votes in all
	Few      bool              // of a claim that ended undecided: too few people could tell
	Withheld Withheld          // … or why nobody was named though enough say who it is
	Sureness Sureness
	Note     moderation.Masked // of the latest correction
	NoteKind NoteKind          // … about a person
	Private  bool              // it is about a private person: what is quoted is quoted without the name

	Withdrawn  Withdrawal // why it was withdrawn; "" unless it was
	RefusedFor string     // of a refused question: a Shown, or NotShown
	Into       Code       // of a merged claim
	Stood      time.Duration
}

// Out reports whether a result of the claim was ever published.
func (c *Claim) Out() bool { return !c.OutAt.IsZero() }

// Public returns what everybody may know of the claim now.
func (c *Claim) Public() Release {
	return c.ReleaseAs(c.publicStatus(), c.Out() && !c.hushed && !c.leads(), false)
}

// leads reports whether the claim says nothing itself any more, but that another one goes on for it.
func (c *Claim) leads() bool { return c.Status == StatusMerged }

// PublicTo returns what somebody may know of the claim who perhaps asked about it: those who sent it read their own words
// also before a result is published.
func (c *Claim) PublicTo(a Requester, asks bool) Release {
	return c.ReleaseAs(c.publicStatus(), !c.hushed && (c.Out() && !c.leads() || asks && a.Via == "" && a.Sealed == nil), false)
}

// publicStatus is the status as the public learns of it: what was withdrawn stays so until another result is published, whether
// or not it was asked about again meanwhile.
func (c *Claim) publicStatus() Status {
	if c.hushed && (c.Status == StatusUndecided || c.Status == StatusMerged) {
		return StatusTakenDown
	}
	return c.Status
}

// Inside is a Release for those who work on the claim. It is a type of its own, so that what is made for everybody cannot show it.
type Inside struct{ Release }

// ToVolunteers returns what volunteers may know of the claim, who see what it says before there is a result.
func (c *Claim) ToVolunteers() Inside { return c.inside(c.forVolunteers()) }

// ToReviewers returns what reviewers may know of the claim: all that it says.
func (c *Claim) ToReviewers() Inside { return c.inside(c.Content.Text.Mask()) }

func (c *Claim) inside(text moderation.Masked) Inside {
	r := c.ReleaseAs(c.Status, true, false)
	if r.Status != StatusTakenDown && r.Status != StatusRefused {
		r.Quote, r.Source = text, c.source(c.quoting(false))
	}
	return Inside{r}
}

// Draft returns what would be published if the verdict that waits for reviewers were approved now.
func (c *Claim) Draft() Release {
	r := c.ReleaseAs(StatusPublished, true, c.Status == StatusDecided)
	r.Version++
	return r
}

// ReleaseAs is the one place that decides what leaves the claim. What was withdrawn or refused is repeated to nobody.
func (c *Claim) ReleaseAs(status Status, quoted, draft bool) Release {
	v := c.Verdict
	r := Release{
		Code: c.Code, Question: c.Question, Language: c.Language, Status: status, Version: c.Version, Edition: c.Edition, At: c.EndedAt,
		Stood: c.Paused(c.EndedAt), Private: c.Private(),
	}
	if status == StatusPublished && c.Accuses(v.Answer) { // whatever was approved, and by whichever rules
		r.Status, r.Withdrawn = StatusTakenDown, WithdrawnPrivate
		return r
	}
	if quoted && status != StatusTakenDown && status != StatusRefused {
		by := c.quotings(status, draft)
		r.Quote, r.Source, r.Media = c.quote(by...), c.source(by...), c.Content.mediaKind()
	}
	switch status {
	case StatusPublished:
		r.Answer, r.Nameless, r.Links, r.Custody, r.Note, r.NoteKind = v.Answer, c.withheld(), c.shownLinks(), c.Custody, c.note(), c.NoteKind
		r.For, r.Voters, r.Sureness = v.For, v.Voters, SurenessOf(v)
		if c.Question.Open() && !r.Nameless {
			r.Words = c.said(v.Answer)
		}
		if c.Nameless || r.Nameless {
			r.Links = nil // an address often has the name in it
		}
		if m, ok := c.picture(); ok && !c.Nameless && !r.Nameless {
			r.Picture = m
		}
	case StatusUndecided:
		r.Custody, r.Voters, r.Few, r.Withheld = c.Custody, v.Voters, v.Voters < max(v.Rule.MinVoters, 1), c.Withheld
	case StatusTakenDown:
		r.Withdrawn = c.Withdrawn
	case StatusRefused:
		r.RefusedFor = c.RefusedFor
	case StatusMerged:
		r.Into = c.Into
	}
	return r
}

// said returns the answer to an open question as it may be published. A place is one that is known, or nothing.
func (c *Claim) said(answer string) moderation.Masked {
	text := c.AnswerText(answer)
	if c.Question == Place {
		text = moderation.Foreign(placeIn(text, canonical))
	}
	return text.Mask()
}

// withheld reports whether the result is given without the name: because a reviewer wishes it, or because what was approved as a
// name says more, by the rules of today.
func (c *Claim) withheld() bool {
	return c.Question == Identity && (c.Nameless || checkName(c.AnswerText(c.Verdict.Answer)) != nil)
}

func (c Content) mediaKind() string {
	if len(c.Media) == 0 {
		return ""
	}
	return c.Media[0].Kind
}

// Digest identifies what the release says: two releases with one digest read alike in every format. Version, dates and whether
// the name is withheld stand outside it, for withholding says less than what was approved.
func (r Release) Digest() [sha256.Size]byte {
	r.Version, r.Edition, r.At, r.Stood = 0, 0, time.Time{}, 0
	text, err := json.Marshal(r)
	if err != nil {
		panic("verification: a release that cannot be encoded: " + err.Error()) // it holds nothing but text and numbers
	}
	return sha256.Sum256(text)
}

// draftDigest is the digest of the fullest form of the draft.
func (c *Claim) draftDigest() []byte {
	full := *c
	full.Nameless = false
	r := full.Draft()
	r.Links = full.links()
	digest := r.Digest()
	return digest[:]
}

// tagLength is how many hexadecimal digits of a draft's digest reviewers are shown.
const tagLength = 12

// DraftTag names the draft that waits for reviewers, so that an approval says which one was read: by how many there were, so
// that none is named as an earlier one, and by what it says.
func (c *Claim) DraftTag() string {
	return strconv.Itoa(c.Drafts) + "-" + hex.EncodeToString(c.draftDigest())[:tagLength]
}
