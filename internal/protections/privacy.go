package main

// people are the rules for people, which follow what a claim says and not what is asked about it.
const people = "Besides. The rules for people follow what a claim says"

const (
	privacy  = "verification/privacy.go"
	quoting  = "verification/quoting.go"
	placing  = "verification/placing.go"
	nameform = "verification/nameform.go"
	policies = "verification/policy.go"
)

// private are those of claims about private persons, of places, and of what is said beside a name.
var private = []protection{
	{people, "A name in a text brings them", one(privacy, `if c.AboutPerson() || c.Privacy.official || c.Status == StatusPublished || !nameSomebody(texts) {`, `if true {`), domain, "TestANameInATextBringsTheRulesForPeople"},
	{people, "… and one word of the asker, a volunteer or a reviewer", one(privacy, `p.On, p.official, p.Official = true, false, nil`, `p.official, p.Official = false, nil`), domain, "TestOneWordBringsTheRulesForPeople"},
	{people, "… while the ledger does not say who asked", one(privacy, `f.By = "" // who asks stands in no ledger`, `f.By = by`), domain, "TestOneWordBringsTheRulesForPeople"},
	{people, "Two reviewers approve", one(policies, "	if c.AboutPerson() {\n		return 2", "	if c.Question == Identity {\n		return 2"), domain, "TestOneWordBringsTheRulesForPeople"},
	{people, "… who say that it clears the person, or is neutral", one(reviews, `case c.Private() && !consent.Clears:`, `case false:`), domain, "TestOneWordBringsTheRulesForPeople"},
	{people, "… and then it waits", one(policies, "	if c.AboutPerson() {\n		return p.Hold", "	if c.Question == Identity {\n		return p.Hold"), domain, "TestOneWordBringsTheRulesForPeople"},
	{people, "A text is quoted without the name", one(quoting, `if !c.AboutPerson() || published && c.names() {`, `if true {`), domain, "TestAClaimAboutSomebodyIsQuotedWithoutTheName"},
	{people, "… and not at all while nobody knows which words give the person away", one(quoting, `if found = found || more; !found && !q.looked {`, `if found = found || more; false {`), domain, "TestOneWordBringsTheRulesForPeople"},
	{people, "… and found by nobody by the name", one(memories, `text := r.Quote.String()`, `text := string(c.Content.Text)`), domain, "TestAClaimAboutSomebodyIsQuotedWithoutTheName"},
	{people, "A verdict that would accuse is not approved", one(reviews, `case c.Accuses(c.Verdict.Answer):`, `case false:`), domain, "TestAVerdictThatWouldAccuseIsGivenToNobody"},
	{people, "… and that nobody could tell is not said", one(answers, `if c.Private() && (c.Privacy.Said || harmful(c.Content.Text)) {`, `if false {`), domain, "TestAVerdictThatWouldAccuseIsGivenToNobody"},
	{people, "One volunteer closes nothing, nor do those of one invitation or one voice", one(shows, `return min(len(voices), len(clusters))`, `return len(all)`), domain, "TestOneSybilClosesNothing"},
	{people, "… but sends no file to anybody any more", one(quoting, `if c.Question != Identity && len(c.Flags) > 0 {`, `if false {`), domain, "TestOneSybilClosesNothing"},
	{people, "Two reviewers say who is no private person", one(privacy, `if len(c.Privacy.Official) >= saysOfficial {`, `if len(c.Privacy.Official) >= 1 {`), domain, "TestTwoReviewersSayWhoIsNoPrivatePerson"},
	{people, "Practice, and a picture on a card, are for no such claim", []edit{{reviews, "	case c.Private():\n		return AboutPrivate", "	case false:\n		return AboutPrivate"}}, domain, "TestNoOtherPathLeadsRoundTheRulesForPeople"},
	{people, "A correction waits for the hold", one(reviews, `return c.AboutPerson() || !c.Privacy.official`, `return c.Question == Identity || false`), domain, "TestNoOtherPathLeadsRoundTheRulesForPeople"},
	{people, "… and its note is read by reviewers alone", one(quoting, `case c.AboutPerson() || c.NoteKind != "":`, `case false:`), domain, "TestNoOtherPathLeadsRoundTheRulesForPeople"},
	{people, "What is no place is no candidate", one(placing, `return said{answer: Unplaced, unplaced: text}`, `return said{answer: "1", proposed: text}`), domain, "TestWhatIsNoPlaceIsForReviewersAlone"},
	{people, "… also in ledgers of before", one(releases, `text = screening.Foreign(placeIn(text, canonical))`, `_ = canonical`), domain, "TestOldPlacesInFreeTextAreShownOnlyIfTheyAreKnown"},
	{people, "Who says which place was meant approves nothing of it", one(reviews, ` || contains(c.placedBy, id)`, ``), domain, "TestAReviewerSaysWhichPlaceIsMeant"},
	{people, "A name is a name by its form", one(nameform, `if profession, ok := professionOf(before, after); ok && nameLike(name) {`, `if profession, _ := professionOf(before, after); len(name) > 0 {`), domain, "TestProposedNamesHaveAForm"},
	{people, "… and is said more fully only in words of those who proposed it", one(reviews, `return c.proposedSo(c.Verdict.Answer, c.AnswerText(answer))`, `return true`), domain, "TestTwoReviewersNameNobodyByCorrecting"},
	{people, "An address that names or accuses somebody is not published", one("verification/addressed.go", `return harmful(p) || p.Mask()`, `return false && harmful(p) || false && p.Mask()`), domain, "TestAddressesTellNothingOfPeople"},
	{people, "Nobody adds words to what is out: it is quoted as it was approved", one(quoting, `return []quoting{c.outAs, now}`, `return []quoting{now}`), domain, "TestNobodyAddsWordsToWhatIsOut TestWhatIsOutIsOpenedByNobodysWord"},
	{people, "… nor says of it that it names nobody", one(privacy, "	switch {\n	case c.Status.Ended():\n		return NotOpen\n	case c.AskedBy(by)", "	switch {\n	case c.AskedBy(by)"), domain, "TestWhatIsOutIsOpenedByNobodysWord"},
	{people, "… or is about an official", one(privacy, `		return NotPrivate
	case c.Status.Ended():
		return NotOpen
	case c.AskedBy(by) || c.voted(by):
		return Involved
	case contains`, `		return NotPrivate
	case c.AskedBy(by) || c.voted(by):
		return Involved
	case contains`), domain, "TestWhatIsOutIsOpenedByNobodysWord TestNobodyAddsWordsToWhatIsOut"},
	{people, "… nor does a word that is not there open the text", one(quoting, `return shown, found || string(shown) != out`, `return shown, found || hidden != ""`), domain, "TestAWordThatHidesNothingOpensNothing"},
	{people, "Who takes words out of a result has it issued anew", one(folds, `		c.reissue(f, before)`, `		_ = before`), domain, "TestWhatIsOutNeverChangesUnsaid TestAClaimAboutSomebodyIsQuotedWithoutTheName"},
	{people, "Sources are chosen when the draft is frozen", one(drafts, `if len(links) == mostLinks {`, `if false {`), domain, "TestNoLinkComesInThatWasNotChosen"},
	{people, "… and what was taken back stays out", one(drafts, `c.chosen[i].proof = e.proof || e.by == by`, `c.chosen[i].proof = e.proof`), domain, "TestNoLinkComesInThatWasNotChosen"},
	{people, "Who changes nothing of a draft voids nothing", one(drafts, `c.Status == StatusDecided && !bytes.Equal(before, c.draftDigest())`, `c.Status == StatusDecided`), domain, "TestNobodyStrandsWhatIsApproved"},
	{people, "… and a hold ends only with the approvals", one(drafts, `if len(kept) < (Policy{}).Approvals(c) {`, `if false {`), domain, "TestAWordThatBringsTheRulesHoldsWhatIsApproved"},
	{people, "A withheld name stands in no case in the quote", one(quoting, `q.untitled, q.hidden = true, q.hidden+"\n"+c.calledSo(c.Verdict.Answer)`, `q.untitled = true`), domain, "TestAWithheldNameStandsNowhere"},
	{people, "… and the channel is not named", one(quoting, `if q.untitled || q.strict && nameSomebody`, `if false && nameSomebody`), domain, "TestAWithheldNameStandsNowhere"},
	{people, "Hidden words stand in no title", one(quoting, `return withoutWords(title, q.hidden)`, `return title`), domain, "TestHiddenWordsStandInNoTitle"},
	{people, "No name is published under the asker's accusation", one(quoting, `q.none = c.accusedByAsker()`, `_ = c.accusedByAsker()`), domain, "TestNoNameIsPublishedUnderAnAccusation"},
	{people, "… nor under that of a channel which did not show the person", one(quoting, `return channel == "" || !standsIn(foldProposal(c.ShownBy), channel)`, `return channel == "" && standsIn("", " ")`), domain, "TestNoNameIsPublishedUnderAnAccusation"},
	{people, "The note of a correction that accuses waits", one(reviews, ` && (nameSomebody([]screening.Foreign{note}) || harmful(note))`, ` && nameSomebody([]screening.Foreign{note})`), domain, "TestTheNoteOfACorrectionAccusesNobody"},
	{people, "… and is for reviewers", one(reviews, `case !c.AboutPerson() && (c.Privacy.official || !harmful(note)):`, `case !c.AboutPerson():`), domain, "TestTheNoteOfACorrectionAccusesNobody"},
	{people, "One volunteer who names somebody late changes nothing that is out", one(privacy, ` || c.Status == StatusPublished || !nameSomebody(texts) {`, ` || !nameSomebody(texts) {`), domain, "TestALateNameBringsTheRulesForPeople"},
}
