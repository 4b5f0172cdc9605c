package verification

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"github.com/rastau/rastau/verification/screening"
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
	return screening.Foreign(text).Mask().String()
}

// longestLink is how many characters a published address may have: one that is cut leads nowhere.
const longestLink = 300

// PublicLink returns the address as it is published; ok is false for one that is not. It reads as where it leads: the host
// stands in ASCII, so that no letter passes for another, and nothing stands before it.
func PublicLink(link screening.Foreign) (address string, ok bool) {
	text := screening.Clean(string(link))
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
		host += ":" + port
	}
	u.Host = host
	address = u.String()
	masked := screening.Foreign(address).Mask().String()
	return address, len(address) <= longestLink && masked == address
}
