package input

import (
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/intent"
	"github.com/rastau/rastau/verification/phrase"
)

// AskedIn returns the question that a text asks about what it came with; ok is false when it asks none.
func AskedIn(text string) (q verification.Question, ok bool) {
	asked, ok := intent.Of(text)
	return verification.Question(asked), ok
}

// QuestionIn finds the question in what somebody wrote.
func QuestionIn(text string) verification.Question {
	switch p := phrase.Of(text); p {
	case phrase.Phrase{Kind: phrase.Question, Truth: true}:
		return verification.Truth
	case phrase.Phrase{Kind: phrase.Question, Who: true}:
		return verification.Identity
	case phrase.Phrase{Kind: phrase.Question, Where: true}:
		return verification.Place
	}
	q, _ := AskedIn(text)
	return q
}
