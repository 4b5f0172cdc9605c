package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rastau/rastau/verification/moderation"
)

// What is said of a person is their name and, if it helps, what they are by profession and from which town: "Викрам Рузахунов,
// пианист из Бишкека". Whatever else could stand in a proposal is refused by its form, before any list of words is asked.

const (
	mostNameWords  = 4 // given names, a family name, a father's name
	mostPlainWords = 2 // … where not all of them are written as names are
	mostFormWords  = 9 // in all
)

// personalName is the form of a proposed name.
type personalName struct {
	name       []string // its words
	profession string   // may be ""
}

// checkName checks that a text says who somebody is and nothing else. The error is the Refusal that tells what to leave out.
func checkName(text moderation.Foreign) error {
	_, err := parseName(text)
	return err
}

func parseName(text moderation.Foreign) (personalName, error) {
	said := moderation.Clean(string(text))
	switch {
	case moderation.Accuses(said):
		return personalName{}, Accusing
	case moderation.GivesLocation(said), strings.ContainsFunc(said, unicode.IsNumber), strings.ContainsAny(said, "@/:#№+_="), linked(said):
		return personalName{}, Locating
	}
	words := strings.FieldsFunc(said, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`,;()«»"“”!?`, r) })
	if slices.ContainsFunc(words, moderation.Epithet) {
		return personalName{}, Accusing
	}
	if len(words) == 0 || len(words) > mostFormWords {
		return personalName{}, NameOnly
	}
	for n := 1; n <= min(len(words), mostNameWords); n++ { // the shortest name: what can be a profession is one
		for i := 0; i+n <= len(words); i++ {
			before, name, after := words[:i], words[i:i+n], words[i+n:]
			if profession, ok := professionOf(before, after); ok && nameLike(name) {
				return personalName{name, profession}, nil
			}
		}
	}
	return personalName{}, NameOnly
}

// professionOf joins what stands before and after a name; ok is false if that is not one profession.
func professionOf(before, after []string) (profession string, ok bool) {
	switch {
	case len(before) > 0 && len(after) > 0:
		return "", false
	case len(before)+len(after) == 0:
		return "", true
	}
	profession = strings.Join(slices.Concat(before, after), " ")
	return profession, moderation.Profession(profession)
}

// linked reports whether a point stands inside a word, as in addresses of pages, and not after an initial.
func linked(text string) bool {
	for word := range strings.FieldsSeq(text) {
		if head, tail, ok := strings.Cut(word, "."); ok && utf8.RuneCountInString(head) > 1 && tail != "" {
			return true
		}
	}
	return false
}

// nameLike reports whether the words are written as a name is: all with capitals, or few of them.
func nameLike(words []string) bool {
	plain := 0
	for _, w := range words {
		letters := strings.Trim(strings.ReplaceAll(w, ".", ""), "-'’ʼ`")
		first, _ := utf8.DecodeRuneInString(letters)
		switch {
		case letters == "" || strings.ContainsFunc(letters, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("-'’ʼ`", r)
		}):
			return false
		case !unicode.IsUpper(first) && !nameParticles[strings.ToLower(letters)]:
			plain++
		}
	}
	return plain == 0 || len(words) <= mostPlainWords
}

// nameParticles stand in names in small letters.
var nameParticles = map[string]bool{
	"уулу": true, "кызы": true, "ұлы": true, "улы": true, "қызы": true, "оглы": true, "оглу": true, "угли": true, "гызы": true,
	"uulu": true, "kyzy": true, "uly": true, "qyzy": true, "ogly": true, "oglu": true, "ugli": true, "oʻgʻli": true,
	"ибн": true, "бин": true, "аль": true, "эль": true, "де": true, "фон": true, "ван": true, "дер": true,
	"ibn": true, "bin": true, "al": true, "el": true, "de": true, "von": true, "van": true, "der": true, "da": true, "di": true,
}
