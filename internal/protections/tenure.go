package main

const (
	alone  = "Besides. Who invites alone names nobody"
	beheld = "Besides. What operators do, reviewers see"
)

// tenures are the protections against crowds that were made in an hour.
var tenures = []protection{
	{alone, "A vote counts for a name once somebody has been there for days", one(`verification/claim/tenure.go`, `!now.Before(t.Joined.Add(r.Age)) && t.Claims`, `t.Claims`), `verification/claim`, "TestWhoCountsForAName"},
	{alone, "… and has answered claims that were decided", one(`verification/claim/tenure.go`, ` && t.Claims >= r.Claims`, ``), `verification/claim`, "TestWhoCountsForAName"},
	{alone, "… which is kept with the vote", one("verification/claim/events_answering.go", `EvidenceBasis: before.EvidenceBasis, New: e.New}`, `EvidenceBasis: before.EvidenceBasis}`), `verification/claim`, "TestOneOfThreeProposalsMayBeANewcomers TestNoCrowdOfAnHourNamesAnybody"},
	{alone, "One proposal of a newcomer counts, and no more", one(`verification/claim/tenure.go`, `return earlier < newcomers`, `return earlier < newcomers+1`), `verification/claim`, "TestOneOfThreeProposalsMayBeANewcomers"},
	{alone, "Newcomers confirm no name", one(`verification/claim/tenure.go`, "	if v.Text == \"\" {\n		return false\n	}\n", ""), `verification/claim`, "TestNewcomersConfirmNoName"},
	{alone, "… nor do they speak for one by agreeing", one(`verification/claim/naming.go`, "		} else if v.New {\n			continue", "		} else if false {\n			continue"), `verification/claim`, "TestNewcomersConfirmNoName"},
	{alone, "Too few volunteers who read it and have been there decide no name", one(`verification/claim/tenure.go`, `case p.Readers < r.Readers:`, `case false:`), `verification verification/claim`, "TestATooSmallOrTooYoungPoolNamesNobody TestAnOperatorAloneNamesNobody"},
	{alone, "… nor too few reviewers", one(`verification/claim/tenure.go`, `case p.Reviewers < r.Reviewers:`, `case false:`), `verification/claim`, "TestATooSmallOrTooYoungPoolNamesNobody"},
	{alone, "… and what cannot be counted is nobody", one(`verification/claim/tenure.go`, "	if r.Pool == nil {\n		return Pool{}\n	}", "	if r.Pool == nil {\n		return Pool{Readers: 1000, Reviewers: 1000}\n	}"), `verification/claim`, "TestATooSmallOrTooYoungPoolNamesNobody"},
	{alone, "Whoever has not been there for long is not counted among them", one("verification/pool.go", ` && rule.Enough(now, p.Tenure())`, ``), domain, "TestVolunteersOfAnHourAreNoPool"},
	{alone, "The claim says why nobody is named", one(`verification/claim/answer.go`, `		c.withhold(now, TooNew)
`, ``), `verification/claim`, "TestOneOfThreeProposalsMayBeANewcomers"},
	{alone, "The approval of a new reviewer does not count", one(`verification/claim/review.go`, "	case !c.mayCount(now, r):\n		return TooNewReviewer\n	case c.Question", "	case c.Question"), `verification/claim`, "TestANewReviewersApprovalNamesNobody"},
	{alone, "… nor their word where it takes two", one(`verification/claim/dualcontrol.go`, `if !c.mayCount(now, r) {`, `if false {`), `verification/claim`, "TestTheFirstReviewersOfANewsroomDecideWhatNamesNobody"},
	{alone, "… nor on who is no private person", one(`verification/claim/privacy.go`, `case !c.mayCount(now, r):`, `case false:`), `verification/claim`, "TestTheFirstReviewersOfANewsroomDecideWhatNamesNobody"},
	{alone, "… nor on a ban", one("verification/banning.go", `waits {
			return false, claim.TooNewReviewer`, `waits && false {
			return false, claim.TooNewReviewer`), domain, "TestANewReviewerHearsWhenTheyCount"},
	{alone, "… and where nobody has been one for long, only for what names nobody", one(`verification/claim/tenure.go`, `!c.AboutPerson() && r.pool`, `r.pool`), `verification/claim`, "TestTheFirstReviewersOfANewsroomDecideWhatNamesNobody"},
	{alone, "A name is approved only where a third reviewer could stop it", one(`verification/claim/review.go`, `r.pool(c).Reviewers < r.Policy.Tenure.Reviewers:`, `false:`), `verification/claim`, "TestANewReviewersApprovalNamesNobody"},
	{alone, "Whoever becomes a reviewer again is a new one", one("verification/verifiers.go", `p.ReviewsSince = d.now()`, `p.ReviewsSince = claim.OrNow(p.JoinedAt, d.now())`), domain, "TestANewReviewerHearsWhenTheyCount"},

	{beheld, "Reviewers are told of every invitation", one("verification/operators.go", `err := d.act(ctx, Act{Kind: ActInvited,`, `err := d.store.NoteAct(ctx, Act{Kind: ActInvited,`), domain, "TestAnOperatorAloneNamesNobody"},
	{beheld, "… which stands in the ledger", one("verification/acts.go", `if err := d.store.NoteAct(ctx, a); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestANewReviewerHearsWhenTheyCount"},
	{beheld, "… of every new reviewer", one("verification/verifiers.go", `if invitation.Role == claim.Reviewer {`, `if false {`), domain, "TestAnOperatorAloneNamesNobody"},
	{beheld, "… and of other safety settings", one("verification/safetysettings.go", `if len(changed) == 0 {`, `if true {`), domain, "TestReviewersHearOfOtherSafetySettings"},
}
