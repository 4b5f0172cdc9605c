package input

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/phrase"
)

// CodeArg reads the code at the start of a command's arguments.
func CodeArg(args string) (code claim.Code, rest string, ok bool) {
	first, rest := SplitFirst(args)
	if code, ok = claim.ParseCode(first); ok {
		return code, rest, true
	}
	second, more := SplitFirst(rest) // "K7Q 2MX"
	if code, ok = claim.ParseCode(first + second); ok && len(first) == 3 {
		return code, more, true
	}
	return "", args, false
}

// CodeForm is a claim's code as the bot writes it.
var CodeForm = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}\b`)

// CodeIn returns the first code in a text, as the bot writes it.
func CodeIn(text string) (claim.Code, bool) {
	return claim.ParseCode(CodeForm.FindString(text))
}

// longestAlone bounds a message that gives no more than a code.
const longestAlone = 300

// CodesAlone returns the code, or what may be one, of a text that says nothing else: as people type it on any keyboard, or in a link.
// certain reports that it can be nothing but a code; else it is one only when there is such a claim.
func CodesAlone(text, botName string) (codes []claim.Code, certain bool) {
	if len(text) > longestAlone {
		return nil, false
	}
	var words []string
	called := false // a code, by whoever wrote it
	for word := range strings.FieldsSeq(Clean(text)) {
		bare := strings.Trim(word, "#№:,.;!?()[]«»\"'“”")
		called = called || codeWords[strings.ToLower(bare)]
		if bare == "" || codeWords[strings.ToLower(bare)] || phrase.Of(bare).Kind != phrase.None {
			continue
		}
		words = append(words, bare)
	}
	if len(words) == 1 && strings.ContainsAny(words[0], "/?") {
		return codesInLink(words[0], botName)
	}
	typed := dashes.Replace(strings.Join(words, " "))
	all := AsLatin(typed)
	if !aloneForm.MatchString(all) {
		return nil, false
	}
	code, ok := claim.ParseCode(all)
	if !ok {
		return nil, false
	}
	return []claim.Code{code}, SurelyCode(typed) || called && !cyrillic(typed) && strings.ContainsAny(typed, "0123456789")
}

var (
	// aloneForm is a code in one word or in two halves.
	aloneForm = regexp.MustCompile(`^[0-9A-Z]{3}( ?-? ?)[0-9A-Z]{3}$`)
	dashes    = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "−", "-", "_", "-")
	codeWords = map[string]bool{"код": true, "кода": true, "code": true, "коды": true, "кодым": true, "кодум": true, "мой": true, "менің": true, "менин": true}
	// linkedForm is a code in a link: with its hyphen, or with a digit, as words of an address have neither in that place.
	linkedForm = regexp.MustCompile(`^(?i:[0-9A-Z]{3}-[0-9A-Z]{3}|[0-9A-Z]*[0-9][0-9A-Z]*)$`)
)

// codesInLink gives what may be codes in an address. A link to the bot itself can hold nothing else.
func codesInLink(link, botName string) (codes []claim.Code, certain bool) {
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return nil, false
	}
	start := u.Query().Get("start")
	ours := start != "" && strings.EqualFold(strings.Trim(u.Path, "/"), botName)
	for part := range strings.FieldsFuncSeq(u.Path+"/"+u.RawQuery+"/"+u.Fragment, func(r rune) bool { return strings.ContainsRune("/?#&=_.", r) }) {
		const most = 4
		code, ok := claim.ParseCode(part)
		if ok && len(codes) < most && (linkedForm.MatchString(part) || ours) {
			codes = append(codes, code)
		}
	}
	return codes, ours && len(codes) > 0
}

// AsLatin writes the Cyrillic letters that look like Latin ones as these.
func AsLatin(s string) string { return lookalikes.Replace(strings.ToUpper(s)) }

var lookalikes = strings.NewReplacer("А", "A", "В", "B", "С", "C", "Е", "E", "Н", "H", "К", "K", "М", "M", "О", "0", "Р", "P", "Т", "T", "Х", "X", "У", "Y", "Ү", "Y", "І", "1", "З", "3")

// ExampleCode is the code that examples have.
const ExampleCode = "K7Q2MX"
