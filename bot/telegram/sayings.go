package telegram

import (
	"regexp"

	"github.com/rastau/rastau/bot"
)

// saying is a way in which the service refuses something, and what it means.
type saying struct {
	words   *regexp.Regexp // in the description, in lower case
	failure bot.Failure    // "" when it is none
	scope   bot.Scope      // "" for the usual one
}

// sayings are what the service says, whatever the code: some of it comes as 400 as well as 403. The first that fits counts, so
// what is about one kind of file, or one right, stands before what is about the chat.
var sayings = []saying{
	{regexp.MustCompile(`message is not modified`), "", ""},
	{regexp.MustCompile(`message to (edit|delete|be replied) not found|repl(y|ied) message not found|message can't be (edited|deleted)` +
		`|message_id_invalid|message identifier is not specified|there is no (text|caption) in the message to edit`), bot.Missing, ""},

	// A setting of the person's, or a rule of the chat for one kind of file.
	{regexp.MustCompile(`voice_messages_forbidden|restricted receiving of (voice|video)|chat_send_(?:[a-z]*)(media|photos|videos|roundvideos|audios|music|voices|docs|documents|gifs|stickers)_forbidden` +
		`|not enough rights to send (?:[a-z ]*)(media|photos|videos|video notes|voice notes|voice messages|audios|music|documents|animations|stickers|files)`), bot.Unfit, ""},

	{regexp.MustCompile(`topic_closed|message thread not found|topic_deleted|topic_id_invalid`), bot.Closed, ""},

	// A right that the bot lacks, which somebody can give back.
	{regexp.MustCompile(`no rights to send|not enough rights|need administrator rights|administrator rights are required|chat_write_forbidden` +
		`|chat_send_[a-z]+_forbidden|chat_guest_send_forbidden|chat_admin_required|chat_restricted|user_banned_in_channel|right_forbidden`), bot.Forbidden, ""},

	{regexp.MustCompile(`bot was blocked|user is deactivated|bot was kicked|bot is not a member|(chat|user) not found|bot can't initiate` +
		`|channel_private|user_is_blocked|input_user_deactivated|bots can't send messages to bots|peer_id_invalid|chat_id_invalid|group chat was (deleted|deactivated)`), bot.Gone, ""},

	{regexp.MustCompile(`temporarily unavailable`), bot.Unavailable, bot.OfItem}, // said of a file

	// "Not Found" alone is about the token.
	{regexp.MustCompile(`method not found`), bot.Rejected, ""},
}

// sayingOf finds what a description says.
func sayingOf(description string) (said saying, known bool) {
	for _, s := range sayings {
		if s.words.MatchString(description) {
			return s, true
		}
	}
	return said, false
}
