package screening

import (
	"regexp"
	"strings"
	"unicode"
)

// Hidden stands for what is not shown.
const Hidden = "▒▒▒"

// Mask replaces phone numbers, e-mail addresses, numbers of documents and cards, and addresses with a house number. Links
// stay as they are, but for those that are a phone number.
func Mask(text string) string {
	if !strings.ContainsAny(text, "@0123456789") && strings.IndexFunc(text, unicode.IsDigit) < 0 {
		return text // all that is masked has one of these
	}
	var out strings.Builder
	rest := text
	for rest != "" {
		at := link.FindStringIndex(rest)
		if at == nil {
			break
		}
		out.WriteString(maskWords(rest[:at[0]]))
		if found := rest[at[0]:at[1]]; phoneLink.MatchString(found) {
			out.WriteString(Hidden)
		} else {
			out.WriteString(found)
		}
		rest = rest[at[1]:]
	}
	out.WriteString(maskWords(rest))
	return out.String()
}

// MaskKeeping is [Mask], but keeps the @usernames that are public, given without the @.
func MaskKeeping(text string, _ func(username string) bool) string { return Mask(text) }

var (
	link      = regexp.MustCompile(`(?i)(?:https?://|tel:|t\.me/|wa\.me/|www\.)\S+`)
	phoneLink = regexp.MustCompile(`(?i)^(?:tel:|(?:https?://)?(?:wa\.me|api\.whatsapp\.com)/|(?:https?://)?t\.me/\+?\d{7})`)

	email = regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+`)
	// passport is one or two letters and seven or eight digits, as on the passports and identity cards of the region.
	passport = regexp.MustCompile(`(^|[^\p{L}\d])([A-ZА-Я]{1,2}[ №]?\d{7,8})($|[^\p{L}\d])`)
	number   = regexp.MustCompile(`\+?\d(?:[\s().–-]{0,3}\d){8,19}`)

	house     = `\s*,?\s*(?:(?:д|дом|үй)\.?\s*)?№?\s*\d{1,4}\s?[\p{L}]?(?:/\d{1,4})?(?:\s*,?\s*(?:кв|квартира|пәтер|батир)\.?\s*\d{1,4})?`
	name      = `[«"]?\p{L}[\p{L}.-]*(?:\s\p{L}[\p{L}.-]*){0,2}[»"]?`
	before    = regexp.MustCompile(`(?i)(^|[^\p{L}])((?:ул|улица|улице|улицы|пр|пр-т|просп|проспект\p{L}*|пер|переул\p{L}*|бульвар\p{L}*|мкр|микрорайон\p{L}*)\.?\s+` + name + house + `)($|[^\p{L}\d])`)
	after     = regexp.MustCompile(`(?i)(^|[^\p{L}])(` + name + `\s(?:көшесі\p{L}*|көчөсү\p{L}*|даңғылы\p{L}*|проспектісі\p{L}*|проспектиси\p{L}*|шағын ауданы\p{L}*|кичирайону\p{L}*)` + house + `)($|[^\p{L}\d])`)
	inEnglish = regexp.MustCompile(`(?i)(^|[^\p{L}\d])(\d{1,4}[a-z]?,?\s+[a-z]+(?:\s[a-z]+)?\s(?:street|str|st|avenue|ave|road|rd|lane|boulevard)\.?)($|[^\p{L}\d])`)

	thousands = regexp.MustCompile(`^\d{1,3}(?:[ .]\d{3})+$`)
	date      = regexp.MustCompile(`^\d{1,2}[.-]\d{1,2}[.-]\d{4}|^\d{4}[.-]\d{1,2}[.-]\d{1,2}`)
)

func maskWords(text string) string {
	text = email.ReplaceAllString(text, Hidden)
	for _, address := range []*regexp.Regexp{before, after, inEnglish, passport} {
		text = address.ReplaceAllString(text, "${1}"+Hidden+"${3}")
	}
	return number.ReplaceAllStringFunc(text, func(found string) string {
		digits := 0
		for _, r := range found {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		plain := strings.TrimSpace(found)
		if digits < 9 || thousands.MatchString(plain) || date.MatchString(plain) {
			return found
		}
		return Hidden
	})
}
