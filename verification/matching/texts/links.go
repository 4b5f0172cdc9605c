package texts

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"github.com/rastau/rastau/verification/matching/fold"
)

// Links gives the links in a text, each once and in order, in one way of writing: without scheme, www., m., what only
// tracks the reader, and what only points within the page. All ways to write a video of YouTube or a post of Telegram give
// one. Nothing is asked of any site, so that a short link stays what it is.
func Links(text string) []string {
	_, links := cutLinks(fold.Cut(text, readable))
	return links
}

// link is an address. Without a scheme a name in letters that are not Latin is one under the domains that have such names: else whatever
// is typed without a blank after a full stop would be.
var link = regexp.MustCompile(`(?i)\bhttps?://[^\s<>"«»“”]+|\b(?:[\p{L}\d-]+\.)+(?:\p{L}{2,}|xn--[a-z\d-]+)/[^\s<>"«»“”]+|\bwww\.[^\s<>"«»“”]+` +
	`|(?:[\p{L}\d-]+\.)+(?:қаз|рф|бел|укр|рус|орг|ком|онлайн|сайт|дети|москва|мон|срб)/[^\s<>"«»“”]+`)

// glued is a link of which a page of X that is copied has lost the blank before it.
var glued = regexp.MustCompile(`([\p{L}\d])(https?://|pic\.twitter\.com/)`)

// cutLinks gives the text with a blank for each link, and the links.
func cutLinks(text string) (rest string, links []string) {
	if strings.ContainsRune(text, '/') {
		text = glued.ReplaceAllString(text, "$1 $2")
	}
	rest = link.ReplaceAllStringFunc(text, func(found string) string {
		found = strings.TrimRight(found, ".,;:!?)]}'*_…»”")
		if l := canonical(found); l != "" && !slices.Contains(links, l) {
			links = append(links, l)
		}
		return " "
	})
	return rest, links
}

// canonical gives a link in one way of writing, "" for what cannot be read. An address that only leads to another gives that one.
func canonical(found string) string {
	const deepest = 8 // nobody writes an address that takes more
	one := ""
	for range deepest {
		again := simpler(found)
		if again == one || again == "" {
			return again
		}
		one, found = again, "https://"+again
	}
	return one
}

// simpler gives a link in a simpler way of writing; one that is in the simplest stays as it is.
func simpler(found string) string {
	u, err := parse(found)
	if err != nil {
		return ""
	}
	if next, leads := behind(hostOf(u), u); leads {
		if u, err = parse(next); err != nil {
			return ""
		}
	}
	return written(u)
}

func parse(found string) (*url.URL, error) {
	if !strings.Contains(found, "://") {
		found = "https://" + found
	}
	u, err := url.Parse(found)
	if err != nil {
		return nil, err
	}
	if u.Hostname() == "" {
		return nil, url.InvalidHostError("")
	}
	return new(url.URL).ResolveReference(u), nil // without dots in the path
}

// hostOf gives the name of a site as all its addresses have it, in ASCII.
func hostOf(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if ascii, err := idna.Lookup.ToASCII(strings.Trim(host, ".")); err == nil {
		host = ascii
	}
	host = strings.Trim(host, ".")
	for again := true; again; {
		again = false
		for _, prefix := range []string{"www.", "m.", "mobile.", "amp.", "wap.", "touch."} {
			if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
				host, again = rest, true
			}
		}
	}
	if same, ok := hosts[host]; ok {
		host = same
	}
	return host
}

func written(u *url.URL) string {
	host, port := hostOf(u), ""
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		port = ":" + p
	}
	path, query := pathOf(u), u.Query()
	for name, values := range query {
		if tracks(host, strings.ToLower(name), values) {
			query.Del(name)
		}
	}
	if port == "" {
		host, path = onePlace(host, path, query)
	}
	out := host + port + path
	if len(query) > 0 {
		out += "?" + norm.NFC.String(query.Encode()) // sorted by name
	}
	if strings.HasPrefix(u.Fragment, "!") || strings.HasPrefix(u.Fragment, "/") || shortNumber(u.Fragment) || u.Fragment != "" && host == "web.telegram.org" { // it names the page
		out += "#" + u.EscapedFragment()
	}
	return out
}

// documents are what a site shows for a folder.
var documents = regexp.MustCompile(`(?i)/(index|default)\.(html?|php|aspx?|shtml|jsp)$`)

// pathOf gives the path with each letter in one way of writing, and without what only says how the page is to be shown.
func pathOf(u *url.URL) string {
	path := escaped(u.EscapedPath())
	path, _, _ = strings.Cut(path, ";jsessionid=")
	for before := ""; before != path; {
		before = path
		path = strings.TrimRight(documents.ReplaceAllString(path, "/"), "/")
		path = strings.TrimSuffix(path, "/amp")
		if rest, ok := strings.CutSuffix(path, ".amp.html"); ok {
			path = rest + ".html"
		}
		if rest, ok := strings.CutPrefix(path, "/amp/"); ok {
			path = "/" + rest
		}
	}
	return path
}

// escaped gives letters and signs that need no code as they are, in codes what needs one, and codes in capitals. %2F is no slash.
func escaped(path string) string {
	const slash = "\x00"
	plain, err := url.PathUnescape(strings.NewReplacer("%2F", slash, "%2f", slash, "%00", "%2500").Replace(path))
	if err != nil {
		return path
	}
	plain = norm.NFC.String(plain)
	return strings.ReplaceAll((&url.URL{Path: plain}).EscapedPath(), "%00", "%2F")
}

// behind gives the address to which another only leads.
func behind(host string, u *url.URL) (next string, leads bool) {
	query, path := u.Query(), strings.TrimRight(u.EscapedPath(), "/")
	name := ""
	switch {
	case strings.HasSuffix(host, ".cdn.ampproject.org"):
		return behindAMP(path, 2)
	case host == "google.com" && strings.HasPrefix(path, "/amp/"):
		return behindAMP(path, 1)
	case host == "google.com" && path == "/url":
		if name = "q"; query.Get(name) == "" {
			name = "url"
		}
	case host == "youtube.com" && path == "/redirect":
		name = "q"
	case host == "t.me" && (path == "/iv" || path == "/share/url" || path == "/share"):
		name = "url"
	case (host == "l.facebook.com" || host == "lm.facebook.com" || host == "facebook.com") && (path == "/l.php" || path == "/flx/warn"), host == "l.instagram.com":
		name = "u"
	case host == "vk.com" && path == "/away.php", host == "away.vk.com":
		name = "to"
	case host == "out.reddit.com":
		name = "url"
	}
	next = query.Get(name)
	return next, name != "" && webAddress(next)
}

// behindAMP gives the page of which a copy is shown: after so many parts of the path, the first of which may be an s.
func behindAMP(path string, skip int) (next string, leads bool) {
	part := parts(path)
	if len(part) <= skip {
		return "", false
	}
	part = part[skip:]
	if part[0] == "s" {
		part = part[1:]
	}
	next = strings.Join(part, "/")
	return next, webAddress(next)
}

func webAddress(s string) bool {
	if scheme, _, ok := strings.Cut(s, "://"); ok && !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return false
	}
	u, err := parse(s)
	return err == nil && strings.Contains(u.Hostname(), ".")
}
