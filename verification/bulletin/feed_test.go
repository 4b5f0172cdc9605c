package bulletin

import (
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func feedOfThree(tb testing.TB) Feed {
	tb.Helper()
	f := Feed{Title: "Rastau & <co>", Page: "https://example.org/?a=1&b=2", By: issuer.Public()}
	for n := range 3 {
		b := with([]string{"ru", "kk", "en"}[n], Item{Code: "K7Q2MX", Question: Truth, Verdict: False, Version: 3 - n,
			Quote: `2 < 3 & "so" «on» ]]>`, Answer: "</content>"})
		b.Number, b.Issued = int64(30-n), issued.Add(-time.Duration(n)*time.Hour)
		f.Entries = append(f.Entries, seal(tb, b))
	}
	return f
}

var uuid = regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func TestAtomHasWhatTheStandardAsksFor(t *testing.T) {
	t.Parallel()
	out, err := feedOfThree(t).Atom()
	require.NoError(t, err)
	var f struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      []string `xml:"http://www.w3.org/2005/Atom id"`
		Title   []string `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
		Link    []struct {
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/2005/Atom link"`
		Entries []struct {
			ID      []string `xml:"http://www.w3.org/2005/Atom id"`
			Title   []string `xml:"http://www.w3.org/2005/Atom title"`
			Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
			Author  []struct {
				Name []string `xml:"http://www.w3.org/2005/Atom name"`
			} `xml:"http://www.w3.org/2005/Atom author"`
			Content []struct {
				Type string `xml:"type,attr"`
				Text string `xml:",chardata"`
			} `xml:"http://www.w3.org/2005/Atom content"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	d := xml.NewDecoder(strings.NewReader(string(out)))
	d.Strict = true
	require.NoError(t, d.Decode(&f))
	require.Regexp(t, uuid, f.ID[0])
	require.Equal(t, []string{"Rastau & <co>"}, f.Title)
	require.Equal(t, []string{"2026-01-05T12:00:00Z"}, f.Updated)
	require.Equal(t, "https://example.org/?a=1&b=2", f.Link[0].Href)
	require.Len(t, f.Entries, 3)
	ids := map[string]bool{f.ID[0]: true}
	for _, e := range f.Entries {
		require.Len(t, append(append(e.ID, e.Title...), e.Updated...), 3)
		require.Regexp(t, uuid, e.ID[0])
		ids[e.ID[0]] = true
		_, err := time.Parse(time.RFC3339, e.Updated[0])
		require.NoError(t, err)
		require.Equal(t, []string{"Rastau"}, e.Author[0].Name)
		require.Equal(t, "text", e.Content[0].Type)
		require.Contains(t, e.Content[0].Text, "</content>")
	}
	require.Len(t, ids, 4)
}

func TestJSONFeedHasWhatTheStandardAsksFor(t *testing.T) {
	t.Parallel()
	out, err := feedOfThree(t).JSON()
	require.NoError(t, err)
	var f map[string]any
	require.NoError(t, json.Unmarshal(out, &f))
	require.Equal(t, "https://jsonfeed.org/version/1.1", f["version"])
	require.Equal(t, "Rastau & <co>", f["title"])
	require.Equal(t, "https://example.org/?a=1&b=2", f["home_page_url"])
	require.Len(t, f["items"], 3)
	for _, it := range f["items"].([]any) {
		item := it.(map[string]any)
		require.Regexp(t, uuid, item["id"])
		require.NotEmpty(t, item["content_text"])
		_, err := time.Parse(time.RFC3339, item["date_published"].(string))
		require.NoError(t, err)
		require.Equal(t, []any{map[string]any{"name": "Rastau"}}, item["authors"])
	}
	empty, err := Feed{Title: "Rastau", By: issuer.Public()}.JSON()
	require.NoError(t, err)
	require.Contains(t, string(empty), `"items": []`)
}

func TestFeedsAreTakenApartAndVerified(t *testing.T) {
	t.Parallel()
	f := feedOfThree(t)
	atom, err := f.Atom()
	require.NoError(t, err)
	items, err := f.JSON()
	require.NoError(t, err)
	for _, feed := range [][]byte{atom, items} {
		entries, err := Entries(feed)
		require.NoError(t, err)
		require.Len(t, entries, 3)
		for i, e := range entries {
			b, _, err := Verify(e, NewKeyring(issuer.Public()))
			require.NoError(t, err)
			require.Equal(t, f.Entries[i].Bulletin, b)
			// What people would see first was changed, and what proves itself was left alone.
			for _, change := range [][2]string{{"ЛОЖЬ", "ПРАВДА"}, {"ЖАЛҒАН", "РАС"}, {"FALSE", "TRUE"}} {
				if bad := strings.Replace(string(e), change[0], change[1], 1); bad != string(e) {
					b, _, err := Verify([]byte(bad), NewKeyring(issuer.Public()))
					require.ErrorIs(t, err, ErrAltered)
					require.Equal(t, f.Entries[i].Bulletin, b)
				}
			}
		}
	}
	for _, bad := range []string{"", "{}", "<feed/>", `{"version":"https://jsonfeed.org/version/1"}`, string(atom) + "<feed/>", string(atom[:len(atom)-3])} {
		_, err := Entries([]byte(bad))
		require.ErrorIs(t, err, ErrDamaged, bad)
	}
}

func FuzzEntries(f *testing.F) {
	three := feedOfThree(f)
	atom, err := three.Atom()
	require.NoError(f, err)
	items, err := three.JSON()
	require.NoError(f, err)
	f.Add(atom)
	f.Add(items)
	ring := NewKeyring(issuer.Public())
	f.Fuzz(func(t *testing.T, feed []byte) {
		entries, err := Entries(feed)
		if err != nil {
			require.ErrorIs(t, err, ErrDamaged)
			return
		}
		for _, e := range entries {
			if b, _, err := Verify(e, ring); err == nil {
				require.Contains(t, []int64{28, 29, 30}, b.Number)
			}
		}
	})
}
