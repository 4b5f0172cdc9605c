package main

import "slices"

const (
	rule1  = "Rule 1. Who somebody is, is asked only of people shown in public"
	rule2  = "Rule 2. Protesters, bystanders, minors, homes and phones are never published; no faces are recognised"
	rule3  = "Rule 3. Volunteers never see who asked, nor each other's proposals"
	rule4  = "Rule 4. A name needs proposals, clusters, evidence and two reviewers"
	rule5  = "Rule 5. What is published of a person clears or is neutral"
	rule6  = "Rule 6. A name waits for its hold, and any reviewer can stop it"
	rule7  = "Rule 7. The person is tried first; one reviewer's word takes a result down"
	rule8  = "Rule 8. A correction reaches every recipient; dissent is not punished"
	rule9  = "Rule 9. Nobody is sent anywhere"
	rule10 = "Rule 10. What is said in custody is labelled"

	promise1  = "Promise 1. A stolen dump names nobody"
	promise2  = "Promise 2. Erasing erases"
	promise3  = "Promise 3. Pseudonyms are keyed"
	promise4  = "Promise 4. Keys rotate"
	promise5  = "Promise 5. Nothing is kept longer than was promised"
	promise6  = "Promise 6. Media carry no hidden data"
	promise7  = "Promise 7. Logs are clean"
	promise8  = "Promise 8. Nobody alone can publish a name"
	promise9  = "Promise 9. History cannot be rewritten unseen"
	promise10 = "Promise 10. Limits hold, and fail closed"

	besides = "Besides. Roles, alerts, objections, withdrawals"
	frozen  = "Besides. What goes out is exactly what reviewers approved, and what is withdrawn is repeated nowhere"
)

// The packages whose tests notice.
const (
	domain      = "verification"
	store       = "verification/redisstore"
	secrets     = "verification/vault"
	screens     = "verification/moderation"
	foreignText = "verification/moderation/foreign.go"
	talks       = "handlers"
	views       = "handlers/view"
	whole       = "test"
	process     = "test/process"
	settles     = "verification/effects.go"
	tells       = "verification/telling.go"
	keeps       = "verification/retention.go"
	cards       = "handlers/view/review.go"
	results     = "handlers/view/result.go"
	announces   = "handlers/notify/notifier.go"
	cleans      = "bot/telegram/clean.go"
)

// one is a single edit.
func one(file, from, to string) []edit { return []edit{{file, from, to}} }

// protections are all of them, by heading.
var protections = slices.Concat(promised, beside, authority, kept, limits, private, clocked, silences, byTwo, screened, indistinct, tenures, guardedTexts, bounded)

// promised are those of the rules and of the promises, and what belongs to no part alone.
var promised = []protection{
	{rule1, "A question about somebody who was not shown by a state body or a broadcaster is refused",
		one(`verification/claim/screening.go`, `case shown != ShownByState && shown != ShownByMedia:`, `case false:`), `verification/claim`, "TestOnlyWhoWasShownInPublicIsAskedAbout"},
	{rule1, "It must be said where and when", one(`verification/claim/screening.go`, `case !says(where):`, `case false && !says(where):`), `verification/claim`, "TestOnlyWhoWasShownInPublicIsAskedAbout"},
	{rule1, "There is no way around the screen", one(`verification/claim/assignment.go`, `case q == Identity && r.Policy.Screeners > 0:`, `case false:`), `verification/claim`, "TestOnlyWhoWasShownInPublicIsAskedAbout"},
	{rule1, "Two volunteers confirm it before anybody is asked for a name",
		one(`verification/claim/screening.go`, `case c.confirmations(WasShown) >= c.Confirm:`, `case c.confirmations(WasShown) >= 1:`), `verification/claim`, "TestTwoConfirmBeforeANameIsAsked"},
	{rule1, "Those who act together confirm once", one(`verification/claim/screening.go`, `		if v.CollusionGroup != "" {
			voices[v.CollusionGroup] = true`, `		if false {
			voices[v.CollusionGroup] = true`), `verification/claim`, "TestThoseWhoActTogetherConfirmOnce"},
	{rule1, "Nobody is asked for a name before, in any order of events", one(`verification/claim/answer.go`, `if c.unscreened(r) { // also while it is stopped`, `if false {`), `verification/claim`, "TestNoNameWithoutTheScreenInAnyOrder"},
	{rule1, "One that nobody could confirm is refused", one(`verification/claim/answer.go`, `	if c.unscreened(r) {
		c.Record(&Refused{`, `	if false {
		c.Record(&Refused{`), `verification/claim`, "TestWhoWasNotShownIsNotAskedAbout"},
	{rule1, "What was sent with a refused question is erased", one(settles, `return d.store.Erase(ctx, c.Code, Everything) // nobody asks about it`, `return nil`), domain, "TestARefusedQuestionLeavesNothing"},
	{rule1, "… and taken back from those who saw it", one(announces, `if r.Status == claim.StatusRefused || r.Status == claim.StatusTakenDown {`, `if false {`), views, "TestWhatNobodyShouldHaveSeenIsTakenBack"},
	{rule1, "The hash of what was shown stays in the ledger", one("verification/redisstore/kept.go", `claim.Without(f, digest[:])`, `claim.Without(f, digest[:0])`), store, "TestTheHashOfWhatWasSentOutlivesIt"},

	{rule2, "One volunteer who sees a child or a bystander stops the question", one(`verification/claim/screening.go`, `case !c.Let && c.confirmations(Minor)+c.confirmations(Bystander) > 0:`, `case false:`), `verification/claim`, "TestOnePersonWhoSeesAChildStopsIt"},
	{rule2, "Whoever is asked can have it stopped", one(`verification/claim/screening.go`, `case c.Status == StatusStopped || len(c.Flags) < enough:`, `case c.Status != "" || len(c.Flags) < enough:`), `verification/claim`, "TestSomebodyWhoIsAskedCanStopAQuestion"},
	{rule2, "Two who see a child end it, whatever a reviewer said", one(`verification/claim/screening.go`, `case c.confirmations(NotShown)+c.confirmations(Minor)+c.confirmations(Bystander) >= c.Confirm:`, `case c.confirmations(NotShown) >= c.Confirm:`), `verification/claim`, "TestTwoWhoSeeAChildEndItWhateverAReviewerSaid"},
	{rule2, "Phones, documents and cards are masked", one(`verification/moderation/mask.go`, `	m.numbers()
`, ``), `verification/moderation`, "TestPersonalDataAreMasked"},
	{rule2, "Addresses are masked", one(`verification/moderation/mask.go`, `m.addresses()`, ``), `verification/moderation`, "TestPersonalDataAreMasked"},
	{rule2, "Text of strangers is masked when it is shown", one(`verification/moderation/foreign.go`, `Masked{strings.TrimSpace(Mask(Clean(string(f))))}`, `Masked{strings.TrimSpace(Clean(string(f)))}`), views, "TestPersonalDataGoNowhere"},
	{rule2, "… and nothing else shows it", one("handlers/view/ask.go", `c.AnswerIn(k.ID, s.Language).String()`, `string(k.Text)`), whole, "TestTextOfStrangersIsShownMasked"},
	{rule2, "Nothing that recognises faces is built with", []edit{{"internal/facematch/facematch.go", "", "// Package facematch stands for one that recognises faces.\npackage facematch\n"}}, whole, "TestNothingRecognisesFaces"},
	{rule2, "A name is not taken with where its bearer works or lives",
		one(`verification/claim/personname.go`, `case moderation.GivesLocation(said),`, `case false,`), `verification/claim`, "TestNoProposalSaysWhereSomebodyIs"},
	{rule2, "… nor corrected to one with it",
		one(`verification/claim/review.go`, `case c.Question == Identity && moderation.GivesLocation(string(note)):`, `case moderation.GivesLocation(""):`), `verification/claim`, "TestANameNeedsANoteWhetherThePersonWasTriedFirst"},

	{rule3, "Nobody is asked about what they asked themselves", one(`verification/claim/assignment.go`, `!asked && !c.RequestedBy(id)`, `!asked`), `verification/claim`, "TestAskNeverTheAskerNobodyTwiceAndNoMoreThanWanted"},
	{rule3, "… nor answers it", one(`verification/claim/answer.go`, `	case c.RequestedBy(by):
		return OwnClaim
`, ""), `verification/claim`, "TestWhoMayAnswerWhat"},
	{rule3, "A card says nothing of a person whose message was forwarded", one(`verification/claim/quote.go`, `o.Kind != originChannel || o.Apart || harmful(o.Name)`, `harmful(o.Name)`), views, "TestCardsSayNothingOfWhoSentIt"},
	{rule3, "Proposals are sealed from those who are asked to propose", one(`verification/claim/answer.go`, `case c.Question.Open() && !c.Asked[by].Confirm:`, `case false:`), `verification/claim`, "TestProposalsAreSealedInTheFirstRound"},
	{rule3, "… until the second round", one(`verification/claim/answer.go`, `len(c.Choices()) > 0 && c.Round > 1`, `len(c.Choices()) > 0`), `verification/claim`, "TestProposalsAreSealedInTheFirstRound"},
	{rule3, "… and from reviewers, who may be asked themselves", one(`verification/claim/claim.go`, `return asked || c.Question.Open() || c.RequestedBy(from)`, `return false && asked`), domain, "TestProposalsAreSealedFromReviewers"},
	{rule3, "… also the reasoning", one("verification/explanation.go", `if c.Sealed(by.ID) {`, `if false {`), domain, "TestProposalsAreSealedFromReviewers"},
	{rule3, "… and their card", one(cards, `if c.Sealed(to) {`, `if false {`), views, "TestProposalsAreNotOnAReviewersCard"},
	{rule3, "A reviewer who asked or voted does not see the reasoning", one("verification/explanation.go", `if _, voted := c.Votes[by.ID]; voted || c.RequestedBy(by.ID) {`, `if false {`), domain, "TestProposalsAreSealedFromReviewers"},

	{rule4, "Three propose it", one(`verification/claim/naming.go`, `n.Proposals >= r.Proposals && `, ``), `verification/claim`, "TestEachPartOfTheRuleForANameIsNeeded"},
	{rule4, "… from two groups of volunteers", one(`verification/claim/naming.go`, `n.Clusters >= r.Clusters && `, ``), `verification/claim`, "TestEachPartOfTheRuleForANameIsNeeded"},
	{rule4, "… with two kinds of evidence", one(`verification/claim/naming.go`, `n.Kinds >= r.Kinds && `, ``), `verification/claim`, "TestEachPartOfTheRuleForANameIsNeeded"},
	{rule4, "… one of them public material from before", one(`verification/claim/naming.go`, ` && (n.Earlier || !r.Earlier)`, ``), `verification/claim`, "TestEachPartOfTheRuleForANameIsNeeded"},
	{rule4, "… that is shown, not told of", one(`verification/claim/naming.go`, `n.Earlier = n.Earlier || shown`, `n.Earlier = true`), `verification/claim`, "TestEachPartOfTheRuleForANameIsNeeded"},
	{rule4, "That somebody looks like it counts as zero", one(`verification/claim/naming.go`, `case LooksLike, "":`, `case "":`), `verification/claim`, "TestEachPartOfTheRuleForANameIsNeeded"},
	{rule4, "Those who act together propose once", one(`verification/claim/naming.go`, `voice := v.CollusionGroup`, `voice := ""`), `verification/claim`, "TestOneGroupOfVolunteersNamesNobody"},
	{rule4, "To confirm is not to propose", one(`verification/claim/naming.go`, "		if v.Text != \"\" {\n			voice", "		if true {\n			voice"), `verification/claim`, "TestConfirmingIsNotProposing"},
	{rule4, "However sure the votes are", one(`verification/claim/answer.go`, `if v.Answer == NoneOfThese || !c.mayName(v.Answer, r) {`, `if v.Answer == NoneOfThese {`), `verification/claim`, "TestVotesAloneNameNobody TestRuleForANameStandsBesideTheJudge"},
	{rule4, "The rule is 3, 2, 2, and material from before", one(`verification/claim/policy.go`, `Naming: NamingRule{Proposals: 3, Clusters: 2, Kinds: 2, Earlier: true},`, `Naming: NamingRule{Proposals: 2, Clusters: 1, Kinds: 1},`), `verification/claim`, "TestEachPartOfTheRuleForANameIsNeeded"},
	{rule4, "Two reviewers approve", one(`verification/claim/policy.go`, `return 2`, `return 1`), `verification/claim`, "TestANameNeedsTwoApprovalsAndAHold"},
	{rule4, "… not one twice", one(`verification/claim/review.go`, `	case slices.Contains(c.ApprovedBy, by):
		return AlreadyDone
`, ""), `verification/claim`, "TestANameNeedsTwoApprovalsAndAHold"},
	{rule4, "… who did not propose or vote", one(`verification/claim/review.go`, `if c.TookPart(by) {`, `if false {`), `verification/claim`, "TestNobodyBothVotesAndReviews"},
	{rule4, "… and cannot vote afterwards", one(`verification/claim/answer.go`, `	case slices.Contains(c.ApprovedBy, by):
		return HasApproved
`, ""), `verification/claim`, "TestNobodyBothVotesAndReviews"},
	{rule4, "… of exactly this verdict", one("verification/claim/events_answering.go", `c.Status, c.Verdict, c.ApprovedBy, c.HeldFor, c.PublishAt = StatusDecided, *e.Verdict, nil, "", time.Time{}`, `c.Status, c.Verdict = StatusDecided, *e.Verdict`), `verification/claim`, "TestWhatStopsANameThatIsOnItsWay"},
	{rule4, "A name is corrected to another only if as much speaks for that", one(`verification/claim/review.go`, `case !c.mayCorrect(answer, r):`, `case false:`), `verification/claim`, "TestTwoReviewersNameNobodyByCorrecting"},
	{rule4, "… and by two", one(`verification/claim/dualcontrol.go`, `case have.By == by || have.Second != "":`, `case have.Second != "":`), `verification/claim`, "TestANameIsCorrectedByTwoAfterAHold"},
	{rule4, "“It is me” and a relative's word count only with proof", one(`verification/claim/naming.go`, `if shown || !v.EvidenceBasis.NeedsProof() {`, `if true {`), `verification/claim`, "TestSomebodysOwnWordNeedsProof"},
	{rule4, "… which is not published", one(`verification/claim/draft.go`, ` || c.Votes[c.evidenceBy[i]].EvidenceBasis.NeedsProof() {`, ` {`), `verification/claim`, "TestSomebodysOwnWordNeedsProof"},

	{rule5, "A name is not taken with an accusation", one(`verification/claim/personname.go`, `case moderation.Accuses(said):`, `case false:`), `verification/claim`, "TestNobodyIsNamedWithAnAccusation"},
	{rule5, "… nor corrected to one", one(`verification/claim/review.go`, `case c.Question == Identity && moderation.Accuses(string(note)):`, `case moderation.Accuses(""):`), `verification/claim`, "TestNobodyIsNamedWithAnAccusation"},
	{rule5, "A result is given without the name where one reviewer wishes it", one("verification/claim/events_review.go", `c.Nameless || bool(e.Nameless)`, `false`), `verification/claim`, "TestANameNeedsANoteWhetherThePersonWasTriedFirst"},
	{rule5, "… to channels, who asked and the volunteers", one(`verification/claim/release.go`, `if c.Question.Open() && !r.Nameless {`, `r.Nameless = false
		if c.Question.Open() {`), views, "TestAResultWithoutTheNameGivesItNowhere"},
	{rule5, "… nor in the addresses of evidence", one(`verification/claim/release.go`, "			r.Links = nil", "			_ = r.Links"), views, "TestAResultWithoutTheNameGivesItNowhere"},

	{rule6, "A name waits for the hold", one(`verification/claim/policy.go`, `return p.Hold`, `return 0`), `verification/claim`, "TestANameNeedsTwoApprovalsAndAHold"},
	{rule6, "… and longer after a burst", one(`verification/claim/naming.go`, `return hold * burstHold`, `return hold * (burstHold - burstHold + 1)`), `verification/claim`, "TestABurstWaitsLonger"},
	{rule6, "… whoever proposed before or after it", one(`verification/claim/naming.go`, `for i := need - 1; need > 0 && i < len(at); i++ {`, `for i := len(at) - 1; need > 0 && i == len(at)-1; i++ {
		need = len(at)`), `verification/claim`, "TestABurstWaitsLonger"},
	{rule6, "Saying it again does not make it a later proposal, nor one more approval a hold shorter", []edit{
		{"verification/claim/events_answering.go", `at = before.At // saying it again does not make it a later one`, `at = e.At`},
		{`verification/claim/review.go`, `until = c.Time(now).Add(left) // one more approval never makes it shorter`, `until = until.Add(0)`},
	}, `verification/claim`, "TestNobodyMakesAHoldShorter"},
	{rule6, "The correction of a name waits, too", one(`verification/claim/review.go`, `if r.Policy.Hold > 0 && c.heldAs(note) {`, `if r.Policy.Hold < 0 && c.heldAs(note) {`), `verification/claim`, "TestANameIsCorrectedByTwoAfterAHold"},
	{rule6, "Any reviewer stops a name", one("verification/claim/events_review.go", `c.HeldFor, c.ApprovedBy, c.PublishAt = e.Reason, nil, time.Time{}`, `c.HeldFor = e.Reason`), `verification/claim`, "TestWhatStopsANameThatIsOnItsWay TestHoldWaitsForANewLook"},
	{rule6, "… and the correction of one", one("verification/claim/events_review.go", `		c.dropProposal()
		return`, `		return`), `verification/claim`, "TestAnyReviewerStopsTheCorrectionOfAName"},
	{rule6, "No setting makes the hold shorter than half an hour", one("config/check.go", `if s.Policy.Hold < leastHold {`, `if s.Policy.Hold < leastHold && false {`), "config", "TestEachFaultIsNamedWithItsMend"},

	{rule7, "A name needs a note whether the person was tried first", one(`verification/claim/review.go`, `case c.Question == Identity && c.Tried == "" && r.Policy.TryFirst:`, `case false:`), `verification/claim`, "TestANameNeedsANoteWhetherThePersonWasTriedFirst"},
	{rule7, "… by a reviewer who took no part", one(`verification/claim/appeal.go`, `	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	}
	c.Record(&Tried{`, `	}
	c.Record(&Tried{`), `verification/claim`, "TestANameNeedsANoteWhetherThePersonWasTriedFirst"},
	{rule7, "One reviewer's word takes a result down", one("verification/claim/events_publication.go", `c.Status, c.PublishAt, c.Challenge, c.Proposal = StatusTakenDown,`, `_, c.PublishAt, c.Challenge, c.Proposal = StatusTakenDown,`), `verification/claim`, "TestTakeDown"},
	{rule7, "… and its pictures are erased", one(settles, `return d.store.Erase(ctx, c.Code, MediaOnly) // nobody needs the face any more`, `return nil`), domain, "TestAWithdrawnFaceIsErased"},

	{rule8, "A correction goes to every channel that had the result", one("verification/posting.go", `	return d.say.Post(ctx, "post."+key+"."+s.ID, s, c)`, `	if had {
		return nil
	}
	return d.say.Post(ctx, "post."+key+"."+s.ID, s, c)`), domain, "TestACorrectionReachesWhoHadTheResult"},
	{rule8, "… by whichever format", one("verification/publishing.go", `if err := d.store.NotePost(ctx, code, s.ID); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestTheWholeLifeOfAClaim"},
	{rule8, "… to everybody who asked", one(tells, `if err := d.say.Tell(ctx, "tell."+key+"."+string(a.Person), a, c); err != nil {`, `if _, err := a, ctx.Err(); err != nil {`), domain, "TestTheWholeLifeOfAClaim"},
	{rule8, "… also who joined them just before", one("verification/merge.go", `if c.OutWhenJoined() && into.Status == claim.StatusPublished {`, `if c.OutWhenJoined() {`), domain, "TestWhoJoinsWhatIsWithdrawnMeanwhileIsTold"},
	{rule8, "… as a message of its own, not an edit alone", one(announces, `		out = append(out, bot.Outgoing{
			Key: key + ".reply"`, `		_ = append(out, bot.Outgoing{
			Key: key + ".reply"`), views, "TestACorrectionIsAsProminentAsTheResult"},
	{rule8, "… under a higher version", one(`verification/claim/review.go`, `Wording: inside, Version: c.Version + 1,`, `Wording: inside, Version: c.Version,`), `verification/claim`, "TestCorrect"},
	{rule8, "Dissent costs a volunteer's record nothing where nobody could tell", one(settles, `if err := d.askForPlaces(ctx, c, key); err != nil {`, `if err := d.scoreVoters(ctx, c, &claim.Published{Version: 1, Verdict: &c.Verdict}); err != nil {`), domain, "TestDissentCostsNothingWhereNobodyCouldTell"},

	{rule9, "A text that asks people to go somewhere waits for a reviewer", one(`verification/claim/assignment.go`, `case moderation.CallsToGather(string(c.Content.Text)):`, `case false:`), `verification/claim`, "TestACallToGoSomewhereWaitsForAReviewer"},
	{rule9, "… in all four languages", one(`verification/moderation/screens.go`, `return gathering().Matches(lexicon.Read(text))`, `return text == "" && gathering().Matches(lexicon.Read(text))`), `verification/moderation`, "TestTextsThatSendPeopleSomewhereAreFound"},
	{rule9, "… and nobody lets through what they asked themselves", one(`verification/claim/assignment.go`, `	case c.RequestedBy(by) || c.Voted(by):
		return Involved
	case c.Status != StatusStopped && !c.Flagged():`, "	case c.Status != StatusStopped && !c.Flagged():"), `verification/claim`, "TestACallToGoSomewhereWaitsForAReviewer"},

	{rule10, "Words that seem to be said in custody are labelled", one(`verification/claim/assignment.go`, `if moderation.InCustody(string(c.Content.Text)) {`, `if moderation.InCustody("") {`), `verification/claim`, "TestWordsOfCustodyAreLabelled"},
	{rule10, "… in every result", one(results, "	if r.Custody {\n		lines = append(lines, \"⛓ \"+s.T(\"result.custody\"))\n	}\n	if hours", "	if hours"), views, "TestCustodyIsSaidWithTheResult"},
	{rule10, "… to everybody who read the result before", one(`verification/claim/apply.go`, `		c.reissue(e, before)`, `		_ = before`), `verification/claim`, "TestWhoReadAResultLearnsThatItsWordsWereSaidInCustody"},
	{rule10, "… and for reviewers", one(cards, `if c.Custody && c.Status != claim.StatusDecided {`, `if false {`), views, "TestCustodyIsSaidWithTheResult"},

	{promise1, "What the bot keeps is sealed", []edit{
		{"verification/redisstore/store.go", `return string(s.vault.Seal(record, field, plain)), nil`, `return string(plain), nil`},
		{"verification/redisstore/store.go", `plain, err := s.vault.Open(record, field, []byte(sealed))`, `plain, err := []byte(sealed), error(nil)`},
	}, store, "TestStolenFilesNameNobody"},
	{promise1, "Ledgers are sealed", []edit{
		{"verification/redisstore/ledger.go", `sealed := s.vault.Seal(k.ledger, strconv.Itoa(length+i), plain)`, `sealed := append([]byte(nil), plain...)`},
	}, store, "TestStolenFilesNameNobody TestFactsComeBackAsTheyWere"},
	{promise1, "A sealed value opens only where it belongs", []edit{
		{"verification/vault/vault.go", `out[nonceAt:cipherAt], plain, at(s, record, field))`, `out[nonceAt:cipherAt], plain, at(s, "", ""))`},
		{"verification/vault/vault.go", `sealed[cipherAt:], at(s, record, field))`, `sealed[cipherAt:], at(s, "", ""))`},
	}, secrets, "TestSealedValueOpensOnlyWhereItBelongs"},
	{promise1, "Updates are stored sealed", []edit{
		{"bot/intake/store.go", `in.Sealer.Seal(in.parts[p].stream, "update", raw), stands`, `[]byte(raw), stands`},
	}, "bot/intake", "TestUpdateIsStoredOnceAndSealed"},
	{promise1, "Messages wait sealed", one("bot/outbox/item.go", `return header + string(o.sealer.Seal("outbox:"+chat, "message", plain)), nil`, `return header + string(plain), nil`), "bot/outbox", "TestMessagesAreStoredAsTheyAre TestOutbox"},
	{promise1, "Invitations stand there under no word that could be used", one("verification/redisstore/invites.go", `name := s.vault.PseudonymOf("invite", i.Token)`, `name := i.Token`), store, "TestStolenFilesNameNobody"},
	{promise1, "Nobody but its owner reads the key file", one("verification/vault/keys.go", `mode&0o077 != 0`, `mode&0o077 == 0o777`), secrets, "TestKeyFileThatOthersCanReadIsRefused"},
	{promise1, "Keys are never printed", one("verification/vault/keys.go", `func (Keys) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }`, `func (k Keys) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, fmt.Sprint(k.secrets().name)) }`), secrets, "TestKeysShowNothing"},

	{promise1, "Who asked can be sealed to a key that is elsewhere", one("verification/sealing.go", `return d.store.SealAskers(ctx, c.Code, again)`, `return nil`), whole, "TestNobodyOnTheServerCanTellWhoAsked"},
	{promise1, "… and leaves no other trace", one("verification/sealing.go", `if err := d.forgetAsked(ctx, a.Person, c.Code); err != nil {`, `if _, err := a, ctx.Err(); err != nil {`), whole, "TestNobodyOnTheServerCanTellWhoAsked"},
	{promise1, "… nor is anybody noted anew when their update comes again", one("verification/redisstore/askers.go", `if redis.call('SADD', KEYS[1], ARGV[1]) == 1 then`, `redis.call('SADD', KEYS[1], ARGV[1]) if true then`), domain, "TestASealedAskerIsCountedOnce"},
	{promise1, "… nor is the claim on their list then", one("verification/citizens.go", `if policy.SealAskers && c.Status != claim.StatusReceived {`, `if false {`), domain, "TestASealedAskerIsCountedOnce"},
	{promise1, "… and who asked already is known for minutes only", one("verification/dedup.go", `now.Sub(s.since) >= countOnceFor`, `now.Before(s.since)`), domain, "TestASealedAskerCountsOnceAndJustNow"},
	{promise1, "… so that nobody counts as many", one(`verification/claim/join.go`, `if !a.Again && !a.At.Before(since) {`, `if !a.At.Before(since) {`), domain, "TestASealedAskerCountsOnceAndJustNow"},
	{promise2, "Who is forgotten is nobody who asked any more", one("verification/citizens.go", `if err := d.store.RemoveAsker(ctx, code, id); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestForgettingForgetsEveryLink TestWhoIsForgottenIsNotTold"},
	{promise2, "… however much they asked", one("verification/citizens.go", `p.Claims = append(p.Claims, code)`, `p.Claims = latest(append(p.Claims, code), 50)`), domain, "TestForgettingForgetsEveryLink"},
	{promise2, "… also where claims were merged", one("verification/merge.go", `there, err := d.noteBrought(ctx, a.Person, c.Into)`, `there, err := a.Person != "", ctx.Err()`), domain, "TestForgettingForgetsEveryLink"},
	{promise2, "… or are merged at that moment", one("verification/merge.go", `if !p.Leaving && slices.Contains(p.Claims, c.Into) {`, `if err == nil {`), domain, "TestWhoIsForgottenMeanwhileStaysForgotten"},
	{promise2, "… which nobody is added to any more", one("verification/citizens.go", `p.Leaving = true`, `p.Leaving = false`), domain, "TestWhoIsForgottenMeanwhileStaysForgotten"},
	{promise2, "Their record is deleted", one("verification/citizens.go", `return d.store.DeletePerson(ctx, id)`, `return nil`), domain, "TestWhoIsForgottenIsNotTold"},
	{promise2, "… with all that belongs to it", one("verification/redisstore/people.go", `p.Unlink(ctx, k.record, k.visits, k.workload, k.asks, k.history)`, `p.Unlink(ctx, k.record)`), domain, "TestWhoIsForgottenIsNotTold"},
	{promise2, "An invitation does not remember who used it by the name they have elsewhere", one("verification/redisstore/invites.go", `user := s.vault.PseudonymOf("used "+token, string(id))`, `user := string(id)`), store, "TestInvitationsAreForgotten"},
	{promise2, "… also after what nobody asked to have erased",
		one("internal/app/erasing.go", "e.Store.Erase(ctx, code, what); err != nil {\n\t\treturn err\n\t}\n\treturn e.due(ctx)", "e.Store.Erase(ctx, code, what); err != nil {\n\t\treturn err\n\t}\n\treturn nil"), "internal/app", "TestWhatIsErasedIsErasedInTheFilesToo"},
	{promise2, "Redis writes its files anew", one(`bot/rewrite/rewrite.go`, `if strings.Contains(state, "aof_enabled:1") {`, `if false {`), `bot/rewrite`, "TestFilesHoldNothingAfterwards"},
	{promise2, "Where Redis does not, nobody is promised a word that never comes", one("handlers/forget.go", `} else if !erasable { // a word would be promised that never comes`, `} else if !erasable && false {`), process, "TestForgetPromisesNoWordThatNeverComes"},
	{promise2, "Whose objection is not taken is noted nowhere", one("verification/citizens.go", `		if err := c.Appeal(now, cause, by.ID, words, concerned); err != nil {
			return err
		}
`, `		defer func() { _ = c.Appeal(now, cause, by.ID, words, concerned) }()
`), domain, "TestWhoseObjectionIsNotTakenIsNotNoted"},

	{promise3, "Without the key nobody can make a pseudonym", one("verification/vault/vault.go", `&scratch{mac: hmac.New(sha256.New, k.name[:])}`, `&scratch{mac: hmac.New(sha256.New, nil)}`), secrets, "TestPseudonymsNeverChange"},
	{promise3, "… nor match those of one domain with another's", one("verification/vault/vault.go", `return s.name(at(s, domain, s.digits))`, `return s.name(at(s, "", s.digits))`), secrets, "TestPseudonymsNeverChange"},

	{promise4, "A new key seals from then on", one("verification/vault/keys.go", "			k.active = KeyID(id)\n			if _, twice := k.seal[k.active]; twice {", "			if k.active == (KeyID{}) {\n				k.active = KeyID(id)\n			}\n			if _, twice := k.seal[KeyID(id)]; twice {"), secrets, "TestOldKeysStillOpenAndTheLastSeals TestKeysAreAddedRetiredAndDestroyed"},
	{promise4, "Everything is sealed anew", one("verification/vault/rewrap.go", `if err != nil || id == v.ring.Load().active {`, `if true || id == v.ring.Load().active {`), whole, "TestKeysRotateWhileTheBotRuns"},
	{promise4, "A retired key opens nothing", one("verification/vault/file.go", `if len(f) == 4 && f[0] == "seal" && f[1] != hex.EncodeToString(k.active[:]) {`, `if len(f) == 4 && f[1] == hex.EncodeToString(nil) {`), secrets, "TestKeysAreAddedRetiredAndDestroyed"},
	{promise4, "Destroyed keys are gone", one("verification/vault/file.go", `f.Close(), os.Remove(path), syncDir`, `f.Close(), syncDir`), secrets, "TestKeysAreAddedRetiredAndDestroyed"},

	{promise5, "That somebody asked is let go of after 7 days", one(keeps, `if age >= d.rules.Policy.KeepAskers && len(c.Requesters) > 0 {`, `if age < 0 {`), domain, "TestWhatIsOldIsLetGo"},
	{promise5, "… whatever objections wait", one(keeps, `if c.Objects(a.Person) {`, `if _, waits := c.Appealed(); waits {`), domain, "TestAnObjectionKeepsNobodyElse"},
	{promise5, "… and whatever is said of the result", one("verification/claim/catalogue.go", `return !is(e, remark)`, `return !is(e, remark) || e.Kind() == KindProposed || e.Kind() == KindConfirmed || e.Kind() == KindRejected || e.Kind() == KindExpired || e.Kind() == KindRetired || e.Kind() == KindTookOver || e.Kind() == KindScheduled || e.Kind() == KindHeld || e.Kind() == KindSuggested`), `verification/claim`, "TestANameIsCorrectedByTwoAfterAHold"},
	{promise5, "Files are let go of after 14 days", one(keeps, `if age >= d.rules.Policy.KeepMedia && c.HasMedia() {`, `if false {`), domain, "TestWhatIsOldIsLetGo"},
	{promise5, "No setting keeps them longer", []edit{
		{"config/check.go", `p.KeepAskers > mostAskers`, `p.KeepAskers > 9*mostAskers`}, {"config/check.go", `p.KeepMedia > mostMedia`, `p.KeepMedia > 9*mostMedia`},
	}, "config", "TestEachFaultIsNamedWithItsMend"},

	{promise6, "Pictures that came as files are drawn anew", one(`bot/metadata/metadata.go`, `	return out.Bytes(), nil`, `	return file, nil`), `bot/metadata`, "TestAnIndependentReaderFindsNothing"},
	{promise6, "… before anybody gets them", one("bot/telegram/deliver.go", `		case m.Clean:`, `		case false:`), "bot/telegram", "TestAPictureSentAsAFileIsSentOnWithoutHiddenData"},
	{promise6, "… or are not sent at all", one(cleans, `			clean, err = metadata.Clean(work, file)
`, `			if clean, err = metadata.Clean(work, file); err != nil {
				clean, err = append(clean, file...), nil
			}
`), "bot/telegram", "TestWhatCannotBeCleanedIsNotSentOn"},
	{promise6, "… and whoever sends one hears of it", one("handlers/session.go", `	s.broken = s.attachments.Inspect(s.ctx, c.Media)
`, ``), talks, "TestWhatCannotBeCleanedIsFoundWhenItIsSent"},
	{promise6, "What cannot be cleaned waits for a reviewer", one(`verification/claim/assignment.go`, `case c.Content.hiddenData():`, `case false:`), `verification/claim`, "TestWhatMayHoldHiddenDataWaitsForAReviewer"},
	{promise6, "… or is no evidence", one(`verification/claim/answer.go`, `if e != nil && (Content{Media: e.Media}).hiddenData() {`, `if false {`), `verification/claim`, "TestWhatMayHoldHiddenDataWaitsForAReviewer"},
	{promise6, "A file is known to be one", one("handlers/input/content.go", `kept.Hidden = !kept.Clean`, `kept.Hidden = false`), "handlers/input", "TestWhatMayHoldHiddenDataIsKnown"},

	{promise7, "What the handler panicked with is not logged", one("bot/intake/handle.go", `fmt.Errorf("%w (%T)", errPanicked, v)`, `fmt.Errorf("%w (%v)", errPanicked, v)`), "bot/intake", "TestLogsHoldNothingOfWhatPeopleWrite"},
	{promise7, "… nor the arguments that it was called with", []edit{
		{"bot/intake/handle.go", `"stack", bot.Stack())`, `"stack", string(debug.Stack()))`}, {"bot/intake/handle.go", `	"net"`, "	\"net\"\n	\"runtime/debug\""},
	}, "bot/intake", "TestLogsHoldNothingOfWhatPeopleWrite"},
	{promise7, "Errors hold no address with the token in it", []edit{
		{"bot/telegram/transport.go", "	resp, way, err := t.routes.try(req.WithContext(ctx), &t.connected, t.failed)\n	if err != nil {\n		return nil, bare(err)", "	resp, way, err := t.routes.try(req.WithContext(ctx), &t.connected, t.failed)\n	if err != nil {\n		return nil, err"},
		{"bot/telegram/failure.go", `why.Reason = method + ": " + bare(err).Error()`, `why.Reason = method + ": " + err.Error()`},
	}, "bot/telegram", "TestNothingTellsTheToken"},
	{promise7, "What Telegram quotes is left out", one("bot/telegram/failure.go", `Reason: method + ": " + tidy(e.Message)}`, `Reason: method + ": " + e.Message}`), "bot/telegram", "TestReasonsQuoteNobody"},

	{promise8, "Not one reviewer, not three volunteers, in any order of events", one(`verification/claim/policy.go`, `return 2`, `return 1`), `verification/claim`, "TestNobodyAloneCanPublishAName"},
	{promise8, "… nor by voting and approving", one(`verification/claim/review.go`, `if c.TookPart(by) {`, `if false {`), `verification/claim`, "TestNobodyAloneCanPublishAName"},
	{promise8, "… nor by correcting", one(`verification/claim/review.go`, `case !c.mayCorrect(answer, r):`, `case false:`), `verification/claim`, "TestNobodyAloneCanPublishAName"},
	{promise8, "… nor without the hold", one(`verification/claim/assignment.go`, "		if !c.PublishAt.IsZero() && !c.timeOfAll(sound).Before(c.PublishAt) {\n			c.publish(now)", "		if !c.PublishAt.IsZero() {\n			c.publish(now)"), `verification/claim`, "TestNobodyAloneCanPublishAName"},

	{promise9, "Each fact follows the one before", one("verification/redisstore/ledger.go", `fact, follows := bytes.CutPrefix(plain, last.digest[:])`, `fact, follows := bytes.TrimPrefix(plain[32:], nil), true`), store, "TestEntryOfAnotherHistoryDoesNotFollow TestTamperedLedgerIsAnError"},
	{promise9, "A ledger that was cut is found", one("verification/redisstore/audit.go", `case len(digests) < c.Length:`, `case false:`), store, "TestTamperedHistoryIsFound"},
	{promise9, "… or written anew", one("verification/redisstore/audit.go", `case digests[c.Length-1] != c.Digest:`, `case false:`), store, "TestTamperedHistoryIsFound"},
	{promise9, "Days follow each other", one("verification/redisstore/audit.go", `case d.Number != i+1 || d.Prev != prev.Head:`, `case false && d.Prev != prev.Head:`), store, "TestTamperedHistoryIsFound"},
	{promise9, "A day that is cut off is found", one("verification/redisstore/audit.go", `case a.store.pipe.HExists(ctx, commitsKey, string(code)).Val():`, `case false:`), store, "TestTamperedHistoryIsFound"},
	{promise9, "What no signed day covers yet is looked at, too", one("verification/redisstore/audit.go", `case broken:
			a.fault("%s: its ledger was changed; no`, `case false:
			a.fault("%s: its ledger was changed; no`), "internal/app", "TestAuditSaysWhatItLookedAt"},
	{promise9, "Days are signed", one("verification/redisstore/audit.go", `case !ed25519.Verify(public, d.Signed(), d.Signature):`, `case false:`), store, "TestTamperedHistoryIsFound"},

	{promise10, "One person sends so many claims in a day", one("verification/sharing.go", `Most: policy.PerDay}`, `Most: 0}`), domain, "TestLimitsOfClaims"},
	{promise10, "… and everybody together in an hour", one("verification/sharing.go", `	if within {
		return nil
	}
`, `	if within || !within {
		return nil
	}
`), domain, "TestLimitsOfClaims"},
	{promise10, "A limit that cannot be looked up lets nobody through", one("verification/sharing.go", `	if err != nil { // a limit that cannot be looked up lets nobody through
		return`, `	if err != nil {
		return nil
	}
	if err != nil {
		return`), domain, "TestLimitsOfClaims"},
	{promise10, "One person writes so much in a minute", one("verification/redisstore/people.go", `if seen > tonumber(ARGV[2]) then ok = 0 end`, ``), domain, "TestWhoAsksTooFastIsToldSo"},
	{promise10, "… and searches so much", one("verification/search.go", `	case !pace.Within:`, `	case !pace.Within && false:`), domain, "TestWhoSearchesTooFastFindsNothing"},
	{promise10, "… and nothing when that cannot be looked up", one("verification/citizens.go", "	if err != nil {\n		return p, fmt.Errorf(\"meet a person: %w\", err)\n	}\n", "	if err != nil {\n		ok, err = true, nil\n	}\n"), domain, "TestWhoCannotBeCountedIsNotHeard"},

	{besides, "One table says who may do what", one(`verification/claim/role.go`, `MayReview: {Reviewer},`, `MayReview: {Reviewer, Verifier},`), domain, "TestRightsAreAsTheTableSays"},
	{besides, "Operators learn nothing of what volunteers answer", one(`verification/claim/role.go`, `MayReview: {Reviewer},`, `MayReview: {Reviewer, Operator},`), domain, "TestRightsAreAsTheTableSays TestEveryWishOfTheDeskAsksForItsRight"},
	{besides, "Who is banned may only ask", one(`verification/claim/role.go`, `return Citizen.May(right)`, `return p.Role.May(right)`), domain, "TestRightsAreAsTheTableSays"},
	{besides, "Every reviewer's wish asks for the right", one("verification/reviewers.go", `wish func(c *claim.Claim, now time.Time) error) (*claim.Claim, error) {
	if !by.Reviews() {`, `wish func(c *claim.Claim, now time.Time) error) (*claim.Claim, error) {
	if false {`), domain, "TestEveryWishOfTheDeskAsksForItsRight"},
	{besides, "The other reviewers hear what one did to a result", one(tells, `if err := d.alert(ctx, c, key, e); err != nil {
		return err
	}
	return d.end(ctx, c, key, c.Out())`, `return d.end(ctx, c, key, c.Out())`), domain, "TestTheWholeLifeOfAClaim"},
	{besides, "… and that one let through what was stopped", one(settles, `	if err := d.alert(ctx, c, key, e); err != nil {
		return err
	}
	return d.offerAgain(ctx, c)
}

func (d *Service) cleared(`, `	return d.offerAgain(ctx, c)
}

func (d *Service) cleared(`), domain, "TestNobodyLetsAClaimThroughUnseen"},
	{besides, "Anybody can object to a result", one(`verification/claim/appeal.go`, `c.Record(&Appealed{`, `_ = (&Appealed{`), `verification/claim`, "TestAnObjectionIsAnswered"},
	{besides, "… the person concerned before all others", one(`verification/claim/appeal.go`, "		if a.Concerned {\n			return", "		if false {\n			return"), `verification/claim`, "TestAnObjectionIsAnswered"},
	{besides, "… and a reviewer must answer", one(`verification/claim/review.go`, `c.Flagged() || appealed`, `c.Flagged() || appealed && false`), domain, "TestAnObjectionWaitsUntilItIsAnswered"},
	{besides, "… who is not the one who objected", one(`verification/claim/appeal.go`, "		case a.By == by:\n			return Involved\n", ""), `verification/claim`, "TestAnObjectionIsAnswered"},
	{besides, "What is withdrawn stands in a public log", one(settles, `if err := d.store.NoteTakedown(ctx, c.Code, e.At); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestTheLogOfWithdrawalsSaysWhatAndWhyAndNotWho"},
	{besides, "… that says what and why, and not who", []edit{
		{keeps, "\tReason   claim.Withdrawal `json:\"reason\"`", "\tReason   claim.Withdrawal `json:\"reason\"`\n\tBy       claim.PersonID   `json:\"by\"`"},
		{keeps, `Truncate(claim.Day), c.Withdrawn})`, `Truncate(claim.Day), c.Withdrawn, ""})`},
	}, domain, "TestTheLogOfWithdrawalsSaysWhatAndWhyAndNotWho"},
	{besides, "Open data name nobody as the bot does", one(`verification/claim/export.go`, `open := OpenVote{Voter: name("voter", string(id)),`, `Export := OpenVote{Voter: string(id),`), domain, "TestOpenDataNameNobodyAsTheBotDoes"},
	{rule5, "A word that accuses is no name, however it is written", one(`verification/claim/personname.go`, `if slices.ContainsFunc(words, moderation.Epithet) {`, `if slices.ContainsFunc(words[:0], moderation.Epithet) {`), `verification/claim`, "TestAWordThatAccusesIsNoName"},
	{frozen, "No source holds another address in its query", one(`verification/claim/redirectors.go`, `		if hostLike(head) {`, `		if hostLike(head) && head == "" {`), `verification/claim`, "TestAnAddressThatHoldsAnotherIsNotPublished"},
	{frozen, "… nor in its path", one(`verification/claim/redirectors.go`, `slices.ContainsFunc(strings.Split(unwrapped(u.Path), "/"), hostLike) ||`, `slices.Contains(strings.Split(u.Path, "/"), "never") ||`), `verification/claim`, "TestAnAddressThatHoldsAnotherIsNotPublished"},
	{frozen, "What was merged repeats nothing", one(`verification/claim/release.go`, `leads() bool { return c.Status == StatusMerged }`, `leads() bool { return c.Status == StatusLapsed }`), domain, "TestWhatWasMergedIsQuotedNowhere"},
	{frozen, "… and is withdrawn with what goes on for it", one("verification/leading.go", `if !yes {`, `if yes {`), domain, "TestWhatIsWithdrawnTakesAlongWhatLeadsToIt"},
	{frozen, "… also when that was withdrawn before", one("verification/leading.go", `if !hushed {`, `if hushed {`), domain, "TestWhatIsMergedIntoWhatIsWithdrawnIsWithdrawn"},
	{frozen, "Answers that come later stay out of the verdict", one(`verification/claim/answer.go`, `if c.Status != StatusOpen {`, `if c.Status != StatusOpen && c.Status != StatusDecided {`), `verification/claim`, "TestAVerdictIsFrozenWhileItIsReviewed"},
	{frozen, "… and evidence out of its sources", one(`verification/claim/draft.go`, "	var links []string\n	for _, e := range c.chosen {", "	var links []string\n	c.freeze()\n	for _, e := range c.chosen {"), `verification/claim`, "TestEvidenceThatComesLaterStaysOut"},
	{frozen, "… until a reviewer takes them in, which voids the approvals", one(`verification/claim/draft.go`, `		c.Record(&Decided{Meta: Meta{At: now, Cause: cause, By: by}, Void: c.ApprovedBy, Verdict: &v})
`, `		approved := c.ApprovedBy
		c.Record(&Decided{Meta: Meta{At: now, Cause: cause, By: by}, Void: c.ApprovedBy, Verdict: &v})
		c.ApprovedBy = approved
`), `verification/claim`, "TestTakingInVoidsTheApprovals"},
	{frozen, "… and says so to who gave them", one(tells, `	for _, id := range void {
		p, found`, `	for _, id := range void[:0] {
		p, found`), domain, "TestWhoseApprovalIsVoidIsToldSo"},
	{frozen, "What goes out is of the very draft that was approved", one(`verification/claim/review.go`, "	if c.voidStale(now) {\n		return\n	}\n", ""), `verification/claim`, "TestOnlyWhatWasApprovedGoesOut"},
	{frozen, "An approval names the draft that was read", one(`verification/claim/draft.go`, `	return Changed`, `	return nil`), `verification/claim`, "TestAnOlderCardApprovesNothing"},
	{frozen, "A source reads as where it leads", one(`verification/claim/link.go`, `	u.Host = host
	address`, `	address`), `verification/claim`, "TestALinkReadsAsWhereItLeads"},
	{frozen, "… with nothing before its host", []edit{{`verification/claim/link.go`, `u.User != nil || `, ``}, {`verification/claim/link.go`, ` && harmless(address)`, ``}}, `verification/claim`, "TestALinkReadsAsWhereItLeads"},
	{frozen, "… and holds no personal data", one(`verification/claim/link.go`, ` && harmless(address)`, ``), `verification/claim`, "TestALinkReadsAsWhereItLeads"},
	{frozen, "Reviewers see the very address, also behind other words", one(cards, "	if e.Link != \"\" {\n		address, public", "	if e.Link != \"\" && e.Text == \"\" {\n		address, public"), views, "TestReviewersSeeWhereALinkLeads"},
	{frozen, "What is withdrawn is repeated to nobody", []edit{
		{`verification/claim/release.go`, `if quoted && status != StatusTakenDown && status != StatusRefused {`, `if quoted {`},
		{`verification/claim/release.go`, `c.Out() && !c.hushed && !c.leads()`, `c.Out()`},
	}, views, "TestWhatIsWithdrawnIsRepeatedNowhere"},
	{frozen, "… and read by nobody who had not read it", one(announces, `out[0].News.IfTold = r.Status`, `_ = r.Status`), views, "TestAWithdrawalReachesOnlyWhoReadTheResult"},
	{frozen, "What was never out is in no public log", []edit{
		{settles, `	if c.Out() { // what was never out`, `	if true { // what was never out`}, {keeps, `c.Status == claim.StatusTakenDown && c.Out()`, `c.Status == claim.StatusTakenDown`},
	}, domain, "TestTheLogOfWithdrawalsSaysWhatAndWhyAndNotWho"},
	{frozen, "… and was not out by being withdrawn", one(`verification/claim/withdrawal.go`, "	if c.Out() {\n		version++\n	}", "	version++\n	c.OutAt = now"), `verification/claim`, "TestTakeDown"},
	{frozen, "The public reads why only from a list", one(`verification/claim/withdrawal.go`, `if !slices.Contains(Withdrawals, reason) {`, `if false && !slices.Contains(Withdrawals, reason) {`), `verification/claim`, "TestTakeDown"},
	{frozen, "… also while it is asked about again", one(`verification/claim/release.go`, `return c.ReleaseAs(c.publicStatus(), c.Out() && !c.hushed && !c.leads(), false)`, `return c.ReleaseAs(c.Status, c.Out() && !c.leads(), false)`), views, "TestWhatWasWithdrawnIsNotQuotedWhenItEndsAgain"},
	{frozen, "… and reaches who is being sent the result meanwhile", one("verification/posting.go", `	if err != nil || now.Edition == p.Edition {
`, `	if err == nil || now.Edition == p.Edition {
`), domain, "TestAWithdrawalReachesWhoGetsTheResultMeanwhile TestAResultWithdrawnOnItsWayGoesNoFurther"},
	{frozen, "How somebody knows is frozen with the draft", one(`verification/claim/draft.go`, `func(evidenceLink) bool { return false })`, `func(e evidenceLink) bool { return e.proof })`), `verification/claim`, "TestOneVolunteerVoidsNoApprovals"},
	{frozen, "Nobody adds a picture to what is out", one(`verification/claim/picture.go`, `case c.Status == StatusPublished && !c.Pictured:`, `case false:`), `verification/claim`, "TestOneReviewerAddsNoPictureToWhatIsOut"},
	{frozen, "No draft is named as an earlier one", one(`verification/claim/release.go`, `strconv.Itoa(c.Drafts) + "-" + `, ``), `verification/claim`, "TestAnOlderCardApprovesNothing"},
	{frozen, "A source that leads on is not published", one(`verification/claim/link.go`, `!leadsOn(u) && `, ``), `verification/claim`, "TestASourceThatLeadsOnIsNotPublished"},
	{frozen, "What waits about a withdrawn claim is recalled, in every chat", one(settles, `e *claim.TakenDown) error {
	if err := d.say.Recall(ctx, c); err != nil {`, `e *claim.TakenDown) error {
	if err := ctx.Err(); err != nil {`), domain, "TestWhatWaitsAboutAWithdrawnClaimIsRecalled"},
	{frozen, "… and not sent", one("bot/recall/recall.go", `a.Version < from`, `false`), "bot/outbox", "TestWhatIsRecalledIsNotSent"},
	{frozen, "… whatever it is", one(announces, `ReplyToMessageKey: "claim." + string(c.Code), About: view.About(c),`, `ReplyToMessageKey: "claim." + string(c.Code),`), views, "TestNoFormatNamesAPrivatePerson"},
	{frozen, "… nor given as an answer that waited", one("handlers/view/news.go", `all = append(all, bot.About{Subject: string(code), At: made})`, `_ = code`), whole, "TestAnswersThatWaitRepeatNothingThatIsWithdrawn"},
	{frozen, "… or as words to read out", one("handlers/results.go", `s.about = append(s.about, view.About(c)...)`, `_ = view.About(c)`), whole, "TestAnswersThatWaitRepeatNothingThatIsWithdrawn"},
	{frozen, "… or by SMS", one("bot/sms/send.go", `case recalled.Covers(m.About):`, `case false:`), whole, "TestSMSThatWaitRepeatNothingThatIsWithdrawn"},
	{frozen, "No bulletin repeats what is withdrawn, also before the schedule issues the next", one(`verification/publisher/edition.go`, `	failed := g.Issue(ctx)
	if failed == nil {`, `	failed := error(nil)
	if failed == nil {`), whole, "TestNoBulletinRepeatsWhatIsWithdrawn"},
	{frozen, "No press tells a stranger what is asked", one("handlers/volunteer.go", "if _, asked := c.Asked[s.by.ID]; !asked {\n			return claim.NotAsked\n		}\n		var rows [][]bot.Button\n		for _, h ", "if false {\n			return claim.NotAsked\n		}\n		var rows [][]bot.Button\n		for _, h "), whole, "TestNoPressTellsAStrangerWhatIsAsked"},
	{frozen, "Reviewers read the quote as it goes out", one(cards, `if draft.Quote != c.ToReviewers().Quote {`, `if false {`), whole, "TestConversations"},
	{frozen, "A withdrawal takes a second tap", one("handlers/callbacks.go", `return "", s.reviewer().confirmWithdrawal(p.Code, p.Word)`, `return "", s.reviewer().withdraw(p.Code, p.Word)`), whole, "TestConversations"},
}
