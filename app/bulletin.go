package app

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/gazette"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

func newGazette(store *redisstore.Store, desk *verification.Desk, s config.Settings, clock clockwork.Clock) *gazette.Gazette {
	return gazette.New(gazette.Options{
		Store: store, Desk: desk, Clock: clock, Issuer: bulletin.Plain(s.Issuer, bulletin.MaxIssuer),
		Keys: func() (bulletin.Holding, error) { return openHolding(s.BulletinKey, clock.Now()) },
	})
}

// newsstand serves what is out.
type newsstand struct {
	gazette *gazette.Gazette

	mu     sync.Mutex
	number int64
	made   map[string]served // of that number: a sheet takes a while to draw
}

type served struct {
	content []byte
	mime    string
}

// mostServed bounds what is remembered: an edition has few files.
const mostServed = 64

func (n *newsstand) file(e gazette.Edition, name string) (served, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if e.Digest.Bulletin.Number != n.number || len(n.made) >= mostServed {
		n.number, n.made = e.Digest.Bulletin.Number, map[string]served{}
	}
	name = strings.Clone(name)
	if f, ok := n.made[name]; ok {
		return f, nil
	}
	content, mime, err := e.File(name)
	f := served{content, mime}
	if err == nil {
		n.made[name] = f
	}
	return f, err
}

// register adds the paths: /bulletin is the latest digest as text, /bulletin/NAME one of its files, /bulletin/CODE/NAME one
// of the result of a claim, and /verify the page that checks them.
func (n *newsstand) register(mux *http.ServeMux) {
	serve := func(w http.ResponseWriter, r *http.Request, name string) {
		e, err := n.gazette.Latest(r.Context())
		var f served
		if err == nil {
			f, err = n.file(e, name)
		}
		answer(w, f, err)
	}
	mux.HandleFunc("GET /bulletin", func(w http.ResponseWriter, r *http.Request) { serve(w, r, "bulletin.txt") })
	mux.HandleFunc("GET /bulletin/{name}", func(w http.ResponseWriter, r *http.Request) { serve(w, r, r.PathValue("name")) })
	mux.HandleFunc("GET /bulletin/{code}/{name}", func(w http.ResponseWriter, r *http.Request) {
		code, known := verification.ParseCode(r.PathValue("code"))
		var f served
		err := gazette.ErrNothing
		if known {
			var e gazette.Edition
			if e, err = n.gazette.Result(r.Context(), code); err == nil {
				f.content, f.mime, err = e.File(r.PathValue("name"))
			}
		}
		answer(w, f, err)
	})
	mux.HandleFunc("GET /verify", func(w http.ResponseWriter, _ *http.Request) {
		content, mime, err := n.gazette.Page()
		answer(w, served{content, mime}, err)
	})
}

func answer(w http.ResponseWriter, f served, err error) {
	switch {
	case errors.Is(err, gazette.ErrNothing), errors.Is(err, os.ErrNotExist):
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
			g := newGazette(store, desk, s, clock)
			if err := g.Issue(cmd.Context()); err != nil {
				return err
			}
			e, err := g.Latest(cmd.Context())
			if err != nil {
				return err
			}
			n, err := writeEdition(e, to)
			if err == nil {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %d files in %s.\n", e.Digest.Bulletin.Title(), n, to)
			}
			return err
		}))
	c.Flags().StringVar(&to, "to", "", "the folder")
	c.AddCommand(bulletinKeysCommand())
	return c
}

// writeEdition writes all files of an edition, and a signed file with its picture for each result.
func writeEdition(e gazette.Edition, folder string) (n int, err error) {
	write := func(e gazette.Edition, name, as string) error {
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
