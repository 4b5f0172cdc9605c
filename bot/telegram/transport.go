package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

func newTransport(proxy string) (*http.Transport, error) {
	t := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		MaxIdleConnsPerHost:   128,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
		ForceAttemptHTTP2:     true,
	}
	if proxy != "" {
		u, err := url.Parse(proxy)
		if err != nil {
			return nil, errors.New("the proxy's address is no URL")
		}
		t.Proxy = http.ProxyURL(u) // socks5 too
	}
	return t, nil
}

// largestAnswer bounds what is read of an answer.
const largestAnswer = 32 << 20

// transfer is the HTTP client of one call: it carries the call's context, and remembers what the library forgets.
type transfer struct {
	ctx    context.Context
	client *http.Client

	status  int  // of the answer, 0 when none came
	dialled bool // a connection could be made, so the request may have been read
}

// Do makes the request. The answer is read whole, so that the connection can be used again.
func (t *transfer) Do(req *http.Request) (*http.Response, error) {
	resp, err := t.client.Do(req.WithContext(t.ctx))
	if err != nil {
		var op *net.OpError
		t.dialled = !errors.As(err, &op) || op.Op != "dial"
		return nil, bare(err)
	}
	t.status, t.dialled = resp.StatusCode, true
	body, err := io.ReadAll(io.LimitReader(resp.Body, largestAnswer))
	_ = resp.Body.Close()
	if err != nil {
		t.status = 0
		return nil, bare(err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// bare is what went wrong without the URL, which holds the token.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	var op *net.OpError
	if errors.As(err, &op) {
		return fmt.Errorf("%s: %w", op.Op, op.Err)
	}
	return fmt.Errorf("no answer: %w", err)
}
