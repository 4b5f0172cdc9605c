// Package places reads and writes places and dates: a closed vocabulary of towns, regions, districts, countries and kinds of
// spots, so that an answer to "Where and when?" can say nothing else. It is pure.
package places

import (
	"strings"

	"github.com/rastau/rastau/verification/matching/fold"
)

// Place is somewhere, and perhaps a day and a time.
type Place struct{ town string }

var towns = map[string]string{"алматы": "almaty", "almaty": "almaty", "астана": "astana", "astana": "astana", "бишкек": "bishkek", "bishkek": "bishkek"}

var written = map[string]map[string]string{
	"almaty":  {"kk": "Алматы", "ky": "Алматы", "ru": "Алматы", "en": "Almaty"},
	"astana":  {"kk": "Астана", "ky": "Астана", "ru": "Астана", "en": "Astana"},
	"bishkek": {"kk": "Бішкек", "ky": "Бишкек", "ru": "Бишкек", "en": "Bishkek"},
}

// Parse reads a place. It is not ok when the text says anything besides.
func Parse(text string) (p Place, ok bool) {
	town, ok := towns[strings.TrimSpace(fold.Plain(text))]
	return Place{town}, ok
}

// String returns the place in a language: kk, ky, ru or en.
func (p Place) String(language string) string { return written[p.town][language] }

// Key returns a text that is equal for the same place and time, however they were written.
func (p Place) Key() string { return p.town }
