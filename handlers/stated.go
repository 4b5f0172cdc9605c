package handlers

import (
	"strings"

	"github.com/rastau/rastau/verification"
)

// statedIn reads an answer as people type it: «Это фейк», «бұл рас», "it's not true". It is "" for anything else, and for a question.
func statedIn(text string) string {
	if strings.ContainsAny(text, "?¿？") {
		if strings.TrimSpace(text) == "?" {
			return verification.DontKnow
		}
		return ""
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" \t\n.,!;:…–—-«»\"“”", r) })
	for len(words) > 1 && aroundAnswer[words[0]] {
		words = words[1:]
	}
	for len(words) > 1 && aroundAnswer[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	said := strings.Join(words, " ")
	if answer, known := stated[said]; known {
		return answer
	}
	if answer, known := smsAnswers[said]; known {
		return answer
	}
	choice, rest := splitAnswer(said)
	if rest != "" {
		return ""
	}
	return choice
}

// aroundAnswer are words around an answer that do not change it.
var aroundAnswer = wordSet(`это эта всё все точно явно полная полный полное чистая чистый чистейшая конечно же думаю по моему кажется да я просто очередной очередная
	бұл мынау осы бул ушул тигил it it's its this that is a the that's thats totally i think yes definitely екен экен ғой го жой ойлайм менің менин ойымша оюмча`)

// stated are answers beside those that stand alone in a command or an SMS.
var stated = map[string]string{
	"верно": verification.True, "достоверно": verification.True, "реально": verification.True, "ырас": verification.True, "туура": verification.True,
	"шындық": verification.True, "чындык": verification.True, "правдиво": verification.True, "real": verification.True, "not fake": verification.True,
	"не фейк": verification.True, "не ложь": verification.True, "фейк емес": verification.True, "өтірік емес": verification.True, "жалган эмес": verification.True,
	"не правда": verification.False, "не верно": verification.False, "неверно": verification.False, "враньё": verification.False, "вранье": verification.False,
	"врут": verification.False, "вброс": verification.False, "брехня": verification.False, "рас емес": verification.False, "шын емес": verification.False,
	"чын эмес": verification.False, "туура эмес": verification.False, "not true": verification.False, "untrue": verification.False, "a lie": verification.False,
	"lie": verification.False, "fake news": verification.False, "not real": verification.False,
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}
