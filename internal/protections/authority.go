package main

const (
	whose = "Besides. Only somebody's own words command, and only for what is theirs"
	bans  = "Besides. Who was banned stays banned"
	jury  = "Besides. Who asks does not pick who answers"
	codes = "Besides. Whoever has a code learns nothing before there is a result"
)

// authority are the protections of who may have what done.
var authority = []protection{
	{whose, "A command is the sender's own new words: no forward, no edit, nothing by way of another bot", one("bot/telegram/message.go", `if out.Own() {`, `if !out.Own() || true {`), "bot/telegram", "TestACommandIsTheSendersOwnNewText"},
	{whose, "… no quotation", one("bot/telegram/entity.go", "		case \"blockquote\", \"expandable_blockquote\", \"code\", \"pre\":\n			return nil\n", ""), "bot/telegram", "TestACommandIsTheSendersOwnNewText"},
	{whose, "… and no forward of which nothing else can be read", one("bot/telegram/origin.go", `|| m.Origin != nil || m.ForwardDate != 0 || m.ForwardFromMessageID != 0 || m.IsAutomaticForward:`, `:`), "bot/telegram", "TestACommandIsTheSendersOwnNewText"},
	{whose, "… not even in an album", one("bot/intake/album.go", `if !m.Own() {`, `if false {`), "bot/intake", "TestTheCommandOfAnAlbumIsThatWithWhichItBegins"},
	{whose, "… nor in an SMS", one("handlers/sms/command.go", ` || beginsQuoted(words[0])`, ` || beginsQuoted("a")`), "handlers/sms", "TestParse"},
	{whose, "Nobody answers or gives reasons by somebody else's words", one("handlers/router.go", `if doing.What != doingEvidence && !m.Own() {`, `if false {`), whole, "TestConversations"},
	{whose, "A button does nothing under what the bot did not send there", one("handlers/callbacks.go", `u.Press.From.IsBot || elsewhere {`, `u.Press.From.IsBot || elsewhere && false {`), talks, "TestAButtonElsewhereDoesNothing"},
	{whose, "… which is known of what was forwarded", one("bot/telegram/decode.go", `m.Origin == nil && m.ForwardDate == 0 && m.ViaBot == nil`, `m.ViaBot == nil`), "bot/telegram", "TestAPressElsewhereNamesNoChat"},
	{whose, "Where no person writes, only the chat itself is obeyed", one("handlers/channel.go", `if m.From == nil && m.SenderChat != m.Chat.ID {`, `if m.From == nil && m.SenderChat == 0 {`), whole, "TestConversations"},
	{whose, "… and a stand-in of Telegram's is no person", one("bot/telegram/message.go", `case 0, anonymousAdmin, channelStandIn, telegramItself:`, `case 0:`), "bot/telegram", "TestWhoeverWritesInTheNameOfAChatIsNobody"},

	{bans, "A ban outlives the erasure of everything else", one("verification/redisstore/people.go", `p.Unlink(ctx, k.record, k.visits, k.workload, k.asks, k.history)`, `p.Unlink(ctx, k.record, k.visits, k.asks, k.history, k.bans)`), domain, "TestABanOutlivesErasure"},
	{bans, "… and says whether they are banned, whatever their record says", one("verification/redisstore/people.go", `p.Banned = !b.Lifted`, `_ = b`), domain, "TestABanOutlivesErasure TestNoBannedPersonIsAVolunteer"},
	{bans, "Whoever erased everything first is banned as well", one("verification/banning.go", `	if err := d.bar(ctx, id); err != nil {
		return false, err
	}
	if err := d.act(`, `	if _, found, err := d.store.Person(ctx, id); err != nil || !found {
		return false, err
	}
	if err := d.bar(ctx, id); err != nil {
		return false, err
	}
	if err := d.act(`), domain, "TestABanIsFasterThanErasure"},
	{bans, "Who is banned joins by no invitation", one("verification/verifiers.go", `	if p.Banned {
		return p, claim.InviteInvalid // who was banned learns nothing
	}
`, ``), domain, "TestABanIsFasterThanErasure"},
	{bans, "A ban stands under a name that leads to nobody", one("verification/redisstore/bans.go", `return s.vault.PseudonymOf("banned", string(id))`, `return string(id)`), domain, "TestABanOutlivesErasure"},
	{bans, "A ban that stood in a record alone is kept when that is erased", one("verification/citizens.go", `	if p.Banned { // before`, `	if false { // before`), domain, "TestABanOfBeforeBansWereKeptApartOutlivesErasure"},
	{bans, "An invitation that was used makes nobody a volunteer again", one("verification/redisstore/invites.go", `  return 'used'`, `  return i[1]`), domain, "TestAnInvitationMakesNobodyAVolunteerTwice"},
	{bans, "A ban is lifted by two", one("verification/banning.go", `			b.Pardon, b.As, b.Cause = by, as, cause
			return true, nil
`, ``), domain, "TestABanIsLiftedByTwo"},
	{bans, "… who are two people", one("verification/banning.go", `case b.Pardon == by:`, `case false:`), domain, "TestABanIsLiftedByTwo"},
	{bans, "… neither of whom is the one banned", one("verification/banning.go", `if by == id {`, `if false {`), domain, "TestABanIsLiftedByTwo"},
	{bans, "… and of whom both may", one("verification/banning.go", `if !as.May(claim.MayPardon) {`, `if false {`), domain, "TestABanIsLiftedByTwo"},
	{bans, "Bans are sealed anew when keys change", one("verification/redisstore/rewrap.go", `		{"{p:*}:bans", hash()},
`, ``), store, "TestBansStayWhenKeysChange"},
	{bans, "What was done to who may do what stands in the signed history", one("verification/redisstore/history.go", `	case changed:
		d.Changed`, `	case changed && false:
		d.Changed`), store, "TestTamperedActsAreFound"},
	{bans, "… and is told to the reviewers", one("verification/acts.go", `return d.say.Act(ctx,`, `return nil
		return d.say.Act(ctx,`), domain, "TestABanIsLiftedByTwo"},

	{jury, "Half of a jury is drawn from everybody who can read the claim", one(`verification/assignment/jury.go`, `fair := (n + 1) / 2`, `fair := 0`), `verification/assignment`, "TestHalfOfAJuryIsDrawnFromEverybody TestWhoSortsAClaimPicksNoJury"},
	{jury, "… and of the other half the favoured get a half at the most", one(`verification/assignment/jury.go`, `return min(0.5, weight/`, `return min(1, weight/`), `verification/assignment`, "TestFavouredShareIsAHalfAtTheMost"},
	{jury, "… those who act together one seat", one(`verification/assignment/jury.go`, `		c = c.having(pool, jury)
`, ``), `verification/assignment`, "TestThoseWhoActTogetherSitOnce"},
	{jury, "Everybody are those of all subjects", one(`verification/claim/assignment.go`, `pools[i] = Queue{Language: l, Subject: General}`, `pools[i] = claim.Queue{Language: l, Subject: c.Subject}`), domain, "TestTheAskerPicksNoJuryByTheSubject"},
	{jury, "… and of all languages that a text may be in", one(`verification/claim/assignment.go`, `may := slices.Clone(c.languages())`, `may := []Language{c.Language}`), domain, "TestTheAskerPicksNoJuryByTheirLanguage"},
	{jury, "A few words do not make a text one of another language", one(`verification/claim/language.go`, `const doubt = .15`, `const doubt = .001`), `verification verification/claim`, "TestTheAskerPicksNoJuryByTheirLanguage TestDetectLanguage"},
	{jury, "The asker's word for the language favours nobody whom the text does not", one(`verification/claim/assignment.go`, `return Queue{chosen(c.languages(), c.Language), c.Subject}`, `return claim.Queue{c.Language, c.Subject}`), domain, "TestTheAskersWordForTheLanguageAddsReaders"},
	{jury, "… and takes nobody away who reads the text", one(`verification/claim/assignment.go`, `may := slices.Clone(c.languages())`, `may := []Language{c.Language}`), domain, "TestTheAskersWordForTheLanguageAddsReaders"},
	{jury, "Whoever looks for a question finds those of all subjects", one("verification/verifiers.go", `d.store.Offered(ctx, by.Readable(), look)`, `d.store.Offered(ctx, by.Queues(), look)`), domain, "TestWhoReadsTheLanguageFindsEveryClaimInIt"},
	{jury, "Only who asked says what a claim is about, also where nobody can tell who that was", one("verification/sorting.go", `return proven || asks && a.Via == ""`, `return true || proven || asks && a.Via == ""`), domain, "TestOnlyTheAskerAndReviewersSort"},
	{jury, "… not who asks the same in order to", one("verification/sorting.go", `asks && a.Via == ""`, `asks && a.Via != "never"`), domain, "TestOnlyTheAskerAndReviewersSort"},
	{jury, "… by a proof that is theirs alone", one("verification/sorting.go", `PseudonymOf("sort "+string(code), string(by))`, `PseudonymOf("sort "+string(code), "")`), domain, "TestOnlyTheAskerAndReviewersSort"},

	{codes, "A stranger reads of what is not out only that there is no result yet", one("handlers/view/status.go", `if text, said := Unspecific(s, c); said {`, `if text, said := Unspecific(s, c); said && false {`), views, "TestAStrangerLearnsNothingOfWhatIsNotOut"},
	{codes, "… and who wrote who showed a person reads it alone", one("handlers/view/status.go", "		if a.Via != \"\" {\n			return s.T(\"status.pending\"", "		if false {\n			return s.T(\"status.pending\""), views, "TestAStrangerLearnsNothingOfWhatIsNotOut"},
}
