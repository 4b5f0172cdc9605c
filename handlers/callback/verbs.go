package callback

// The verbs. Messages that were sent keep their buttons, so a verb keeps its meaning.
const (
	Question  = "q" // word: the question
	Subject   = "s" // word: the subject
	Spoken    = "G" // word: the language that it is in, or nothing to be shown them
	Answer    = "a" // word: the answer
	Typed     = "M" // what they typed is their answer; word: the tag of it
	Untyped   = "m" // it is not; word: likewise
	Meant     = "Z" // have their words checked, though they seem to say nothing; word: the tag of them, and their message
	Propose   = "p" // write an answer
	Skip      = "k"
	Next      = "n"
	Change    = "c" // show the answers again
	Evidence  = "e" // write evidence
	Knowing   = "w" // show the ways of knowing; word: one of them
	Cancel    = "x" // what was to be written
	Language  = "l" // word: the language that the bot speaks
	CheckLang = "L" // word: a language to check in, on or off
	CheckSubj = "S" // word: a subject to check, on or off
	Forget    = "f" // word: yes or no
	Approve   = "r" // word: the tag of the draft
	Review    = "W" // show what a verdict rests on
	TakeIn    = "T" // … what came since
	Withdraw  = "d" // word: why
	Withdrawn = "D" // … for good
	Keep      = "K" // do not withdraw it
	Hold      = "o"
	Nameless  = "N" // approve, and withhold the name; word: likewise
	Tried     = "t" // word: whether the person concerned was tried first
	Release   = "R"
	Shown     = "i"  // word: who showed the person in public
	ShownHere = "I"  // … in the channel that it was forwarded from; word: likewise
	Flag      = "h"  // word: how a question could harm
	Private   = "v"  // it is about a private person
	Person    = "V"  // … says the asker, before they choose the question; word: on or off
	Official  = "O"  // it is about an official or a public figure
	Unnamed   = "u"  // the text names nobody
	Protect   = "X"  // close it to protect a person
	Clears    = "j"  // approve what clears a private person; word: the draft
	Unnaming  = "J"  // likewise, without the name
	Confirm   = "2"  // be the second for what another reviewer proposes; word: its number
	Reject    = "0"  // refuse it; word: likewise
	Card      = "C"  // a picture of the result
	Picture   = "P"  // let the claim's picture stand on it, or not
	Relay     = "y"  // what to read out about a result; word: the language
	Pick      = "="  // it is one that was sent before; word: the code of that one
	Apart     = "/"  // it is none of those; word: what is asked about it, or nothing
	Appeal    = "A"  // word: whether it is about who objects
	Region    = "g"  // word: a region, or none
	PostLang  = "cl" // of a channel; word: a language, on or off
	PostSubj  = "cs" // of a channel; word: a subject, on or off
	PostWhen  = "cd" // of a channel; word: the rhythm
)
