package telegram

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// explain says what a failed call means.
func (t *transfer) explain(method string, err error) error {
	var refused *tgbotapi.Error
	if errors.As(err, &refused) {
		return classify(method, refused)
	}
	why := &bot.DeliveryError{Failure: bot.Uncertain, Code: t.status, Reason: method + ": " + bare(err).Error()}
	switch {
	case t.status >= 500 || t.status == http.StatusTooManyRequests:
		// An answer that is no JSON, from something in front of the server.
		why.Failure, why.Reason = bot.Unavailable, method+": the server is not available"
	case t.status != 0:
		why.Reason = method + ": the answer cannot be read"
	case !t.dialled || errors.Is(err, context.Canceled):
		why.Failure = bot.Unavailable
	}
	return why
}

// goneWords are in the descriptions of a chat that the bot can write to no more. Some come as 403, some as 400.
var goneWords = []string{
	"bot was blocked", "user is deactivated", "bot was kicked", "bot is not a member", "chat not found", "bot can't initiate",
	"have no rights to send", "not enough rights to send", "need administrator rights", "chat_write_forbidden",
	"channel_private", "bots can't send messages to bots", "peer_id_invalid", "group chat was deleted",
}

var missingWords = []string{
	"message to edit not found", "message to delete not found", "message to be replied not found", "message can't be edited",
	"message can't be deleted", "message_id_invalid", "message identifier is not specified",
}

// classify judges Telegram's refusal by code and text. "message is not modified" is nil: it means success.
func classify(method string, e *tgbotapi.Error) error {
	text := strings.ToLower(e.Message)
	why := &bot.DeliveryError{Failure: bot.Rejected, Code: e.Code, Reason: method + ": " + e.Message}
	has := func(words []string) bool {
		for _, w := range words {
			if strings.Contains(text, w) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.Contains(text, "message is not modified"):
		return nil
	case e.MigrateToChatID != 0:
		why.Failure, why.MovedTo = bot.Moved, e.MigrateToChatID
	case e.Code == http.StatusTooManyRequests:
		why.Failure, why.RetryAfter = bot.TooFast, time.Duration(max(e.RetryAfter, 1))*time.Second
	case e.Code >= 500:
		why.Failure = bot.Unavailable
	case has(missingWords):
		why.Failure = bot.Missing
	case e.Code == http.StatusForbidden || has(goneWords):
		why.Failure = bot.Gone
	case e.Code == http.StatusUnauthorized, e.Code == http.StatusNotFound, e.Code == http.StatusConflict, e.Code == 0:
		// The token is wrong or someone else polls: nothing is the matter with the message.
		why.Failure = bot.Unavailable
	}
	return why
}
