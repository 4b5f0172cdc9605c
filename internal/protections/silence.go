package main

const silent = "Besides. After /panic, leaving, a ban or a blocked bot nothing is sent until the person writes"

// silences are the protections of whose phone may be in other hands.
var silences = []protection{
	{silent, "Nothing that comes after the last message is queued", one("bot/outbox/queue.go", `return redis.call('SISMEMBER', silent, name) == 0`, `return true`), "bot/outbox", "TestNothingFollowsTheLastMessage"},
	{silent, "… what waits is dropped", one("bot/outbox/queue.go", `    hush(chat)
`, ``), "bot/outbox", "TestNothingFollowsTheLastMessage"},
	{silent, "… and what is on its way is not tried again", one("bot/outbox/claimbatch.go", `local head = purge(chat)`, `local head = first_of(chat, 1)[1]`), "bot/outbox", "TestWhatIsOnItsWayIsNotTriedAgain"},
	{silent, "The silence is named as nothing else of the chat is", one("bot/outbox/silence.go", `return o.sealer.Pseudonym("silent", chat)`, `return o.sealer.Pseudonym("chat", chat)`), process, "TestProcess"},
	{silent, "/panic begins it", one("handlers/forget.go", `.Silence = bot.Begins`, `.Silence = bot.Ends`), whole, "TestConversations"},
	{silent, "… and ends what waits for a number of theirs", one("handlers/forget.go", `for _, number := range s.by.Phones {`, `for _, number := range s.by.Phones[:0] {`), whole, "TestPanicEndsWhatWaitsForANumber"},
	{silent, "… and the word that all is erased is not sent after it", one(`bot/rewrite/rewriter.go`, `silent || err != nil`, `silent && err != nil`), `bot/rewrite`, "TestNothingIsSaidToASilentChat"},
	{silent, "Leaving begins it", one("handlers/volunteer.go", `.Silence = bot.Begins`, `.Silence = bot.Ends`), whole, "TestConversations"},
	{silent, "… as does a ban", one("verification/banning.go", `d.say.Hush(ctx, p)`, `d.say.Hush(ctx, claim.Person{ID: p.ID[:0]})`), domain, "TestTheBannedAreSentNothing"},
	{silent, "… and a bot that was stopped", one("handlers/events.go", `if err := h.Send.Silence(ctx, chat); err != nil {`, `if err := ctx.Err(); err != nil {`), whole, "TestConversations"},
	{silent, "… whoever wrote too much before", one("handlers/session.go", `errors.Is(err, claim.TooFast) && urgent(u)`, `errors.Is(err, claim.TooFast) && false`), whole, "TestNobodyIsTooFastToPanic"},
	{silent, "… by SMS as well", one("bot/sms/receive.go", `if over != overDay {`, `if over != 0 {`), whole, "TestNobodyWritesTooMuchToBeForgotten"},
	{silent, "The last message comes at once or not at all", one("bot/outbox/claimbatch.go", `late := !r.out.Until.IsZero()`, `late := false`), "bot/outbox", "TestTheLastMessageDoesNotComeLate"},
	{silent, "… and not twice", one("bot/outbox/record.go", `case failure == bot.Uncertain && !out.delivery.Until.IsZero():`, `case false:`), "bot/outbox", "TestTheLastMessageDoesNotComeLate"},
	{silent, "What Telegram edits by itself does not end it", one("handlers/session.go", `(u.Message == nil || !u.Message.Edited)`, `true`), whole, "TestWhatTelegramEditsByItselfEndsNoSilence"},
}
