package claim

import (
	"slices"

	"github.com/rastau/rastau/verification/consensus"
)

// Question is what is asked about a claim.
type Question string

// The questions. Truth has four answers; the others are open: people propose, then others confirm or reject.
const (
	Truth    Question = "truth"    // Is it true?
	Identity Question = "identity" // Who is this?
	Place    Question = "place"    // Where and when?
)

// Questions are all of them.
var Questions = []Question{Truth, Identity, Place}

// Open tells whether the answer is free text.
func (q Question) Open() bool { return q == Identity || q == Place }

// Answers to Truth, and those that every question has.
const (
	True       = "true"
	Misleading = "misleading"
	False      = "false"
	Unproven   = "unproven"

	NoneOfThese = "none"    // of the candidates of an open question
	DontKnow    = "unknown" // counts as asked, not as a vote
)

// TruthAnswers are the answers to Truth that a result can have.
var TruthAnswers = []string{True, Misleading, False, Unproven}

// Subject is what a claim is about. Everybody who checks claims checks General ones.
type Subject string

// The subjects.
const (
	General  Subject = "general"
	Protest  Subject = "protest"
	Politics Subject = "politics"
	Disaster Subject = "disaster"
	Health   Subject = "health"
	Economy  Subject = "economy"
)

// Subjects are all of them, in the order in which people are shown them.
var Subjects = []Subject{General, Protest, Politics, Disaster, Health, Economy}

// Known tells whether the value is one of the list.
func (s Subject) Known() bool { return slices.Contains(Subjects, s) }

// Known tells whether the value is one of the list.
func (q Question) Known() bool { return slices.Contains(Questions, q) }

// Judge is how votes become a verdict.
type Judge = consensus.Judge
