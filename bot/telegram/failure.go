package telegram

import (
	"errors"
	"net/http"
	"regexp"
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
	case t.status == http.StatusRequestEntityTooLarge: // likewise, and about what was sent
		why.Failure, why.Reason = bot.Rejected, method+": too large"
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

// classify judges Telegram's refusal by code and text. "message is not modified" is nil: it means success.
func classify(method string, e *tgbotapi.Error) error {
	why := &bot.DeliveryError{Failure: bot.Rejected, Code: e.Code, Reason: method + ": " + tidy(e.Message)}
	said, known := sayingOf(strings.ToLower(e.Message))
	switch {
	case known && said.failure == "":
		return nil
	case e.MigrateToChatID != 0:
		why.Failure, why.MovedTo = bot.Moved, e.MigrateToChatID
	case e.Code == http.StatusTooManyRequests:
		why.Failure, why.RetryAfter = bot.TooFast, time.Duration(max(e.RetryAfter, 1))*time.Second
	case e.Code >= http.StatusInternalServerError || e.Code/100 == 2:
		why.Failure = bot.Unavailable
	case known:
		why.Failure, why.Scope = said.failure, said.scope
	case e.Code == http.StatusForbidden: // for a reason that nobody foresaw, and so perhaps not for ever
		why.Failure = bot.Forbidden
	case e.Code == http.StatusUnauthorized, e.Code == http.StatusNotFound:
		// The token is wrong: nothing is the matter with the message.
		why.Failure, why.Scope = bot.Unavailable, bot.OfAccount
	case e.Code == http.StatusConflict:
		why.Failure = bot.Unavailable
	}
	return why
}

// quoted is what a description may quote of a message, or say of a chat.
var quoted = regexp.MustCompile(`"[^"]*("|$)|'[^'\s]*'|-?\d{5,}`)

// tidy makes a description fit for a log.
func tidy(description string) string { return quoted.ReplaceAllString(description, "…") }
