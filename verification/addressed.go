package verification

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"github.com/rastau/rastau/verification/screening"
)

// An address says things, too: its host, path and query can hold a name, an accusation or where somebody lives, also under %D0…
// and xn--….

// addressed returns the words of an address, as they read once all is decoded; "" for none.
func addressed(link screening.Foreign) screening.Foreign {
	text := string(link)
	for range 3 { // some are encoded twice
		decoded, err := url.QueryUnescape(text)
		if err != nil {
			decoded, err = url.PathUnescape(text)
		}
		if err != nil || decoded == text {
			break
		}
		text = decoded
	}
	if u, err := url.Parse(string(link)); err == nil && u.Host != "" {
		if host, err := idna.ToUnicode(u.Hostname()); err == nil {
			text = strings.Replace(text, u.Hostname(), host, 1)
		}
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	return screening.Foreign(strings.Join(words, " "))
}

// titled writes every word with a capital, as the screens for names expect them.
func titled(text screening.Foreign) screening.Foreign {
	words := strings.Fields(string(text))
	for i, w := range words {
		r := []rune(w)
		words[i] = string(unicode.ToUpper(r[0])) + string(r[1:])
	}
	return screening.Foreign(strings.Join(words, " "))
}
