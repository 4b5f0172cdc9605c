package main

const (
	alone  = "Besides. Who invites alone names nobody"
	beheld = "Besides. What operators do, reviewers see"
	rules  = "verification/tenure.go"
)

// tenures are the protections against crowds that were made in an hour.
var tenures = []protection{
	{alone, "A vote counts for a name once somebody has been there for days", one(rules, `!now.Before(t.Joined.Add(r.Age)) && t.Claims`, `t.Claims`), domain, "TestWhoCountsForAName"},
	{alone, "… and has answered claims that were decided", one(rules, ` && t.Claims >= r.Claims`, ``), domain, "TestWhoCountsForAName"},
	{alone, "… which is kept with the vote", one("verification/answering.go", `Knowing: before.Knowing, New: f.New}`, `Knowing: before.Knowing}`), domain, "TestOneOfThreeProposalsMayBeANewcomers TestNoCrowdOfAnHourNamesAnybody"},
	{alone, "One proposal of a newcomer counts, and no more", one(rules, `return earlier < newcomers`, `return earlier < newcomers+1`), domain, "TestOneOfThreeProposalsMayBeANewcomers"},
	{alone, "Newcomers confirm no name", one(rules, "	if v.Text == \"\" {\n		return false\n	}\n", ""), domain, "TestNewcomersConfirmNoName"},
	{alone, "… nor do they speak for one by agreeing", one("verification/naming.go", "		} else if v.New {\n			continue", "		} else if false {\n			continue"), domain, "TestNewcomersConfirmNoName"},
	{alone, "Too few volunteers who read it and have been there decide no name", one(rules, `case p.Readers < r.Readers:`, `case false:`), domain, "TestATooSmallOrTooYoungPoolNamesNobody TestAnOperatorAloneNamesNobody"},
	{alone, "… nor too few reviewers", one(rules, `case p.Reviewers < r.Reviewers:`, `case false:`), domain, "TestATooSmallOrTooYoungPoolNamesNobody"},
	{alone, "… and what cannot be counted is nobody", one(rules, "	if r.Pool == nil {\n		return Pool{}\n	}", "	if r.Pool == nil {\n		return Pool{Readers: 1000, Reviewers: 1000}\n	}"), domain, "TestATooSmallOrTooYoungPoolNamesNobody"},
	{alone, "Whoever has not been there for long is not counted among them", one("verification/pool.go", ` && rule.enough(now, p.Tenure())`, ``), domain, "TestVolunteersOfAnHourAreNoPool"},
	{alone, "The claim says why nobody is named", one("verification/answering.go", `		c.withhold(now, TooNew)
`, ``), domain, "TestOneOfThreeProposalsMayBeANewcomers"},
	{alone, "The approval of a new reviewer does not count", one("verification/reviewing.go", "	case !c.mayCount(now, r):\n		return TooNewReviewer\n	case c.Question", "	case c.Question"), domain, "TestANewReviewersApprovalNamesNobody"},
	{alone, "… nor their word where it takes two", one("verification/dualcontrol.go", `if !c.mayCount(now, r) {`, `if false {`), domain, "TestTheFirstReviewersOfANewsroomDecideWhatNamesNobody"},
	{alone, "… nor on who is no private person", one("verification/privacy.go", `case !c.mayCount(now, r):`, `case false:`), domain, "TestTheFirstReviewersOfANewsroomDecideWhatNamesNobody"},
	{alone, "… nor on a ban", one("verification/banning.go", `waits {
			return false, TooNewReviewer`, `waits && false {
			return false, TooNewReviewer`), domain, "TestANewReviewerHearsWhenTheyCount"},
	{alone, "… and where nobody has been one for long, only for what names nobody", one(rules, `!c.AboutPerson() && r.pool`, `r.pool`), domain, "TestTheFirstReviewersOfANewsroomDecideWhatNamesNobody"},
	{alone, "A name is approved only where a third reviewer could stop it", one("verification/reviewing.go", `r.pool(c).Reviewers < r.Policy.Tenure.Reviewers:`, `false:`), domain, "TestANewReviewersApprovalNamesNobody"},
	{alone, "Whoever becomes a reviewer again is a new one", one("verification/verifiers.go", `p.ReviewsSince = d.now()`, `p.ReviewsSince = orNow(p.JoinedAt, d.now())`), domain, "TestANewReviewerHearsWhenTheyCount"},

	{beheld, "Reviewers are told of every invitation", one("verification/operators.go", `err := d.act(ctx, Act{Kind: ActInvited,`, `err := d.store.NoteAct(ctx, Act{Kind: ActInvited,`), domain, "TestAnOperatorAloneNamesNobody"},
	{beheld, "… which stands in the ledger", one("verification/acts.go", `if err := d.store.NoteAct(ctx, a); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestANewReviewerHearsWhenTheyCount"},
	{beheld, "… of every new reviewer", one("verification/verifiers.go", `if invitation.Role == Reviewer {`, `if false {`), domain, "TestAnOperatorAloneNamesNobody"},
	{beheld, "… and of other safety settings", one("verification/safetysettings.go", `if len(changed) == 0 {`, `if true {`), domain, "TestReviewersHearOfOtherSafetySettings"},
}
