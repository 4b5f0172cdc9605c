package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

func newHTTP(proxy string) (*http.Client, error) {
	t := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		MaxIdleConns:        512,
		MaxIdleConnsPerHost: 256, // as many as may call at once, lest each call dials anew
		IdleConnTimeout:     90 * time.Second,
		TLSHandshakeTimeout: 10 * time.Second,
		ForceAttemptHTTP2:   true,
	}
	switch proxy {
	case "":
	case Direct:
		t.Proxy = nil
	default:
		u, err := url.Parse(proxy)
		if err != nil || u.Host == "" {
			return nil, errors.New("the proxy's address is no URL")
		}
		switch u.Scheme {
		case "http", "https", "socks5", "socks5h":
		default:
			return nil, errors.New("the proxy's address does not begin with http, https or socks5")
		}
		t.Proxy = http.ProxyURL(u)
	}
	return &http.Client{
		Transport: t,
		// The Bot API never redirects. Whoever does (a hotel's login page, a censor) is not to be followed with the token.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, nil
}

// largestAnswer bounds what is read of an answer.
const largestAnswer = 32 << 20

// transfer is the HTTP client of one call: it carries the call's context, and remembers what the library forgets.
type transfer struct {
	ctx    context.Context
	routes *routes
	file   bool // it carries a file

	status    int       // of the answer, 0 when none came
	date      time.Time // of the answer by the server's clock; zero when it does not say
	took      time.Duration
	connected atomic.Bool // there was a connection, so the request may have been read
	unknown   bool        // the server says that it has no such method
}

// Do makes the request. The answer is read whole, so that the connection can be used again.
func (t *transfer) Do(req *http.Request) (*http.Response, error) {
	ctx := httptrace.WithClientTrace(t.ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { t.connected.Store(true) },
	})
	began := t.routes.clock.Now()
	resp, way, err := t.routes.try(req.WithContext(ctx), &t.connected, t.failed)
	if err != nil {
		return nil, bare(err)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, largestAnswer))
	_ = resp.Body.Close()
	if err != nil {
		t.failed(way)
		return nil, bare(err)
	}
	if isAnswer(body) {
		t.routes.worked(way)
	} else {
		t.failed(way)
	}
	t.status, t.took = resp.StatusCode, t.routes.clock.Since(began)
	t.date, _ = http.ParseTime(resp.Header.Get("Date")) // zero when there is none
	// A Bot API server for tests says it in its own words.
	t.unknown = t.status == http.StatusInternalServerError && bytes.Contains(body, []byte("is not supported"))
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// failed puts a route into back-off, unless it was reached and it may be the file that does not get through.
func (t *transfer) failed(way *route) {
	if !t.file || !t.connected.Load() {
		t.routes.failed(way)
	}
}

// bare is what went wrong without the addresses: the URL holds the token, and a proxy's may hold a password.
func bare(err error) error {
	var op *net.OpError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return context.DeadlineExceeded
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &op):
		for inner := op; errors.As(op.Err, &inner); {
			op = inner // what a proxy says holds what the network said
		}
		if name, ok := errors.AsType[*net.DNSError](op.Err); ok {
			return fmt.Errorf("%s: %s", op.Op, name.Err)
		}
		return fmt.Errorf("%s: %w", op.Op, op.Err)
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	return fmt.Errorf("no answer: %w", err)
}
