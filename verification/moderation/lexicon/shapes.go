package lexicon

import (
	"slices"
	"strings"
)

// Past reports whether the word ends like a past tense of Russian, Kazakh or Kyrgyz, or is a past tense of English.
func (w Word) Past() bool {
	if len(w.Letters) < 3 {
		return false
	}
	s := string(w.Letters)
	if w.Letters[0] < 'z' {
		return len(s) > 4 && strings.HasSuffix(s, "ed") || pastWords[s]
	}
	return pastWords[s] || len(w.Letters) > 3 && slices.ContainsFunc(pastEndings, func(e string) bool { return strings.HasSuffix(s, e) })
}

var (
	pastEndings = strings.Fields(`ал ил ел ол ял ыл ула ала ила ела яла ыла ало ило ело ыло али или ели яли ыли шел шёл шла шло шли лся лась лось лись ют ит ят ят ется ются ятся ится ут ат ет
		ды ді ты ті ду дү ту түп тты дды ған ген қан кен гон гөн кон көн ган кан жатыр жатат тұр турат отыр отурат уда үүдө йді йды йт`)
	pastWords = Set("was were is are has had said came went took met shot saw heard held began happened will нет есть был была было были бар жок жоқ эле еді")
)

// Set returns the words of a list separated by white space.
func Set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// locative reports whether the word ends like the locative case of Kazakh and Kyrgyz, in either alphabet.
func (w Word) locative() bool {
	n := len(w.Letters)
	return n > 3 && strings.ContainsRune("дтdt", w.Letters[n-2]) && strings.ContainsRune("аеоөaeo", w.Letters[n-1])
}

// clock reports whether the i-th word is the hour of a time such as 18:00.
func (p *Text) clock(words []Word, i int) bool {
	w := words[i]
	return i+1 < len(words) && w.To-w.From <= 2 && words[i+1].minutes() && words[i+1].Glued && p.Lowered[w.To] == ':'
}

// minutes reports whether the word is two digits, with or without a case ending: 00дө.
func (w Word) minutes() bool {
	const longest = 4
	return len(w.Letters) >= 2 && len(w.Letters) <= longest && IsDigit(w.Letters[0]) && IsDigit(w.Letters[1]) && (len(w.Letters) == 2 || IsLetter(w.Letters[2]))
}

// hour reports whether the word is an hour with am or pm: 7pm.
func (w Word) hour() bool {
	s := string(w.Letters)
	n, ok := strings.CutSuffix(s, "pm")
	if !ok {
		n, ok = strings.CutSuffix(s, "am")
	}
	return ok && len(n) > 0 && len(n) < 3 && IsDigit(w.Letters[0]) && IsDigit(w.Letters[len(n)-1])
}
