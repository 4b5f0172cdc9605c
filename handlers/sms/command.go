package sms

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// command is what an SMS wants.
type command struct {
	verb verb
	code claim.Code
	rest string // the answer after a code, the text of a claim, the word that links
	// words is the whole of what may after all be no code, with an answer or without, but the words of a claim: "police" can be
	// read as a code.
	words string
	// bare tells that the SMS did not begin with the bot's name: it may be somebody's private message, and is answered only
	// when it means a claim that there is.
	bare     bool
	language claim.Language
}

type verb string

// What an SMS can want.
const (
	doHelp        verb = "help"
	doForget      verb = "forget"
	doNext        verb = "next"
	doLink        verb = "link"
	doSetLanguage verb = "language"
	doLatin       verb = "latin"
	doCyrillic    verb = "cyrillic"
	doCode        verb = "code"  // what became of a claim, or an answer to it
	doCheck       verb = "claim" // something to be checked
)

// callings are the bot's name as an SMS begins.
var callings = []string{"rastau", "растау"}

// quotationMarks are those with which what somebody else wrote may begin: a quotation asks for nothing.
const quotationMarks = "\"'`>«»‹›„“”‟‘’‚‛"

func beginsQuoted(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return strings.ContainsRune(quotationMarks, first)
}

// alone are words that stand alone after the name, in four languages, and in Latin letters as people write them in SMS.
var alone = map[verb][]string{
	doHelp:     {"?", "help", "помощь", "pomosh", "pomoshch", "көмек", "комек", "komek", "жардам", "jardam", "zhardam"},
	doForget:   {"forget", "stop", "стоп", "забудь", "забыть", "zabud", "ұмыт", "умыт", "umyt", "тоқта", "токта", "unut", "унут", "токто"},
	doNext:     {"next", "дальше", "dalshe", "ещё", "еще", "eshche", "келесі", "келеси", "kelesi", "кийинки", "kiyinki"},
	doLatin:    {"latin", "латиница", "латиницей", "латын", "латынша", "латынча", "latyn"},
	doCyrillic: {"cyrillic", "кириллица", "кириллицей", "кирилл", "кирилше", "кириллче", "kirill"},
}

var linkWords = []string{"link", "связь", "svyaz", "байланыс", "baylanys", "байлоо", "baylo"}

var languageWords = map[string]claim.Language{
	"kk": claim.Kazakh, "kz": claim.Kazakh, "қазақша": claim.Kazakh, "казакша": claim.Kazakh, "qazaqsha": claim.Kazakh,
	"ky": claim.Kyrgyz, "kg": claim.Kyrgyz, "кыргызча": claim.Kyrgyz, "kyrgyzcha": claim.Kyrgyz,
	"ru": claim.Russian, "русский": claim.Russian, "по-русски": claim.Russian, "russkiy": claim.Russian,
	"en": claim.English, "english": claim.English,
}

// parse reads an SMS; ok is false for one that is not meant for the bot.
func parse(text string) (w command, ok bool) {
	words := strings.Fields(input.Clean(text))
	if len(words) == 0 {
		return w, false
	}
	w.bare = !slices.Contains(callings, fold(words[0])) || beginsQuoted(words[0])
	if !w.bare {
		words = words[1:]
	}
	if !w.bare && len(words) == 0 {
		w.verb = doHelp
		return w, true
	}
	if !w.bare && len(words) == 1 { // some of these could be read as a code
		word := fold(words[0])
		for does, list := range alone {
			if slices.Contains(list, word) {
				w.verb = does
				return w, true
			}
		}
		if w.language = languageWords[word]; w.language != "" {
			w.verb = doSetLanguage
			return w, true
		}
	}
	if code, n := codeAt(words); n > 0 {
		w.verb, w.code, w.rest = doCode, code, strings.Join(words[n:], " ")
		if !w.bare && !input.SurelyCode(trimCode(strings.Join(words[:n], " "))) {
			w.words = strings.Join(words, " ")
		}
		return w, true
	}
	if w.bare {
		return w, false
	}
	if len(words) > 1 {
		if slices.Contains(linkWords, fold(words[0])) {
			if token, ok := verification.ParseLinkWord(input.AsLatin(strings.Join(words[1:], ""))); ok {
				w.verb, w.rest = doLink, token
				return w, true
			}
		}
	}
	w.verb, w.rest = doCheck, strings.Join(words, " ")
	return w, true
}

// fold makes words equal that are written with other case or punctuation.
func fold(word string) string {
	if word == "?" {
		return word
	}
	return strings.TrimFunc(strings.ToLower(word), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// codeAt finds a code at the start, in one word or as two halves, and gives how many words it takes. On a Cyrillic keyboard
// people write it with the letters that look the same.
func codeAt(words []string) (claim.Code, int) {
	if len(words) == 0 {
		return "", 0
	}
	trim := func(s string) string { return input.AsLatin(trimCode(s)) }
	if code, ok := claim.ParseCode(trim(words[0])); ok {
		return code, 1
	}
	const half = 3
	if len(words) > 1 {
		a, b := trim(words[0]), trim(words[1])
		if code, ok := claim.ParseCode(a + b); ok && len(a) == half {
			return code, 2
		}
	}
	return "", 0
}

// trimCode gives a code without the signs that people write behind it.
func trimCode(s string) string { return strings.Trim(s, ":,.;!") }
