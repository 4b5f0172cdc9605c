package claim

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"github.com/rastau/rastau/verification/moderation"
)

// ReadableLink returns an address with what is written in codes in letters, for people who check where it leads.
func ReadableLink(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	host, err := idna.Display.ToUnicode(u.Host)
	if err != nil {
		host = u.Host
	}
	text := u.Scheme + "://" + host + u.Path
	if u.RawQuery != "" {
		query, err := url.QueryUnescape(u.RawQuery)
		if err != nil {
			query = u.RawQuery
		}
		text += "?" + query
	}
	if u.Fragment != "" {
		text += "#" + u.Fragment
	}
	return moderation.Foreign(text).Mask().String()
}

// longestLink is how many characters a published address may have: one that is cut leads nowhere.
const longestLink = 300

// PublicLink returns the address as it is published; ok is false for one that is not. It reads as where it leads: the host
// stands in ASCII, so that no letter passes for another, and nothing stands before it.
func PublicLink(link moderation.Foreign) (address string, ok bool) {
	text := moderation.Clean(string(link))
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.User != nil || u.Opaque != "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", false
	}
	host, err := idna.Lookup.ToASCII(strings.TrimSuffix(u.Hostname(), "."))
	if err != nil || !strings.Contains(host, ".") {
		return "", false
	}
	if port := u.Port(); port != "" {
		return "", false // no site that people are shown is at another one
	}
	u.Host = host
	address = u.String()
	return address, len(address) <= longestLink && !leadsOn(u) && harmless(address)
}

// harmless reports whether an address holds no personal data, however often it is written in codes.
func harmless(address string) bool {
	const deepest = 4
	text := address
	for range deepest {
		spaced := strings.NewReplacer("+", " ", "_", " ").Replace(text)
		for _, form := range []string{text, spaced} {
			if moderation.Foreign(form).Mask().String() != moderation.Clean(form) {
				return false
			}
		}
		next, err := url.PathUnescape(text)
		if err != nil || next == text {
			return err == nil || !strings.Contains(text, "%")
		}
		text = next
	}
	return false // nobody writes an address in codes of codes of codes without a reason
}
