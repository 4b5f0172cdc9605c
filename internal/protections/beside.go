package main

const (
	pictures  = "Besides. A picture on a card is a reviewer's decision"
	passing   = "Besides. What people pass on says no more than the result: cards, words to read out, SMS"
	bulletins = "Besides. Bulletins say no more than the result, and the latest counts"
	smsDoor   = "Besides. A number is known to nobody"
	seen      = "Besides. What was asked before is recognised only where it may be"
	blackouts = "Besides. Blackouts are found by counts, never by people"
)

// The packages and files of these parts.
const (
	drawing   = "handlers/card"
	printing  = "verification/publisher"
	paper     = "verification/bulletin"
	gateway   = "bot/sms"
	wordsOf   = "verification/matching/texts"
	picturing = "verification/picturing.go"
	pictureOf = "handlers/render/cards.go"
	drawn     = "handlers/view/card.go"
	aloud     = "handlers/view/aloud.go"
	inSMS     = "handlers/view/sms.go"
	onPaper   = "verification/publisher/item.go"
	doorFile  = "bot/sms/gateway.go"
	comes     = "bot/sms/receive.go"
	goes      = "bot/sms/send.go"
	links     = "verification/phones.go"
	recognise = "verification/receive.go"
	chosen    = "verification/wording.go"
	knownFile = "handlers/view/duplicates.go"
	matches   = "verification/matching"
	searched  = "verification/matching/search.go"
	mergings  = "verification/alias.go"
	memories  = "verification/reindex.go"
	counts    = "verification/redisstore/watch.go"
)

// beside are those of the parts that take results to people who are cut off, and know again what was asked.
var beside = []protection{
	{pictures, "Without a reviewer's word there is none", one(`verification/claim/picture.go`, `if !c.Pictured || c.Private() {`, `if false {`), `verification/claim`, "TestAPictureIsShownOnlyWhereNobodyIsHarmed"},
	{pictures, "… nor where the name is kept back", one(`verification/claim/release.go`, `if m, ok := c.picture(); ok && !c.Nameless && !r.Nameless {`, `if m, ok := c.picture(); ok {`), `verification/claim`, "TestAPictureIsShownOnlyWhereNobodyIsHarmed"},
	{pictures, "… nor after a withdrawal", one(`verification/claim/release.go`, "	case StatusTakenDown:\n", "	case StatusTakenDown:\n		r.Picture, _ = c.picture()\n"), `verification/claim`, "TestAPictureIsShownOnlyWhereNobodyIsHarmed"},
	{pictures, "… nor by the word of who asked or voted", one(`verification/claim/picture.go`, `case c.RequestedBy(by) || c.Voted(by):`, `case false:`), `verification/claim`, "TestAPictureIsShownOnlyWhereNobodyIsHarmed"},
	{pictures, "… nor of a file that may hold hidden data", one(`verification/claim/picture.go`, ` && !m.Hidden {`, ` {`), `verification/claim`, "TestAPictureIsShownOnlyWhereNobodyIsHarmed"},
	{pictures, "It is drawn anew when it is fetched", one(cleans, `			clean, err = metadata.Clean(work, file)
`, "			clean = append(clean, file...)\n"), "bot/telegram", "TestAKeptPictureIsFetchedWithoutHiddenData"},
	{pictures, "Nothing is in the file but what can be seen", one("handlers/card/card.go", `		return File{out.Bytes(), JPEG}, nil`, `		b := out.Bytes()
		return File{append(append(append([]byte{}, b[:2]...), 0xff, 0xfe, 0, 5, 'w', 'h', 'o'), b[2:]...), JPEG}, nil`), drawing, "TestNothingIsInTheFileButWhatCanBeSeen"},

	{passing, "Text of strangers is masked on cards, in what is read out, and in SMS", one(`verification/moderation/foreign.go`, `Masked{strings.TrimSpace(Mask(Clean(string(f))))}`, `Masked{strings.TrimSpace(Clean(string(f)))}`), views, "TestPersonalDataAreNotPassedOn"},
	{passing, "What is withdrawn is not quoted on its card", []edit{
		{`verification/claim/release.go`, `if quoted && status != StatusTakenDown && status != StatusRefused {`, `if quoted {`},
		{drawn, `if r.Status == claim.StatusTakenDown {`, `if false {`},
	}, views, "TestWhatIsWithdrawnIsNotPassedOn"},
	{passing, "… nor read out", []edit{
		{`verification/claim/release.go`, `if quoted && status != StatusTakenDown && status != StatusRefused {`, `if quoted {`},
		{aloud, `if r.Status == claim.StatusTakenDown {`, `if false {`},
	}, views, "TestWhatIsWithdrawnIsNotPassedOn"},
	{passing, "A name that is kept back is on no card and not read out", one(`verification/claim/release.go`, `if c.Question.Open() && !r.Nameless {`, `r.Nameless = false
		if c.Question.Open() {`), views, "TestANameThatIsKeptBackIsNotPassedOn"},
	{passing, "… nor in an SMS", []edit{
		{`verification/claim/release.go`, `if c.Question.Open() && !r.Nameless {`, `if c.Question.Open() {`},
		{`verification/publisher/item.go`, `	case r.Nameless:`, `	case r.Nameless && false:`},
	}, views, "TestANameThatIsKeptBackIsNotPassedOn"},
	{passing, "What is said in custody is labelled on cards", one(drawn, `	if r.Custody {`, `	if false {`), views, "TestCustodyIsPassedOnWithTheResult"},
	{passing, "… in what is read out", one(aloud, `		if r.Custody {`, `		if false {`), views, "TestCustodyIsPassedOnWithTheResult"},
	{passing, "… in SMS, before there is room for anything else", []edit{{inSMS, `if FitsSMS(text + label) {`, `if FitsSMS(text) {`}, {inSMS, `return smsFit(text, label)`, `return smsFit(text+label, "")`}}, views, "TestCustodyIsPassedOnWithTheResult"},

	{bulletins, "A key that signed is never made anew in silence", one("internal/app/bulletinkey.go", `if n > 0 || issued {`, `if n < 0 || issued && false {`), "internal/app", "TestAKeyThatSignedIsNotMadeAnewInSilence TestALostSigningKeyIsReplacedOnlyByCommand"},
	{bulletins, "… nor is another one used", one("internal/app/bulletinkey.go", `if known != signerOf(h) {`, `if known == "" {`), "internal/app", "TestAKeyThatSignedIsNotMadeAnewInSilence"},
	{bulletins, "A name that is kept back is in none", one(`verification/publisher/item.go`, `	case r.Nameless:`, `	case r.Nameless && false:`), `verification/publisher`, "TestNamesAreIssuedAsTheyWereDecided"},
	{bulletins, "What is withdrawn is not repeated", one(`verification/claim/release.go`, `if quoted && status != StatusTakenDown && status != StatusRefused {`, `if quoted {`), `verification/publisher`, "TestResultsBecomeBulletins"},
	{bulletins, "Phones and documents are masked", one(`verification/moderation/foreign.go`, `Masked{strings.TrimSpace(Mask(Clean(string(f))))}`, `Masked{strings.TrimSpace(Clean(string(f)))}`), `verification/publisher`, "TestResultsBecomeBulletins"},
	{bulletins, "What is said in custody is labelled", one(`verification/publisher/item.go`, `	if r.Custody {`, `	if false {`), `verification/publisher`, "TestNamesAreIssuedAsTheyWereDecided"},
	{bulletins, "A correction is issued", one(`verification/publisher/publisher.go`, `if s.Bulletin.Items[0].Version >= c.Edition && believes(p.keys, s) {`, `if s.Bulletin.Items[0].Version >= 1 {`), `verification/publisher`, "TestResultsBecomeBulletins"},
	{bulletins, "… the moment somebody reads what is out", one(`verification/publisher/edition.go`, `	failed := g.Issue(ctx)
	if failed == nil {`, `	failed := error(nil)
	if failed == nil {`), "internal/app", "TestWhatGoesOutIsSignedFromTheStart"},
	{bulletins, "A card is signed from the start", one(`verification/publisher/edition.go`, `issuing := g.Issue(ctx) //`, `issuing := ctx.Err() //`), `verification/publisher`, "TestAResultIsSealedAsItIs"},
	{bulletins, "… or does not go out", one(pictureOf, `		if ok || err != nil {`, `		if ok || err == nil {`), "internal/app", "TestACardThatCannotBeSignedDoesNotGoOut"},
	{bulletins, "A correction is in the digest at once", one(`verification/publisher/digest.go`, `in && before.Version < it.Version {`, `in && before.Version > it.Version {`), `verification/publisher`, "TestResultsBecomeBulletins"},
	{bulletins, "… and none that comes between is lost", one("verification/redisstore/bulletins.go", `if wanted and tonumber(wanted) <= edition then`, `if wanted then`), `verification/publisher`, "TestAResultThatChangesMeanwhileIsNotLost"},
	{bulletins, "It supersedes what was said before, whichever arrives first", one("verification/bulletin/state.go", `		cmp.Compare(a.Version, b.Version),
`, ``), paper, "TestCorrectionsSupersede"},
	{bulletins, "Nobody else can sign one", one("verification/bulletin/verify.go", `		if err = e.verify(p); err != nil {`, `		if err = e.verify(p); false {`), paper, "TestBulletinOfAnotherKeyIsRefused"},
	{bulletins, "… nor put other words around it", one("verification/bulletin/verify.go", `	return s, ErrAltered
}

func verifyText`, `	return s, nil
}

func verifyText`), paper, "TestWordsAroundAProofAreItsOwn"},
	{bulletins, "… nor sign with a key that was revoked", one("verification/bulletin/verify.go", `		if err := ring.Check(p, b.Issued); err != nil {`, `		if err := ring.Check(p, b.Issued); errors.Is(err, ErrDamaged) {`), paper, "TestRotationAndRevocationReachEveryForm"},

	{smsDoor, "Numbers and words wait sealed", []edit{
		{goes, `g.Sealer.Seal(itemsKey, name, plain)`, `plain`},
		{goes, `plain, err := g.Sealer.Open(itemsKey, values[i], []byte(values[i+1]))`, `plain, err := []byte(values[i+1]), error(nil)`},
	}, gateway, "TestWhatIsToBeSentIsGivenUntilThePhoneHasIt"},
	{smsDoor, "… under a pseudonym", one(goes, `person := g.Sealer.Pseudonym("sms", m.To)`, `person := strconv.FormatInt(m.To, 10)`), gateway, "TestWhatIsToBeSentIsGivenUntilThePhoneHasIt"},
	{smsDoor, "They are counted under one", one(comes, `g.admit(ctx, g.Sealer.Pseudonym("sms", from))`, `g.admit(ctx, strconv.FormatInt(from, 10))`), gateway, "TestAnSMSIsHandledOnceAndKnownByItsID"},
	{smsDoor, "… and what they wrote is known by one", one(comes, `g.Sealer.PseudonymOf("sms.message", strings.Join([]string{f.device, strconv.FormatInt(from, 10), name}, "\x00"))`, `strings.Join([]string{f.device, strconv.FormatInt(from, 10), name}, " ")`), gateway, "TestAnSMSIsHandledOnceAndKnownByItsID"},
	{smsDoor, "What the phone has is forgotten", one(goes, `if redis.call('HDEL', KEYS[1], id) == 1 then`, `if redis.call('HEXISTS', KEYS[1], id) == 1 then`), gateway, "TestWhatIsToBeSentIsGivenUntilThePhoneHasIt"},
	{smsDoor, "… and what nobody takes", one(goes, `now.Add(-longestIn).UnixMilli()`, `0`), gateway, "TestWhatNobodyTakesIsDropped"},
	{smsDoor, "… and all that waits for who wants to be forgotten", one(goes, `if who == number {`, `if who == number && id == "" {`), gateway, "TestWhatWaitsForANumberIsForgotten"},
	{smsDoor, "… as soon as they say so", one("handlers/sms/session.go", `if err := s.Texter.ForgetTexts(s.ctx, string(s.phone.ID)); err != nil {`, `if err := s.ctx.Err(); err != nil {`), whole, "TestWhoStopsIsSentNothingMore"},
	{smsDoor, "… with who they are and that they asked", one(links, `	return d.Forget(ctx, phone.ID)`, `	return nil`), domain, "TestForgettingANumberForgetsThatItAsked"},
	{smsDoor, "… and with the account that it belongs to", one("verification/citizens.go", `if err := d.forgetPhones(ctx, p); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestANumberBecomesAVolunteersOnlyByTheirWord"},
	{smsDoor, "What is not meant for the bot is not kept", []edit{
		{"handlers/sms/sms.go", `	if !ours {
		return nil
	}`, `	_ = ours`}, {"handlers/sms/sms.go", `	if w.bare {`, `	if false {`},
	}, whole, "TestWhoStopsIsSentNothingMore"},
	{smsDoor, "A number is a volunteer's by a word that only volunteers have", one(links, `	if err := mayCheck(by); err != nil {
		return "", err
	}
`, ``), domain, "TestANumberBecomesAVolunteersOnlyByTheirWord"},
	{smsDoor, "… which is good for one number", one(links, `Uses: 1,`, `Uses: 9,`), domain, "TestANumberBecomesAVolunteersOnlyByTheirWord"},
	{smsDoor, "… which makes nobody a volunteer", one("verification/verifiers.go", `if strings.HasPrefix(token, linkPrefix) {`, `if strings.HasPrefix(token, linkPrefix) && false {`), domain, "TestANumberBecomesAVolunteersOnlyByTheirWord"},
	{smsDoor, "… and is good for minutes", one(links, `Expires: d.now().Add(LinkFor)`, `Expires: d.now().Add(2*LinkFor)`), domain, "TestAWordThatLinksLapses"},
	{smsDoor, "Only the phone that has the secret is heard", one(doorFile, `return g.Secret != "" && subtle.ConstantTimeCompare(got[:], want[:]) == 1`, `return g.Secret != "" && (got == want || subtle.ConstantTimeCompare(want[:], want[:]) == 1)`), gateway, "TestOnlyWhoKnowsTheSecret"},
	{smsDoor, "… none without a secret", one(doorFile, `return g.Secret != "" && subtle`, `return subtle`), gateway, "TestOnlyWhoKnowsTheSecret"},
	{smsDoor, "… compared in a time that says nothing of it", []edit{
		{doorFile, `subtle.ConstantTimeCompare(got[:], want[:]) == 1`, `got == want`}, {doorFile, "	\"crypto/subtle\"\n", ""},
	}, whole, "TestSecretsAreComparedInATimeThatSaysNothing"},
	{smsDoor, "… and long enough", one("config/sms.go", `case !smsSecret.MatchString(string(s.SMSSecret)):`, `case false:`), "config", "TestEachFaultIsNamedWithItsMend"},
	{smsDoor, "One number sends so much in a minute", one(doorFile, `for i = 1, 3 do`, `for i = 2, 3 do`), gateway, "TestLimits"},
	{smsDoor, "… and in a day", one(doorFile, `l.PerMinute, l.PerDay, l.Overall`, `l.PerMinute, 1_000_000, l.Overall`), gateway, "TestLimits"},
	{smsDoor, "… and all together", one(doorFile, `for i = 1, 3 do`, `for i = 1, 2 do`), gateway, "TestLimits"},
	{smsDoor, "… and nothing when that cannot be counted", one(comes, `		g.failed(w, "an SMS cannot be counted", err)
		return
`, `		over = withinAll
`), gateway, "TestALimitThatCannotBeCountedLetsNobodyThrough"},
	{smsDoor, "Neither number nor words are logged", one(comes, `	key := g.idempotencyKey(from, f)
`, `	key := g.idempotencyKey(from, f)
	g.Log.Info("an SMS came", "from", from, "words", f.words)
`), gateway, "TestAnSMSIsHandledOnceAndKnownByItsID"},

	{seen, "A question that waits for its screening is not joined", one(`verification/claim/join.go`, `	case StatusOpen, StatusDecided, StatusPublished:`, `	case StatusScreening, StatusOpen, StatusDecided, StatusPublished:`), domain, "TestNobodyJoinsWhatIsNotScreened"},
	{seen, "… nor one that is stopped", one(`verification/claim/join.go`, `	case StatusOpen, StatusDecided, StatusPublished:`, `	case StatusStopped, StatusOpen, StatusDecided, StatusPublished:`), domain, "TestNobodyJoinsWhatIsStopped"},
	{seen, "… nor is either shown to whoever may have sent the same", []edit{
		{recognise, `case !c.Joinable():`, `case false:`}, {recognise, `if err == nil && like.Joinable() {`, `if err == nil {`},
	}, domain, "TestNobodyJoinsWhatIsNotScreened TestNobodyJoinsWhatIsStopped"},
	{seen, "… nor can they be picked by who sends what no button says", one(`verification/claim/join.go`, `|| into.Code == c.Code || !into.Joinable():`, `|| into.Code == c.Code:`), domain, "TestNobodyPicksWhatWasWithdrawnMeanwhile"},
	{seen, "Nobody picks what they were not offered", one(`verification/claim/join.go`, `case by == ByAsker && !slices.Contains(c.Offered, as):`, `case false:`), domain, "TestWhatMayBeTheSameIsOffered"},
	{seen, "… nor for somebody else", one("verification/choice.go", `		if !c.RequestedBy(by) {
			return claim.NotFound
		}
		into, err`, `		into, err`), domain, "TestWhatMayBeTheSameIsOffered"},
	{seen, "What others wrote is shown to nobody before its result", one(knownFile, `	if c.Status == claim.StatusPublished {
		parts`, "	if true {\n		parts"), views, "TestNobodyIsShownWhatOthersSent"},
	{seen, "… but for the words that who asks wrote, too", one(`verification/duplicates/words.go`, `in = in && has[w]`, `in = in || has[w]`), domain, "TestOnlyTheirOwnWordsAreShared"},
	{seen, "… and no numbers", one(`verification/duplicates/words.go`, `text := known.Text.Mask().String()`, `text := string(known.Text)`), domain, "TestOnlyTheirOwnWordsAreShared"},
	{seen, "… nor to whoever tries many guesses in one message", one(`verification/duplicates/words.go`, `if float64(len(both)) < fewestShared*float64(len(all)) {`, `if fewestShared > 1 {`), domain, "TestOnlyTheirOwnWordsAreShared TestWhatNobodyCanChooseIsNotOffered"},
	{seen, "… nor their pictures, before a reviewer lets them be seen", one(knownFile, `c.Picture(); ok && alike != "" {`, `c.Content.Media[0], alike != ""; ok {`), views, "TestNobodyIsShownWhatOthersSent"},
	{seen, "… nor to who joined, when it ends without a result", one(`verification/claim/release.go`, `asks && a.Via == "" && a.Sealed == nil`, `asks`), views, "TestWhatWasNeverOutIsQuotedOnlyToWhoSentIt"},
	{seen, "… nor by its code", one(`verification/claim/release.go`, `asks && a.Via == "" && a.Sealed == nil`, `a.Via == "" && a.Sealed == nil`), views, "TestWhatWasNeverOutIsQuotedOnlyToWhoSentIt"},
	{seen, "… nor in the list of what they asked", one(chosen, `		case a.Via == "":`, `		case ok:`), domain, "TestEachReadsTheirOwnWords"},
	{seen, "How many asked is said from three on", one(knownFile, `case others < fewestCounted:`, `case others < 1:`), views, "TestHowManyAskedIsSaidFromThreeOn"},
	{seen, "What is said of a picture counts as much as the picture", one("verification/matching/features.go", `x.texts.Features(text), true`, `x.texts.Features(text), strings.Count(text, " ") > 2`), matches, "TestDecide"},
	{seen, "… unless it is nothing but a question", one("verification/matching/features.go", `phrase.Of(text).Kind == phrase.None`, `phrase.Of(text).Kind != "anything"`), matches, "TestNothingIsRecognisedByABareQuestion"},
	{seen, "What somebody writes about what they forward belongs to it", one("bot/intake/gather.go", `next, ok := p.follow(ctx, l, wait, m.CommentsOn)`, `next, ok := *e, wait < 0`), "bot/intake", "TestACommentBelongsToItsForward"},
	{seen, "… and is not said to be the channel's", one(`verification/claim/quote.go`, `|| o.Apart ||`, `||`), domain, "TestNoChannelIsSaidToHaveSaidWhatWasWrittenBesideItsFile"},
	{seen, "A bare question is never content: it opens no claim and joins none", one(`verification/claim/content.go`, `if said != phrase.None {`, `if said == "anything" {`), domain, "TestABareQuestionIsNeverContent"},
	{seen, "… unless whoever sent it was asked, and means these very words", one(`verification/claim/content.go`, `if c.Meant {`, `if c.Meant && false {`), domain, "TestWordsAreNeverLost"},
	{seen, "… and what is no question as a whole, though each of its words may stand in one, is a claim", one("verification/phrase/phrase.go", `if (marked || !f.marked) && f.whole.matches(words) {`, `if f.whole.matches(words) {`), "verification/phrase", "TestTexts TestWhatSaysSomething"},
	{seen, "Nothing is recognised by a few words that strangers write of different things", one(searched, `alone := len(shown) == 0 && (f.Brief || k.brief)`, `alone := false`), matches, "TestNothingIsRecognisedByFewWords"},
	{seen, "… and of two things said of it none is taken for the other", one(searched, `len(told) > 1 {`, `len(told) > 9 {`), matches, "TestSeveralTextsBesideOnePicture"},
	{seen, "One picture twice is not two", one(searched, `len(f.Files) == len(k.same) && paired(len(k.same), shown)`, `len(f.Files) == len(k.same)`), matches, "TestDecide"},
	{seen, "No text is kept to be recognised by, only what a key makes of it", one("verification/matching/texts/siphash.go", `return hasher{h.sum(0, string(key[16:])), h.sum(1, string(key[16:]))}`, `_ = h
	return hasher{}`), wordsOf, "TestFeaturesNeedTheirKey"},
	{seen, "… which is the bot's own", one("verification/service.go", `key = sha256.Sum256([]byte(o.Namer.PseudonymOf("matching", "features")))`, `key = sha256.Sum256(nil)`), domain, "TestWhatIsRecognisedNeedsTheKeysOfTheBot"},
	{seen, "… and is sealed and bound to its claim", one("verification/redisstore/features.go", `if s.open(featuresKey(shard(string(code))), string(code), sealed, &f) != nil {`, `if s.open(featuresKey(shard("K7Q2MX")), "K7Q2MX", sealed, &f) != nil {`), store, "TestFeaturesAreBoundToTheirClaim"},
	{seen, "Results are found by no name that is kept back", one(`verification/claim/release.go`, `if c.Question.Open() && !r.Nameless {`, `if c.Question.Open() {`), `verification/claim`, "TestResultsAreFoundByWhatMayBeSaid"},
	{seen, "… nor by phones and documents", one(`verification/claim/features.go`, `text := r.Quote.String()`, `text := string(c.Content.Text)`), `verification/claim`, "TestResultsAreFoundByWhatMayBeSaid"},
	{seen, "What is refused is not recognised any more", one("verification/claim/catalogue.go", `return new(Refused) }, notifies | reindexes}`, `return new(Refused) }, notifies}`), domain, "TestWhatIsRefusedIsNotRecognised"},
	{seen, "… nor what ends without a result", one("verification/claim/catalogue.go", `return new(Undecided) }, notifies | reindexes | issues}`, `return new(Undecided) }, notifies | issues}`), domain, "TestWhatIsNotRecognised"},
	{seen, "… nor what is withdrawn", one("verification/claim/catalogue.go", `return new(TakenDown) }, notifies | reindexes | issues}`, `return new(TakenDown) }, notifies | issues}`), domain, "TestWhatIsNotRecognised"},
	{seen, "… nor what nobody wants to know any more", one("verification/citizens.go", `if err := d.letGo(ctx, code); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestWhatIsNotRecognised"},
	{seen, "Who is sealed away is joined only to what they ask themselves", one("verification/receive.go", `if asked == "" && d.rules.Policy.SealAskers {`, `if false {`), domain, "TestWhoIsSealedSaysFirstWhatTheyAsk"},
	{seen, "… and is told no name of which a reviewer says that it is another person's", one(`verification/claim/join.go`, `case c.Status == StatusReceived && len(c.Reachable()) == 0:`, `case false:`), domain, "TestASealedQuestionForANameLapsesWhenItIsTakenApart"},
	{seen, "What is erased is not taken apart, for nobody could be asked about it", []edit{
		{`verification/claim/join.go`, `c.before != StatusPublished && c.Content.empty():`, `false:`}, {`verification/claim/join.go`, "	case c.Content.empty():\n		return NotOpen\n", ""},
	}, domain, "TestWhatIsErasedIsNotTakenApart"},
	{seen, "… nor files that are erased", one(keeps, `return d.reindex(ctx, now) // by its text alone`, `_ = now
		return nil`), domain, "TestWhatIsErasedIsNotRecognised"},
	{seen, "What was merged leads to what goes on only if it might be asked", []edit{
		{`verification/claim/merge.go`, `case StatusOpen, StatusDecided, StatusPublished:`, `case StatusStopped, StatusOpen, StatusDecided, StatusPublished:`},
		{`verification/claim/merge.go`, `return !c.unasked`, `return true`},
	}, domain, "TestWhatWasStoppedLeadsNowhere"},
	{seen, "… and only as long as somebody wants to know it, or a result is out", one(mergings, `len(c.Requesters) == 0 && !c.Out() && !into.Out()`, `false`), domain, "TestWhatWasMergedIsLetGo"},
	{seen, "… and the rest of it is let go of", one(keeps, `errors.Join(d.retain(ctx, c), d.unlearn(ctx, c))`, `d.retain(ctx, c)`), domain, "TestWhatWasMergedIsLetGo"},
	{seen, "What was joined is erased with it", one(keeps, `if age >= d.rules.Policy.KeepMedia && c.JoinedBy != "" && (c.Content.Text != "" || c.HasMedia()) {`, `if false {`), domain, "TestWhatIsErasedIsNotRecognised"},

	{blackouts, "Whoever is counted is so under a name of those ten minutes", one(counts, `name := s.vault.PseudonymOf("slot "+slot, string(id))`, `name := s.nameIn(r, id)`), store, "TestCountsNameNobody"},
	{blackouts, "… which is forgotten soon", one(counts, `redis.call('EXPIRE', KEYS[2], ARGV[3])
`, ``), store, "TestCountsNameNobody"},
	{blackouts, "Whoever lives in a region does so under a name of it", one(counts, `return s.vault.PseudonymOf("region "+string(r), string(id))`, `return string(id)`), store, "TestCountsNameNobody"},
	{blackouts, "Nobody is counted where few live", one(counts, `if redis.call('SCARD', KEYS[1]) < tonumber(ARGV[2]) then return 0 end
`, ``), store, "TestStore"},
	{blackouts, "… and what was counted is forgotten where few are left", one(counts, `if people < int64(least) {`, `if people < 0 {`), store, "TestStore"},
	{blackouts, "Who is forgotten lives nowhere", one("verification/citizens.go", `if err := d.store.Depart(ctx, p.Region, id); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestWhereSomebodyIsIsForgottenWithThem"},
	{blackouts, "Only reviewers and operators say that a region is cut off", one("verification/outage/declare.go", `if !as.May(claim.MayDarken) {`, `if false {`), domain, "TestWhoMaySayThatARegionIsDark"},
	{blackouts, "No name goes out while the bot is cut off and nobody could stop it", one(`verification/claim/assignment.go`, `!c.timeOfAll(sound).Before(c.PublishAt) {
			c.publish(now)`, `!sound.Before(c.PublishAt) {
			c.publish(now)`), `verification/claim`, "TestAHoldRunsWhileARegionIsDarkAndNotWhileTheBotIsCutOff"},
	{blackouts, "Late answers change no result that is out; a reviewer does", one(`verification/claim/late.go`, `c.Record(&Challenged{Meta: Meta{At: now}, Verdict: &v})`, `c.Record(&Corrected{Meta: Meta{At: now}, Verdict: &v, Version: c.Version + 1})`), `verification/claim`, "TestAnAnswerOfBeforeTheResultCountsThoughItComesLate"},
}
