package moderation

import (
	_ "embed"
	"sync"
)

//go:embed words/accuses.txt
var accusesWords string

//go:embed words/whereabouts.txt
var whereaboutsWords string

//go:embed words/summons.txt
var summonsWords string

//go:embed words/custody.txt
var custodyWords string

var (
	accuses     = sync.OnceValue(func() *lexicon { return newLexicon(accusesWords) })
	whereabouts = sync.OnceValue(func() *lexicon { return newLexicon(whereaboutsWords) })
	summons     = sync.OnceValue(func() *lexicon { return newLexicon(summonsWords) })
	custody     = sync.OnceValue(func() *lexicon { return newLexicon(custodyWords) })
)

// Accuses reports whether a text seems to say of somebody what they could be hunted for. What is published of a person clears
// or is neutral.
func Accuses(text string) bool { return accuses().found(plainOf(text)) }

// GivesLocation reports whether a text seems to say where somebody could be found: where they work, live, study, stay. Who a
// person is can be said without.
func GivesLocation(text string) bool { return whereabouts().found(plainOf(text)) }

// CallsToGather reports whether a text seems to ask people to go or to come somewhere. It is better to stop one text too many: a
// reviewer lets it through.
func CallsToGather(text string) bool { return summons().found(plainOf(text)) }

// InCustody reports whether a text seems to report what somebody said while they were held. Such words are labelled: they are
// evidence of nothing.
func InCustody(text string) bool { return custody().found(plainOf(text)) }
