package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/rastau/rastau/bot"
)

// Official is Telegram's own Bot API server.
const Official = "https://api.telegram.org"

const (
	// callTimeout is how long any call but the long poll may take.
	callTimeout = 30 * time.Second
	// fileTimeout is how long a file may take to come, be cleaned or made, and go out.
	fileTimeout = 50 * time.Second
	// answerTimeout is short: the person who pressed the button is waiting.
	answerTimeout = 5 * time.Second
	pingTimeout   = 5 * time.Second
	mostAnswers   = 128 // on their way at once
	longestAnswer = 200 // UTF-16 units
)

// Options are what a Client works with. Token and Log are needed.
type Options struct {
	Token   string
	URL     string          // of the Bot API server, or several, separated by commas; Official when empty
	Proxy   string          // http, https or socks5 URL, or Direct; or several; that of the environment when empty
	HTTP    *http.Client    // instead of one with a transport of its own and Proxy
	Clock   clockwork.Clock // the real one when nil
	Log     *slog.Logger
	Metrics prometheus.Registerer // none when nil
	// OnAnswer is told of every answer of the server, a refusal too: it can be reached. date is when it answered by its own
	// clock, zero when it does not say, and took how long the answer took to come. Nobody is told when nil.
	OnAnswer func(date time.Time, took time.Duration)
	// Confirm is asked before anything is said: nothing is as long as it does not return nil. Everything is when it is nil.
	Confirm func(ctx context.Context) error
}

// Client talks to a Bot API server.
type Client struct {
	api      tgbotapi.BotAPI // a template: each call copies it, with a Client that carries the call's context
	routes   *routes
	log      *slog.Logger
	metrics  *metrics
	files    string // the address of files, with the token
	uploads  uploads
	cleaned  cleaned
	renderer bot.FileRenderer // none when nil
	answer   func(date time.Time, took time.Duration)
	confirm  func(context.Context) error
	trouble  trouble
	answers  chan struct{} // bounds how many are on their way
	flying   sync.WaitGroup
}

// New makes a client; it calls nobody yet.
func New(o Options) (*Client, error) {
	if o.Token == "" || strings.ContainsAny(o.Token, "/?#% \r\n") {
		return nil, errors.New("this is no bot's token")
	}
	m := newMetrics(o.Metrics)
	ways, err := newRoutes(o, m)
	if err != nil {
		return nil, err
	}
	base := ways.first.String()
	c := &Client{
		api: tgbotapi.BotAPI{Token: o.Token}, routes: ways, files: base + "/file/bot" + o.Token + "/", log: o.Log,
		answer: o.OnAnswer, confirm: o.Confirm, metrics: m, answers: make(chan struct{}, mostAnswers),
	}
	// The library puts the token and the method into this by Sprintf.
	c.api.SetAPIEndpoint(strings.ReplaceAll(base, "%", "%%") + "/bot%s/%s")
	return c, nil
}

// Me is the bot itself.
type Me struct {
	ID       int64
	Username string
	Name     string
}

// Connect asks the server who the bot is; it fails when the token is not right or the server cannot be reached.
func (c *Client) Connect(ctx context.Context) (Me, error) {
	var u tgbotapi.User
	if err := c.call(ctx, callTimeout, "getMe", nil, &u); err != nil {
		return Me{}, err
	}
	return Me{ID: u.ID, Username: u.UserName, Name: u.FirstName}, nil
}

// Ping tells whether calls get through. It changes nothing, and gives up soon.
func (c *Client) Ping(ctx context.Context) error {
	return c.call(ctx, pingTimeout, "getMe", nil, nil)
}

// wanted are the kinds of update that the bot asks for. They are always sent: a missing list keeps an earlier setting.
const wanted = `["message","edited_message","channel_post","callback_query","my_chat_member","inline_query"]`

// ErrConflict is why GetUpdates fails when somebody else gets the bot's updates: another poller, or a webhook.
var ErrConflict = errors.New("updates go to somebody else")

// GetUpdates asks for up to limit updates from offset on, waiting up to timeout for one. Telegram forgets those before
// offset. Each update is left as it came, so that one that is broken spoils no other.
func (c *Client) GetUpdates(ctx context.Context, offset int64, limit int, timeout time.Duration) ([]json.RawMessage, error) {
	var updates []json.RawMessage
	err := c.call(ctx, timeout+callTimeout, "getUpdates", tgbotapi.Params{
		"offset": strconv.FormatInt(offset, 10), "limit": strconv.Itoa(limit),
		"timeout": strconv.Itoa(int(timeout.Seconds())), "allowed_updates": wanted,
	}, &updates)
	if codeOf(err) == http.StatusConflict {
		return nil, fmt.Errorf("%w: %w", ErrConflict, err)
	}
	return updates, err
}

// SetWebhook has Telegram send updates to url, with the secret in a header.
func (c *Client) SetWebhook(ctx context.Context, url, secret string) error {
	return c.call(ctx, callTimeout, "setWebhook", tgbotapi.Params{
		"url": url, "secret_token": secret, "allowed_updates": wanted, "max_connections": "40",
	}, nil)
}

// DeleteWebhook has Telegram keep updates until they are asked for.
func (c *Client) DeleteWebhook(ctx context.Context) error {
	return c.call(ctx, callTimeout, "deleteWebhook", nil, nil)
}

// Webhook is where Telegram sends updates.
type Webhook struct {
	URL       string `json:"url"` // "" when it keeps them until they are asked for
	LastError string `json:"last_error_message"`
}

// Host is the host of the address, which alone is fit for printing: a path may hold a secret.
func (w Webhook) Host() string {
	u, err := url.Parse(w.URL)
	if err != nil {
		return "an address"
	}
	return u.Host
}

// Webhook asks where Telegram sends updates.
func (c *Client) Webhook(ctx context.Context) (w Webhook, err error) {
	err = c.call(ctx, callTimeout, "getWebhookInfo", nil, &w)
	return w, err
}

// Standing tells a person's place in a group or channel. A refusal concerns that chat alone and is [bot.Unseen], never an
// error: errors are for what passes. So is what fails for that chat alone for longer than there is patience with it.
func (c *Client) Standing(ctx context.Context, chat, person int64) (is bot.Standing, err error) {
	err = c.concerning(ctx, func(ctx context.Context) (err error) {
		is, err = c.standingIn(ctx, chat, person)
		if why, ok := errors.AsType[*bot.DeliveryError](err); ok && why.Failure == bot.Moved {
			is, err = c.standingIn(ctx, why.MovedTo, person)
		}
		return err
	})
	if err != nil && !bot.FailureOf(err).Passes() {
		return bot.Unseen, nil
	}
	return is, err
}

func (c *Client) standingIn(ctx context.Context, chat, person int64) (bot.Standing, error) {
	var m tgbotapi.ChatMember
	err := c.call(ctx, callTimeout, "getChatMember", tgbotapi.Params{
		"chat_id": strconv.FormatInt(chat, 10), "user_id": strconv.FormatInt(person, 10),
	}, &m)
	if err != nil {
		return bot.Unseen, err
	}
	return standing(m, false), nil
}

var (
	_ bot.Deliverer        = (*Client)(nil)
	_ bot.Searcher         = (*Client)(nil)
	_ bot.Fetcher          = (*Client)(nil)
	_ bot.CallbackAnswerer = (*Client)(nil)
)

// call makes one call and decodes its result into out (if not nil). Its errors are [*bot.DeliveryError].
func (c *Client) call(ctx context.Context, timeout time.Duration, method string, params tgbotapi.Params, out any) error {
	return c.make(ctx, timeout, method, out, func(api *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		return api.MakeRequest(method, params)
	})
}

// upload is call with a file.
func (c *Client) upload(ctx context.Context, method string, params tgbotapi.Params, file tgbotapi.RequestFile, out any) error {
	return c.make(ctx, fileTimeout, method, out, func(api *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		if t, ok := api.Client.(*transfer); ok {
			t.file = true
		}
		return api.UploadFiles(method, params, []tgbotapi.RequestFile{file})
	})
}

func (c *Client) make(ctx context.Context, timeout time.Duration, method string, out any,
	request func(*tgbotapi.BotAPI) (*tgbotapi.APIResponse, error),
) error {
	if err := c.confirmed(ctx, method); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	api := c.api
	t := &transfer{ctx: ctx, routes: c.routes}
	api.Client = t
	observe := c.metrics.begin(method)
	resp, err := request(&api)
	if _, refused := errors.AsType[*tgbotapi.Error](err); c.answer != nil && (err == nil || refused) {
		c.answer(t.date, t.took)
	}
	if err != nil {
		err = t.explain(method, err)
	}
	c.trouble.note(method, err)
	observe(err)
	if err != nil || out == nil || resp == nil || len(resp.Result) == 0 {
		return err
	}
	if json.Unmarshal(resp.Result, out) != nil {
		return &bot.DeliveryError{Failure: bot.Uncertain, Code: t.status, Reason: method + ": the answer is not what was expected"}
	}
	return nil
}

func codeOf(err error) int {
	if why, ok := errors.AsType[*bot.DeliveryError](err); ok {
		return why.Code
	}
	return 0
}

// IsWrongToken tells whether the server does not know the token.
func IsWrongToken(err error) bool {
	code := codeOf(err)
	return code == http.StatusUnauthorized || code == http.StatusNotFound
}

// Format hides the token, whatever the verb.
func (c *Client) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "telegram.Client") }
