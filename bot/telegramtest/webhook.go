package telegramtest

import (
	"bytes"
	"context"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

type webhook struct {
	url    string
	secret string
	wake   chan struct{}
	stop   context.CancelFunc
	done   chan struct{}
}

var (
	secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)
	idMark     = regexp.MustCompile(`%d`)
)

func replaceID(raw string, id int64) string {
	return idMark.ReplaceAllString(raw, strconv.FormatInt(id, 10))
}

func (s *Server) setWebhook(p params) (any, *apiError) {
	if !secretForm.MatchString(p.text("secret_token")) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	s.stopWebhook()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.allow(p)
	s.hook.url, s.hook.secret = p.text("url"), p.text("secret_token")
	if s.hook.url == "" {
		return true, nil
	}
	ctx, stop := context.WithCancel(context.Background())
	s.hook.stop, s.hook.done = stop, make(chan struct{})
	go s.deliver(ctx, s.hook.url, s.hook.secret, s.hook.done)
	return true, nil
}

// deleteWebhook is called with the lock held.
func (s *Server) deleteWebhook(p params) (any, *apiError) {
	if s.hook.stop != nil {
		s.hook.stop()
		s.hook.stop = nil
	}
	s.hook.url = ""
	if p.bool("drop_pending_updates") {
		s.updates.list = nil
	}
	return true, nil
}

func (s *Server) stopWebhook() {
	s.mu.Lock()
	stop, done := s.hook.stop, s.hook.done
	s.hook.stop = nil
	s.mu.Unlock()
	if stop != nil {
		stop()
		<-done
	}
}

// deliver posts the updates one after another, each until it is taken.
func (s *Server) deliver(ctx context.Context, url, secret string, done chan struct{}) {
	defer close(done)
	for ctx.Err() == nil {
		s.mu.Lock()
		var first *stored
		if len(s.updates.list) > 0 {
			u := s.updates.list[0]
			first = &u
		}
		s.mu.Unlock()
		if first == nil {
			select {
			case <-s.hook.wake:
			case <-ctx.Done():
			}
			continue
		}
		if post(ctx, url, secret, first.raw) {
			s.mu.Lock()
			s.confirm(first.id + 1)
			s.change()
			s.mu.Unlock()
			continue
		}
		select {
		case <-s.clock.After(time.Second):
		case <-ctx.Done():
		}
	}
}

func post(ctx context.Context, url, secret string, raw []byte) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(raw))
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode/100 == 2
}
