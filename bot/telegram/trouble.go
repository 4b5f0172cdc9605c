package telegram

import (
	"net/http"
	"strings"
	"sync"
)

// trouble is why nothing comes in or goes out, as the latest calls say. What a call says of the token is true of all calls.
type trouble struct {
	mu      sync.Mutex
	token   string
	updates string
}

// Trouble says why nothing comes in or goes out, "" when all is well: the token was revoked, or somebody else gets the updates. That
// the server cannot be reached is no such thing.
func (c *Client) Trouble() string {
	c.trouble.mu.Lock()
	defer c.trouble.mu.Unlock()
	if c.trouble.token != "" {
		return c.trouble.token
	}
	return c.trouble.updates
}

// note takes note of how a call ended.
func (t *trouble) note(method string, err error) {
	code := codeOf(err)
	general := method == "getMe" || method == "getUpdates"
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case code == http.StatusUnauthorized, code == http.StatusNotFound && general:
		t.token = "Telegram does not know the token any more: it was revoked, or is wrong (RASTAU_TELEGRAM_TOKEN)"
	case err == nil || code == http.StatusConflict:
		t.token = ""
	}
	if method != "getUpdates" {
		return
	}
	switch {
	case code == http.StatusConflict && strings.Contains(strings.ToLower(err.Error()), "webhook"):
		t.updates = "a webhook is set, which gets the updates: start the bot anew to remove it. If nobody of yours set it, the token is stolen"
	case code == http.StatusConflict:
		t.updates = "another program gets the updates of this bot: stop it. If it is not yours, the token is stolen (/revoke at @BotFather)"
	case err == nil:
		t.updates = ""
	}
}
