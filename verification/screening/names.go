package screening

import (
	"regexp"
	"strings"

	"github.com/rastau/rastau/verification/matching/names"
)

var person = regexp.MustCompile(`@[A-Za-z]\w{3,31}|(?i:(?:t\.me|instagram\.com|vk\.com)/[\w.]+)|\p{Lu}\p{L}+[ -]\p{Lu}\p{L}+|\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}\p{L}+`)

// NamesPerson reports whether the text seems to name a private person. It is a hint, which brings a person in.
func NamesPerson(text string) bool { return person.MatchString(text) }

// WithoutNames returns the text with [Hidden] for every name of a person, username and link to a profile, and whether there
// was one. Where it cannot tell, it hides.
func WithoutNames(text string) (shown string, found bool) {
	shown = person.ReplaceAllString(text, Hidden)
	return shown, shown != text
}

// WithoutWords returns the text with [Hidden] for each of the words, in whatever case, alphabet or spelling they stand there.
func WithoutWords(text string, words []string) string {
	hide := map[string]bool{}
	for _, w := range words {
		for f := range strings.FieldsSeq(w) {
			hide[names.Key(f)] = true
		}
	}
	delete(hide, "")
	fields := strings.Fields(text)
	for i, f := range fields {
		if hide[names.Key(f)] {
			fields[i] = Hidden
		}
	}
	return strings.Join(fields, " ")
}
