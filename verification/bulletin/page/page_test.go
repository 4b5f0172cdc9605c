package page

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/bulletin"
)

var issued = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

// item is a result with words that would do harm in a page that took them for markup.
func item(version int, verdict bulletin.Verdict) bulletin.Item {
	return bulletin.Item{Code: "K7Q2MX", Question: bulletin.Truth, Verdict: verdict, Version: version, At: issued,
		Quote: "В Алматы высадились <b>иностранные</b> войска", Answer: "Видео снято в 2019 году"}
}

func sealed(t *testing.T, key bulletin.Key, at time.Time, items ...bulletin.Item) bulletin.Sealed {
	t.Helper()
	s, err := bulletin.Seal(bulletin.Bulletin{
		Issuer: "Rastau", Issued: at, Number: bulletin.Minute(at), Language: "ru", Items: items,
	}, key)
	require.NoError(t, err)
	return s
}

// TestPageIsWhatItsSourcesMake holds the page that is checked in against src/, and that against this program.
func TestPageIsWhatItsSourcesMake(t *testing.T) {
	t.Parallel()
	shared, err := os.ReadFile("src/shared.json")
	require.NoError(t, err)
	require.JSONEq(t, string(bulletin.Shared()), string(shared), "run build.sh")
	names, err := filepath.Glob("src/*")
	require.NoError(t, err)
	sum := sha256.New()
	for _, name := range append([]string{"package-lock.json"}, slices.Sorted(slices.Values(names))...) {
		content, err := os.ReadFile(name)
		require.NoError(t, err)
		_, _ = sum.Write(content)
	}
	require.Contains(t, string(file), hex.EncodeToString(sum.Sum(nil)), "the page is of other sources: run build.sh")
	require.Contains(t, string(file), "default-src 'none'")
	for _, outside := range []string{"src=\"http", "href=\"http", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon"} {
		require.NotContains(t, string(file), outside)
	}
}

// browser is Chromium in its own empty profile.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	require.NoError(t, err, "this test needs chromium: apt-get install chromium")
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir())}
	for _, flag := range []string{"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Do(ctx))
	return ctx
}

// tab opens the page as a file, in a window as wide as a cheap phone's; script runs before it.
func tab(t *testing.T, ctx context.Context, ring bulletin.Keyring, script string) context.Context {
	t.Helper()
	path := filepath.Join(t.TempDir(), "verify.html")
	require.NoError(t, os.WriteFile(path, HTML(ring), 0o600))
	var requests atomic.Int32
	ctx, cancel := chromedp.NewContext(ctx, chromedp.WithListener(func(event any) {
		if e, is := event.(*network.EventRequestWillBeSent); is && strings.HasPrefix(e.Request.URL, "http") {
			requests.Add(1)
		}
	}))
	t.Cleanup(cancel)
	t.Cleanup(func() { require.Zero(t, requests.Load(), "the page asked the network for something") })
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	require.NoError(t, err)
	_, err = chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	require.NoError(t, err)
	open := (&url.URL{Scheme: "file", Path: path}).String()
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(360, 740, chromedp.EmulateScale(2), chromedp.EmulateMobile), chromedp.Navigate(open)))
	run[bool](t, ctx, `document.querySelector('nav [lang=en]').click(), true`)
	return ctx
}

// run has the page do something, which may take a while, and gives what comes of it.
func run[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	require.NoError(t, err)
	return v
}

// verdicts waits for what the page says and gives it: the kind of each box (good, old or bad), and the words.
const verdicts = `new Promise((done) => {
	const look = () => {
		const boxes = [...document.querySelectorAll('#result .verdict')]
		if (boxes.length === 0) return setTimeout(look, 10)
		done([boxes.map((b) => b.classList[1]).join(' '), document.getElementById('result').innerText])
	}
	look()
})`

// says checks what is pasted and gives what the page says of it.
func says(t *testing.T, ctx context.Context, pasted string) (kind, words string) {
	t.Helper()
	text, err := json.Marshal(pasted)
	require.NoError(t, err)
	got := run[[]string](t, ctx, `document.getElementById('result').replaceChildren();
		document.getElementById('input').value = `+string(text)+`;
		document.getElementById('check').click();`+verdicts)
	return got[0], got[1]
}

func setKey(t *testing.T, ctx context.Context, key string) {
	t.Helper()
	text, err := json.Marshal(key)
	require.NoError(t, err)
	run[bool](t, ctx, `document.getElementById('key').value = `+string(text)+`; document.getElementById('key').dispatchEvent(new Event('input'))`)
}

func TestPageChecksBulletins(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	holding := bulletin.NewSigningKeys(issued.Add(-time.Hour))
	first := sealed(t, holding.Key, issued, item(1, bulletin.False))
	corrected := sealed(t, holding.Key, issued.Add(time.Hour), item(2, bulletin.True))
	bare := func(code string) bulletin.Item {
		return bulletin.Item{Code: code, Question: bulletin.Place, Verdict: bulletin.Undecided, Version: 3}
	}
	many := sealed(t, holding.Key, issued, item(1, bulletin.False), bare("ZZZZZZ"), bare("000001"))
	thief := bulletin.NewKey(issued)
	rotated, err := holding.Rotate(issued.Add(30 * time.Minute))
	require.NoError(t, err)
	revoked, err := holding.Revoke(issued.Add(-time.Minute), issued.Add(time.Hour))
	require.NoError(t, err)

	for name, script := range map[string]string{
		"with WebCrypto": "", "without": `Object.defineProperty(crypto, 'subtle', { value: undefined })`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page := tab(t, ctx, holding.Ring(), script)
			require.Equal(t, script == "", run[bool](t, page, `!!crypto.subtle`))

			kind, words := says(t, page, first.Text())
			require.Equal(t, "good", kind, words)
			require.Contains(t, words, first.Bulletin.Items[0].Line("en"))
			require.Contains(t, words, holding.Key.Public().ID().String())
			kind, words = says(t, page, many.In("ru").Body())
			require.Equal(t, "good", kind, words)
			for _, it := range many.Bulletin.Items {
				require.Contains(t, words, it.Line("en"))
			}

			for at := len(bulletin.Prefix); at < len(first.Text()); at += 29 {
				flipped := []byte(first.Text())
				flipped[at] ^= 1
				kind, words = says(t, page, string(flipped))
				require.Equal(t, "bad", kind, "character %d: %s", at, words)
				require.NotContains(t, words, "K7Q-2MX")
			}
			kind, _ = says(t, page, first.Text()[:len(first.Text())-3])
			require.Equal(t, "bad", kind)
			kind, words = says(t, page, sealed(t, thief, issued, item(1, bulletin.True)).Text())
			require.Equal(t, "bad", kind)
			require.Contains(t, words, "another key")
			kind, _ = says(t, page, "RST1: nothing")
			require.Equal(t, "bad", kind)

			for _, both := range []string{first.Text() + "\n" + corrected.Text(), corrected.Text() + "\n\n" + first.Text()} {
				kind, words = says(t, page, both)
				require.ElementsMatch(t, []string{"old", "good"}, strings.Fields(kind), words)
				require.Contains(t, words, "Newer: "+corrected.Bulletin.Items[0].Line("en"))
			}

			// Keys: what the old one signed after it was replaced, what the new one did, and what a revoked one did.
			late := sealed(t, holding.Key, issued.Add(time.Hour), item(2, bulletin.True))
			kind, _ = says(t, page, late.Text())
			require.Equal(t, "good", kind)
			kind, words = says(t, page, late.Text()+"\n"+rotated.Statements[0].Text())
			require.Equal(t, "bad", kind)
			require.Contains(t, words, "its key had been replaced")
			kind, words = says(t, page, sealed(t, rotated.Key, issued.Add(time.Hour), item(1, bulletin.False)).Text()+"\n"+rotated.Statements[0].Text())
			require.Equal(t, "good", kind, words)
			kind, words = says(t, page, first.Text()+"\n"+revoked.Ring().Text())
			require.Equal(t, "bad", kind)
			require.Contains(t, words, "revoked")
		})
	}

	t.Run("a picture", func(t *testing.T) {
		t.Parallel()
		page := tab(t, ctx, holding.Ring(), "")
		picture, err := bulletin.QR(many.Text())
		require.NoError(t, err)
		path := filepath.Join(t.TempDir(), "code.png")
		require.NoError(t, os.WriteFile(path, picture, 0o600))
		require.NoError(t, chromedp.Do(page, chromedp.SetUploadFiles("#picture", []string{path})))
		got := run[[]string](t, page, verdicts)
		require.Equal(t, "good", got[0])
		require.Contains(t, got[1], many.Bulletin.Items[0].Line("en"))
		require.NoError(t, os.WriteFile(path, []byte("no picture"), 0o600))
		run[bool](t, page, `document.getElementById('result').replaceChildren(), true`)
		require.NoError(t, chromedp.Do(page, chromedp.SetUploadFiles("#photo", []string{path})))
		require.Equal(t, "bad", run[[]string](t, page, verdicts)[0])
	})

	t.Run("a key by hand", func(t *testing.T) {
		t.Parallel()
		page := tab(t, ctx, bulletin.NewKeyring(), "")
		kind, words := says(t, page, first.Text())
		require.Equal(t, "bad", kind)
		require.Contains(t, words, "25 words")
		for _, key := range []string{strings.Join(holding.First.Words(), " "), holding.First.Text(), holding.Ring().Text()} {
			setKey(t, page, key)
			kind, words = says(t, page, first.Text())
			require.Equal(t, "good", kind, words)
		}
		for _, key := range []string{strings.Join(thief.Public().Words(), " "), "badi badi"} {
			setKey(t, page, key)
			kind, _ = says(t, page, first.Text())
			require.Equal(t, "bad", kind)
		}
	})

	t.Run("at a phone's width", func(t *testing.T) {
		t.Parallel()
		page := tab(t, ctx, holding.Ring(), "")
		for _, l := range bulletin.Languages {
			run[bool](t, page, `document.querySelector('nav [lang=`+l+`]').click(), true`)
			kind, _ := says(t, page, first.Text()+"\n"+corrected.Text())
			require.Equal(t, "old good", kind)
			require.LessOrEqual(t, run[int](t, page, `document.documentElement.scrollWidth`), 360, l)
			if dir := os.Getenv("SHOTS"); dir != "" { // for people to look at
				shot, err := chromedp.Run(page, chromedp.FullScreenshot(100))
				require.NoError(t, err)
				require.NoError(t, os.WriteFile(filepath.Join(dir, l+".png"), shot, 0o600))
			}
		}
	})
}
