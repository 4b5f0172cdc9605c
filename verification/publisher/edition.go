package publisher

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/bulletin/page"
	"github.com/rastau/rastau/verification/bulletin/sheet"
	"github.com/rastau/rastau/verification/claim"
)

// Edition is what is out at one time.
type Edition struct {
	Digest  bulletin.Sealed
	Results []bulletin.Sealed // the newest first, at most one about a claim
	keys    bulletin.SigningKeys
}

// ErrNothing is returned while nothing was issued yet.
var ErrNothing = errors.New("no bulletin was issued yet")

// Latest gives what is out. Before anything was issued it is ErrNothing, with an edition that has the files about keys.
func (g *Publisher) Latest(ctx context.Context) (Edition, error) {
	var e Edition
	var err error
	if e.keys, err = g.Keys(); err != nil {
		return e, err
	}
	if err := g.refresh(ctx); err != nil {
		return e, err
	}
	digest, found, err := g.Store.Digest(ctx)
	if err != nil {
		return e, fmt.Errorf("read the latest digest: %w", err)
	}
	if !found {
		return e, ErrNothing
	}
	if e.Digest, err = open(digest); err != nil {
		return e, err
	}
	entries, err := g.Store.Results(ctx, feedLength)
	if err != nil {
		return e, fmt.Errorf("read the latest results: %w", err)
	}
	for _, entry := range entries {
		s, err := open(entry)
		if err != nil {
			return e, err
		}
		e.Results = append(e.Results, s)
	}
	return e, nil
}

// refresh issues what is due, so that nobody reads an older state than there is until the next issue. What cannot be issued leaves
// readers with what is out, unless it is a withdrawal: then it fails.
func (g *Publisher) refresh(ctx context.Context) error {
	codes, err := g.Store.Unissued(ctx, 1)
	if err != nil {
		return fmt.Errorf("look for results to issue: %w", err)
	}
	if len(codes) == 0 {
		return nil
	}
	failed := g.Issue(ctx)
	if failed == nil {
		return nil
	}
	if codes, err = g.Store.Unissued(ctx, batch); err != nil {
		return fmt.Errorf("look for results to issue: %w", err)
	}
	for _, code := range codes {
		c, err := g.Desk.Claim(ctx, code)
		if err == nil && c.Public().Status == claim.StatusTakenDown {
			return failed
		}
	}
	return nil
}

// Result gives the newest bulletin about a claim as an edition of its own; ErrNothing when there is none.
func (g *Publisher) Result(ctx context.Context, code claim.Code) (Edition, error) {
	keys, err := g.Keys()
	if err != nil {
		return Edition{}, err
	}
	if err := g.refresh(ctx); err != nil {
		return Edition{}, err
	}
	entry, found, err := g.Store.Result(ctx, code)
	if err != nil {
		return Edition{}, fmt.Errorf("read a result: %w", err)
	}
	if !found {
		return Edition{}, ErrNothing
	}
	s, err := open(entry)
	return Edition{Digest: s, Results: []bulletin.Sealed{s}, keys: keys}, err
}

// Sealed gives the result of a claim as the text that proves itself, and issues its bulletin first if that has not happened yet.
// It is not ok when c has no result, or changed since it was read.
func (g *Publisher) Sealed(ctx context.Context, c *claim.Claim) (text string, ok bool, err error) {
	if c.Edition == 0 {
		return "", false, nil
	}
	text, version, err := g.believed(ctx, c.Code)
	if err != nil || version >= c.Edition {
		return text, err == nil && version == c.Edition, err
	}
	if err := g.Store.NoteResult(ctx, c.Code, c.Edition); err != nil {
		return "", false, fmt.Errorf("note a result to issue: %w", err)
	}
	issuing := g.Issue(ctx) // it may fail for another claim
	text, version, err = g.believed(ctx, c.Code)
	if err == nil && version < c.Edition {
		err = issuing
	}
	return text, err == nil && version == c.Edition, err
}

// believed gives the bulletin about a claim that is out as text, and its edition: 0 when there is none that whoever has our first
// key believes.
func (g *Publisher) believed(ctx context.Context, code claim.Code) (text string, version int, err error) {
	e, err := g.Result(ctx, code)
	if errors.Is(err, ErrNothing) || err == nil && !believes(e.keys, e.Digest) {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	return e.Digest.Text(), e.Digest.Bulletin.Items[0].Version, nil
}

// believes reports whether whoever has the first key of a holding believes a bulletin.
func believes(keys bulletin.SigningKeys, s bulletin.Sealed) bool {
	return keys.Ring().Check(s.By, s.Bulletin.Issued) == nil
}

// feedLength is how many results a feed has, beside the digest.
const feedLength = 50

// Names are the files of an edition, each of which [Edition.File] gives. Those of a language stand there for each.
func (e Edition) Names() []string {
	names := []string{"bulletin.txt", "bulletin.txt.minisig", "bulletin.png", "feed.atom", "feed.json", "keys.txt", "key.png", "key.minisign.pub", "verify.html", "all.txt"}
	for _, l := range bulletin.Languages {
		names = append(names, "bulletin."+l+".pdf", "bulletin."+l+".txt", "bulletin."+l+".txt.minisig", "sms."+l+".txt", "sms."+l+".latin.txt")
	}
	return names
}

// File gives a file of the edition and its MIME type; fs.ErrNotExist for a name that is none.
func (e Edition) File(name string) (content []byte, mime string, err error) {
	const text = "text/plain; charset=utf-8"
	switch name {
	case "bulletin.txt", "bulletin.txt.minisig":
		content, err = e.signed(e.Digest, name)
		return content, text, err
	case "bulletin.png":
		content, err = bulletin.QR(e.Digest.Text())
		return content, "image/png", err
	case "feed.atom":
		content, err = e.feed().Atom()
		return content, "application/atom+xml", err
	case "feed.json":
		content, err = e.feed().JSON()
		return content, "application/feed+json", err
	case "keys.txt":
		return []byte(e.KeyText()), text, nil
	case "key.png":
		content, err = bulletin.QR(e.keys.First.Text())
		return content, "image/png", err
	case "key.minisign.pub":
		return []byte("untrusted comment: Rastau\n" + e.keys.Key.Public().Minisign() + "\n"), text, nil
	case "verify.html":
		return page.HTML(e.keys.Ring()), "text/html; charset=utf-8", nil
	case "all.txt":
		return e.all(), text, nil
	}
	kind, rest, _ := strings.Cut(name, ".")
	language, form, _ := strings.Cut(rest, ".")
	if !spoken(language) {
		return nil, "", fs.ErrNotExist
	}
	s := e.Digest.In(language)
	switch kind + "." + form {
	case "bulletin.pdf":
		content, err = sheet.Draw(s, e.keys.First)
		return content, "application/pdf", err
	case "bulletin.txt", "bulletin.txt.minisig":
		content, err = e.signed(s, name)
		return content, text, err
	case "sms.txt":
		return []byte(SMS(s, false)), text, nil
	case "sms.latin.txt":
		return []byte(SMS(s, true)), text, nil
	}
	return nil, "", fs.ErrNotExist
}

func spoken(language string) bool {
	_, known := claim.ParseLanguage(language)
	return known && len(language) == 2
}

// signed is the digest as a file, or its signature.
func (e Edition) signed(s bulletin.Sealed, name string) ([]byte, error) {
	file, signature, err := s.File(e.keys.Key)
	if path.Ext(name) == ".minisig" {
		return signature, err
	}
	return file, err
}

func (e Edition) feed() bulletin.Feed {
	return bulletin.Feed{Title: e.Digest.Bulletin.Issuer, By: e.keys.First, Entries: append([]bulletin.Sealed{e.Digest}, e.Results...)}
}

// all is everything that proves itself, one to a line: what `rastau verify --known` takes.
func (e Edition) all() []byte {
	var b bytes.Buffer
	for _, s := range append([]bulletin.Sealed{e.Digest}, e.Results...) {
		b.WriteString(s.Text() + "\n")
	}
	return b.Bytes()
}

// AboutKeys tells whether a file is there before anything was issued.
func AboutKeys(name string) bool {
	return slices.Contains([]string{"keys.txt", "key.png", "key.minisign.pub", "verify.html"}, name)
}

// ID tells editions apart: the number of the bulletin, and the key that signs now.
func (e Edition) ID() string {
	return fmt.Sprintf("%d %s %d", e.Digest.Bulletin.Number, e.keys.Key.Public().ID(), len(e.keys.Statements))
}

// KeyText is the public key in every form, and what was said of keys since the first: what --key takes.
func (e Edition) KeyText() string { return KeyText(e.keys) }

// KeyText is the first public key of a holding, and what was said of keys since.
func KeyText(h bulletin.SigningKeys) string {
	return h.Ring().Text() + "\n# " + strings.Join(h.First.Words(), " ") + "\n# minisign -P " + h.Key.Public().Minisign() + "\n"
}

// Words are the first public key for reading out.
func (e Edition) Words() []string { return e.keys.First.Words() }

// SMS is the bulletin as text messages: each item, and then the proof. Before each stands how many messages it takes; an
// empty line parts them.
func SMS(s bulletin.Sealed, latin bool) string {
	var b strings.Builder
	part := func(text string) {
		n, _ := bulletin.Segments(text)
		fmt.Fprintf(&b, "# %d SMS\n%s\n\n", n, text)
	}
	for _, it := range s.Bulletin.Items {
		part(s.Bulletin.SMS(it, latin))
	}
	part(s.Text())
	return b.String()
}

// Each gives every result as an edition of its own.
func (e Edition) Each() []Edition {
	var each []Edition
	for _, s := range e.Results {
		each = append(each, Edition{Digest: s, Results: []bulletin.Sealed{s}, keys: e.keys})
	}
	return each
}
