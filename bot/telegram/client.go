package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// Official is Telegram's own Bot API server.
const Official = "https://api.telegram.org"

// callTimeout is how long any call but the long poll may take.
const callTimeout = 30 * time.Second

// Options are what a Client works with. Token and Log are needed.
type Options struct {
	Token string
	URL   string // of the Bot API server, without a slash at the end; Official when empty
	Proxy string // http, https or socks5 URL; none when empty
	Log   *slog.Logger
}

// Client talks to a Bot API server.
type Client struct {
	api    tgbotapi.BotAPI // a template: each call copies it, with a Client that carries the call's context
	http   *http.Client
	log    *slog.Logger
	toasts chan struct{} // bounds how many are on their way
	flying sync.WaitGroup
}

// New makes a client; it calls nobody yet.
func New(o Options) (*Client, error) {
	transport, err := newTransport(o.Proxy)
	if err != nil {
		return nil, err
	}
	if o.URL == "" {
		o.URL = Official
	}
	c := &Client{
		api: tgbotapi.BotAPI{Token: o.Token}, http: &http.Client{Transport: transport},
		log: o.Log, toasts: make(chan struct{}, 32),
	}
	c.api.SetAPIEndpoint(o.URL + "/bot%s/%s")
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

// wanted are the kinds of update that the bot asks for. They are always sent: a missing list keeps an earlier setting.
const wanted = `["message","edited_message","channel_post","callback_query","my_chat_member"]`

// GetUpdates asks for up to limit updates from offset on, waiting up to timeout for one.
func (c *Client) GetUpdates(ctx context.Context, offset int64, limit int, timeout time.Duration) ([]json.RawMessage, error) {
	var updates []json.RawMessage
	err := c.call(ctx, timeout+callTimeout, "getUpdates", tgbotapi.Params{
		"offset": strconv.FormatInt(offset, 10), "limit": strconv.Itoa(limit),
		"timeout": strconv.Itoa(int(timeout.Seconds())), "allowed_updates": wanted,
	}, &updates)
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

// Command is an entry in the menu of commands.
type Command struct {
	Name        string `json:"command"`
	Description string `json:"description"`
}

// SetCommands sets the menu that people with that language see in private chats; language "" is for all others.
func (c *Client) SetCommands(ctx context.Context, language string, commands []Command) error {
	list, err := json.Marshal(commands)
	if err != nil {
		return err
	}
	return c.call(ctx, callTimeout, "setMyCommands", tgbotapi.Params{
		"commands": string(list), "language_code": language, "scope": `{"type":"all_private_chats"}`,
	}, nil)
}

// Administers tells whether a person is an administrator of a group or channel.
func (c *Client) Administers(ctx context.Context, chat, person int64) (bool, error) {
	var m struct {
		Status string `json:"status"`
	}
	err := c.call(ctx, callTimeout, "getChatMember", tgbotapi.Params{
		"chat_id": strconv.FormatInt(chat, 10), "user_id": strconv.FormatInt(person, 10),
	}, &m)
	return m.Status == "creator" || m.Status == "administrator", err
}

// Toast answers a button press, once and in the background; see [bot.Toaster].
func (c *Client) Toast(_ context.Context, pressID, text string, alert bool) {
	select {
	case c.toasts <- struct{}{}:
	default:
		return // so many wait that this one would come too late
	}
	c.flying.Go(func() {
		defer func() { <-c.toasts }()
		params := tgbotapi.Params{"callback_query_id": pressID}
		params.AddNonEmpty("text", text)
		params.AddBool("show_alert", alert)
		if err := c.call(context.Background(), 10*time.Second, "answerCallbackQuery", params, nil); err != nil {
			c.log.Debug("a press could not be answered", "error", err)
		}
	})
}

// Wait waits for the toasts on their way.
func (c *Client) Wait() { c.flying.Wait() }

var (
	_ bot.Deliverer = (*Client)(nil)
	_ bot.Toaster   = (*Client)(nil)
)

// call makes one call and decodes its result into out (if not nil). Its errors are [*bot.DeliveryError].
func (c *Client) call(ctx context.Context, timeout time.Duration, method string, params tgbotapi.Params, out any) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	api := c.api
	transfer := &transfer{ctx: ctx, client: c.http}
	api.Client = transfer
	resp, err := api.MakeRequest(method, params)
	if err != nil {
		return transfer.explain(method, err)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(resp.Result, out); err != nil {
		return &bot.DeliveryError{Failure: bot.Uncertain, Reason: method + ": the answer is not what was expected"}
	}
	return nil
}

// IsWrongToken tells whether the server does not know the token.
func IsWrongToken(err error) bool {
	var why *bot.DeliveryError
	return errors.As(err, &why) && (why.Code == http.StatusUnauthorized || why.Code == http.StatusNotFound)
}

// String hides the token.
func (c *Client) String() string { return fmt.Sprintf("telegram.Client(%p)", c) }
