package main

const (
	twice      = "Besides. What changes an answer, or what votes are held against, takes two reviewers"
	dual       = "verification/dualcontrol.go"
	confirming = "verification/confirming.go"
	retiring   = "verification/retiring.go"
)

// byTwo are the protections of what takes two reviewers.
var byTwo = []protection{
	{twice, "One reviewer alone corrects, merges, splits, reopens and makes known nothing", one(dual, `	c.record(c.noted(Fact{
		Kind: Proposed,`, `	if have := c.Proposal; have.Change == "" {
		c.record(Fact{Kind: Confirmed, At: now, Cause: cause, By: by, Change: want.Change, Answer: string(want.Answer), Text: want.Note})
		return true, nil
	}
	c.record(c.noted(Fact{
		Kind: Proposed,`), domain, "TestWhatTakesTwoReviewersDoesNothingByOne"},
	{twice, "… nor by wanting it twice", one(dual, `case have.By == by || have.Second != "":`, `case have.Second != "":`), domain, "TestWhatTakesTwoReviewersDoesNothingByOne"},
	{twice, "… in any order of what one can do", one(reviews, `	if c.Status == StatusPublished {
		if done, err := c.propose(`, `	if false {
		if done, err := c.propose(`), domain, "TestNothingThatOneReviewerDoesChangesAnAnswer"},
	{twice, "Two who act together count as one", one(dual, `case !r.apart(p.By, by), p.Voice != "" && p.Voice == r.Acting.Voice:`, `case p.By == by:`), domain, "TestWhoActsTogetherCountsAsOneReviewer TestNoOrderOfEventsFlipsAnAnswerWithoutTwoIndependentReviewers"},
	{twice, "… and so do two of one invitation, where there are others", one(confirming, `cluster != clusters[b] || len(several) == 1`, `cluster == clusters[b] || true`), domain, "TestReviewersOfOneInvitationCountAsOneWhereThereAreOthers"},
	{twice, "… also when the one who proposed it is gone", one(dual, `case p.Cluster != "" && p.Cluster == r.Acting.Cluster:`, `case p.Cluster == "never":`), domain, "TestWhoProposedAndWentIsNoMoreIndependentForIt"},
	{twice, "What a reviewer proposed lapses when they review no more", one(retiring, `	if c.proposedBy(f.Whom) {
		c.dropProposal()`, `	if false {
		c.dropProposal()`), domain, "TestWhatAReviewerProposedLapsesWhenTheyReviewNoMore"},
	{twice, "… and what they approved is void", one(retiring, `		c.void(f.Whom)`, `		c.Drafts++`), domain, "TestWhatAReviewerApprovedIsVoidWhenTheyReviewNoMore"},
	{twice, "… and so is that it is about an official", one(retiring, `	if !c.Privacy.official {
		c.Privacy.Official = slices`, `	if c.Privacy.official {
		c.Privacy.Official = slices`), domain, "TestWhoSaysThatSomebodyIsAnOfficialMustStillReview"},
	{twice, "… which is looked for whenever a claim is about to change", one(retiring, `if !found || !p.Reviews() {`, `if !found && p.Reviews() {`), domain, "TestNothingTakesEffectByTheWordOfWhoIsGone"},
	{twice, "… and the others are told when it happens", one("verification/banning.go", `if err := d.retire(ctx, id); err != nil {`, `if err := error(nil); err != nil {`), domain, "TestTheOthersHearThatAReviewerIsGone"},
	{twice, "Who asked or answered proposes and confirms nothing, at either end", one(dual, `if c.involved(want.Change, by) || other != nil && other.involved(want.Change, by) {`, `if false {`), domain, "TestWhoTookPartDecidesNothingOfWhatTakesTwo"},
	{twice, "Who asked or answered is not the second", one(reviews, "	case c.AskedBy(by) || c.voted(by):\n		return Involved\n	case !c.Question.Open()", "	case false:\n		return Involved\n	case !c.Question.Open()"), domain, "TestWhoTookPartIsNotTheSecondReviewer"},
	{twice, "Any reviewer can refuse it", one(folds, `case Rejected, Expired:`, `case Expired:`), domain, "TestAnyReviewerRefusesAProposal"},
	{twice, "… and a button confirms only what stood above it", one(dual, `if !c.Proposal.Waits() || c.Proposal.Number != number {`, `if !c.Proposal.Waits() {`), domain, "TestAnyReviewerRefusesAProposal"},
	{twice, "A proposal expires", one(dual, `p.Waits() && !p.Until.IsZero() && !c.timeOfAll(sound).Before(p.Until)`, `p.Waits() && !p.Until.IsZero() && c.timeOfAll(sound).IsZero()`), domain, "TestAProposalExpires"},
	{twice, "… when the claim reads otherwise", one(folds, `if c.overtaken() {`, `if false {`), domain, "TestAProposalExpiresWhenTheResultChanges"},
	{twice, "… or the one at its other end", one(confirming, `if p.basis != nil && !bytes.Equal(p.basis, c.basis(other)) {`, `if bytes.Equal(p.basis, nil) && other != nil {`), domain, "TestAProposalExpiresForEverybody"},
	{twice, "… and not by a vote", one(dual, `}{State: "live",`, `}{State: string(c.Status),`), domain, "TestVotesDoNotEndAProposal"},
	{twice, "The others hear of it", one(confirming, `return d.say.Propose(ctx, "propose."+key+"."+string(p.ID), p, c)`, `return nil`), domain, "TestTheOtherReviewersHearOfAProposalAndWhatBecameOfIt"},
	{twice, "… and what became of it", one(confirming, `return errors.Join(d.offer(ctx, c), d.alert(ctx, c, key, f))`, `return d.offer(ctx, c)`), domain, "TestTheOtherReviewersHearOfAProposalAndWhatBecameOfIt TestAProposalExpiresForEverybody"},
	{twice, "Ground truth is refused on what citizens asked", one(reviews, `case !ours:`, `case false:`), domain, "TestGroundTruthIsRefusedOnWhatCitizensAsk TestWhatCitizensAskedIsNotPractisedOn"},
	{twice, "… also when nobody can tell any more who asked", one("verification/practice.go", `asked = asked || a.Via == ""`, `asked = asked || a.Via != "nobody"`), domain, "TestGroundTruthIsRefusedOnWhatCitizensAsk"},
	{twice, "… and what one reviewer alone made known before counts for nothing", one(folds, `if len(f.Whom) > 0 {`, `if len(f.Whom) >= 0 {`), domain, "TestWhatOneReviewerMadeKnownBeforeCountsForNothing"},
	{twice, "… nor what one proposes", one(folds, `case Proposed:
		c.proposed(f)`, `case Proposed:
		c.proposed(f)
		c.Known = f.Answer`), domain, "TestGroundTruthComesFromTwo TestOneReviewerAloneTurnsNoVerdictByGroundTruth"},
	{twice, "A proposal is said above its buttons, with the answer and the note", one("handlers/confirming.go", `strings.Join(view.Pending(s, c), "\n")`, `strings.Join(view.Pending(s, c)[:1], "\n")`), whole, "TestConversations"},
}
