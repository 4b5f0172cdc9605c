package screening

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

func (w word) locative() bool {
	n := len(w.letters)
	if n < 4 || (w.letters[n-2] != 'д' && w.letters[n-2] != 'т') {
		return false
	}
	switch w.letters[n-1] {
	case 'а', 'е', 'о', 'ө':
		return true
	}
	return false
}

// clock reports whether the i-th word is the hours of a time of day.
func (p *plain) clock(words []word, i int) bool {
	w := words[i]
	return i+1 < len(words) && w.to-w.from <= 2 && words[i+1].number && words[i+1].to-words[i+1].from == 2 && words[i+1].glued && p.low[w.to] == ':'
}
