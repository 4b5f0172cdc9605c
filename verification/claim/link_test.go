package claim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/moderation"
)

func TestALinkReadsAsWhereItLeads(t *testing.T) {
	t.Parallel()
	for link, want := range map[moderation.Foreign]string{
		"https://example.org/jazz?v=1#t":       "https://example.org/jazz?v=1#t",
		"nationalbank.kz":                      "https://nationalbank.kz",
		"HTTPS://Example.ORG/Path":             "https://example.org/Path",
		"https://аpple.com/news":               "https://xn--pple-43d.com/news", // the first letter is Cyrillic
		"https://рф.рф/":                       "https://xn--p1ai.xn--p1ai/",
		"https://example.org\u200b.evil.com/":  "https://example.org.evil.com/",
		"https://nationalbank.kz@evil.com/":    "",
		"https://user:word@example.org/":       "",
		"javascript:alert(1)":                  "",
		"data:text/html,x":                     "",
		"ftp://example.org/x":                  "",
		"tg://resolve?domain=x":                "",
		"https://localhost/x":                  "",
		"https:///x":                           "",
		"https://wa.me/77011234567":            "",
		"https://example.org/?ask=77011234567": "",
		"https://example.org/" + moderation.Foreign(strings.Repeat("x", 300)): "",
		"not a link at all": "",
		"":                  "",
	} {
		address, ok := PublicLink(link)
		require.Equal(t, want != "", ok, "%q gives %q", string(link), address)
		if ok {
			require.Equal(t, want, address)
			again, ok := PublicLink(moderation.Foreign(address))
			require.True(t, ok)
			require.Equal(t, address, again, "once is enough")
		}
	}
	require.Equal(t, "https://аpple.com/имя?кто=он", ReadableLink("https://xn--pple-43d.com/%D0%B8%D0%BC%D1%8F?%D0%BA%D1%82%D0%BE=%D0%BE%D0%BD"))
}

func TestASourceThatLeadsOnIsNotPublished(t *testing.T) {
	t.Parallel()
	for _, link := range []moderation.Foreign{
		"https://t.me/iv?url=https://evil.example", "https://www.google.com/url?q=https://evil.example", "https://l.facebook.com/l.php?u=x", "https://bit.ly/x",
		"https://127.0.0.1/x", "https://0x7f.1/", "https://nationalbank.kz:8443/", "https://www-nationalbank-kz.translate.goog/",
	} {
		_, ok := PublicLink(link)
		require.False(t, ok, string(link))
	}
	for _, link := range []moderation.Foreign{"https://t.me/channel/123456789", "https://www.youtube.com/watch?v=12345678901", "https://docs.google.com/document/d/abc"} {
		_, ok := PublicLink(link)
		require.True(t, ok, string(link))
	}
}

func TestAnAddressThatHoldsAnotherIsNotPublished(t *testing.T) {
	t.Parallel()
	for _, link := range []moderation.Foreign{
		"https://goo.su/abc", "https://t.ly/abc", "https://tiny.cc/abc", "https://buff.ly/abc", "https://v.gd/abc",
		"https://www.google.com/url?q=evil.kz/x", "https://www.google.com/amp/s/evil.kz/x", "https://www.youtube.com/redirect?q=evil.kz", "https://vk.com/away.php?to=evil.kz",
		"https://web.archive.org/web/2022/https://evil.kz/x", "https://example.org/redirect/https:/evil.kz", "https://steamcommunity.com/linkfilter/?u=evil.kz",
		"https://example.org/?to=%2565vil.kz", "https://example.org/go?u=www.evil.com%2Fx", "https://example.org/login?next=//evil.kz", "https://example.org/out/evil.kz",
		"https://example.org/r?1.2.3.4", "https://example.org/r#evil.kz/x", "https://example.org/r?u=user@evil.kz", "https://example.org/r?u=evil.kz:8080/x",
		"https://example.org/r?u=https%3A%5C%5Cevil.kz", "https://nur-kz.cdn.ampproject.org/c/s/nur.kz/1", "https://archive.ph/AbCd1", "https://example.org/out?evil.kz",
	} {
		address, ok := PublicLink(link)
		require.False(t, ok, address)
	}
	for _, link := range []moderation.Foreign{
		"https://www.nur.kz/society/1945678-zakryt-aeroport-almaty/", "https://tengrinews.kz/kazakhstan_news/aeroport-almatyi-zakryit-458912/", "https://24.kg/obschestvo/220111_aeroport/",
		"https://kaktus.media/doc/452345_gde_snyato.html", "https://rus.azattyq.org/a/31642345.html", "https://www.bbc.com/russian/news-59894366",
		"https://www.bbc.com/news/world-asia-59894366?utm_source=telegram&utm_medium=social", "https://akorda.kz/ru/events/2022-01-08", "https://zakon.kz/sobytiia/6003123-v-almaty.html?utm_source=nur.kz",
		"https://kloop.kg/blog/2022/01/09/kto-eto/", "https://example.org/2022/01/08/v1.2/", "https://example.org/index.php?id=12345&page=2", "https://youtube.com/watch?v=dQw4w9WgXcQ&t=10",
		"https://youtu.be/dQw4w9WgXcQ", "https://t.me/channel/123456789", "https://www.facebook.com/azattyk/posts/10158", "https://ru.wikipedia.org/wiki/Алма-Ата", "https://inform.kz/ru/v-almaty-otkryt-aeroport",
		"https://vlast.kz/novosti/48123-kto-snyat.html?ysclid=abc", "https://example.org/files/report.v2.pdf", "https://example.org/search?q=airport+closed&lang=ru", "https://example.org/news?date=08.01.2022",
	} {
		_, ok := PublicLink(link)
		require.True(t, ok, string(link))
	}
}

func FuzzPublicLink(f *testing.F) {
	f.Add("https://аpple.com/a?b=c#d")
	f.Add("http://[::1]:80/%zz")
	f.Fuzz(func(t *testing.T, link string) {
		address, ok := PublicLink(moderation.Foreign(link))
		if !ok {
			return
		}
		require.LessOrEqual(t, len(address), longestLink)
		again, ok := PublicLink(moderation.Foreign(address))
		require.True(t, ok, address)
		require.Equal(t, address, again)
		ReadableLink(address)
	})
}
