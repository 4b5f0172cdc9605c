package sms

import (
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification/claim"
)

// privateWords say after a code that the claim is about a private person.
var privateWords = []string{
	"private", "личное", "личный", "частное", "частный", "lichnoe", "chastnoe", "жеке", "zheke", "jeke",
}

// replyIn reads an answer to a claim: a number as the question listed them, a word, or for an open question what is
// proposed. What follows is evidence.
func replyIn(c *claim.Claim, by claim.PersonID, text string) (reply claim.Reply, evidence string) {
	first, rest := input.SplitFirst(text)
	word := fold(first)
	numbered := claim.TruthAnswers
	switch {
	case c.Status == claim.StatusScreening || c.Asked[by].Screen:
		numbered = claim.ScreenAnswers
	case c.Question.Open():
		numbered = nil // a number is a candidate's
	}
	if len(word) == 1 && word[0] >= '1' && int(word[0]-'1') < len(numbered) {
		return claim.Reply{Choice: numbered[word[0]-'1']}, rest
	}
	if answer, known := input.ShortAnswer(word); known && len(numbered) > 0 {
		return claim.Reply{Choice: answer}, rest
	}
	return input.ReadVote(c, text)
}
