package main

const (
	alike    = "Besides. Nobody can tell practice from work"
	practise = "verification/practice.go"
)

// indistinct are the protections of claims to practise on.
var indistinct = []protection{
	{alike, "A claim to practise on keeps its deadline", one("verification/claim/events_intake.go", `c.Known, c.knownBy = e.Outcome, append([]PersonID{e.By}, e.ProposedBy...)`, `c.Known, c.knownBy, c.Deadline = e.Outcome, append([]PersonID{e.By}, e.ProposedBy...), time.Time{}`), `verification/claim`, "TestPracticeHasTheSeatsTheDeadlineAndTheEndOfWork TestPracticeCannotBeToldFromWorkInAnyOrderOfEvents"},
	{alike, "… and ends by it", one(`verification/claim/assignment.go`, `if !at.Before(c.Deadline) {
			c.giveUp(now, r)
			return`, `if c.Known == "" && !at.Before(c.Deadline) {
			c.giveUp(now, r)
			return`), `verification/claim`, "TestPracticeHasTheSeatsTheDeadlineAndTheEndOfWork TestPracticeCannotBeToldFromWorkInAnyOrderOfEvents"},
	{alike, "… has no more seats than any", one(`verification/claim/assignment.go`, `if len(leased) < wanted && c.MayAsk(id)`, `if (len(leased) < wanted || c.Known != "") && c.MayAsk(id)`), `verification/claim`, "TestPracticeHasTheSeatsTheDeadlineAndTheEndOfWork"},
	{alike, "… is decided as any", one(`verification/claim/answer.go`, `	if c.Status != StatusOpen {
		return // what waits`, `	if c.Status != StatusOpen || c.Known != "" {
		return // what waits`), `verification/claim`, "TestPracticeHasTheSeatsTheDeadlineAndTheEndOfWork TestPracticeCannotBeToldFromWorkInAnyOrderOfEvents"},
	{alike, "… takes late answers as any", one(`verification/claim/late.go`, `if c.Status != StatusPublished && c.Status != StatusUndecided {`, `if c.Known != "" || c.Status != StatusPublished && c.Status != StatusUndecided {`), `verification/claim`, "TestPracticeTakesLateAnswersAsWorkDoes"},
	{alike, "… and is recognised as any", one(`verification/claim/join.go`, `return len(c.Requesters) > 0 || c.Out()`, `return c.Known == "" && len(c.Requesters) > 0 || c.Out()`), `verification/claim`, "TestPracticeCannotBeToldFromWorkInAnyOrderOfEvents"},
	{alike, "… and found", one("verification/search.go", `if c.Status != claim.StatusPublished {`, `if c.Status != claim.StatusPublished || c.Known != "" {`), whole, "TestPracticeReadsAsWork"},
	{alike, "Nothing is asked for having answered", one(practise, `	if errors.Is(err, claim.NotFound) || err == nil && (!p.Practice || !turn) {`, `	if err == nil && p.practising(d.now()) {
		_, err = d.train(ctx, p)
	}
	if errors.Is(err, claim.NotFound) || err == nil && (!p.Practice || !turn) {`), domain, "TestPracticeRound"},
	{alike, "… nor for having joined", one(practise, `return p, d.store.Enlist(ctx, p.ID, claim.PracticeQueues(p.Languages))`, `_, err = d.train(ctx, p)
	return p, err`), domain, "TestPracticeRound"},
	{alike, "What is asked first may be practice or work", one("verification/scheduler.go", `if some && d.byChance(evenly) {`, `if some && false {`), domain, "TestTheFirstQuestionsDoNotTellPracticeFromWork"},
	{alike, "… also by /next", one("verification/verifiers.go", `if practises && d.byChance(evenly) {`, `if practises {`), domain, "TestTheFirstQuestionsDoNotTellPracticeFromWork"},
	{alike, "Nobody practises beyond the bounds of work", []edit{{load, `!held && len(w.Seats) >= most`, `!held && false`}, {"verification/routing.go", `len(w.Seats)-len(w.Overdue(d.now())) >= policy.OpenAsks`, `false`}}, domain, "TestPracticeKeepsTheBoundsOfWork"},
	{alike, "Whoever asks what is practised on has it answered by all", one(`verification/claim/practice.go`, `return c.Known != "" && len(c.Joins) == 0`, `return c.Known != ""`), domain, "TestWhatOthersAskIsAskedOfAll"},
	{alike, "A verdict against what two reviewers know does not go out", one(`verification/claim/review.go`, `case c.againstKnown():`, `case false:`), `verification/claim`, "TestAVerdictAgainstWhatIsKnownWaits"},
	{alike, "What people ask meanwhile is not made one", one(practise, `ours = ours && found.is.claim == nil`, `ours = ours && found.is.claim != c`), domain, "TestWhatIsSentForPracticeIsRefusedOncePeopleAskIt"},
	{alike, "What has to wait for a reviewer waits also when it was sent for practice", one(`verification/claim/review.go`, `if c.Status != StatusOpen || c.Private() {
		return nil // it waits`, `if false {
		return nil // it waits`), domain, "TestWhatIsSentForPracticeIsRefusedOncePeopleAskIt"},
	{alike, "Who knows the outcome is not asked", one(`verification/claim/assignment.go`, ` && !slices.Contains(c.knownBy, id)`, ``), `verification/claim`, "TestWhoKnowsTheOutcomeIsNotAsked"},
	{alike, "Whose turn to practise it is, is forgotten with them", one("verification/citizens.go", `append(p.Queues(), claim.PracticeQueues(claim.Languages)...)`, `p.Queues()`), domain, "TestWhoIsForgottenIsInNoQueue"},
}
