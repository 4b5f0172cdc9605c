package claim

import (
	"slices"
	"time"

	"github.com/rastau/rastau/verification/consensus"
)

// Role is what somebody may do. A reviewer may do all that a verifier may. Operators are named in the settings.
type Role string

// The roles.
const (
	Citizen  Role = "" // may ask
	Verifier Role = "verifier"
	Reviewer Role = "reviewer"
)

// Person is somebody who uses Rastau. Address is where the chat service reaches them.
type Person struct {
	ID        PersonID         `cbor:"-"`
	Address   string           `cbor:"1,keyasint"`
	Language  Language         `cbor:"2,keyasint"`
	Role      Role             `cbor:"3,keyasint,omitempty"`
	Languages []Language       `cbor:"4,keyasint,omitempty"` // in which they check claims
	Subjects  []Subject        `cbor:"5,keyasint,omitempty"` // which they check beside General
	Paused    bool             `cbor:"6,keyasint,omitempty"`
	Banned    bool             `cbor:"7,keyasint,omitempty"`
	InvitedBy PersonID         `cbor:"8,keyasint,omitempty"`
	JoinedAt  time.Time        `cbor:"9,keyasint,omitzero"`
	Record    consensus.Record `cbor:"10,keyasint"`
	Scored    []Code           `cbor:"11,keyasint,omitempty"` // the latest claims that Record counts
	Claims    []Code           `cbor:"12,keyasint,omitempty"` // asked by them and not let go of, the latest last
	Doing     Doing            `cbor:"13,keyasint,omitzero"`
	Away      bool             `cbor:"14,keyasint,omitempty"` // they stopped the bot
	Training  bool             `cbor:"15,keyasint,omitempty"` // in their practice round
	Practice  bool             `cbor:"24,keyasint,omitempty"` // it is their turn to be asked about a claim of known outcome
	Practised int              `cbor:"16,keyasint,omitempty"` // claims of known outcome that they answered
	Cluster   string           `cbor:"17,keyasint,omitempty"` // the invitation by which they came, under a pseudonym
	Leaving   bool             `cbor:"18,keyasint,omitempty"` // they are being forgotten
	// ReviewsSince is when they became a reviewer, the last time; zero for who is none, or became one before this was kept.
	ReviewsSince time.Time `cbor:"19,keyasint,omitzero"`

	// Of somebody who writes SMS: whose account their number belongs to, and whether they read Latin letters only.
	Linked PersonID `cbor:"30,keyasint,omitempty"`
	Latin  bool     `cbor:"31,keyasint,omitempty"`
	// Phones are those who write SMS and whose number belongs to this account.
	Phones      []PersonID `cbor:"32,keyasint,omitempty"`
	Region      Region     `cbor:"20,keyasint,omitempty"` // where they say that they are, if they do
	RegionSince time.Time  `cbor:"21,keyasint,omitzero"`

	Typed []Typed `cbor:"25,keyasint,omitempty"` // what they typed that may be an answer, the latest last

	Since time.Time `cbor:"22,keyasint,omitzero"` // the day on which they were first met; zero for those of before this was kept

	Version int64 `cbor:"-"` // of the stored record; 0 for somebody new
}

// Doing is what the person's next message is for, when it is not a new claim.
type Doing struct {
	What  string `cbor:"1,keyasint"` // a word of the handlers' own
	Code  Code   `cbor:"2,keyasint,omitempty"`
	Extra string `cbor:"3,keyasint,omitempty"`
}

// Typed is a text that may be an answer: its writer is asked whether it is one, and may write more before they say.
type Typed struct {
	Text  string    `cbor:"1,keyasint"`
	Links []string  `cbor:"2,keyasint,omitempty"`
	At    time.Time `cbor:"3,keyasint"`
	Done  bool      `cbor:"4,keyasint,omitempty"` // they said what it is
}

// NoteTyped adds a text that may be an answer. It forgets those of which the person said what they are, and those of long ago.
func (p *Person) NoteTyped(text Typed) {
	const most, longest = 10, 2 * Day
	p.Typed = slices.DeleteFunc(slices.Clone(p.Typed), func(t Typed) bool {
		return t.Done || t.Text == text.Text || text.At.Sub(t.At) > longest
	})
	p.Typed = append(p.Typed, text)
	p.Typed = p.Typed[max(0, len(p.Typed)-most):]
}

// keptScores is how many of the latest claims that count in their record are remembered.
const keptScores = 64

// Checks tells whether the person can be asked to check claims.
func (p Person) Checks() bool {
	return p.May(MayCheck) && !p.Paused && !p.Away
}

// practising tells whether a new volunteer is still in their practice round. Whoever leaves it lying is asked after a day
// all the same.
func (p Person) practising(now time.Time) bool { return p.Training && now.Before(p.JoinedAt.Add(Day)) }

// Practises tells whether the person is to be asked about a claim of known outcome.
func (p Person) Practises(now time.Time) bool { return p.practising(now) || p.Practice }

// Reviews tells whether the person is a reviewer.
func (p Person) Reviews() bool { return p.May(MayReview) }

// Readable are the work queues of all that the person can read.
func (p Person) Readable() []Queue {
	queues := make([]Queue, 0, len(p.Languages)*len(Subjects))
	for _, l := range p.Languages {
		for _, s := range Subjects {
			queues = append(queues, Queue{l, s})
		}
	}
	return queues
}

// Queues are the pools in which the person is: of everybody who reads a language, and of those who chose a subject besides.
func (p Person) Queues() []Queue {
	queues := make([]Queue, 0, len(p.Languages)*(len(p.Subjects)+1))
	for _, l := range p.Languages {
		queues = append(queues, Queue{l, General})
		for _, s := range p.Subjects {
			if s != General {
				queues = append(queues, Queue{l, s})
			}
		}
	}
	return queues
}

// Score counts one decided claim in the person's record, once.
func (p *Person) Score(code Code, probability float64) {
	if slices.Contains(p.Scored, code) {
		return
	}
	p.Record = p.Record.Add(probability)
	p.Scored = latest(append(p.Scored, code), keptScores)
}

func latest[E any](s []E, n int) []E { return s[max(0, len(s)-n):] }
