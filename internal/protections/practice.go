package main

const (
	alike    = "Besides. Nobody can tell practice from work"
	practise = "verification/practice.go"
)

// indistinct are the protections of claims to practise on.
var indistinct = []protection{
	{alike, "A claim to practise on keeps its deadline", one(folds, `c.Known, c.knownBy = f.Answer, append([]PersonID{f.By}, f.Whom...)`, `c.Known, c.knownBy, c.Deadline = f.Answer, append([]PersonID{f.By}, f.Whom...), time.Time{}`), domain, "TestPracticeHasTheSeatsTheDeadlineAndTheEndOfWork TestPracticeCannotBeToldFromWorkInAnyOrderOfEvents"},
	{alike, "… and ends by it", one(asks, `if !at.Before(c.Deadline) {
			c.giveUp(now, r)
			return`, `if c.Known == "" && !at.Before(c.Deadline) {
			c.giveUp(now, r)
			return`), domain, "TestPracticeHasTheSeatsTheDeadlineAndTheEndOfWork TestPracticeCannotBeToldFromWorkInAnyOrderOfEvents"},
	{alike, "… has no more seats than any", one(asks, `if len(leased) < wanted && c.MayAsk(id)`, `if (len(leased) < wanted || c.Known != "") && c.MayAsk(id)`), domain, "TestPracticeHasTheSeatsTheDeadlineAndTheEndOfWork"},
	{alike, "… is decided as any", one(answers, `	if c.Status != StatusOpen {
		return // what waits`, `	if c.Status != StatusOpen || c.Known != "" {
		return // what waits`), domain, "TestPracticeHasTheSeatsTheDeadlineAndTheEndOfWork TestPracticeCannotBeToldFromWorkInAnyOrderOfEvents"},
	{alike, "… takes late answers as any", one("verification/late.go", `if c.Status != StatusPublished && c.Status != StatusUndecided {`, `if c.Known != "" || c.Status != StatusPublished && c.Status != StatusUndecided {`), domain, "TestPracticeTakesLateAnswersAsWorkDoes"},
	{alike, "… and is recognised as any", one("verification/seen.go", `return len(c.Askers) > 0 || c.Out()`, `return c.Known == "" && len(c.Askers) > 0 || c.Out()`), domain, "TestPracticeCannotBeToldFromWorkInAnyOrderOfEvents"},
	{alike, "… and found", one("verification/searching.go", `if c.Status != StatusPublished {`, `if c.Status != StatusPublished || c.Known != "" {`), whole, "TestPracticeReadsAsWork"},
	{alike, "Nothing is asked for having answered", one(practise, `	if errors.Is(err, NotFound) || err == nil && (!p.Practice || !turn) {`, `	if err == nil && p.practising(d.now()) {
		_, err = d.train(ctx, p)
	}
	if errors.Is(err, NotFound) || err == nil && (!p.Practice || !turn) {`), domain, "TestPracticeRound"},
	{alike, "… nor for having joined", one(practise, `return p, d.store.Enlist(ctx, p.ID, practiceQueues(p.Languages))`, `_, err = d.train(ctx, p)
	return p, err`), domain, "TestPracticeRound"},
	{alike, "What is asked first may be practice or work", one("verification/sweeping.go", `if some && d.byChance(evenly) {`, `if some && false {`), domain, "TestTheFirstQuestionsDoNotTellPracticeFromWork"},
	{alike, "… also by /next", one("verification/verifiers.go", `if practises && d.byChance(evenly) {`, `if practises {`), domain, "TestTheFirstQuestionsDoNotTellPracticeFromWork"},
	{alike, "Nobody practises beyond the bounds of work", []edit{{load, `!held && len(w.Seats) >= most`, `!held && false`}, {"verification/routing.go", `len(w.Seats)-len(w.Overdue(d.now())) >= policy.OpenAsks`, `false`}}, domain, "TestPracticeKeepsTheBoundsOfWork"},
	{alike, "Whoever asks what is practised on has it answered by all", one(practise, `return c.Known != "" && len(c.Joins) == 0`, `return c.Known != ""`), domain, "TestWhatOthersAskIsAskedOfAll"},
	{alike, "A verdict against what two reviewers know does not go out", one(reviews, `case c.againstKnown():`, `case false:`), domain, "TestAVerdictAgainstWhatIsKnownWaits"},
	{alike, "What people ask meanwhile is not made one", one(practise, `ours = ours && found.is.claim == nil`, `ours = ours && found.is.claim != c`), domain, "TestWhatIsSentForPracticeIsRefusedOncePeopleAskIt"},
	{alike, "What has to wait for a reviewer waits also when it was sent for practice", one(reviews, `if c.Status != StatusOpen || c.Private() {
		return nil // it waits`, `if false {
		return nil // it waits`), domain, "TestWhatIsSentForPracticeIsRefusedOncePeopleAskIt"},
	{alike, "Who knows the outcome is not asked", one(asks, ` && !contains(c.knownBy, id)`, ``), domain, "TestWhoKnowsTheOutcomeIsNotAsked"},
	{alike, "Whose turn to practise it is, is forgotten with them", one("verification/citizens.go", `append(p.Queues(), practiceQueues(Languages)...)`, `p.Queues()`), domain, "TestWhoIsForgottenIsInNoQueue"},
}
