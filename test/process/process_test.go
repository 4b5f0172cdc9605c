// Package process tests the binary as a process: its commands, how it starts and stops, what happens when it or its Redis is
// killed, and what a thief of the database finds.
package process

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/test/harness"
)

var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "rastau-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "rastau")
	out, err := exec.Command("go", "build", "-o", path, "../..").CombinedOutput()
	if err != nil {
		return "", &exec.ExitError{Stderr: out}
	}
	return path, nil
})

// process is the binary, running.
type process struct {
	cmd  *exec.Cmd
	log  *harness.Log
	done chan struct{}
}

// start runs the binary against the Bot API server at url with these settings beside the usual ones.
func start(t *testing.T, url, token, data string, settings ...string) *process {
	t.Helper()
	path, err := built()
	require.NoError(t, err)
	p := &process{cmd: exec.Command(path, "run"), log: &harness.Log{}, done: make(chan struct{})}
	p.cmd.Dir = t.TempDir()
	p.cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "RASTAU_TELEGRAM_TOKEN=" + token, "RASTAU_TELEGRAM_URL=" + url,
		"RASTAU_DATA=" + data, "RASTAU_LISTEN=off", "RASTAU_METRICS_LISTEN=off", "RASTAU_OPERATORS=" + strconv.Itoa(harness.OperatorID),
	}, settings...)
	p.cmd.Stderr, p.cmd.Stdout = p.log, p.log
	require.NoError(t, p.cmd.Start())
	go func() {
		_ = p.cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("the log of the process:\n%s", p.log.String())
		}
	})
	return p
}

// kill ends the process as a power cut would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// stop asks the process to end, and gives its exit code.
func (p *process) stop(t *testing.T) int {
	t.Helper()
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-p.done:
	case <-time.After(harness.Longest):
		t.Fatal("it does not stop")
	}
	return p.cmd.ProcessState.ExitCode()
}

// canaries are what must never be found where a thief could look: each is unlike anything else.
var canaries = struct {
	names, texts []string
	ids          []int64
}{
	names: []string{"Канарейкина", "kanareika_user", "Zhanarbek", "КанареечныйКанал", "СтраннаяГруппа"},
	texts: []string{"зимородок прилетел на площадь", "kingfisher evidence words", "колибри знает правду", "https://example.org/canary-link"},
	ids:   []int64{6543219871, 6543219872, 6543219873, 6543219874, 1876554925, harness.OperatorID},
}

// TestProcess has every kind of user talk with the binary, which starts its own redis-server; then looks for what must not
// be found in anything that was stored or logged.
func TestProcess(t *testing.T) {
	t.Parallel()
	tg := telegramtest.New(telegramtest.Options{NoLimits: true})
	t.Cleanup(tg.Close)
	data, door, watch := t.TempDir(), harness.FreePort(t), harness.FreePort(t)
	p := start(t, tg.URL(), tg.Token(), data, "RASTAU_LISTEN="+door, "RASTAU_METRICS_LISTEN="+watch, "RASTAU_POLICY_ROUND_SIZE=3", "RASTAU_POLICY_MIN_VOTERS=3", "RASTAU_POLICY_MAX_ASKED=6",
		"RASTAU_POLICY_CONFIDENCE=0.51")
	ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
	defer cancel()

	redisSaw := eavesdrop(t, data)
	operator := tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	join := func(role string, p telegramtest.Profile) *telegramtest.User {
		operator.Says("/invite " + role)
		link, err := operator.Waits(ctx, telegramtest.Containing("?start="))
		require.NoError(t, err)
		_, word, _ := strings.Cut(link.Text, "?start=")
		u := tg.User(p)
		u.Says("/start " + strings.TrimSpace(word))
		_, err = u.Waits(ctx, telegramtest.Containing("Thank you"))
		require.NoError(t, err)
		return u
	}
	citizen := tg.User(telegramtest.Profile{FirstName: "Канарейкина", Username: "kanareika_user", Language: "en", ID: canaries.ids[0]})
	var verifiers []*telegramtest.User
	for i := range 3 {
		verifiers = append(verifiers, join("verifier", telegramtest.Profile{FirstName: "Zhanarbek", Language: "en", ID: canaries.ids[1] + int64(i)}))
	}
	reviewer := join("reviewer", telegramtest.Profile{FirstName: "Olga", Language: "en", ID: 1876554925}) // it fits into 32 bits
	second := join("reviewer", telegramtest.Profile{FirstName: "Bek", Language: "en", ID: 1876554926})
	channel := tg.Channel("КанареечныйКанал", citizen)
	citizen.Says("/start")
	citizen.Adds(channel, true)
	_, err := citizen.Waits(ctx, telegramtest.Containing("КанареечныйКанал"))
	require.NoError(t, err)

	citizen.Forwards(telegramtest.FromHidden("СтраннаяГруппа"), canaries.texts[0]+" and this is English text for English volunteers to be asked about")
	ask, err := citizen.Waits(ctx, telegramtest.WithButton("Is it true?"))
	require.NoError(t, err)
	citizen.Presses(ask, "Is it true?")
	taken, err := citizen.Waits(ctx, telegramtest.Containing("Your code"))
	require.NoError(t, err)
	code := harness.Code.FindString(taken.Text)
	for _, v := range verifiers {
		card, err := v.Waits(ctx, telegramtest.WithButton("False"))
		require.NoError(t, err)
		v.Presses(card, "False")
		require.NoError(t, v.WaitsCallbackAnswer(ctx, "Done"))
		v.Says("/vote " + code + " false " + canaries.texts[3] + " " + canaries.texts[1])
		_, err = v.Waits(ctx, telegramtest.Containing("I added it"))
		require.NoError(t, err)
	}
	card, err := reviewer.Waits(ctx, telegramtest.WithButton("Approve"))
	require.NoError(t, err)
	reviewer.Presses(card, "Approve")
	_, err = citizen.WaitsIn(ctx, channel, telegramtest.Containing(code, "It is false"))
	require.NoError(t, err)
	_, err = citizen.Waits(ctx, telegramtest.Containing(code, "It is false"))
	require.NoError(t, err)
	citizen.SendsOther("sticker", map[string]any{"file_id": "x"})
	_, err = citizen.Waits(ctx, telegramtest.Containing("can't check"))
	require.NoError(t, err)
	open := exported(t, data)
	require.Contains(t, open, strings.ReplaceAll(code, "-", ""))
	require.Contains(t, recounted(t, open, 0), "1 published verdict: 1 as the votes give them, 0 corrected by reviewers, 0 different")
	require.Contains(t, recounted(t, strings.Replace(open, `"answer":"false"`, `"answer":"true"`, 1), 1), "and the votes give")

	citizen.Says("/card " + code) // in the moment in which it is offered
	pictured, err := citizen.Waits(ctx, telegramtest.Containing(code, "to share"))
	require.NoError(t, err)

	reviewer.Says("/correct " + code + " misleading | only in part")
	proposed, err := second.Waits(ctx, telegramtest.WithButton("Confirm"))
	require.NoError(t, err)
	second.Presses(proposed, "Confirm")
	_, err = citizen.WaitsIn(ctx, channel, telegramtest.Containing("Correction", "misleading"))
	require.NoError(t, err)

	superseded(t, data, door, code, pictured.Media[0].Bytes)

	citizen.Says("/appeal " + code + " " + canaries.texts[2])
	who, err := citizen.Waits(ctx, telegramtest.WithButton("It is about me"))
	require.NoError(t, err)
	citizen.Presses(who, "It is about me")
	_, err = reviewer.Waits(ctx, telegramtest.Containing(canaries.texts[2]))
	require.NoError(t, err)
	reviewer.Says("/reply " + code + " thank you, " + canaries.texts[1])
	_, err = citizen.Waits(ctx, telegramtest.Containing("thank you", canaries.texts[1]))
	require.NoError(t, err)

	// Who somebody is, with a picture, by way of a channel.
	citizen.Forwards(telegramtest.FromChannel("СтраннаяГруппа"), canaries.texts[0]+" and who is this man in English words", telegramtest.Photo(""))
	like, err := citizen.Waits(ctx, telegramtest.WithButton("None of these"))
	require.NoError(t, err)
	citizen.Presses(like, "None of these")
	identity, err := citizen.Waits(ctx, telegramtest.WithButton("Who is this?"))
	require.NoError(t, err)
	citizen.Presses(identity, "Who is this?")
	showing, err := citizen.Waits(ctx, telegramtest.WithButton("TV, newspaper"))
	require.NoError(t, err)
	citizen.Presses(showing, "TV, newspaper")
	where, err := citizen.Waits(ctx, telegramtest.WithButton("СтраннаяГруппа"))
	require.NoError(t, err)
	citizen.Presses(where, "СтраннаяГруппа")
	_, err = citizen.Waits(ctx, telegramtest.Containing("First two volunteers check"))
	require.NoError(t, err)
	for _, v := range verifiers {
		look, err := v.Waits(ctx, telegramtest.WithButton("Yes, I found it"))
		require.NoError(t, err)
		v.Presses(look, "Yes, I found it")
		if v == verifiers[1] {
			break
		}
	}
	propose, err := verifiers[2].Waits(ctx, telegramtest.WithButton("Answer"))
	require.NoError(t, err)
	verifiers[2].Presses(propose, "Answer")
	_, err = verifiers[2].Waits(ctx, telegramtest.Containing("Write what you know"))
	require.NoError(t, err)
	verifiers[2].Says(canaries.names[0])
	_, err = verifiers[2].Waits(ctx, telegramtest.Containing("Your answer", canaries.names[0]))
	require.NoError(t, err)

	metrics := get(t, "http://"+watch+"/metrics")
	require.Contains(t, metrics, `rastau_facts_total{kind="published"} 1`)
	require.Equal(t, "ok\n", get(t, "http://"+watch+"/healthz"))
	require.Equal(t, "ok\n", get(t, "http://"+watch+"/readyz"))
	for _, path := range []string{"/metrics", "/healthz", "/readyz"} {
		require.Contains(t, get(t, "http://"+door+path), "404", "what is counted is not for everybody")
	}
	forgotten(t, ctx, citizen, verifiers[2], data)
	commands, slow, values := redisSaw()
	notFound(t, "what MONITOR showed", commands, tg.Token())
	notFound(t, "the slow log", slow, tg.Token())
	notFound(t, "what stands in Redis", values, tg.Token())
	require.Equal(t, 0, p.stop(t), "a graceful stop")
	corrected := exported(t, data) // from the disk, with nothing running
	require.Contains(t, recounted(t, corrected, 0), "1 corrected by reviewers, 0 different")
	notFound(t, "the open data", []byte(open+corrected), tg.Token())

	var stored bytes.Buffer
	require.NoError(t, filepath.WalkDir(filepath.Join(data, "redis"), func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			b, _ := os.ReadFile(path)
			stored.Write(b)
		}
		return err
	}))
	require.Contains(t, stored.String(), "ledger", "the append-only file was read")
	notFound(t, "what Redis wrote to disk", stored.Bytes(), tg.Token())
	notFound(t, "the log", []byte(p.log.String()), tg.Token())
	notFound(t, "the metrics", []byte(metrics), tg.Token())
}

// superseded has the command beside the running bot issue what is due; what the bot serves then is what anybody can verify, and a
// picture from before is genuine, and superseded.
func superseded(t *testing.T, data, door, code string, picture []byte) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	run := func(exit int, args ...string) string {
		t.Helper()
		path, err := built()
		require.NoError(t, err)
		cmd := exec.CommandContext(t.Context(), path, args...)
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "RASTAU_TELEGRAM_TOKEN=1:a", "RASTAU_DATA=" + data}
		said, _ := cmd.CombinedOutput()
		require.Equal(t, exit, cmd.ProcessState.ExitCode(), string(said))
		return string(said)
	}
	run(0, "bulletin", "--to", out)
	before := filepath.Join(t.TempDir(), "card.png")
	require.NoError(t, os.WriteFile(before, picture, 0o600))
	require.Contains(t, run(0, "verify", before, "--key", filepath.Join(out, "keys.txt")), "FALSE")
	require.Contains(t, run(3, "verify", before, "--key", filepath.Join(out, "keys.txt"), "--known", out), "MISLEADING")
	served := get(t, "http://"+door+"/bulletin")
	require.Contains(t, served, code+", ")
	require.Contains(t, run(0, "verify", served, "--key", filepath.Join(out, "keys.txt"), "--known", out), "MISLEADING")
	require.Contains(t, run(0, "verify", filepath.Join(out, strings.ReplaceAll(code, "-", "")+".png"), "--key", filepath.Join(out, "key.png")), code)
	require.Contains(t, get(t, "http://"+door+"/verify"), "default-src 'none'")
}

// exported is the open data of the bot in that folder.
func exported(t *testing.T, data string) string {
	t.Helper()
	path, err := built()
	require.NoError(t, err)
	cmd := exec.Command(path, "export")
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "RASTAU_TELEGRAM_TOKEN=1:a", "RASTAU_DATA=" + data}
	out, err := cmd.Output()
	require.NoError(t, err)
	return string(out)
}

// recounted is what `rastau recount` says of open data.
func recounted(t *testing.T, open string, code int) string {
	t.Helper()
	path, err := built()
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "export.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(open), 0o600))
	cmd := exec.Command(path, "recount", file)
	out, _ := cmd.Output()
	require.Equal(t, code, cmd.ProcessState.ExitCode(), string(out))
	return string(out)
}

func get(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(body)
}
