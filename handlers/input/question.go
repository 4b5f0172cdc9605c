package input

import (
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/intent"
	"github.com/rastau/rastau/verification/phrase"
)

// AskedIn returns the question that a text asks about what it came with; ok is false when it asks none.
func AskedIn(text string) (q claim.Question, ok bool) {
	asked, ok := intent.Of(text)
	return claim.Question(asked), ok
}

// QuestionIn finds the question in what somebody wrote.
func QuestionIn(text string) claim.Question {
	switch p := phrase.Of(text); p {
	case phrase.Phrase{Kind: phrase.Question, Truth: true}:
		return claim.Truth
	case phrase.Phrase{Kind: phrase.Question, Who: true}:
		return claim.Identity
	case phrase.Phrase{Kind: phrase.Question, Where: true}:
		return claim.Place
	}
	q, _ := AskedIn(text)
	return q
}
