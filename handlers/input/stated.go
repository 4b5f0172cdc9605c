package input

import (
	"strings"

	"github.com/rastau/rastau/verification/claim"
)

// statedIn reads an answer as people type it: «Это фейк», «бұл рас», "it's not true". It is "" for anything else, and for a question.
func statedIn(text string) string {
	if strings.ContainsAny(text, "?¿？") {
		if strings.TrimSpace(text) == "?" {
			return claim.DontKnow
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
	"верно": claim.True, "достоверно": claim.True, "реально": claim.True, "ырас": claim.True, "туура": claim.True,
	"шындық": claim.True, "чындык": claim.True, "правдиво": claim.True, "real": claim.True, "not fake": claim.True,
	"не фейк": claim.True, "не ложь": claim.True, "фейк емес": claim.True, "өтірік емес": claim.True, "жалган эмес": claim.True,
	"не правда": claim.False, "не верно": claim.False, "неверно": claim.False, "враньё": claim.False, "вранье": claim.False,
	"врут": claim.False, "вброс": claim.False, "брехня": claim.False, "рас емес": claim.False, "шын емес": claim.False,
	"чын эмес": claim.False, "туура эмес": claim.False, "not true": claim.False, "untrue": claim.False, "a lie": claim.False,
	"lie": claim.False, "fake news": claim.False, "not real": claim.False,
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
	"pravda": claim.True, "ras": claim.True, "shyn": claim.True, "chyn": claim.True,
	"да": claim.True, "da": claim.True, "yes": claim.True, "иә": claim.True, "ооба": claim.True,
	"lozh": claim.False, "loj": claim.False, "feik": claim.False, "feyk": claim.False, "nepravda": claim.False,
	"otirik": claim.False, "ötirik": claim.False, "jalgan": claim.False, "zhalgan": claim.False, "jalghan": claim.False,
	"нет": claim.False, "net": claim.False, "no": claim.False, "жоқ": claim.False, "жок": claim.False,
	"obman": claim.Misleading, "aldamshy": claim.Misleading, "adashtyrat": claim.Misleading, "вводит": claim.Misleading,
	"nedokazano": claim.Unproven, "dalelsiz": claim.Unproven, "dälelsiz": claim.Unproven, "dalilsiz": claim.Unproven,
	"neznayu": claim.DontKnow, "bilmeymin": claim.DontKnow, "bilbeym": claim.DontKnow,
}

// ShortAnswer reads an answer of one word as people write it in SMS; ok is false for any other word.
func ShortAnswer(word string) (answer string, ok bool) {
	answer, ok = shortAnswers[word]
	return answer, ok
}
