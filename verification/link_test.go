package verification

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/screening"
)

func TestALinkReadsAsWhereItLeads(t *testing.T) {
	t.Parallel()
	for link, want := range map[screening.Foreign]string{
		"https://example.org/jazz?v=1#t":      "https://example.org/jazz?v=1#t",
		"nationalbank.kz":                     "https://nationalbank.kz",
		"HTTPS://Example.ORG/Path":            "https://example.org/Path",
		"https://аpple.com/news":              "https://xn--pple-43d.com/news", // the first letter is Cyrillic
		"https://рф.рф/":                      "https://xn--p1ai.xn--p1ai/",
		"https://example.org\u200b.evil.com/": "https://example.org.evil.com/",
		"https://nationalbank.kz@evil.com/":   "",
		"https://user:word@example.org/":      "",
		"javascript:alert(1)":                 "",
		"data:text/html,x":                    "",
		"ftp://example.org/x":                 "",
		"tg://resolve?domain=x":               "",
		"https://localhost/x":                 "",
		"https:///x":                          "",
		"https://wa.me/77011234567":           "",
		"https://example.org/" + screening.Foreign(strings.Repeat("x", 300)): "",
		"not a link at all": "",
		"":                  "",
	} {
		address, ok := PublicLink(link)
		require.Equal(t, want != "", ok, "%q gives %q", string(link), address)
		if ok {
			require.Equal(t, want, address)
			again, ok := PublicLink(screening.Foreign(address))
			require.True(t, ok)
			require.Equal(t, address, again, "once is enough")
		}
	}
	require.Equal(t, "https://аpple.com/имя?кто=он", ReadableLink("https://xn--pple-43d.com/%D0%B8%D0%BC%D1%8F?%D0%BA%D1%82%D0%BE=%D0%BE%D0%BD"))
}

func TestASourceThatLeadsOnIsNotPublished(t *testing.T) {
	t.Parallel()
	for _, link := range []screening.Foreign{
		"https://t.me/iv?url=https://evil.example", "https://www.google.com/url?q=https://evil.example", "https://l.facebook.com/l.php?u=x", "https://bit.ly/x",
		"https://127.0.0.1/x", "https://0x7f.1/", "https://nationalbank.kz:8443/", "https://www-nationalbank-kz.translate.goog/",
	} {
		_, ok := PublicLink(link)
		require.False(t, ok, string(link))
	}
	for _, link := range []screening.Foreign{"https://t.me/channel/123456789", "https://www.youtube.com/watch?v=12345678901", "https://docs.google.com/document/d/abc"} {
		_, ok := PublicLink(link)
		require.True(t, ok, string(link))
	}
}

func FuzzPublicLink(f *testing.F) {
	f.Add("https://аpple.com/a?b=c#d")
	f.Add("http://[::1]:80/%zz")
	f.Fuzz(func(t *testing.T, link string) {
		address, ok := PublicLink(screening.Foreign(link))
		if !ok {
			return
		}
		require.LessOrEqual(t, len(address), longestLink)
		again, ok := PublicLink(screening.Foreign(address))
		require.True(t, ok, address)
		require.Equal(t, address, again)
		ReadableLink(address)
	})
}
