package moderation

import (
	"github.com/rastau/rastau/verification/moderation/lexicon"

	_ "embed"
	"sync"
)

//go:embed words/accuses.txt
var accusesWords string

//go:embed words/location.txt
var locationWords string

//go:embed words/gathering.txt
var gatheringWords string

//go:embed words/custody.txt
var custodyWords string

var (
	accuses   = sync.OnceValue(func() *lexicon.Lexicon { return lexicon.New(accusesWords) })
	location  = sync.OnceValue(func() *lexicon.Lexicon { return lexicon.New(locationWords) })
	gathering = sync.OnceValue(func() *lexicon.Lexicon { return lexicon.New(gatheringWords) })
	custody   = sync.OnceValue(func() *lexicon.Lexicon { return lexicon.New(custodyWords) })
)

// Accuses reports whether a text seems to accuse somebody of something that they could be persecuted for. What is published
// about a person is exonerating or neutral.
func Accuses(text string) bool { return accuses().Matches(lexicon.Read(text)) }

// GivesLocation reports whether a text seems to say where somebody can be found: where they work, live, study or stay. Who a
// person is can be said without.
func GivesLocation(text string) bool { return location().Matches(lexicon.Read(text)) }

// CallsToGather reports whether a text seems to call people to a place. It errs towards true, because a reviewer can let the
// text through.
func CallsToGather(text string) bool { return gathering().Matches(lexicon.Read(text)) }

// InCustody reports whether a text seems to quote a statement made in custody. Such statements are labelled: they are
// evidence of nothing.
func InCustody(text string) bool { return custody().Matches(lexicon.Read(text)) }
