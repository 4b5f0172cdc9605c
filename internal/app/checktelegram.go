package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/clocks"
)

// patience is how long a check waits for an answer.
const patience = 15 * time.Second

// wrongToken is the fault of a token that the server does not know: it was mistyped, or revoked.
const (
	wrongToken     = "Telegram does not know this token (RASTAU_TELEGRAM_TOKEN)"
	mendWrongToken = "Copy it again from @BotFather: /mybots, API Token"
)

// checkTelegram tries every way to the Bot API server. One that works is enough.
func checkTelegram(ctx context.Context, s *site, r *report) {
	var failed []string
	reached := false
	proxies := s.proxies()
	for _, address := range s.TelegramURLs() {
		for i, proxy := range proxies {
			way := address
			if len(proxies) > 1 {
				way += " by proxy " + strconv.Itoa(i+1)
			}
			start := time.Now()
			me, err := s.ask(ctx, address, proxy)
			switch {
			case telegram.IsWrongToken(err):
				r.add(fatal, wrongToken+", says "+way, mendWrongToken)
				return
			case errors.Is(err, errProxy):
				r.add(fatal, err.Error(), "Mend RASTAU_PROXY")
				return
			case err != nil:
				failed = append(failed, fmt.Sprintf("%s cannot be reached (%v)", way, err))
				continue
			}
			r.ok("@%s, answers in %d ms at %s", me.Username, time.Since(start).Milliseconds(), way)
			if !reached {
				checkClock(ctx, address, proxy, r)
			}
			reached = true
		}
	}
	for _, f := range failed {
		if reached {
			r.add(note, f, "Another way works")
		} else {
			r.add(wait, f, "Is there a network? If Telegram is blocked here, set RASTAU_PROXY")
		}
	}
}

func (s *site) proxies() []string {
	if all := s.Proxies(); len(all) > 0 {
		return all
	}
	return []string{""}
}

var errProxy = errors.New("the way to Telegram cannot be used")

// client makes one that goes one way.
func (s *site) client(address, proxy string) (*telegram.Client, error) {
	c, err := telegram.New(telegram.Options{
		Token: string(s.TelegramToken), URL: address, Proxy: proxy, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errProxy, err)
	}
	return c, nil
}

// ask asks who the bot is, by one way.
func (s *site) ask(ctx context.Context, address, proxy string) (telegram.Me, error) {
	client, err := s.client(address, proxy)
	if err != nil {
		return telegram.Me{}, err
	}
	defer client.CloseIdle()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return client.Connect(ctx)
}

// checkClock compares this machine's with that of the Bot API server.
func checkClock(ctx context.Context, address, proxy string, r *report) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return
	}
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment}
	if proxy == config.Direct {
		transport.Proxy = nil
	} else if u, err := url.Parse(proxy); err == nil && proxy != "" {
		transport.Proxy = http.ProxyURL(u)
	}
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return // the server was reached a moment ago; another try tells
	}
	_ = resp.Body.Close()
	theirs, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return
	}
	if off := time.Since(theirs).Abs(); off > clocks.Tolerance {
		r.add(wait, fmt.Sprintf("the clock of this machine is %s off, so no deadline would pass", off.Round(time.Second)), "Run: timedatectl set-ntp true")
		return
	}
	r.ok("the clock is right")
}

// checkUpdates looks whether updates come to this bot: a webhook takes them away, and so does another program with its token.
func checkUpdates(ctx context.Context, s *site, r *report) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	client, err := s.client(s.TelegramURL, string(s.Proxy))
	if err != nil {
		return // said by the check of the way
	}
	defer client.CloseIdle()
	hook, err := client.Webhook(ctx)
	if err != nil {
		return
	}
	const stolen = "If that was none of you, the token is stolen: /revoke at @BotFather"
	switch {
	case s.WebhookURL != "" && hook.LastError != "" && hook.URL == s.WebhookURL:
		r.add(note, "Telegram cannot reach RASTAU_WEBHOOK_URL: "+hook.LastError, "Is the bot running, and does the address lead to RASTAU_LISTEN?")
	case hook.URL != "" && hook.URL != s.WebhookURL:
		r.add(note, "a webhook is set at "+hook.Host()+", which gets all updates until the bot starts and takes it away", stolen)
	case s.WebhookURL == "" && !s.runs(ctx):
		// Of two that ask, the one that asked first is told. Whoever else asks, asks again within these seconds.
		_, err := client.GetUpdates(ctx, 0, 1, listenFor)
		if errors.Is(err, telegram.ErrConflict) {
			r.add(wait, "another program gets the updates of this bot", "Stop it: is the bot running on another machine? "+stolen)
			return
		}
		r.ok("no one else gets them")
	}
}

// listenFor is for how long it is listened whether somebody else asks for updates.
const listenFor = 4 * time.Second

// runs tells whether a bot of ours is at work with this Redis, which then gets the updates by right.
func (s *site) runs(ctx context.Context) bool {
	client, err := s.redis(ctx)
	if err != nil || client == nil {
		return false
	}
	n, err := clocks.Instances(ctx, client)
	return err == nil && n > 0
}
