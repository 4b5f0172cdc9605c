package main

const (
	slow   = "Besides. Who is slow holds nobody up"
	poison = "Besides. What cannot be handled ends nothing else"
	many   = "Besides. Nobody uses up what is there for all"
	room   = "Besides. Where memory is short, nothing is lost"
	refuse = "Besides. A refusal stops what it is about, and nothing else"
)

// The packages and files of these parts.
const (
	inboundDir  = "internal/inbound"
	connections = "internal/inbound/connections.go"
	bodies      = "internal/inbound/body.go"
	webhook     = "bot/intake/webhook.go"
	smsHTTP     = "bot/sms/http.go"
	imagingDir  = "internal/imaging"
	budgets     = "internal/imaging/imaging.go"
	costs       = "internal/imaging/cost.go"
)

// limits are those by which nobody uses up what is there for all.
var limits = []protection{
	{slow, "Who says nothing gives way to who asks", one(connections, `if len(c.open) >= c.most {`, `if false {`), inboundDir, "TestWhoSaysNothingGivesWayToWhoAsks"},
	{slow, "Who is being answered does not", one(connections, `if place != nil {`, `if false {`), inboundDir, "TestWhoIsAnsweredIsNotLetGo"},
	{slow, "A refused body is not read", one(bodies, `	_ = http.NewResponseController(w).SetReadDeadline(time.Unix(1, 0)) // writers`, `	// writers`), inboundDir, "TestARefusedBodyIsNotReadToItsEnd"},
	{slow, "Few bodies of strangers are read at once", one(bodies, `if b.reading.Len() >= b.Most {`, `if false {`), inboundDir, "TestTheSlowestBodyGivesWay"},
	{slow, "What everybody reads is answered to few at once", one(bodies, `make(chan struct{}, most)`, `make(chan struct{}, most+1)`), inboundDir, "TestTooManyAtOnceAreToldToComeAgain"},
	{slow, "The webhook reads nothing before its secret", one(webhook, "		switch {\n		case r.Method", "		_, _ = io.ReadAll(r.Body)\n		switch {\n		case r.Method"), "bot/intake", "TestWebhookReadsNothingBeforeItsSecret"},
	{slow, "… nor does the way in for SMS", one(smsHTTP, `case stated != "" || r.Method != http.MethodPost:`, `case r.Method != http.MethodPost:`), gateway, "TestNothingIsReadBeforeAWrongSecret"},

	{poison, "A panic in reading an update ends nothing else", one("bot/intake/intake.go", `	o.Codec = o.Codec.guarded(o.Log)
`, ``), "bot/intake", "TestAPanicInTheCodecEndsNothing"},
	{poison, "… and a message whose delivery panics is not sent again", one("bot/outbox/send.go", `Failure: bot.Rejected, Reason: fmt`, `Failure: bot.Unavailable, Reason: fmt`), "bot/outbox", "TestAPanicInADeliveryEndsNothing"},
	{poison, "No picture is decoded that asks for more memory than there is for pictures", one(budgets, `if n > b.size-room {`, `if false {`), imagingDir, "TestWhatIsTooLargeIsNotDecoded"},
	{poison, "… which the whole process shows", one(budgets, `if n > b.size-room {`, `if false {`), process, "TestNoPictureTakesTheMemoryOfTheProcess"},
	{poison, "… nor for more work", one(costs, `min(mostPixels, mostWork/drawn)`, `mostPixels`), imagingDir, "TestWhatIsTooLargeIsNotDecoded"},
	{poison, "What is decoded at once fits into it", one(budgets, `cost = min(cost, b.size)`, `cost = min(cost, 1)`), imagingDir, "TestWhatIsUsedAtOnceFitsIntoTheBudget"},
	{poison, "Sixteen bits cost what they cost", one(costs, "		n = 8\n", "		n = 4\n"), imagingDir, "TestNoPictureCostsMoreThanItsHeadSays"},
	{poison, "… as do pictures that are interlaced", one(costs, "	if interlaced {\n", "	if false && interlaced {\n"), imagingDir, "TestNoPictureCostsMoreThanItsHeadSays"},
	{poison, "… and progressive ones", one(costs, `if f.progressive {`, `if false {`), imagingDir, "TestNoPictureCostsMoreThanItsHeadSays"},
	{poison, "A file is fetched and drawn once, whoever is to have it", one(cleans, `		c.cleaned.put(id, drawn{file: clean})`, ``), "bot/telegram", "TestOneFileIsFetchedAndDrawnOnce"},
	{poison, "An update that killed the process twice is set aside", one("bot/intake/handle.go", `if deaths >= mostDeaths {`, `if deaths >= 99 {`), "bot/intake", "TestWhatKillsTheProcessTwiceIsSetAside"},
	{poison, "… and nothing that was only handled beside it", one("bot/intake/begun.go", `	if len(left) == 1 {`, `	if len(left) > 0 {`), "bot/intake", "TestWhatKillsTheProcessTwiceIsSetAside"},
	{poison, "What is begun is noted before it is begun", one("bot/intake/handle.go", `begun = begun || p.begin(ctx, e, 0); begun {`, `begun = true; begun {`), "bot/intake", "TestWhatKillsTheProcessTwiceIsSetAside"},
	{poison, "A message that killed its senders twice is set aside", one("bot/outbox/deadly.go", `if deaths >= mostDeaths {`, `if deaths >= 99 {`), "bot/outbox", "TestWhatKillsItsSenderTwiceIsSetAside"},
	{poison, "… and is sent while no other is on its way", one("bot/outbox/run.go", `			s.solo = true
`, ``), "bot/outbox", "TestASuspectIsSentAlone"},

	{refuse, "A file that cannot be fetched is no outage", one(cleans, `Failure: failure, Scope: bot.OfItem`, `Failure: failure`), "bot/telegram", "TestAFileThatCannotBeFetchedIsNoOutage"},
	{refuse, "What is behind it goes first", one("bot/outbox/again.go", `if a.own >= triesAlone {`, `if false {`), "bot/outbox", "TestAFailureHoldsUpOnlyWhatItConcerns"},
	{refuse, "A question does not go out without the file that it is about", one("handlers/view/news.go", `, Whole: true}`, `}`), whole, "TestAFileThatCannotBeFetchedConcernsNobodyElse"},
	{refuse, "… and goes to somebody else where it is somebody who does not take it", one("internal/app/assemble.go", `return conversations.OnUnfit(ctx, out, forAll)`, `return nil`), whole, "TestWhoTakesNoVoiceMessagesGetsThemAsFiles"},
	{refuse, "Who sent what nobody can be shown is told", one(`verification/claim/unseen.go`, `if c.mayBeUnseen() && `, `if false && `), whole, "TestWhatNobodyCanBeShownIsSaidToWhoSentIt"},
	{refuse, "What fails for one chat alone is no outage, and soon an answer", one("bot/telegram/concern.go", `	own.Scope = bot.OfChat
`, ``), whole, "TestAChatOfWhichTelegramSaysNothingIsAnsweredSoon"},
	{refuse, "… once a few tries were made, within seconds", one("bot/intake/patience.go", `f.until = now.Add(mostPatience)`, `f.until = now.Add(99 * mostPatience)`), "bot/intake", "TestWhatFailsForOneChatAloneIsSoonAnAnswer"},
	{refuse, "… and never while nothing is answered", one("bot/telegram/concern.go", ` || c.Ping(ctx) != nil`, ``), whole, "TestAnOutageIsWaitedForWhereTelegramSaysNothingOfAChat"},
	{refuse, "… after which it is tried anew", one("bot/intake/patience.go", `		f.tries = 0
		return 0`, `		return 0`), "bot/intake", "TestPatienceBeginsAnewAfterAnOutage"},
	{refuse, "What nobody makes an answer of is set aside as soon", one("bot/intake/handle.go", `why.Failure.Passes() && !concernsOne(err)`, `why.Failure.Passes()`), "bot/intake", "TestWhatStaysUnansweredIsSetAsideSoon"},
	{refuse, "A right that lacks ends no subscription, and what was missed follows", one("bot/outbox/record.go", `		r.became = heldUp // the script knows until when`, `		r.became = dropped`), whole, "TestARefusalOfOneMinuteEndsNoSubscription"},
	{refuse, "… also where nobody says a word", one("bot/outbox/held.go", `return now + math.min(`, `return now + 1e12 + math.min(`), "bot/outbox", "TestAFailureHoldsUpOnlyWhatItConcerns"},
	{refuse, "Who can give it is told", one("handlers/rights.go", `	if err := h.tellRunning(ctx, chat, muteKey(s), s, why); err != nil {`, `	if err := error(nil); err != nil {`), whole, "TestARightThatLacksForDaysIsSaidOnceAndFoundWithoutAWord"},
	{refuse, "A change of the bot's rights counts at once", one("handlers/rights.go", `	if err := h.tryAgain(ctx, m.Chat.ID); err != nil {`, `	if err := error(nil); err != nil {`), whole, "TestConversations"},
	{refuse, "A topic that is closed drops nothing", one("bot/outbox/topic.go", `out.err = &bot.DeliveryError{Failure: bot.Forbidden, Code`, `_ = &bot.DeliveryError{Failure: bot.Forbidden, Code`), "bot/outbox", "TestWhatAClosedTopicDoesNotTakeGoesToTheNext"},
	{refuse, "… and who runs the chat hears of it", one("bot/outbox/send.go", `		s.elsewhere(ctx, out.claimed)
`, ``), whole, "TestConversations"},
	{refuse, "… as where no topic is open at all", one("bot/outbox/send.go", `s.onClosed(ctx, d.Chat)`, `s.onForbidden(ctx, d.Chat)`), whole, "TestConversations"},
	{refuse, "What somebody saw is not closed for it", one(`verification/claim/unseen.go`, ` && c.Answered() == 0`, ``), `verification/claim`, "TestWhatSomebodySawIsNotClosed"},

	{many, "One person adds to a claim up to a bound", one(`verification/claim/bounds.go`, `case n.by[head.By] > b.each:`, `case false:`), `verification verification/claim`, "TestOnePersonAddsEvidenceUpToABound TestNobodyMakesALedgerLong"},
	{many, "… and beyond what all together may add, only who has added nothing", one(`verification/claim/bounds.go`, `b.crowd > 0 && n.all > b.crowd && n.by[head.By] > 1`, `false`), `verification/claim`, "TestNobodyMakesALedgerLong"},
	{many, "… until as many have as may at all", one(`verification/claim/bounds.go`, `case b.most > 0 && n.all > b.most, `, `case `), `verification/claim`, "TestThereIsAnEndToObjections"},
	{many, "Every kind of fact has a bound, or needs none", one(`verification/claim/bounds.go`, `	KindTried:        {each: 24},
`, ""), `verification/claim`, "TestEveryKindOfFactIsBoundedOrNeedsNoBound"},
	{many, "What protects a person is never refused for having been done too often", one(`verification/claim/bounds.go`, `	KindTakenDown:   {},`, `	KindTakenDown:   {each: 3},`), `verification/claim`, "TestWhatProtectsAPersonIsNeverRefusedForHavingBeenDoneTooOften"},
	{many, "What follows from other facts counts for nobody", []edit{{`verification/claim/bounds.go`, `case head.Cause == "" || n == nil:`, `case n == nil:`}, {`verification/claim/bounds.go`, `if head.Cause == "" || bounds`, `if bounds`}}, `verification/claim`, "TestWhatFollowsFromOtherFactsIsNobodysDoing"},
	{many, "The bounds hold wherever something is changed", one("verification/service.go", `if err := c.Bounded(); err != nil {`, `if err := error(nil); err != nil {`), domain, "TestOnePersonAddsEvidenceUpToABound"},
	{many, "Those who change a claim at once take turns", one("verification/turns.go", `turn: make(chan struct{}, 1)`, `turn: make(chan struct{}, 99)`), domain, "TestABusyClaimSlowsOnlyItself"},
	{many, "… of whom few wait, and hold up nobody on another claim", one("verification/turns.go", `if q.people > mostWaiting {`, `if false {`), domain, "TestABusyClaimSlowsOnlyItself"},
	{many, "What finds a claim busy comes again, and is never set aside", one("bot/intake/handle.go", `if errors.Is(err, bot.ErrBusy) {`, `if false {`), "bot/intake", "TestWhatFindsSomethingBusyIsNeverSetAside"},
	{many, "The cost of a claim grows with its ledger and not faster", one(`verification/claim/claim.go`, `if len(c.requesterAt) == 0 {`, `if true {`), `verification/claim`, "TestTheCostOfAClaimGrowsWithItsLedgerAndNotFaster"},
	{many, "… nor with those who are asked", one(`verification/claim/assignment.go`, `if len(leased) < wanted &&`, `if len(leased) < min(wanted, c.Wanted()) &&`), `verification/claim`, "TestTheCostOfAClaimGrowsWithItsLedgerAndNotFaster"},
	{many, "… nor with the names that are proposed", one(`verification/claim/candidate.go`, `	return c.byWords[foldProposal(text)]`, `	for _, k := range c.Candidates {
		if foldProposal(k.Text) == foldProposal(text) {
			return k.ID
		}
	}
	return ""`), `verification/claim`, "TestTheCostOfAClaimGrowsWithItsLedgerAndNotFaster"},

	{many, "A result for many channels is sent in pages, in turns with all others", one("verification/posting.go", `	return d.postPage(ctx, p)
}

// PostOn`, `	for at := p; ; {
		if err := d.postPage(ctx, at); err != nil {
			return err
		}
		all, _ := d.store.Postings(ctx)
		if len(all) == 0 {
			return nil
		}
		at = all[0]
	}
}

// PostOn`), domain, "TestResultsForManyChannelsTakeTurns"},
	{many, "… which is noted before it begins", one("verification/posting.go", `	if err := d.store.BeginPosting(ctx, p); err != nil {
		return fmt.Errorf("note what is to be posted: %w", err)
	}
`, ``), domain, "TestResultsForManyChannelsTakeTurns TestACrashWhilePostingLosesNoPostAndDoublesNone"},
	{many, "… and goes on from where it got only when that was sent", one("verification/posting.go", `	kept, err := d.store.Posted(ctx, p, next)
`, `	kept, err := d.store.Posted(ctx, p, next[:0])
`), domain, "TestResultsForManyChannelsTakeTurns TestACrashWhilePostingLosesNoPostAndDoublesNone"},
	{many, "… and while much waits to be delivered, waits as well", one("verification/posting.go", `behind >= mostBehind`, `behind < 0`), domain, "TestWhatIsPostedWaitsWhileMuchWaitsToBeDelivered"},

	{many, "The first half of an hour's claims is for all, the second for who sends little", one(`verification/claim/sharing.go`, `return max(p.Overall/2, 1)`, `return p.Overall`), domain, "TestFortyAccountsDoNotUseUpTheHour"},
	{many, "… of whom each may add a few", one(`verification/claim/sharing.go`, `case nth <= fewClaims:`, `case nth <= 99:`), domain, "TestFortyAccountsDoNotUseUpTheHour"},
	{many, "A first claim finds room when the hour is full", one(`verification/claim/sharing.go`, `return roomForFirst * p.Overall`, `return p.Overall`), domain, "TestAFirstClaimFindsRoomWhateverOthersSend"},
	{many, "… and longer that of who has been known for a while", one(`verification/claim/sharing.go`, `case nth == 1 && known:`, `case nth == 1 && false:`), domain, "TestAFirstClaimFindsRoomWhateverOthersSend"},
	{many, "… up to what the machine can bear", one(`verification/claim/sharing.go`, `return roomForKnown * p.Overall`, `return 99 * p.Overall`), domain, "TestAFirstClaimFindsRoomWhateverOthersSend"},
	{many, "What is refused does not count", one("verification/redisstore/limits.go", `if n >= tonumber(ARGV[1]) then return 0 end
redis`, `if n >= tonumber(ARGV[1]) then redis.call('SET', KEYS[1], n + 1, 'EX', ARGV[2]) return 0 end
redis`), domain, "TestAFirstClaimFindsRoomWhateverOthersSend"},
	{many, "… against its sender's day either", one("verification/sharing.go", `d.store.Uncount(ctx, counted)`, `error(nil)`), domain, "TestLimitsOfClaims"},
	{many, "A claim that is tried again counts once", one("verification/redisstore/limits.go", `if nth then return tonumber(nth) end
`, ``), domain, "TestAClaimThatIsTriedAgainCountsOnce"},

	{many, "One person adds the bot to few channels and groups", one("verification/adding.go", `if nth == 0 {`, `if nth < 0 {`), whole, "TestOnePersonAddsTheBotToFewChats"},
	{many, "… in an hour", one("verification/adding.go", `{{time.Hour, ChatsPerHour}, {year, ChatsPerYear}}`, `{{year, ChatsPerYear}}`), whole, "TestOnePersonAddsTheBotToFewChats"},
	{many, "… and in a year", one("verification/adding.go", `{{time.Hour, ChatsPerHour}, {year, ChatsPerYear}}`, `{{time.Hour, ChatsPerHour}}`), whole, "TestOnePersonAddsTheBotToFewChats"},
	{many, "It leaves the rest", one("handlers/channel.go", `Chat: m.Chat.ID, Action: bot.Leave, News`, `Chat: m.Chat.ID, Action: bot.Delete, News`), whole, "TestOnePersonAddsTheBotToFewChats"},

	{room, "No new claims are taken when Redis is nearly full", one("verification/sharing.go", `if d.full() {`, `if false {`), process, "TestWhenMemoryIsFullNothingIsLost"},
	{room, "… which is seen on every master", one("internal/redismemory/memory.go", `fullest <- max(<-fullest, share)`, `fullest <- <-fullest * share`), "internal/redismemory", "TestTheFullestMasterCounts"},
	{room, "… by the least bound that is set", one("internal/redismemory/memory.go", `own > 0 && own < most`, `own > 0 && false`), "internal/redismemory", "TestTheLeastBoundCounts"},
	{room, "Operators are told before", one("internal/redismemory/memory.go", `	case used >= Short:
		return Scarce
`, ``), "internal/redismemory", "TestItIsSaidThatMemoryGetsShort"},
	{room, "/readyz says so", one("internal/app/ready.go", `why := a.memory.Warning(); why != ""`, `why := a.memory.Warning(); why == "never"`), process, "TestWhenMemoryIsFullNothingIsLost"},
	{room, "… and the operators", one("internal/app/memory.go", `return a.Outbox.Send(ctx, out...)`, `return ctx.Err()`), process, "TestWhenMemoryIsFullNothingIsLost"},
}
