// Package phrase is the one judge of messages that say nothing that could be checked: bare questions ("Is it true?"), greetings, thanks.
// It knows Kazakh, Kyrgyz, Russian, English, and what Ukrainians and Uzbeks ask, also in the other alphabet. A text is such a message only
// as a whole, in a form that people use: "The news is fake" is made of the same words and says something.
//
//	phrase.Of("Привет, это правда??").Kind         // Question
//	phrase.Of("Привет, правда, что банк закрыт?")  // none: it says that a bank is closed
package phrase

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/intent"
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

const (
	mostWords = 25   // of a phrase: nobody needs more to say nothing
	mostBytes = 2000 // … nor more letters
)

// Of recognises a text. An empty text is no phrase.
func Of(text string) Phrase {
	if len(text) > mostBytes {
		return Phrase{}
	}
	said := read(text)
	if said == "" {
		return signs(text)
	}
	words := intent.Words(said)
	if len(words) > mostWords || named.MatchString(text) {
		return Phrase{}
	}
	marked := asked(said)
	for _, words := range spellings(words) {
		if p := judge(words, marked); p.Kind != None {
			return p
		}
	}
	if p, ok := several(said); ok {
		return p
	}
	return understood(said, marked)
}

// named is Ким, a name: "who" is written so only at the start of a sentence.
var named = regexp.MustCompile(`[\p{Ll},] Ким(?:$|[^\p{L}])`)

// understood recognises other questions of one sentence, if they have no word that could be a subject.
func understood(text string, marked bool) Phrase {
	if !marked || strings.ContainsAny(text, ",;:\n") || Telling(text, 1) > 0 {
		return Phrase{}
	}
	switch q, _ := intent.Of(text); q {
	case intent.Truth:
		return Phrase{Kind: Question, Truth: true}
	case intent.Identity:
		return Phrase{Kind: Question, Who: true}
	case intent.Place:
		return Phrase{Kind: Question, Where: true}
	}
	return Phrase{}
}

// Asks reports whether a text is nothing but a question.
func Asks(text string) bool { return Of(text).Kind == Question }

// judge recognises words by the form that they have as a whole.
func judge(words []string, marked bool) Phrase {
	for _, f := range forms {
		if (marked || !f.marked) && f.whole.matches(words) {
			return f.asks
		}
	}
	switch {
	case greetings.matches(words):
		return Phrase{Kind: Greeting}
	case courtesy.matches(words), addressed.matches(words) && !marked:
		return Phrase{Kind: Thanks}
	case len(words) == 1 && emptiness.matches(words):
		return Phrase{Kind: Question}
	}
	return Phrase{}
}

// several recognises sentences of which each says nothing: "Кто это? Где снято?"
func several(text string) (all Phrase, ok bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?;,\n", r) })
	if len(parts) < 2 {
		return all, false
	}
	marked := asked(text)
	for _, part := range parts {
		words := intent.Words(part)
		if len(words) == 0 {
			continue
		}
		var p Phrase
		for _, words := range spellings(words) {
			if p = judge(words, marked); p.Kind != None {
				break
			}
		}
		if p.Kind == None {
			return Phrase{}, false
		}
		all.Truth, all.Who, all.Where = all.Truth || p.Truth, all.Who || p.Who, all.Where || p.Where
		if all.Kind == None || p.Kind == Question || all.Kind == Thanks && p.Kind == Greeting {
			all.Kind = p.Kind
		}
	}
	return all, true
}

// read gives a text as it is compared, without the names of those to whom it is said.
func read(text string) string {
	var plain []string
	for field := range strings.FieldsSeq(fold.Plain(text)) {
		if !strings.HasPrefix(field, "@") || len(field) == 1 {
			plain = append(plain, field)
		}
	}
	text = strings.Join(plain, " ")
	if !strings.ContainsFunc(text, sayable) {
		return ""
	}
	return text
}

func sayable(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func asked(text string) bool { return strings.ContainsAny(text, "?¿؟？❓❔⁉🤔🧐🤨") }

// signs is what a text does that has no words.
func signs(text string) Phrase {
	var own []string
	for field := range strings.FieldsSeq(fold.Plain(text)) {
		if !strings.HasPrefix(field, "@") || len(field) == 1 {
			own = append(own, field)
		}
	}
	switch {
	case len(own) == 0:
		return Phrase{}
	case asked(text):
		return Phrase{Kind: Question}
	}
	return Phrase{Kind: Thanks} // 👍
}

// spellings are the ways in which words may be meant: as they are written and, of Latin letters, as they sound.
func spellings(words []string) [][]string {
	heard := make([]string, len(words))
	for i, w := range words {
		heard[i] = intent.Heard(w)
	}
	return [][]string{words, heard}
}

// Telling counts the words of a text, up to most, that are no question words, pronouns, or words for kinds of messages: by which it
// can be told from another.
func Telling(text string, most int) (n int) {
	for _, w := range intent.Words(fold.Plain(text)) {
		if len([]rune(w)) > 1 && !usual[w] && !usual[intent.Heard(w)] {
			if n++; n >= most {
				break
			}
		}
	}
	return n
}
