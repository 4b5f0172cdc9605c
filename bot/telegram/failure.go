package telegram

import (
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// explain says what a failed call means.
func (t *transfer) explain(method string, err error) error {
	if refused, ok := errors.AsType[*tgbotapi.Error](err); ok {
		if refused.Code == 0 {
			refused.Code = t.status
		}
		if t.unknown {
			return &bot.DeliveryError{Failure: bot.Rejected, Code: t.status, Reason: method + ": the server has no such method"}
		}
		return classify(method, refused)
	}
	why := &bot.DeliveryError{Failure: bot.Uncertain, Code: t.status}
	switch {
	case t.status == http.StatusTooManyRequests: // from something in front of the server, so it is about all that we send
		why.Failure, why.RetryAfter, why.Global = bot.TooFast, 5*time.Second, true
		why.Reason = method + ": too many requests"
	case t.status == http.StatusGatewayTimeout, t.status/100 == 2:
		why.Reason = method + ": the answer cannot be read"
	case t.status != 0:
		// A page instead of JSON comes from what stands in front of the server, and so the call never got there.
		why.Failure, why.Reason = bot.Unavailable, method+": the server is not available"
	default:
		if !t.connected.Load() {
			why.Failure = bot.Unavailable
		}
		why.Reason = method + ": " + bare(err).Error()
	}
	return why
}

// goneWords are in the descriptions of a chat that the bot can write to no more. Some come as 403, some as 400.
var goneWords = []string{
	"bot was blocked", "user is deactivated", "bot was kicked", "bot is not a member", "chat not found", "user not found",
	"bot can't initiate", "have no rights to send", "not enough rights to send text messages", "need administrator rights",
	"chat_write_forbidden", "chat_restricted", "chat_admin_required", "channel_private", "user_is_blocked",
	"input_user_deactivated", "bots can't send messages to bots", "peer_id_invalid", "group chat was deleted",
}

var missingWords = []string{
	"message to edit not found", "message to delete not found", "message to be replied not found", "reply message not found",
	"replied message not found", "message can't be edited", "message can't be deleted", "message_id_invalid",
	"message identifier is not specified", "there is no text in the message to edit",
	"there is no caption in the message to edit",
}

// classify judges Telegram's refusal by code and text. "message is not modified" is nil: it means success.
func classify(method string, e *tgbotapi.Error) error {
	text := strings.ToLower(e.Message)
	has := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
	}
	why := &bot.DeliveryError{Failure: bot.Rejected, Code: e.Code, Reason: method + ": " + tidy(e.Message)}
	switch {
	case strings.Contains(text, "message is not modified"):
		return nil
	case e.MigrateToChatID != 0:
		why.Failure, why.MovedTo = bot.Moved, e.MigrateToChatID
	case e.Code == http.StatusTooManyRequests:
		why.Failure, why.RetryAfter = bot.TooFast, time.Duration(max(e.RetryAfter, 1))*time.Second
	case e.Code >= http.StatusInternalServerError || e.Code/100 == 2:
		why.Failure = bot.Unavailable
	case has(missingWords):
		why.Failure = bot.Missing
	case has(goneWords), e.Code == http.StatusForbidden:
		why.Failure = bot.Gone
	case strings.Contains(text, "method not found"):
	case e.Code == http.StatusUnauthorized, e.Code == http.StatusNotFound, e.Code == http.StatusConflict:
		// The token is wrong or someone else polls: nothing is the matter with the message.
		why.Failure = bot.Unavailable
	}
	return why
}

// quoted is what a description may quote of a message, or say of a chat.
var quoted = regexp.MustCompile(`"[^"]*("|$)|'[^'\s]*'|-?\d{5,}`)

// tidy makes a description fit for a log.
func tidy(description string) string { return quoted.ReplaceAllString(description, "…") }
