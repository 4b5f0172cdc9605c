package handlers

import (
	"strings"

	"github.com/rastau/rastau/verification"
)

// press is what a button says when it is pressed: a verb, the claim that it is about (or none), and a word more. As
// callback data it is "verb|CODE|word", at most 64 bytes. Anybody can send any data, so a press proves nothing.
type press struct {
	verb string
	code verification.Code
	word string
}

// The verbs.
const (
	pressQuestion  = "q" // word: the question
	pressSubject   = "s" // word: the subject
	pressSpoken    = "G" // word: the language that it is in, or nothing to be shown them
	pressAnswer    = "a" // word: the answer
	pressTyped     = "M" // what they typed is their answer; word: the tag of it
	pressUntyped   = "m" // it is not; word: likewise
	pressMeant     = "Z" // have their words checked, though they seem to say nothing; word: the tag of them, and their message
	pressPropose   = "p" // write an answer
	pressSkip      = "k"
	pressNext      = "n"
	pressChange    = "c" // show the answers again
	pressEvidence  = "e" // write evidence
	pressKnowing   = "w" // show the ways of knowing; word: one of them
	pressCancel    = "x" // what was to be written
	pressLanguage  = "l" // word: the language that the bot speaks
	pressCheckLang = "L" // word: a language to check in, on or off
	pressCheckSubj = "S" // word: a subject to check, on or off
	pressForget    = "f" // word: yes or no
	pressApprove   = "r" // word: the tag of the draft
	pressReview    = "W" // show what a verdict rests on
	pressTakeIn    = "T" // … what came since
	pressWithdraw  = "d" // word: why
	pressWithdrawn = "D" // … for good
	pressKeep      = "K" // do not withdraw it
	pressHold      = "o"
	pressNameless  = "N" // approve, and withhold the name; word: likewise
	pressTried     = "t" // word: whether the person concerned was tried first
	pressRelease   = "R"
	pressShown     = "i"  // word: who showed the person in public
	pressShownHere = "I"  // … in the channel that it was forwarded from; word: likewise
	pressFlag      = "h"  // word: how a question could harm
	pressPrivate   = "v"  // it is about a private person
	pressPerson    = "V"  // … says the asker, before they choose the question; word: on or off
	pressOfficial  = "O"  // it is about an official or a public figure
	pressUnnamed   = "u"  // the text names nobody
	pressProtect   = "X"  // close it to protect a person
	pressClears    = "j"  // approve what clears a private person; word: the draft
	pressUnnaming  = "J"  // likewise, without the name
	pressConfirm   = "2"  // be the second for what another reviewer proposes; word: its number
	pressReject    = "0"  // refuse it; word: likewise
	pressCard      = "C"  // a picture of the result
	pressPicture   = "P"  // let the claim's picture stand on it, or not
	pressRelay     = "y"  // what to read out about a result; word: the language
	pressPick      = "="  // it is one that was sent before; word: the code of that one
	pressApart     = "/"  // it is none of those; word: what is asked about it, or nothing
	pressAppeal    = "A"  // word: whether it is about who objects
	pressRegion    = "g"  // word: a region, or none
	pressPostLang  = "cl" // of a channel; word: a language, on or off
	pressPostSubj  = "cs" // of a channel; word: a subject, on or off
	pressPostWhen  = "cd" // of a channel; word: the rhythm
)

const longestPress = 64

func (p press) data() string { return p.verb + "|" + string(p.code) + "|" + p.word }

// parsePress reads callback data; ok is false for what no button of ours says.
func parsePress(data string) (p press, ok bool) {
	parts := strings.Split(data, "|")
	if len(data) > longestPress || len(parts) != 3 || parts[0] == "" {
		return p, false
	}
	p = press{verb: parts[0], word: parts[2]}
	if parts[1] != "" {
		code, ok := verification.ParseCode(parts[1])
		if !ok || string(code) != parts[1] {
			return p, false
		}
		p.code = code
	}
	return p, true
}
