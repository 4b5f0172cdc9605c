package main

// people are the rules for people, which follow what a claim says and not what is asked about it.
const people = "Besides. The rules for people follow what a claim says"

// private are those of claims about private persons, of places, and of what is said beside a name.
var private = []protection{
	{people, "A name in a text brings them", one(`verification/claim/privacy.go`, `if c.AboutPerson() || c.Privacy.official || c.Status == StatusPublished || !nameSomebody(texts) {`, `if true {`), `verification/claim`, "TestANameInATextBringsTheRulesForPeople"},
	{people, "… and one word of the asker, a volunteer or a reviewer", one("verification/claim/events_privacy.go", `p.On, p.official, p.Official = true, false, nil`, `p.official, p.Official = false, nil`), `verification/claim`, "TestOneWordBringsTheRulesForPeople"},
	{people, "… while the ledger does not say who asked", one(`verification/claim/privacy.go`, `f.By = "" // who asks stands in no ledger`, `f.By = by`), `verification/claim`, "TestOneWordBringsTheRulesForPeople"},
	{people, "Two reviewers approve", one(`verification/claim/policy.go`, "	if c.AboutPerson() {\n		return 2", "	if c.Question == Identity {\n		return 2"), `verification/claim`, "TestOneWordBringsTheRulesForPeople"},
	{people, "… who say that it clears the person, or is neutral", one(`verification/claim/review.go`, `case c.Private() && !consent.Clears:`, `case false:`), `verification/claim`, "TestOneWordBringsTheRulesForPeople"},
	{people, "… and then it waits", one(`verification/claim/policy.go`, "	if c.AboutPerson() {\n		return p.Hold", "	if c.Question == Identity {\n		return p.Hold"), `verification/claim`, "TestOneWordBringsTheRulesForPeople"},
	{people, "A text is quoted without the name", one(`verification/claim/quote.go`, `if !c.AboutPerson() || published && c.names() {`, `if true {`), `verification/claim`, "TestAClaimAboutSomebodyIsQuotedWithoutTheName"},
	{people, "… and not at all while nobody knows which words give the person away", one(`verification/claim/quote.go`, `if found = found || more; !found && !q.looked {`, `if found = found || more; false {`), `verification/claim`, "TestOneWordBringsTheRulesForPeople"},
	{people, "… and found by nobody by the name", one(`verification/claim/features.go`, `text := r.Quote.String()`, `text := string(c.Content.Text)`), `verification/claim`, "TestAClaimAboutSomebodyIsQuotedWithoutTheName"},
	{people, "A verdict that would accuse is not approved", one(`verification/claim/review.go`, `case c.Accuses(c.Verdict.Answer):`, `case false:`), `verification/claim`, "TestAVerdictThatWouldAccuseIsGivenToNobody"},
	{people, "… and that nobody could tell is not said", one(`verification/claim/answer.go`, `if c.Private() && (c.Privacy.Said || harmful(c.Content.Text)) {`, `if false {`), `verification/claim`, "TestAVerdictThatWouldAccuseIsGivenToNobody"},
	{people, "One volunteer closes nothing, nor do those of one invitation or one voice", one(`verification/claim/screening.go`, `return min(len(voices), len(clusters))`, `return len(all)`), `verification/claim`, "TestOneSybilClosesNothing"},
	{people, "… but sends no file to anybody any more", one(`verification/claim/quote.go`, `if c.Question != Identity && len(c.Flags) > 0 {`, `if false {`), `verification/claim`, "TestOneSybilClosesNothing"},
	{people, "Two reviewers say who is no private person", one("verification/claim/events_privacy.go", `if len(c.Privacy.Official) >= saysOfficial {`, `if len(c.Privacy.Official) >= 1 {`), `verification/claim`, "TestTwoReviewersSayWhoIsNoPrivatePerson"},
	{people, "Practice, and a picture on a card, are for no such claim", []edit{{`verification/claim/review.go`, "	case c.Private():\n		return AboutPrivate", "	case false:\n		return AboutPrivate"}}, `verification/claim`, "TestNoOtherPathLeadsRoundTheRulesForPeople"},
	{people, "A correction waits for the hold", one(`verification/claim/review.go`, `return c.AboutPerson() || !c.Privacy.official`, `return c.Question == Identity || false`), `verification/claim`, "TestNoOtherPathLeadsRoundTheRulesForPeople"},
	{people, "… and its note is read by reviewers alone", one(`verification/claim/quote.go`, `case c.AboutPerson() || c.NoteKind != "":`, `case false:`), `verification/claim`, "TestNoOtherPathLeadsRoundTheRulesForPeople"},
	{people, "What is no place is no candidate", one(`verification/claim/place.go`, `return said{answer: Unplaced, unplaced: text}`, `return said{answer: "1", proposed: text}`), `verification/claim`, "TestWhatIsNoPlaceIsForReviewersAlone"},
	{people, "… also in ledgers of before", one(`verification/claim/release.go`, `text = moderation.Foreign(placeIn(text, canonical))`, `_ = canonical`), `verification/claim`, "TestOldPlacesInFreeTextAreShownOnlyIfTheyAreKnown"},
	{people, "Who says which place was meant approves nothing of it", one(`verification/claim/review.go`, ` || slices.Contains(c.placedBy, id)`, ``), `verification/claim`, "TestAReviewerSaysWhichPlaceIsMeant"},
	{people, "A name is a name by its form", one(`verification/claim/personname.go`, `if profession, ok := professionOf(before, after); ok && nameLike(name) {`, `if profession, _ := professionOf(before, after); len(name) > 0 {`), `verification/claim`, "TestProposedNamesHaveAForm"},
	{people, "… and is said more fully only in words of those who proposed it", one(`verification/claim/review.go`, `return c.proposedSo(c.Verdict.Answer, c.AnswerText(answer))`, `return true`), `verification/claim`, "TestTwoReviewersNameNobodyByCorrecting"},
	{people, "An address that names or accuses somebody is not published", one(`verification/claim/addressed.go`, `return harmful(p) || p.Mask()`, `return false && harmful(p) || false && p.Mask()`), `verification/claim`, "TestAddressesTellNothingOfPeople"},
	{people, "Nobody adds words to what is out: it is quoted as it was approved", one(`verification/claim/quote.go`, `return []quoting{c.outAs, now}`, `return []quoting{now}`), `verification/claim`, "TestNobodyAddsWordsToWhatIsOut TestWhatIsOutIsOpenedByNobodysWord"},
	{people, "… nor says of it that it names nobody", one(`verification/claim/privacy.go`, `	switch {
	case c.Status.Ended():
		return NotOpen
	case c.RequestedBy(by)`, `	switch {
	case c.RequestedBy(by)`), `verification/claim`, "TestWhatIsOutIsOpenedByNobodysWord"},
	{people, "… or is about an official", one(`verification/claim/privacy.go`, `		return NotPrivate
	case c.Status.Ended():
		return NotOpen
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case slices.Contains`, `		return NotPrivate
	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case slices.Contains`), `verification/claim`, "TestWhatIsOutIsOpenedByNobodysWord TestNobodyAddsWordsToWhatIsOut"},
	{people, "… nor does a word that is not there open the text", one(`verification/claim/quote.go`, `return shown, found || string(shown) != out`, `return shown, found || hidden != ""`), `verification/claim`, "TestAWordThatHidesNothingOpensNothing"},
	{people, "Who takes words out of a result has it issued anew", one(`verification/claim/apply.go`, `		c.reissue(e, before)`, `		_ = before`), `verification/claim`, "TestWhatIsOutNeverChangesUnsaid TestAClaimAboutSomebodyIsQuotedWithoutTheName"},
	{people, "Sources are chosen when the draft is frozen", one(`verification/claim/draft.go`, `if len(links) == mostLinks {`, `if false {`), `verification/claim`, "TestNoLinkComesInThatWasNotChosen"},
	{people, "… and what was taken back stays out", one(`verification/claim/draft.go`, `c.chosen[i].proof = e.proof || e.by == by`, `c.chosen[i].proof = e.proof`), `verification/claim`, "TestNoLinkComesInThatWasNotChosen"},
	{people, "Who changes nothing of a draft voids nothing", one(`verification/claim/draft.go`, `c.Status == StatusDecided && !bytes.Equal(before, c.draftDigest())`, `c.Status == StatusDecided`), `verification/claim`, "TestNobodyStrandsWhatIsApproved"},
	{people, "… and a hold ends only with the approvals", one(`verification/claim/draft.go`, `if len(kept) < (Policy{}).Approvals(c) {`, `if false {`), `verification/claim`, "TestAWordThatBringsTheRulesHoldsWhatIsApproved"},
	{people, "A withheld name stands in no case in the quote", one(`verification/claim/quote.go`, `q.untitled, q.hidden = true, q.hidden+"\n"+c.calledSo(c.Verdict.Answer)`, `q.untitled = true`), `verification/claim`, "TestAWithheldNameStandsNowhere"},
	{people, "… and the channel is not named", one(`verification/claim/quote.go`, `if q.untitled || q.strict && nameSomebody`, `if false && nameSomebody`), `verification/claim`, "TestAWithheldNameStandsNowhere"},
	{people, "Hidden words stand in no title", one(`verification/claim/quote.go`, `return withoutWords(title, q.hidden)`, `return title`), `verification/claim`, "TestHiddenWordsStandInNoTitle"},
	{people, "No name is published under the asker's accusation", one(`verification/claim/quote.go`, `q.none = c.accusedByAsker()`, `_ = c.accusedByAsker()`), `verification/claim`, "TestNoNameIsPublishedUnderAnAccusation"},
	{people, "… nor under that of a channel which did not show the person", one(`verification/claim/quote.go`, `return channel == "" || !standsIn(foldProposal(c.ShownBy), channel)`, `return channel == "" && standsIn("", " ")`), `verification/claim`, "TestNoNameIsPublishedUnderAnAccusation"},
	{people, "The note of a correction that accuses waits", one(`verification/claim/review.go`, ` && (nameSomebody([]moderation.Foreign{note}) || harmful(note))`, ` && nameSomebody([]moderation.Foreign{note})`), `verification/claim`, "TestTheNoteOfACorrectionAccusesNobody"},
	{people, "… and is for reviewers", one(`verification/claim/review.go`, `case !c.AboutPerson() && (c.Privacy.official || !harmful(note)):`, `case !c.AboutPerson():`), `verification/claim`, "TestTheNoteOfACorrectionAccusesNobody"},
	{people, "One volunteer who names somebody late changes nothing that is out", one(`verification/claim/privacy.go`, ` || c.Status == StatusPublished || !nameSomebody(texts) {`, ` || !nameSomebody(texts) {`), `verification/claim`, "TestALateNameBringsTheRulesForPeople"},
}
