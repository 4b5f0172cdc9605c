package moderation

import (
	"slices"
	"strings"
)

// past reports whether the word ends as verbs do that tell what was, in Russian, Kazakh and Kyrgyz, or is one of those of
// English.
func (w word) past() bool {
	if len(w.letters) < 3 {
		return false
	}
	s := string(w.letters)
	if w.letters[0] < 'z' {
		return len(s) > 4 && strings.HasSuffix(s, "ed") || pastWords[s]
	}
	return pastWords[s] || len(w.letters) > 3 && slices.ContainsFunc(pastEndings, func(e string) bool { return strings.HasSuffix(s, e) })
}

var (
	pastEndings = strings.Fields(`ал ил ел ол ял ыл ула ала ила ела яла ыла ало ило ело ыло али или ели яли ыли шел шёл шла шло шли лся лась лось лись ют ит ят ят ется ются ятся ится ут ат ет
		ды ді ты ті ду дү ту түп тты дды ған ген қан кен гон гөн кон көн ган кан жатыр жатат тұр турат отыр отурат уда үүдө йді йды йт`)
	pastWords = wordsOf("was were is are has had said came went took met shot saw heard held began happened will нет есть был была было были бар жок жоқ эле еді")
)

func wordsOf(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// locative reports whether the word ends as words of Kazakh and Kyrgyz do that say where, also in Latin letters.
func (w word) locative() bool {
	n := len(w.letters)
	return n > 3 && strings.ContainsRune("дтdt", w.letters[n-2]) && strings.ContainsRune("аеоөaeo", w.letters[n-1])
}

// clock reports whether the i-th word is the hours of a time of day.
func (p *plain) clock(words []word, i int) bool {
	w := words[i]
	return i+1 < len(words) && w.to-w.from <= 2 && words[i+1].minutes() && words[i+1].glued && p.low[w.to] == ':'
}

// minutes reports whether the word is two digits, perhaps in a case: 00дө.
func (w word) minutes() bool {
	const longest = 4
	return len(w.letters) >= 2 && len(w.letters) <= longest && isDigit(w.letters[0]) && isDigit(w.letters[1]) && (len(w.letters) == 2 || isLetter(w.letters[2]))
}

// hour reports whether the word is an hour with what says so: 7pm.
func (w word) hour() bool {
	s := string(w.letters)
	n, ok := strings.CutSuffix(s, "pm")
	if !ok {
		n, ok = strings.CutSuffix(s, "am")
	}
	return ok && len(n) > 0 && len(n) < 3 && isDigit(w.letters[0]) && isDigit(w.letters[len(n)-1])
}
