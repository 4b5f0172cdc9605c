package screening

import "github.com/rastau/rastau/verification/matching/fold"

// Fold returns the text as a reader takes it, in one way of writing: lower case, without invisible characters, with ASCII
// digits and every word in one alphabet.
func Fold(text string) string { return fold.Plain(text) }
