package app

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/publisher"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// printing is a gazette on a real store and desk, with a key of its own.
func printing(t *testing.T) (*publisher.Publisher, *redisstore.Store, bulletin.SigningKeys) {
	t.Helper()
	keys, _ := vault.NewKeys(issued)
	v := vault.New(keys)
	store := redisstore.New(redistest.Mini(t), nil, v)
	clock := clockwork.NewFakeClockAt(issued)
	desk := verification.New(verification.Options{Store: store, Namer: v, Clock: clock, Policy: claim.DefaultPolicy()})
	h := bulletin.NewSigningKeys(issued.Add(-time.Hour))
	return newPublisher(store, desk, config.Defaults(), clock, &h), store, h
}

func publish(t *testing.T, store *redisstore.Store, code claim.Code) {
	t.Helper()
	require.NoError(t, store.Append(t.Context(), code, 0, []claim.Event{
		&claim.Received{Meta: claim.Meta{At: issued}, Language: claim.Kazakh, Content: &claim.Content{Text: "Алматыға әскер түсті"}},
		&claim.Opened{Meta: claim.Meta{At: issued}, Question: claim.Truth},
		&claim.Published{Meta: claim.Meta{At: issued}, Verdict: &consensus.Verdict{Answer: claim.False}, Version: 1},
	}, issued))
	require.NoError(t, store.NoteResult(t.Context(), code, 1))
}

func get(t *testing.T, h http.Handler, path string) (int, string, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	body, err := io.ReadAll(w.Body)
	require.NoError(t, err)
	return w.Code, w.Header().Get("Content-Type"), string(body)
}

// made makes a file as the delivery to a chat does.
func made(ctx context.Context, m bot.FileRenderer, name string) ([]byte, error) {
	f, err := m.Render(ctx, name)
	if err != nil {
		return nil, err
	}
	return f.Content(ctx)
}

func TestBulletinsAreServed(t *testing.T) {
	t.Parallel()
	g, store, h := printing(t)
	mux := http.NewServeMux()
	stand := &bulletinServer{publisher: g}
	stand.register(mux)
	for _, path := range []string{"/bulletin", "/bulletin/feed.atom", "/bulletin/K7Q-2MX/bulletin.txt"} {
		status, _, _ := get(t, mux, path)
		require.Equal(t, http.StatusNotFound, status, path)
	}
	for _, path := range []string{"/verify", "/bulletin/keys.txt", "/bulletin/key.png"} {
		status, _, body := get(t, mux, path)
		require.Equal(t, http.StatusOK, status, path)
		require.NotEmpty(t, body)
	}
	publish(t, store, "K7Q2MX")
	require.NoError(t, g.Issue(t.Context()))
	e, err := g.Latest(t.Context())
	require.NoError(t, err)
	for _, name := range e.Names() {
		status, mime, body := get(t, mux, "/bulletin/"+name)
		require.Equal(t, http.StatusOK, status, name)
		require.NotEmpty(t, mime)
		require.NotEmpty(t, body)
		content, err := made(t.Context(), stand, name)
		require.NoError(t, err)
		require.Equal(t, body, string(content), "a chat gets the same, made once")
	}
	_, mime, body := get(t, mux, "/bulletin")
	require.Equal(t, "text/plain; charset=utf-8", mime)
	_, _, err = bulletin.Verify([]byte(body), h.Ring())
	require.NoError(t, err)
	_, _, body = get(t, mux, "/bulletin/k7q2mx/bulletin.ru.txt")
	require.Contains(t, body, "ЛОЖЬ")
	_, mime, body = get(t, mux, "/verify")
	require.Contains(t, mime, "text/html")
	require.Contains(t, body, h.First.Text())
	for _, path := range []string{"/bulletin/..", "/bulletin/secret", "/bulletin/000000/bulletin.txt", "/bulletin/K7Q2MX/secret", "/bulletin/U/feed.atom"} {
		status, _, _ := get(t, mux, path)
		require.Contains(t, []int{http.StatusNotFound, http.StatusMovedPermanently, http.StatusTemporaryRedirect}, status, path)
	}
	_, err = made(t.Context(), stand, "K7Q2MX/bulletin.png")
	require.NoError(t, err)
	for _, name := range []string{"000000/bulletin.png", "nothing", "U/bulletin.png"} {
		_, err = made(t.Context(), stand, name)
		require.ErrorIs(t, err, bot.ErrNoFile)
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = made(done, stand, "bulletin.png")
	require.Error(t, err)
	require.NotErrorIs(t, err, bot.ErrNoFile, "Redis that does not answer is asked again")
}

func TestEditionIsWrittenIntoAFolder(t *testing.T) {
	t.Parallel()
	g, store, h := printing(t)
	publish(t, store, "K7Q2MX")
	require.NoError(t, g.Issue(t.Context()))
	e, err := g.Latest(t.Context())
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "out")
	n, err := writeEdition(e, dir)
	require.NoError(t, err)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, n)
	require.Equal(t, len(e.Names())+3, n)
	for _, name := range []string{"bulletin.txt", "K7Q2MX.txt", "bulletin.png", "K7Q2MX.png"} {
		out, err := verifying(t, filepath.Join(dir, name), "--key", filepath.Join(dir, "keys.txt"), "--known", dir)
		require.NoError(t, err, name)
		require.Contains(t, out, h.First.ID().String())
	}
	pdf, err := os.ReadFile(filepath.Join(dir, "bulletin.kk.pdf"))
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(pdf), "%PDF-"))
}
