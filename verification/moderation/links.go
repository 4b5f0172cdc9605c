package moderation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// links hides links that are a phone number, a username or a place, and what stands behind the host of those that hold one.
func (m *masking) links() {
	for i := 0; i < len(m.Lowered); {
		if unicode.IsSpace(m.Lowered[i]) || strings.ContainsRune("<>\"«»“”", m.Lowered[i]) {
			i++
			continue
		}
		end := i
		for end < len(m.Lowered) && !unicode.IsSpace(m.Lowered[end]) && !strings.ContainsRune("<>\"«»“”", m.Lowered[end]) {
			end++
		}
		m.linkIn(i, end)
		i = end
	}
}

// schemes of links that lead to somebody.
var schemes = []string{"tel:", "sms:", "smsto:", "mms:", "viber:", "whatsapp:", "skype:", "callto:", "mailto:", "facetime:", "facetime-audio:", "geo:", "tg:", "imo:", "signal:", "sip:", "xmpp:", "maps:", "comgooglemaps:", "yandexmaps:", "dgis:"}

var allSchemes = append(slices.Clip(schemes), "http://", "https://", "ftp://")

// linkIn looks for a link in a range without spaces.
func (m *masking) linkIn(from, to int) {
	chunk := string(m.Lowered[from:to])
	if !strings.ContainsAny(chunk, ":/") {
		return
	}
	start := -1
	for _, scheme := range allSchemes {
		if at := strings.Index(chunk, scheme); at >= 0 && (start < 0 || at < start) && !letterBefore(chunk, at) {
			start = at
		}
	}
	if start < 0 {
		slash := strings.IndexByte(chunk, '/')
		if slash < 1 || !strings.Contains(chunk[:slash], ".") {
			return
		}
		start = 0
		if at := strings.LastIndexFunc(chunk[:slash], func(r rune) bool { return !ofMail(r) || r == '%' || r == '+' }); at >= 0 {
			_, size := utf8.DecodeRuneInString(chunk[at:])
			start = at + size
		}
		if host := chunk[start:slash]; !isHost(host) {
			return
		}
	}
	link := chunk[start:]
	from += len([]rune(chunk[:start]))
	trimmed := strings.TrimRight(link, ".,;:!?)]}'*…")
	to = from + len([]rune(trimmed))
	m.link(from, to, trimmed)
	m.leave(from, to)
}

func letterBefore(s string, at int) bool {
	return at > 0 && (s[at-1] >= 'a' && s[at-1] <= 'z' || s[at-1] >= 0x80)
}

// isHost reports whether it may be the name of a host: words and full stops, the last of letters.
func isHost(s string) bool {
	parts := strings.Split(s, ".")
	last := parts[len(parts)-1]
	if len(parts) < 2 || len(last) < 2 {
		return false
	}
	for _, r := range last {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// link hides the link of a range, or the part of it behind the host.
func (m *masking) link(from, to int, link string) {
	for _, scheme := range schemes {
		if strings.HasPrefix(link, scheme) {
			if name, ok := strings.CutPrefix(link, "tg://resolve?domain="); ok {
				name, _, _ = strings.Cut(name, "&")
				m.username(from, to, name)
				return
			}
			m.cover(from, to)
			return
		}
	}
	rest := link
	if _, behind, ok := strings.Cut(rest, "://"); ok {
		rest = behind
	}
	host, path, _ := strings.Cut(rest, "/")
	if at := strings.IndexAny(rest, "?#"); at >= 0 && at < len(host) {
		host, path = rest[:at], rest[at:]
	}
	host = strings.TrimPrefix(strings.TrimPrefix(host, "www."), "m.")
	behind := to - len([]rune(path))
	plainPath := strings.Trim(path, "/")
	switch {
	case contactHosts[host] && path != "":
		m.cover(from, to)
	case telegramHosts[host]:
		m.telegram(from, to, plainPath)
	case strings.Contains(host, "@"):
		m.cover(from, to)
	case shortMaps[host] || host == "goo.gl" && strings.HasPrefix(path, "maps"), strings.HasPrefix(host, "yandex.") && strings.HasPrefix(path, "maps/-/"):
		m.cover(from, to)
	case isMap(host, path) && strings.ContainsFunc(path, unicode.IsDigit):
		m.cover(behind, to)
	case path != "" && m.tellsOf(path):
		m.cover(behind, to)
	}
}

var (
	contactHosts  = map[string]bool{"wa.me": true, "api.whatsapp.com": true, "web.whatsapp.com": true, "viber.click": true, "viber.me": true, "signal.me": true, "imo.im": true, "call.whatsapp.com": true, "wapp.click": true, "vb.me": true}
	telegramHosts = map[string]bool{"t.me": true, "telegram.me": true, "telegram.dog": true}
	shortMaps     = map[string]bool{"maps.app.goo.gl": true, "w3w.co": true, "what3words.com": true, "plus.codes": true, "go.2gis.com": true, "ya.cc": true}
)

// telegram hides links to somebody's chat: by phone number, or by a username that is not public. Posts and invitations stay.
func (m *masking) telegram(from, to int, path string) {
	name, query, _ := strings.Cut(path, "?")
	name = strings.Trim(strings.TrimPrefix(name, "@"), "/")
	switch {
	case strings.HasPrefix(name, "+"):
		if digits := strings.Map(onlyDigits, name); len(digits) >= 7 && len(digits)+2 >= len(name) {
			m.cover(from, to)
		}
	case name == "" || strings.HasPrefix(name, "joinchat/"), strings.HasPrefix(name, "addstickers/"), strings.HasPrefix(name, "c/"), strings.HasPrefix(name, "s/"), strings.HasPrefix(name, "proxy"):
	case strings.Contains(name, "/"): // a post
		if m.tellsOf(query) {
			m.cover(from, to)
		}
	case name[0] >= '0' && name[0] <= '9':
		m.cover(from, to)
	default:
		m.username(from, to, name)
	}
}

func onlyDigits(r rune) rune {
	if lexicon.IsDigit(r) {
		return r
	}
	return -1
}

func isMap(host, path string) bool {
	switch {
	case strings.HasPrefix(host, "google.") && strings.HasPrefix(path, "maps"), strings.HasPrefix(host, "maps."), strings.HasPrefix(host, "map."):
		return true
	case strings.HasPrefix(host, "yandex.") && strings.HasPrefix(path, "maps"), strings.HasPrefix(host, "2gis."), strings.HasSuffix(host, ".2gis.com"), host == "openstreetmap.org", host == "osm.org", host == "waze.com", host == "wikimapia.org", host == "mapy.cz":
		return true
	}
	return false
}

// tellsOf reports whether what stands behind the host of a link holds a phone number, an e-mail address or an address.
func (m *masking) tellsOf(path string) bool {
	path = decoded(path)
	if !strings.ContainsFunc(path, func(r rune) bool { return r == '@' || unicode.IsDigit(r) || unicode.Is(unicode.No, r) }) {
		return false
	}
	apart := strings.NewReplacer("/", "\n", "?", "\n", "&", "\n", "#", "\n", "=", "\n", ";", "\n").Replace(path)
	for _, text := range []string{apart, strings.NewReplacer("+", " ", "_", " ").Replace(apart), strings.NewReplacer("+", " ", "_", " ", "-", " ").Replace(apart)} {
		inner := newMasking(text)
		inner.inLink = true
		inner.scan()
		if len(inner.spans) > 0 {
			return true
		}
	}
	return false
}
