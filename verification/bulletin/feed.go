package bulletin

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Feed is bulletins for programs that read news, newest first. Every entry holds its bulletin's text, so that it can be
// checked wherever it was copied to.
type Feed struct {
	Title   string
	Page    string // where people read about the issuer; empty if nowhere
	By      PublicKey
	Entries []Sealed
}

// entry is one bulletin in either format.
type entry struct {
	id, title, updated, author, language, content string
}

func (s Sealed) entry() entry {
	b := s.Bulletin
	return entry{urn(s.By, uint64(b.Number)), b.title(), b.Issued.UTC().Format(time.RFC3339), b.Issuer, b.Language, s.body()}
}

// urn names a bulletin of a key, or with number 0 its feed, as a UUID of version 8: made by a rule of our own.
func urn(p PublicKey, number uint64) string {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("bulletin\x00"+string(p[:])), number))
	u := sum[:16]
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// updated is when the feed last changed: when its newest bulletin was issued.
func (f Feed) updated() time.Time {
	newest := time.Unix(0, 0).UTC()
	for _, s := range f.Entries {
		if at := s.Bulletin.Issued.UTC(); at.After(newest) {
			newest = at
		}
	}
	return newest
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom entry"`
	Language string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Content  atomContent `xml:"content"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Atom is the feed as RFC 4287 has it.
func (f Feed) Atom() ([]byte, error) {
	feed := atomFeed{ID: urn(f.By, 0), Title: f.Title, Updated: f.updated().Format(time.RFC3339)}
	if f.Page != "" {
		feed.Links = []atomLink{{"alternate", f.Page}}
	}
	for _, s := range f.Entries {
		feed.Entries = append(feed.Entries, s.entry().atom())
	}
	return marshalXML(feed)
}

func (e entry) atom() atomEntry {
	return atomEntry{
		ID: e.id, Title: e.title, Updated: e.updated, Author: e.author, Language: e.language,
		Content: atomContent{plainText, e.content},
	}
}

func (a atomEntry) entry() entry {
	return entry{a.ID, a.Title, a.Updated, a.Author, a.Language, a.Content.Text}
}

func marshalXML(v any) ([]byte, error) {
	out, err := xml.MarshalIndent(v, "", " ")
	return append([]byte(xml.Header), out...), err
}

// plainText is the type of content that readers show as it is.
const plainText = "text"

const jsonVersion = "https://jsonfeed.org/version/1.1"

type jsonFeed struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Page    string     `json:"home_page_url,omitempty"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	Title     string       `json:"title"`
	Content   string       `json:"content_text"`
	Published string       `json:"date_published"`
	Authors   []jsonAuthor `json:"authors"`
	Language  string       `json:"language"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// JSON is the feed as JSON Feed 1.1.
func (f Feed) JSON() ([]byte, error) {
	feed := jsonFeed{Version: jsonVersion, Title: f.Title, Page: f.Page, Items: []jsonItem{}}
	for _, s := range f.Entries {
		feed.Items = append(feed.Items, s.entry().json())
	}
	return json.MarshalIndent(feed, "", " ")
}

func (e entry) json() jsonItem {
	return jsonItem{e.id, e.title, e.content, e.updated, []jsonAuthor{{e.author}}, e.language}
}

func (j jsonItem) entry() entry {
	var author string
	if len(j.Authors) == 1 {
		author = j.Authors[0].Name
	}
	return entry{j.ID, j.Title, j.Published, author, j.Language, j.Content}
}

// Entries takes a feed, Atom or JSON, apart into entries that Verify takes.
func Entries(feed []byte) ([][]byte, error) {
	if isJSON(feed) {
		var f jsonFeed
		if err := json.Unmarshal(feed, &f); err != nil || f.Version != jsonVersion {
			return nil, fmt.Errorf("%w: not a JSON feed", ErrDamaged)
		}
		return each(f.Items, func(item jsonItem) ([]byte, error) { return json.Marshal(item) })
	}
	var f atomFeed
	if err := unmarshalXML(feed, &f); err != nil {
		return nil, fmt.Errorf("%w: not an Atom feed", ErrDamaged)
	}
	return each(f.Entries, func(e atomEntry) ([]byte, error) { return marshalXML(e) })
}

func each[T any](parts []T, marshal func(T) ([]byte, error)) ([][]byte, error) {
	var entries [][]byte
	for _, part := range parts {
		one, err := marshal(part)
		if err != nil {
			return nil, err
		}
		entries = append(entries, one)
	}
	return entries, nil
}

func isJSON(raw []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) }

// verifyEntry checks the bulletin in an entry, and that the words around it are its own: a reader sees those first.
func verifyEntry(raw []byte, ring Keyring) (Sealed, error) {
	got, err := parseEntry(raw)
	if err != nil {
		return Sealed{}, fmt.Errorf("%w: not an entry of a feed", ErrDamaged)
	}
	s, err := verifyText(provingLine(got.content), ring)
	if err != nil {
		return Sealed{}, err
	}
	want := s.entry()
	got.content, want.content = strings.TrimSpace(got.content), strings.TrimSpace(want.content)
	if got != want {
		return s, ErrAltered
	}
	return s, nil
}

func parseEntry(raw []byte) (entry, error) {
	if isJSON(raw) {
		var item jsonItem
		err := json.Unmarshal(raw, &item)
		return item.entry(), err
	}
	var atom atomEntry
	err := unmarshalXML(raw, &atom)
	if err == nil && atom.Content.Type != plainText {
		err = errors.New("content of another type")
	}
	return atom.entry(), err
}

// unmarshalXML reads one document with nothing after it.
func unmarshalXML(raw []byte, into any) error {
	d := xml.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(into); err != nil {
		return err
	}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if text, is := token.(xml.CharData); !is || len(bytes.TrimSpace(text)) > 0 {
			return errors.New("more than one document")
		}
	}
}
