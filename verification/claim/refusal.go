package claim

import (
	"errors"
)

// Refusal is why a wish was not granted. It is the person's to know: handlers have a sentence for each, in every language.
type Refusal string

func (r Refusal) Error() string { return "refused: " + string(r) }

// The refusals.
const (
	NotFound        Refusal = "not_found"        // there is no such claim, or it is not theirs to see
	Closed          Refusal = "closed"           // the result is out
	NotOpen         Refusal = "not_open"         // the claim is not in a state where this can be done
	OwnClaim        Refusal = "own_claim"        // nobody checks what they asked themselves
	NotAsked        Refusal = "not_asked"        // only who was asked can answer
	NotVerifier     Refusal = "not_verifier"     // only for verifiers
	NotReviewer     Refusal = "not_reviewer"     // only for reviewers
	Involved        Refusal = "involved"         // a reviewer who voted on it
	AlreadyDone     Refusal = "already_done"     // the same person did the same before
	Banned          Refusal = "banned"           // no longer a volunteer
	BadAnswer       Refusal = "bad_answer"       // not one of the answers
	Empty           Refusal = "empty"            // nothing in it to check
	NoSubject       Refusal = "no_subject"       // a bare question, and nothing that it is about
	Greeting        Refusal = "greeting"         // nothing but a greeting
	Thanks          Refusal = "thanks"           // nothing but thanks, or a word of agreement
	NothingToDo     Refusal = "nothing_to_do"    // no claim waits for this person
	InviteInvalid   Refusal = "invite_invalid"   // unknown, used up or expired
	InviteUsed      Refusal = "invite_used"      // an invitation that they used before
	NotBanned       Refusal = "not_banned"       // nobody by that name is banned
	OwnBan          Refusal = "own_ban"          // nobody lifts their own ban
	TooNewReviewer  Refusal = "too_new_reviewer" // a reviewer whose approvals do not count yet
	FewReviewers    Refusal = "few_reviewers"    // too few have been reviewers for long enough to name somebody
	TooFast         Refusal = "too_fast"         // too many messages in a minute
	SayWhere        Refusal = "say_where"        // who showed the person in public, and when, must be said first
	Accusing        Refusal = "accusing"         // a name is given with what somebody is accused of
	TooLittle       Refusal = "too_little"       // of what must speak for a name, too little does
	Locating        Refusal = "locating"         // a name is given with where the person works or lives
	TryFirst        Refusal = "try_first"        // whether the person concerned was tried first must be noted
	HiddenData      Refusal = "hidden_data"      // a file that may hold hidden data which cannot be taken out
	TooMany         Refusal = "too_many"         // more claims than one person may send in a day
	NoRoom          Refusal = "no_room"          // there is no memory for new claims
	TooManyChats    Refusal = "too_many_chats"   // more channels and groups than one person may have get results
	HourFull        Refusal = "hour_full"        // more claims than are taken in an hour
	NoPicture       Refusal = "no_picture"       // nothing in the claim can stand on a card
	NoCard          Refusal = "no_card"          // there is no result of which a picture could be made
	Changed         Refusal = "changed"          // an approval of a draft that reads otherwise by now
	WouldAccuse     Refusal = "would_accuse"     // a result that would accuse a private person
	SayClears       Refusal = "say_clears"       // it must be said that a result on a private person clears them, or is neutral
	NoPlace         Refusal = "no_place"         // a text is no place that is known
	NameOnly        Refusal = "name_only"        // more is said of a person than a name and a profession
	AboutPrivate    Refusal = "about_private"    // what cannot be done with a claim about a private person
	NoProposal      Refusal = "no_proposal"      // what was proposed no longer waits, or was made on something else
	AnotherConfirms Refusal = "another_confirms" // somebody else has to be the second reviewer
	OfCitizens      Refusal = "of_citizens"      // what citizens asked is not to practise on
	AgainstKnown    Refusal = "against_known"    // a verdict that is not what two reviewers know to be true
	MarkFirst       Refusal = "mark_first"       // another claim must be marked as being about a private person first
	TooOften        Refusal = "too_often"        // as often as one person can on a claim
	Crowded         Refusal = "crowded"          // as often as all together can on a claim
	NotSubscribed   Refusal = "not_subscribed"   // the channel or group gets no results
	HasApproved     Refusal = "has_approved"     // who approved a verdict does not vote on it
	OutAsApproved   Refusal = "out_as_approved"  // nothing is added to what is out
	NotPrivate      Refusal = "not_private"      // the claim is not about a private person
	NobodyObjected  Refusal = "nobody_objected"  // no objection waits for an answer
	CannotMerge     Refusal = "cannot_merge"     // one of two claims cannot be part of the other
	NotMerged       Refusal = "not_merged"       // the claim is part of no other
	OtherQuestion   Refusal = "other_question"   // it goes only for another kind of question
	AnsweredAlready Refusal = "answered_already" // volunteers have answered, so who is asked is settled
)

// RefusalOf finds the Refusal in err; ok is false when err is something else.
func RefusalOf(err error) (r Refusal, ok bool) {
	ok = errors.As(err, &r)
	return r, ok
}

// ErrConflict is returned by a store when somebody else changed the record first. The wish is then decided anew; when it is returned
// by the service, many want to change the same at once, and whoever wishes has to come again.
var ErrConflict = errors.New("changed meanwhile")
