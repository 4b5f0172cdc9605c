package process

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/test/harness"
)

// foreign is somebody else's Bot API server, which is forgiving where Telegram is strict, and strict nowhere.
type foreign struct {
	t     *testing.T
	url   string
	token string
}

// newForeign starts the npm package telegram-test-api.
func newForeign(t *testing.T) *foreign {
	t.Helper()
	install := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund", "--silent")
	install.Dir = "npm"
	if modules, _ := filepath.Glob("npm/node_modules/telegram-test-api"); len(modules) == 0 {
		out, err := install.CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	address := harness.FreePort(t)
	_, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), "node", "--unhandled-rejections=warn", "server.js", port)
	cmd.Dir = "npm"
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() && !strings.Contains(lines.Text(), "listening") {
	}
	go func() {
		for lines.Scan() { // it talks on
		}
	}()
	return &foreign{t, "http://" + address, "110201543:sampleToken"}
}

func (f *foreign) post(path string, body map[string]any) map[string]any {
	f.t.Helper()
	b, err := json.Marshal(body)
	require.NoError(f.t, err)
	resp, err := http.Post(f.url+path, "application/json", bytes.NewReader(b))
	require.NoError(f.t, err)
	defer func() { _ = resp.Body.Close() }()
	var answer map[string]any
	require.NoError(f.t, json.NewDecoder(resp.Body).Decode(&answer))
	return answer
}

var somebody = map[string]any{"id": 77, "first_name": "Dana", "username": "dana", "language_code": "en", "is_bot": false}

func (f *foreign) says(text string) {
	f.post("/sendMessage", map[string]any{
		"botToken": f.token, "date": time.Now().Unix(), "from": somebody,
		"chat": map[string]any{"id": 77, "first_name": "Dana", "type": "private"}, "text": text,
	})
}

func (f *foreign) presses(message any, data string) {
	f.post("/sendCallback", map[string]any{"botToken": f.token, "date": time.Now().Unix(), "from": somebody, "message": message, "data": data})
}

// waits looks through all that was said until the bot has said the words.
func (f *foreign) waits(words string) map[string]any {
	f.t.Helper()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	deadline := time.After(harness.Longest)
	seen := ""
	for {
		select {
		case <-look.C:
		case <-deadline:
			f.t.Fatalf("the bot never said %q; it said: %s", words, seen)
		}
		history := f.post("/getUpdatesHistory", map[string]any{"token": f.token})
		seen = fmt.Sprint(history)
		list, _ := history["result"].([]any)
		for _, each := range list {
			u, _ := each.(map[string]any)
			m, _ := u["message"].(map[string]any)
			text, _ := m["text"].(string)
			if _, fromUser := m["from"]; !fromUser && strings.Contains(text, words) {
				m["message_id"] = u["messageId"]
				return m
			}
		}
	}
}

// TestForeignServer has the binary talk with the foreign server as far as that goes; what it lacks is survived.
func TestForeignServer(t *testing.T) {
	t.Parallel()
	f := newForeign(t)
	p := start(t, f.url, f.token, t.TempDir())
	f.says("/start")
	f.waits("I'm Rastau")
	f.says("They say the bridge will be closed for the whole month, and that nobody was told of it.")
	card := f.waits("What do you want to know about it?")
	data := ""
	for _, row := range replyButtons(card) {
		if strings.Contains(row["text"].(string), "Is it true?") {
			data, _ = row["callback_data"].(string)
		}
	}
	require.NotEmpty(t, data)
	f.presses(card, data)
	f.waits("Your code")
	require.Equal(t, 0, p.stop(t))
	require.NotContains(t, p.log.String(), f.token)
}

func replyButtons(m map[string]any) []map[string]any {
	markup, _ := m["reply_markup"].(map[string]any)
	if text, ok := m["reply_markup"].(string); ok {
		_ = json.Unmarshal([]byte(text), &markup)
	}
	var all []map[string]any
	rows, _ := markup["inline_keyboard"].([]any)
	for _, row := range rows {
		buttons, _ := row.([]any)
		for _, b := range buttons {
			button, _ := b.(map[string]any)
			all = append(all, button)
		}
	}
	return all
}
