package claim

import (
	"time"

	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/phrase"
)

// Content is what a claim says, as it was sent: nothing in it tells who asked.
type Content struct {
	Text   moderation.Foreign   `cbor:"1,keyasint,omitempty"`
	Links  []moderation.Foreign `cbor:"2,keyasint,omitempty"`
	Media  []Media              `cbor:"3,keyasint,omitempty"`
	Origin *Origin              `cbor:"4,keyasint,omitempty"`
	// Meant says that whoever sent it was asked, and means these very words. It is not kept.
	Meant bool `cbor:"-"`
}

// empty tells whether there is nothing in it to check: nothing was sent, or it is erased.
func (c Content) empty() bool { return c.Text == "" && len(c.Media) == 0 && len(c.Links) == 0 }

// Checkable returns the content without words that say nothing, and why there is nothing to check in it. A bare question is
// never content: what it asks about is elsewhere, unless they say that it is not.
func (c Content) Checkable() (Content, error) {
	said := phrase.Of(string(c.Text)).Kind
	if c.Meant {
		said = phrase.None
	}
	c.Meant = false
	if said != phrase.None {
		c.Text = ""
	}
	switch {
	case !c.empty():
		return c, nil
	case said == phrase.Question:
		return c, NoSubject
	case said == phrase.Greeting:
		return c, Greeting
	case said == phrase.Thanks:
		return c, Thanks
	default:
		return c, Empty
	}
}

// Media is a file that the chat service keeps: Ref sends it again, Kind is the service's own word for what it is.
type Media struct {
	Kind string `cbor:"1,keyasint"`
	Ref  string `cbor:"2,keyasint"`
	Same string `cbor:"3,keyasint,omitempty"` // equal for two copies of one file
	// Clean says that hidden data must be taken out before anybody gets the file, Hidden that they cannot be.
	Clean  bool `cbor:"4,keyasint,omitempty"`
	Hidden bool `cbor:"5,keyasint,omitempty"`
	// Look is what it looks like, to recognise it by; nil when nobody could look. It is erased with the file.
	Look *matching.ImageFeatures `cbor:"6,keyasint,omitempty"`
}

// Origin is where the content was first posted, as far as the forward tells: its provenance.
type Origin struct {
	Kind     string             `cbor:"1,keyasint"` // channel, user, hidden or chat
	ID       string             `cbor:"2,keyasint,omitempty"`
	Name     moderation.Foreign `cbor:"3,keyasint,omitempty"`
	Username moderation.Foreign `cbor:"4,keyasint,omitempty"`
	Message  int                `cbor:"5,keyasint,omitempty"`
	At       time.Time          `cbor:"6,keyasint,omitempty"`
	// Apart says that only the files come from there: the text is that of who sent them on.
	Apart bool `cbor:"7,keyasint,omitempty"`
}

// Evidence is what a verifier adds to an answer.
type Evidence struct {
	Text  moderation.Foreign `cbor:"1,keyasint,omitempty"`
	Link  moderation.Foreign `cbor:"2,keyasint,omitempty"`
	Media []Media            `cbor:"3,keyasint,omitempty"`
}

// EvidenceBasis is how a verifier knows an answer.
type EvidenceBasis string

// The ways of knowing.
const (
	KnowsPerson EvidenceBasis = "person"    // knows the person or the place
	SawIt       EvidenceBasis = "saw"       // was there, or saw the material before
	FoundSource EvidenceBasis = "source"    // found a source
	Expert      EvidenceBasis = "expert"    // it is their field
	LooksLike   EvidenceBasis = "looks"     // it only looks that way
	Relative    EvidenceBasis = "relative"  // is a relative of the person
	Colleague   EvidenceBasis = "colleague" // works or studies with the person
	IsMe        EvidenceBasis = "me"        // is the person
	SawEarlier  EvidenceBasis = "earlier"   // knows public material about the person from before the event
)

// EvidenceBases are all of them.
var EvidenceBases = []EvidenceBasis{KnowsPerson, SawIt, FoundSource, Expert, LooksLike, Relative, Colleague, IsMe, SawEarlier}

// NeedsProof tells whether a way of knowing counts only with something that others can check: that it is me, or mine, is
// quickly said.
func (k EvidenceBasis) NeedsProof() bool { return k == IsMe || k == Relative }

// EvidenceBases are those that are offered for a question, in the order in which people are shown them.
func (q Question) EvidenceBases() []EvidenceBasis {
	if q == Identity {
		return []EvidenceBasis{KnowsPerson, Colleague, Relative, IsMe, SawEarlier, FoundSource, LooksLike}
	}
	return []EvidenceBasis{KnowsPerson, SawIt, FoundSource, Expert, LooksLike}
}

// HasMedia reports whether files belong to the claim or to its evidence.
func (c *Claim) HasMedia() bool {
	for _, e := range c.Evidence {
		if len(e.Media) > 0 {
			return true
		}
	}
	return len(c.Content.Media) > 0
}
