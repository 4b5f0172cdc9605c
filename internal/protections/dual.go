package main

const (
	twice      = "Besides. What changes an answer, or what votes are held against, takes two reviewers"
	confirming = "verification/confirming.go"
	retiring   = "verification/retiring.go"
)

// byTwo are the protections of what takes two reviewers.
var byTwo = []protection{
	{twice, "One reviewer alone corrects, merges, splits, reopens and makes known nothing", one(`verification/claim/dualcontrol.go`, `	c.Record(&Proposed{`, `	if have := c.Proposal; have.Change == "" {
		c.Record(&Confirmed{Meta: Meta{At: now, Cause: cause, By: by}, Change: want.Change, Answer: string(want.Answer), Note: want.Note})
		return true, nil
	}
	c.Record(&Proposed{`), `verification/claim`, "TestWhatTakesTwoReviewersDoesNothingByOne"},
	{twice, "… nor by wanting it twice", one(`verification/claim/dualcontrol.go`, `case have.By == by || have.Second != "":`, `case have.Second != "":`), `verification/claim`, "TestWhatTakesTwoReviewersDoesNothingByOne"},
	{twice, "… in any order of what one can do", one(`verification/claim/review.go`, `	if c.Status == StatusPublished {
		if done, err := c.propose(`, `	if false {
		if done, err := c.propose(`), `verification/claim`, "TestNothingThatOneReviewerDoesChangesAnAnswer"},
	{twice, "Two who act together count as one", one(`verification/claim/dualcontrol.go`, `case !r.apart(p.By, by), p.CollusionGroup != "" && p.CollusionGroup == r.Acting.CollusionGroup:`, `case p.By == by:`), `verification/claim`, "TestWhoActsTogetherCountsAsOneReviewer TestNoOrderOfEventsFlipsAnAnswerWithoutTwoIndependentReviewers"},
	{twice, "… and so do two of one invitation, where there are others", one(confirming, `cluster != clusters[b] || len(several) == 1`, `cluster == clusters[b] || true`), domain, "TestReviewersOfOneInvitationCountAsOneWhereThereAreOthers"},
	{twice, "… also when the one who proposed it is gone", one(`verification/claim/dualcontrol.go`, `case p.InviteCohort != "" && p.InviteCohort == r.Acting.InviteCohort:`, `case p.InviteCohort == "never":`), `verification/claim`, "TestWhoProposedAndWentIsNoMoreIndependentForIt"},
	{twice, "What a reviewer proposed lapses when they review no more", one("verification/claim/events_review.go", `	if c.proposedBy(e.Whom) {
		c.dropProposal()`, `	if false {
		c.dropProposal()`), `verification/claim`, "TestWhatAReviewerProposedLapsesWhenTheyReviewNoMore"},
	{twice, "… and what they approved is void", one("verification/claim/events_review.go", `		c.void(e.Whom)`, `		c.Drafts++`), `verification/claim`, "TestWhatAReviewerApprovedIsVoidWhenTheyReviewNoMore"},
	{twice, "… and so is that it is about an official", one("verification/claim/events_review.go", `	if !c.Privacy.official {
		c.Privacy.Official = slices`, `	if c.Privacy.official {
		c.Privacy.Official = slices`), `verification/claim`, "TestWhoSaysThatSomebodyIsAnOfficialMustStillReview"},
	{twice, "… which is looked for whenever a claim is about to change", one(retiring, `if !found || !p.Reviews() {`, `if !found && p.Reviews() {`), domain, "TestNothingTakesEffectByTheWordOfWhoIsGone"},
	{twice, "… and the others are told when it happens", one("verification/banning.go", `if err := d.retire(ctx, id); err != nil {`, `if err := error(nil); err != nil {`), domain, "TestTheOthersHearThatAReviewerIsGone"},
	{twice, "Who asked or answered proposes and confirms nothing, at either end", one(`verification/claim/dualcontrol.go`, `if c.involved(want.Change, by) || other != nil && other.involved(want.Change, by) {`, `if false {`), `verification/claim`, "TestWhoTookPartDecidesNothingOfWhatTakesTwo"},
	{twice, "Who asked or answered is not the second", one(`verification/claim/review.go`, `	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case !c.Question.Open()`, "	case false:\n		return Involved\n	case !c.Question.Open()"), `verification/claim`, "TestWhoTookPartIsNotTheSecondReviewer"},
	{twice, "Any reviewer can refuse it", one("verification/claim/events_dualcontrol.go", `func (*Rejected) apply(c *Claim) { c.dropProposal() }`, `func (*Rejected) apply(*Claim) {}`), `verification/claim`, "TestAnyReviewerRefusesAProposal"},
	{twice, "… and a button confirms only what stood above it", one(`verification/claim/dualcontrol.go`, `if !c.Proposal.Waits() || c.Proposal.Number != number {`, `if !c.Proposal.Waits() {`), `verification/claim`, "TestAnyReviewerRefusesAProposal"},
	{twice, "A proposal expires", one(`verification/claim/dualcontrol.go`, `p.Waits() && !p.Until.IsZero() && !c.timeOfAll(sound).Before(p.Until)`, `p.Waits() && !p.Until.IsZero() && c.timeOfAll(sound).IsZero()`), `verification/claim`, "TestAProposalExpires"},
	{twice, "… when the claim reads otherwise", one(`verification/claim/apply.go`, `if c.overtaken() {`, `if false {`), `verification/claim`, "TestAProposalExpiresWhenTheResultChanges"},
	{twice, "… or the one at its other end", one(confirming, `if p.Basis != nil && !bytes.Equal(p.Basis, c.Basis(other)) {`, `if bytes.Equal(p.Basis, nil) && other != nil {`), domain, "TestAProposalExpiresForEverybody"},
	{twice, "… and not by a vote", one(`verification/claim/dualcontrol.go`, `}{State: "live",`, `}{State: string(c.Status),`), `verification/claim`, "TestVotesDoNotEndAProposal"},
	{twice, "The others hear of it", one(confirming, `return d.say.Propose(ctx, "propose."+key+"."+string(p.ID), p, c)`, `return nil`), domain, "TestTheOtherReviewersHearOfAProposalAndWhatBecameOfIt"},
	{twice, "… and what became of it", one(confirming, `return errors.Join(d.offer(ctx, c), d.alert(ctx, c, key, e))`, `return d.offer(ctx, c)`), domain, "TestTheOtherReviewersHearOfAProposalAndWhatBecameOfIt TestAProposalExpiresForEverybody"},
	{twice, "Ground truth is refused on what citizens asked", one(`verification/claim/review.go`, `case !ours:`, `case false:`), `verification verification/claim`, "TestGroundTruthIsRefusedOnWhatCitizensAsk TestWhatCitizensAskedIsNotPractisedOn"},
	{twice, "… also when nobody can tell any more who asked", one("verification/practice.go", `asked = asked || a.Via == ""`, `asked = asked || a.Via != "nobody"`), domain, "TestGroundTruthIsRefusedOnWhatCitizensAsk"},
	{twice, "… and what one reviewer alone made known before counts for nothing", one("verification/claim/events_intake.go", `if len(e.ProposedBy) > 0 {`, `if len(e.ProposedBy) >= 0 {`), `verification/claim`, "TestWhatOneReviewerMadeKnownBeforeCountsForNothing"},
	{twice, "… nor what one proposes", one("verification/claim/events_dualcontrol.go", `	c.dropProposal()
	c.proposals++`, `	c.Known = e.Answer
	c.dropProposal()
	c.proposals++`), `verification verification/claim`, "TestGroundTruthComesFromTwo TestOneReviewerAloneTurnsNoVerdictByGroundTruth"},
	{twice, "A proposal is said above its buttons, with the answer and the note", one("handlers/notify/notifier.go", `strings.Join(view.Pending(s, c), "\n")`, `strings.Join(view.Pending(s, c)[:1], "\n")`), whole, "TestConversations"},
}
