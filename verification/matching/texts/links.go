package texts

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/matching/fold"
)

// Links gives the links in a text, each once and in order, in one way of writing: without scheme, www., m., what only
// tracks the reader, and what only points within the page. All ways to write a video of YouTube or a post of Telegram give
// one.
func Links(text string) []string {
	_, links := cutLinks(fold.Cut(text, readable))
	return links
}

var link = regexp.MustCompile(`(?i)\bhttps?://[^\s<>"«»“”]+|\b(?:[\p{L}\d-]+\.)+\p{L}{2,}/[^\s<>"«»“”]+|\bwww\.[^\s<>"«»“”]+`)

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

// canonical gives a link in one way of writing, "" for what cannot be read.
func canonical(found string) string {
	if !strings.Contains(found, "://") {
		found = "https://" + found
	}
	u, err := url.Parse(found)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	host := strings.Trim(strings.ToLower(u.Hostname()), ".")
	for again := true; again; {
		again = false
		for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
			if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
				host, again = rest, true
			}
		}
	}
	if same, ok := hosts[host]; ok {
		host = same
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	query := u.Query()
	for name := range query {
		if tracks(host, strings.ToLower(name)) {
			query.Del(name)
		}
	}
	host, path = onePlace(host, path, query)
	out := host + path
	if len(query) > 0 {
		out += "?" + query.Encode() // sorted by name
	}
	if strings.HasPrefix(u.Fragment, "!") || strings.HasPrefix(u.Fragment, "/") { // it names the page
		out += "#" + u.EscapedFragment()
	}
	return out
}

// hosts are names of one place.
var hosts = map[string]string{
	"telegram.me": "t.me", "telegram.dog": "t.me", "twitter.com": "x.com", "youtube-nocookie.com": "youtube.com",
	"fb.com": "facebook.com", "vkontakte.ru": "vk.com", "instagr.am": "instagram.com", "vk.ru": "vk.com",
}

// onePlace undoes the several addresses that one thing has with some sites. What it puts in the path it takes from query.
func onePlace(host, path string, query url.Values) (string, string) {
	part := strings.Split(strings.TrimPrefix(path, "/"), "/")
	switch host {
	case "youtu.be":
		if part[0] != "" {
			return video(part[0], query)
		}
	case "youtube.com":
		if len(part) > 1 && slices.Contains([]string{"shorts", "live", "embed", "v"}, part[0]) {
			return video(part[1], query)
		}
		if id := query.Get("v"); path == "/watch" && id != "" {
			return video(id, query)
		}
	case "t.me":
		clear(query) // single, comment, before: ways to show a post
		if part[0] == "s" && len(part) > 1 {
			part = part[1:]
		}
		part[0] = strings.ToLower(part[0])
		return host, strings.TrimRight("/"+strings.Join(part, "/"), "/")
	case "x.com":
		if len(part) >= 3 && part[1] == "status" { // whose it is does not matter, nor which of its pictures
			clear(query)
			return host, "/i/status/" + part[2]
		}
	case "instagram.com":
		clear(query)
		if len(part) >= 2 && (part[0] == "reel" || part[0] == "reels" || part[0] == "tv") {
			return host, "/p/" + part[1]
		}
	}
	return host, path
}

func video(id string, query url.Values) (string, string) {
	clear(query)
	query.Set("v", id)
	return "youtube.com", "/watch"
}

// tracks tells a parameter that does not change what is shown.
func tracks(host, name string) bool {
	if strings.HasPrefix(name, "utm_") || slices.Contains(tracking, name) {
		return true
	}
	switch host {
	case "x.com":
		return name == "s" || name == "t"
	case "facebook.com":
		return strings.HasPrefix(name, "__") || name == "locale"
	}
	return false
}

var tracking = []string{
	"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "yclid", "ysclid", "msclkid", "twclid", "ttclid", "igshid",
	"igsh", "si", "feature", "ref", "ref_src", "ref_url", "referrer", "mc_cid", "mc_eid", "mibextid", "_openstat", "_ga",
	"_gl", "cmpid", "ocid", "spm", "share_id", "share_app_id", "is_from_webapp", "sender_device", "_rdr", "amp", "ab_channel",
	"pp", "from_source", "fb_ref", "fb_source", "action_object_map", "_branch_match_id", "hsctatracking", "rb_clickid",
}
