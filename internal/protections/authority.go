package main

const (
	whose = "Besides. Only somebody's own words command, and only for what is theirs"
	codes = "Besides. Whoever has a code learns nothing before there is a result"
)

// authority are the protections of who may have what done.
var authority = []protection{
	{whose, "A command is the sender's own new words: no forward, no edit, nothing by way of another bot", one("bot/telegram/message.go", `if out.Own() {`, `if !out.Own() || true {`), "bot/telegram", "TestACommandIsTheSendersOwnNewText"},
	{whose, "… no quotation", one("bot/telegram/entity.go", "		case \"blockquote\", \"expandable_blockquote\", \"code\", \"pre\":\n			return nil\n", ""), "bot/telegram", "TestACommandIsTheSendersOwnNewText"},
	{whose, "… and no forward of which nothing else can be read", one("bot/telegram/origin.go", `|| m.Origin != nil || m.ForwardDate != 0 || m.ForwardFromMessageID != 0 || m.IsAutomaticForward:`, `:`), "bot/telegram", "TestACommandIsTheSendersOwnNewText"},
	{whose, "… not even in an album", one("bot/intake/album.go", `if !m.Own() {`, `if false {`), "bot/intake", "TestTheCommandOfAnAlbumIsThatWithWhichItBegins"},
	{whose, "… nor in an SMS", one("handlers/wish.go", ` || beginsQuoted(words[0])`, ` || beginsQuoted("a")`), talks, "TestReadWish"},
	{whose, "Nobody answers or gives reasons by somebody else's words", one("handlers/private.go", `if doing.What != doingEvidence && !m.Own() {`, `if false {`), whole, "TestConversations"},
	{whose, "A button does nothing under what the bot did not send there", one("handlers/pressing.go", `u.Press.From.IsBot || elsewhere {`, `u.Press.From.IsBot || elsewhere && false {`), talks, "TestAButtonElsewhereDoesNothing"},
	{whose, "… which is known of what was forwarded", one("bot/telegram/decode.go", `m.Origin == nil && m.ForwardDate == 0 && m.ViaBot == nil`, `m.ViaBot == nil`), "bot/telegram", "TestAPressElsewhereNamesNoChat"},
	{whose, "Where no person writes, only the chat itself is obeyed", one("handlers/public.go", `return m.SenderChat == m.Chat.ID, nil`, `return true, nil`), whole, "TestConversations"},
	{whose, "… and a stand-in of Telegram's is no person", one("bot/telegram/message.go", `case 0, anonymousAdmin, channelStandIn, telegramItself:`, `case 0:`), "bot/telegram", "TestWhoeverWritesInTheNameOfAChatIsNobody"},

	{codes, "A stranger reads of what is not out only that there is no result yet", one("handlers/citizen.go", `if text, said := t.unspecific(c); said {`, `if text, said := t.unspecific(c); said && false {`), talks, "TestAStrangerLearnsNothingOfWhatIsNotOut"},
	{codes, "… and who wrote who showed a person reads it alone", one("handlers/citizen.go", "		if a.Via != \"\" {\n			return t.T(\"status.pending\"", "		if false {\n			return t.T(\"status.pending\""), talks, "TestAStrangerLearnsNothingOfWhatIsNotOut"},
}
