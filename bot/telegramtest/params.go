package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"
)

// apiError is an answer that is not ok.
type apiError struct {
	Code        int
	Description string
	RetryAfter  int
	MigrateTo   int64
}

func errCode(code int, text string) *apiError { return &apiError{Code: code, Description: text} }

func badRequest(text string) *apiError {
	return errCode(http.StatusBadRequest, "Bad Request: "+text)
}

func forbidden(text string) *apiError { return errCode(http.StatusForbidden, "Forbidden: "+text) }

func tooMany(wait time.Duration) *apiError {
	n := max(int((wait+time.Second-1)/time.Second), 1)
	e := errCode(http.StatusTooManyRequests, fmt.Sprintf("Too Many Requests: retry after %d", n))
	e.RetryAfter = n
	return e
}

func write(w http.ResponseWriter, result any, failure *apiError) {
	w.Header().Set("Content-Type", "application/json")
	if failure == nil {
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": result})
		return
	}
	answer := map[string]any{"ok": false, "error_code": failure.Code, "description": failure.Description}
	if failure.RetryAfter != 0 {
		answer["parameters"] = map[string]any{"retry_after": failure.RetryAfter}
	}
	if failure.MigrateTo != 0 {
		answer["parameters"] = map[string]any{"migrate_to_chat_id": failure.MigrateTo}
	}
	w.WriteHeader(failure.Code)
	_ = json.NewEncoder(w).Encode(answer)
}

// params are a call's arguments, however they were sent.
type params map[string]string

func readParams(r *http.Request) (params, error) {
	p := params{}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(body, &fields); err != nil {
			return nil, err
		}
		for k, raw := range fields {
			var text string
			if json.Unmarshal(raw, &text) != nil {
				text = string(raw)
			}
			p[k] = text
		}
		return p, nil
	}
	var err error
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(50 << 20)
	} else {
		err = r.ParseForm()
	}
	if err != nil {
		return nil, err
	}
	for k, v := range r.Form {
		p[k] = v[0]
	}
	if r.MultipartForm != nil {
		for k, files := range r.MultipartForm.File {
			f, err := files[0].Open()
			if err != nil {
				return nil, err
			}
			content, err := io.ReadAll(f)
			if err := errors.Join(err, f.Close()); err != nil {
				return nil, err
			}
			p[k] = "upload:" + string(content)
		}
	}
	return p, nil
}

func (p params) text(name string) string { return p[name] }

func (p params) int(name string) int64 {
	n, _ := strconv.ParseInt(p[name], 10, 64)
	return n
}

func (p params) bool(name string) bool { return p[name] == "true" || p[name] == "1" }
