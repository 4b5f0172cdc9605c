package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/publisher"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// newPublisher returns the publisher. Its key is read from the file in the settings unless one is given.
func newPublisher(store *redisstore.Store, desk *verification.Service, s config.Settings, clock clockwork.Clock, given *bulletin.SigningKeys) *publisher.Publisher {
	keys := func() (bulletin.SigningKeys, error) { return loadHolding(s.BulletinKey) }
	if given != nil {
		keys = func() (bulletin.SigningKeys, error) { return *given, nil }
	}
	return publisher.New(publisher.Options{Store: store, Desk: desk, Clock: clock, Issuer: bulletin.Plain(s.Issuer, bulletin.MaxIssuer), Keys: keys})
}

// holding returns the given key, or nil if the key is in a file.
func (o Options) holding(now time.Time) *bulletin.SigningKeys {
	if o.Holding != nil || o.Keys == nil {
		return o.Holding
	}
	h := bulletin.NewSigningKeys(now)
	return &h
}

// bulletinServer serves published bulletins over HTTP and to chats.
type bulletinServer struct {
	publisher *publisher.Publisher

	mu   sync.Mutex
	made map[string]served // by id: a sheet takes a while to draw
}

type served struct {
	content []byte
	mime    string
}

// mostMade is the most files that are cached: more than an edition has.
const mostMade = 128

// find returns the edition that contains a file: NAME is in the latest edition, CODE/NAME in the bulletin about a claim.
func (n *bulletinServer) find(ctx context.Context, path string) (e publisher.Edition, name string, err error) {
	word, name, one := strings.Cut(path, "/")
	if !one {
		e, err = n.publisher.Latest(ctx)
		if errors.Is(err, publisher.ErrNothing) && publisher.AboutKeys(path) {
			err = nil
		}
		return e, path, err
	}
	code, known := claim.ParseCode(word)
	if !known {
		return e, name, publisher.ErrNothing
	}
	e, err = n.publisher.Result(ctx, code)
	return e, name, err
}

// file returns a file of an edition, rendered once and one at a time.
func (n *bulletinServer) file(e publisher.Edition, name string) (served, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	id := e.ID() + " " + name
	if f, ok := n.made[id]; ok {
		return f, nil
	}
	content, mime, err := e.File(name)
	f := served{content, mime}
	if err != nil {
		return f, err
	}
	if n.made == nil || len(n.made) >= mostMade {
		n.made = map[string]served{}
	}
	n.made[id] = f
	return f, nil
}

// register adds the paths: /bulletin is the latest digest as text, /bulletin/NAME one of its files, /bulletin/CODE/NAME one
// of the result of a claim, and /verify the page that checks them.
func (n *bulletinServer) register(mux *http.ServeMux) {
	serve := func(pattern string, path func(r *http.Request) string) {
		mux.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) {
			e, name, err := n.find(r.Context(), path(r))
			var f served
			if err == nil {
				f, err = n.file(e, name)
			}
			answer(w, f, err)
		})
	}
	serve("/bulletin", func(*http.Request) string { return "bulletin.txt" })
	serve("/bulletin/{name}", func(r *http.Request) string { return r.PathValue("name") })
	serve("/bulletin/{code}/{name}", func(r *http.Request) string { return r.PathValue("code") + "/" + r.PathValue("name") })
	serve("/verify", func(*http.Request) string { return "verify.html" })
}

var _ bot.FileRenderer = (*bulletinServer)(nil)

// Render returns a file for a chat.
func (n *bulletinServer) Render(ctx context.Context, path string) (bot.File, error) {
	e, name, err := n.find(ctx, path)
	if err != nil {
		return bot.File{}, noFile(err)
	}
	return bot.File{Same: e.ID() + " " + name, Name: name, Content: func(context.Context) ([]byte, error) {
		f, err := n.file(e, name)
		return f.content, noFile(err)
	}}, nil
}

// noFile is what it means for a chat that a file could not be had.
func noFile(err error) error {
	if missing(err) {
		return bot.ErrNoFile
	}
	return err
}

// missing reports whether there is no such file.
func missing(err error) bool {
	return errors.Is(err, publisher.ErrNothing) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, bulletin.ErrTooLong)
}

func answer(w http.ResponseWriter, f served, err error) {
	switch {
	case missing(err):
		http.Error(w, "there is no such bulletin", http.StatusNotFound)
	case err != nil:
		http.Error(w, "not now", http.StatusServiceUnavailable)
	default:
		w.Header().Set("Content-Type", f.mime)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Access-Control-Allow-Origin", "*") // it is for everybody
		_, _ = w.Write(f.content)
	}
}

func bulletinCommand() *cobra.Command {
	var to string
	c := settled("bulletin", "Write the latest bulletin into a folder: text, SMS, QR picture, sheets, feeds, signed files, and the page that checks them",
		withRedis(func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) error {
			if to == "" {
				return errors.New("say where to: rastau bulletin --to FOLDER")
			}
			keys, err := keysFrom(s)
			if err != nil {
				return err
			}
			v, clock := vault.New(keys), clockwork.NewRealClock()
			store := redisstore.New(client, nil, v)
			desk := verification.New(verification.Options{Store: store, Namer: v, Clock: clock, Policy: policy(s.Policy)})
			g := newPublisher(store, desk, s, clock, nil)
			if err := g.Issue(cmd.Context()); err != nil {
				return err
			}
			e, err := g.Latest(cmd.Context())
			if err != nil {
				return err
			}
			n, err := writeEdition(e, to)
			if err == nil {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %s in %s.\n", e.Digest.Bulletin.Title(), english.Count(n, "file"), to)
			}
			return err
		}))
	c.Flags().StringVar(&to, "to", "", "the folder to write to")
	c.AddCommand(bulletinKeysCommand())
	return c
}

// writeEdition writes all files of an edition, and for each result a signed file and its picture.
func writeEdition(e publisher.Edition, folder string) (n int, err error) {
	write := func(e publisher.Edition, name, as string) error {
		content, _, err := e.File(name)
		if errors.Is(err, bulletin.ErrTooLong) {
			return nil // no picture holds it; the text does
		}
		if err != nil {
			return fmt.Errorf("%s: %w", as, err)
		}
		n++
		return os.WriteFile(filepath.Join(folder, as), content, 0o644) //nolint:gosec // it is for everybody
	}
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // it is for everybody
		return 0, err
	}
	for _, name := range e.Names() {
		if err := write(e, name, name); err != nil {
			return n, err
		}
	}
	for one := range slices.Values(e.Each()) {
		code := one.Digest.Bulletin.Items[0].Code
		for _, name := range []string{"bulletin.txt", "bulletin.txt.minisig", "bulletin.png"} {
			if err := write(one, name, code+strings.TrimPrefix(name, "bulletin")); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}
