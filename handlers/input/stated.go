package input

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
	if answer, known := ShortAnswer(said); known {
		return answer
	}
	choice, rest := SplitAnswer(said)
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

// shortAnswers are ways to write an answer in an SMS beside those of answerWords: in Latin letters, or as yes and no.
var shortAnswers = map[string]string{
	"pravda": verification.True, "ras": verification.True, "shyn": verification.True, "chyn": verification.True,
	"да": verification.True, "da": verification.True, "yes": verification.True, "иә": verification.True, "ооба": verification.True,
	"lozh": verification.False, "loj": verification.False, "feik": verification.False, "feyk": verification.False, "nepravda": verification.False,
	"otirik": verification.False, "ötirik": verification.False, "jalgan": verification.False, "zhalgan": verification.False, "jalghan": verification.False,
	"нет": verification.False, "net": verification.False, "no": verification.False, "жоқ": verification.False, "жок": verification.False,
	"obman": verification.Misleading, "aldamshy": verification.Misleading, "adashtyrat": verification.Misleading, "вводит": verification.Misleading,
	"nedokazano": verification.Unproven, "dalelsiz": verification.Unproven, "dälelsiz": verification.Unproven, "dalilsiz": verification.Unproven,
	"neznayu": verification.DontKnow, "bilmeymin": verification.DontKnow, "bilbeym": verification.DontKnow,
}

// ShortAnswer reads an answer of one word as people write it in SMS; ok is false for any other word.
func ShortAnswer(word string) (answer string, ok bool) {
	answer, ok = shortAnswers[word]
	return answer, ok
}
