package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
)

// errSick is returned by Doctor when something has to be done.
var errSick = errors.New("something has to be done; see above")

// Doctor checks everything that the bot depends on, and prints for each thing that it is well or what to do.
func Doctor(ctx context.Context, s config.Settings, out io.Writer) error {
	d := &doctor{out: out}
	d.folder(s)
	d.telegram(ctx, s)
	d.redis(ctx, s)
	if len(s.Operators) == 0 {
		d.advise("operators", "none. Set RASTAU_OPERATORS to your Telegram user id, or nobody can invite volunteers")
	} else {
		d.well("operators", strconv.Itoa(len(s.Operators)))
	}
	if d.sick {
		return errSick
	}
	_, _ = fmt.Fprintln(out, "All is well. Start with: rastau run")
	return nil
}

type doctor struct {
	out  io.Writer
	sick bool
}

func (d *doctor) well(what, how string) { _, _ = fmt.Fprintf(d.out, "ok    %-10s %s\n", what, how) }

func (d *doctor) advise(what, mend string) { _, _ = fmt.Fprintf(d.out, "note  %-10s %s\n", what, mend) }

func (d *doctor) ill(what, mend string) {
	d.sick = true
	_, _ = fmt.Fprintf(d.out, "FAIL  %-10s %s\n", what, mend)
}

func (d *doctor) folder(s config.Settings) {
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		d.ill("folder", fmt.Sprintf("%s cannot be made: %v. Choose another with RASTAU_DATA", s.Data, err))
		return
	}
	f, err := os.CreateTemp(s.Data, ".doctor-*")
	if err != nil {
		d.ill("folder", fmt.Sprintf("%s cannot be written. Run: chown -R $(id -u) %s", s.Data, s.Data))
		return
	}
	_ = f.Close()
	_ = os.Remove(f.Name())
	info, err := os.Stat(s.Data)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		d.ill("folder", fmt.Sprintf("%s is open to other users of this machine. Run: chmod 700 %s", s.Data, s.Data))
		return
	}
	d.well("folder", s.Data)
	if s.KeyText != "" {
		if _, err := keysFrom(s); err != nil {
			d.ill("keys", err.Error())
		} else {
			d.well("keys", "from RASTAU_KEY_TEXT")
		}
		return
	}
	key, err := os.Stat(s.Keys)
	switch {
	case errors.Is(err, os.ErrNotExist):
		d.well("keys", "will be made at the first start: "+s.Keys)
	case err != nil:
		d.ill("keys", fmt.Sprintf("%s cannot be read: %v", s.Keys, err))
	case key.Mode().Perm()&0o077 != 0:
		d.ill("keys", fmt.Sprintf("%s can be read by others. Run: chmod 600 %s", s.Keys, s.Keys))
	default:
		d.well("keys", s.Keys)
	}
}

// telegram tries every way to the Bot API server. One that works is enough.
func (d *doctor) telegram(ctx context.Context, s config.Settings) {
	proxies := s.Proxies()
	if len(proxies) == 0 {
		proxies = []string{""}
	}
	var failed []string
	reached := false
	for _, address := range s.TelegramURLs() {
		for i, proxy := range proxies {
			way := address
			if len(proxies) > 1 {
				way += " by proxy " + strconv.Itoa(i+1)
			}
			client, err := telegram.New(telegram.Options{
				Token: string(s.TelegramToken), URL: address, Proxy: proxy, Log: slog.New(slog.DiscardHandler),
			})
			if err != nil {
				d.ill("telegram", err.Error()+". Mend RASTAU_PROXY")
				return
			}
			start := time.Now()
			try, cancel := context.WithTimeout(ctx, 15*time.Second)
			me, err := client.Connect(try)
			cancel()
			client.CloseIdle()
			switch {
			case telegram.IsWrongToken(err):
				d.ill("telegram", way+" does not know this token. Copy it again from @BotFather: /mybots, API Token")
				return
			case err != nil:
				failed = append(failed, fmt.Sprintf("%s cannot be reached (%v)", way, err))
				continue
			}
			d.well("telegram", fmt.Sprintf("@%s, answers in %d ms at %s", me.Username, time.Since(start).Milliseconds(), way))
			if !reached {
				d.clock(ctx, address, proxy)
			}
			reached = true
		}
	}
	for _, f := range failed {
		if reached {
			d.advise("telegram", f+". Another way works")
		} else {
			d.ill("telegram", f+". Is there a network? If Telegram is blocked here, set RASTAU_PROXY")
		}
	}
}

// clock compares this machine's with that of the Bot API server.
func (d *doctor) clock(ctx context.Context, address, proxy string) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
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
	if off := time.Since(theirs).Abs(); off > time.Minute {
		d.ill("clock", fmt.Sprintf("%s off. Run: timedatectl set-ntp true", off.Round(time.Second)))
		return
	}
	d.well("clock", "right")
}

func (d *doctor) redis(ctx context.Context, s config.Settings) {
	options, err := s.Redis()
	if err != nil {
		d.ill("redis", err.Error())
		return
	}
	if options == nil {
		if path, version, err := redisserver.Installed(ctx); err != nil {
			d.ill("redis", err.Error()+" with RASTAU_REDIS_URL=redis://host:6379")
		} else {
			d.well("redis", fmt.Sprintf("a private one will be started: %s, %s", path, version))
		}
		return
	}
	client := redisclient.New(options)
	defer func() { _ = client.Close() }()
	d.masters(ctx, client, promise(s))
	updates, messages := entries(ctx, client, "{in:*}:quarantine"), entries(ctx, client, "{out:*}:quarantine")
	if updates+messages > 0 {
		d.advise("quarantine", fmt.Sprintf("%d updates and %d messages could not be handled and are set aside for 14 days. See rastau quarantine list; retry and drop work while the bot runs", updates, messages))
	}
}
