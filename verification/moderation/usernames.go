package moderation

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

var (
	// anyLink is an address with or without a scheme: a host and what follows it.
	anyLink = regexp.MustCompile(`(?i)(?:https?://[^\s<>"«»“”]+|(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>"«»“”]*)`)
	atName  = regexp.MustCompile(`(?:^|[^\p{L}\d_.@/])(@[\p{L}][\p{L}\d_.]{2,31})`)
	// profile is the part of a link to somebody's page that says whose it is.
	profile = regexp.MustCompile(`(?i)^(?:https?://)?(?:www\.|m\.|mobile\.)?(?:(?:t\.me|telegram\.me|telegram\.dog)/(?:[a-z]\w{2,31})/?(?:[?#].*)?$|tg://resolve\?domain=` +
		`|(?:instagram\.com|instagr\.am)/[\w.]{2,}/?(?:[?#].*)?$|(?:vk\.com|vk\.ru|vkontakte\.ru)/(?:id\d+|[a-z][\w.]+)/?(?:[?#].*)?$|(?:facebook\.com|fb\.com)/(?:profile\.php\?id=\d+|people/|[\w.]{3,}/?(?:[?#].*)?$)` +
		`|(?:ok\.ru)/(?:profile/\d+|[\w.]+/?$)|(?:tiktok\.com)/@[\w.]+|(?:youtube\.com)/(?:@|user/)|(?:x\.com|twitter\.com)/(?:[a-h j-z]\w{1,15}|i\w{1,15})(?:/|$|\?)|(?:linkedin\.com)/in/|(?:threads\.net|threads\.com)/@|(?:snapchat\.com)/add/|(?:github\.com)/[\w-]+/?$|(?:my\.mail\.ru)/)`)
)

// pages are path segments that stand where a username would.
var pages = map[string]bool{"p": true, "reel": true, "reels": true, "tv": true, "explore": true, "stories": true, "watch": true, "story.php": true, "groups": true, "events": true, "share": true,
	"wall": true, "video": true, "feed": true, "search": true, "home": true, "hashtag": true, "i": true, "s": true, "c": true, "joinchat": true, "addstickers": true, "proxy": true, "photo.php": true, "permalink.php": true}

// findUsernames records @usernames and links to profiles, and which words are part of a link.
func (n *naming) findUsernames() {
	if strings.ContainsRune(n.Source, '@') || strings.ContainsRune(n.Source, '＠') {
		n.found(atName, 1, func(s span, _ string) { n.usernames = append(n.usernames, s) })
	}
	if strings.ContainsRune(n.Source, '/') {
		n.found(anyLink, 0, func(s span, link string) {
			n.mark(s)
			if isProfile(strings.TrimRight(link, ".,;:!?)»")) {
				n.usernames = append(n.usernames, s)
			}
		})
	}
	n.markLinks()
}

// markLinks marks the words of usernames as parts of a link.
func (n *naming) markLinks() {
	for _, s := range n.usernames {
		n.mark(s)
	}
}

func (n *naming) mark(s span) {
	first, _ := slices.BinarySearchFunc(n.words, s.from, func(w lexicon.Word, at int) int { return w.To - at - 1 })
	for i := first; i < len(n.words) && n.words[i].From < s.to; i++ {
		n.links[i] = true
	}
}

func isProfile(link string) bool {
	if !profile.MatchString(link) {
		return false
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(link, "https://"), "http://")
	parts := strings.FieldsFunc(rest, func(r rune) bool { return r == '/' || r == '?' || r == '#' })
	return len(parts) < 2 || !pages[parts[1]] && !strings.HasPrefix(parts[1], "wall-") && !strings.HasPrefix(parts[1], "video-") && !strings.HasSuffix(parts[1], "bot")
}

// found calls each for every match of a pattern in the text in lower case, with its range of runes.
func (n *naming) found(pattern *regexp.Regexp, group int, each func(s span, found string)) {
	text := string(n.Lowered)
	runes, at := 0, 0
	for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
		from, to := m[2*group], m[2*group+1]
		runes += utf8.RuneCountInString(text[at:from])
		length := utf8.RuneCountInString(text[from:to])
		each(span{runes, runes + length}, text[from:to])
		runes, at = runes+length, to
	}
}

// addresses returns the links of a text.
func (n *naming) addresses() (list []span) {
	n.found(anyLink, 0, func(s span, _ string) { list = append(list, s) })
	return list
}

// decoded undoes the percent encoding of a link, also where it was applied twice.
func decoded(link string) string {
	for range 3 {
		again, err := url.PathUnescape(link)
		if err != nil || again == link {
			break
		}
		link = again
	}
	return link
}
