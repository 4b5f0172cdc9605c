package input

import (
	"strings"

	"github.com/rastau/rastau/verification/claim"
)

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
