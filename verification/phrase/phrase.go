// Package phrase recognises messages that say nothing that could be checked: bare questions ("Is it true?"), greetings, thanks.
// It knows Kazakh, Kyrgyz, Russian and English, also in the other alphabet.
//
//	phrase.Of("Привет, это правда??").Kind         // Question
//	phrase.Of("Привет, правда, что банк закрыт?")  // none: it says that a bank is closed
package phrase

import (
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/matching/fold"
)

// Kind says what a phrase does.
type Kind string

// The kinds. A text that says something has none.
const (
	None     Kind = ""
	Question Kind = "question" // asks about something that is not in the text
	Greeting Kind = "greeting"
	Thanks   Kind = "thanks" // thanks, agrees, or says goodbye
)

// Phrase is what a text does that says nothing.
type Phrase struct {
	Kind Kind
	// What a Question asks. A question can ask several things, or none of these: "What is this?"
	Truth, Who, Where bool
}

// mostWords bounds a phrase: nobody needs more to say nothing.
const mostWords = 25

// Of recognises a text. An empty text is no phrase.
func Of(text string) Phrase {
	words, signs := read(text)
	if len(words) == 0 {
		return signs
	}
	asks := false
	if len(words) > mostWords {
		return Phrase{}
	}
	p := Phrase{Kind: Thanks}
	for _, w := range words {
		u, known := lookUp(w)
		if !known {
			return Phrase{}
		}
		p.Truth, p.Who, p.Where = p.Truth || u == truth, p.Who || u == who, p.Where || u == where
		switch {
		case u == truth, u == who, u == where, u == filler:
			asks = true
		case u == hello && p.Kind == Thanks:
			p.Kind = Greeting
		case u == thanks:
			p.Kind = Thanks
		}
	}
	if asks {
		p.Kind = Question
	}
	return p
}

// Asks reports whether a text is nothing but a question.
func Asks(text string) bool { return Of(text).Kind == Question }

// read splits a text into words in one spelling. signs is what the text does when it has no words.
func read(text string) (words []string, signs Phrase) {
	if len(text) > 2000 {
		return make([]string, mostWords+1), Phrase{}
	}
	var plain []string
	for field := range strings.FieldsSeq(fold.Plain(text)) {
		if strings.HasPrefix(field, "@") && len(field) > 1 {
			continue // whom it is said to
		}
		plain = append(plain, field)
	}
	text = strings.Join(plain, " ")
	asks := strings.ContainsAny(text, "?¿؟？❓❔⁉🤔🧐🤨")
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words = append(words, spelling(word))
	}
	switch {
	case len(words) > 0 || text == "":
	case asks:
		signs.Kind = Question
	default:
		signs.Kind = Thanks // 👍
	}
	return words, signs
}

// lookUp finds how a word is used, also with a particle that asks behind it: чын-бы is written чынбы.
func lookUp(word string) (use, bool) {
	if u, known := uses[word]; known {
		return u, true
	}
	for _, particle := range particles {
		if stem, has := strings.CutSuffix(word, particle); has {
			if u, known := uses[stem]; known && u != hello && u != thanks && len(stem) > 2 {
				return u, true
			}
		}
	}
	return 0, false
}

var particles = []string{"bi", "bu", "pi", "pu", "ba", "be", "pa", "pe", "ma", "me", "li"}

// spelling writes a word in one way, whichever alphabet and transliteration it is in.
func spelling(word string) string { return latin.Replace(cyrillic.Replace(word)) }

var cyrillic = strings.NewReplacer(
	"а", "a", "ә", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "д", "d", "е", "e", "ё", "e", "ж", "zh", "з", "z", "и", "i", "й", "i",
	"к", "k", "қ", "k", "л", "l", "м", "m", "н", "n", "ң", "n", "о", "o", "ө", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u",
	"ұ", "u", "ү", "u", "ф", "f", "х", "h", "һ", "h", "ц", "ts", "ч", "ch", "ш", "sh", "щ", "sh", "ъ", "", "ы", "i", "і", "i", "ь", "",
	"э", "e", "ю", "iu", "я", "ia",
)

var latin = strings.NewReplacer(
	"kh", "h", "shch", "sh", "j", "zh", "q", "k", "x", "h", "y", "i", "ä", "a", "á", "a", "ö", "o", "ó", "o", "ü", "u", "ú", "u", "ğ", "g", "ǵ", "g",
	"ş", "sh", "ç", "ch", "ı", "i", "ñ", "n", "ń", "n", "ū", "u", "’", "", "'", "",
)
