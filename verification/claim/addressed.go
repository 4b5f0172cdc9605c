package claim

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"github.com/rastau/rastau/verification/moderation"
)

// An address says things, too: its host, path and query can hold a name, an accusation or where somebody lives, also under %D0…
// and xn--….

// phrases are what an address says, decoded: each label of its host, each segment of its path and each value of its query as words.
func phrases(link moderation.Foreign) []moderation.Foreign {
	text := string(link)
	if u, err := url.Parse(text); err == nil && u.Host != "" {
		if host, err := idna.ToUnicode(u.Hostname()); err == nil {
			text = strings.Replace(text, u.Hostname(), host, 1)
		}
	}
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
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	var all []moderation.Foreign
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/.?&=#:;", r) }) {
		words := strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
		if len(words) > 0 {
			all = append(all, moderation.Foreign(strings.Join(words, " ")))
		}
	}
	return all
}

// addressed returns all that an address says; "" for none.
func addressed(link moderation.Foreign) moderation.Foreign {
	var all []string
	for _, p := range phrases(link) {
		all = append(all, string(p))
	}
	return moderation.Foreign(strings.Join(all, ". "))
}

// tells reports whether an address would say of a person what the result must not: a name beyond the one that is published, what they
// are accused of, or where they are. It is asked only where the rules for people hold.
func (c *Claim) tells(link moderation.Foreign) bool {
	if !c.AboutPerson() {
		return false
	}
	hidden := strings.Fields(string(c.Privacy.Hidden))
	var known []string // what the result itself says
	if c.Question == Identity {
		known = strings.Fields(string(c.AnswerText(c.Verdict.Answer)))
	}
	return slices.ContainsFunc(phrases(link), func(p moderation.Foreign) bool {
		if len(hidden) > 0 && moderation.WithoutWords(string(p), hidden) != string(p) {
			return true
		}
		if len(known) > 0 {
			p = moderation.Foreign(strings.ReplaceAll(moderation.WithoutWords(string(p), known), moderation.Hidden, ""))
		}
		return harmful(p) || p.Mask().String() != strings.TrimSpace(string(p)) || nameSomebody([]moderation.Foreign{p, titled(p)})
	})
}

// titled writes every word with a capital, as the screens for names expect them.
func titled(text moderation.Foreign) moderation.Foreign {
	words := strings.Fields(string(text))
	for i, w := range words {
		r := []rune(w)
		words[i] = string(unicode.ToUpper(r[0])) + string(r[1:])
	}
	return moderation.Foreign(strings.Join(words, " "))
}
