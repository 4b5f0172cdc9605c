package bulletin

import (
	"strings"
	"unicode"
)

// The letters that Kazakh and Kyrgyz have beside the Russian ones are written with ä, ö, ü and ñ where GSM-7 has them.
var latinLetters = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f",
	'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
	'ә': "ä", 'ғ': "gh", 'қ': "q", 'ң': "ñ", 'ө': "ö", 'ұ': "u", 'ү': "ü", 'һ': "h", 'і': "i",
}

// turkic are the letters that Kazakh and Kyrgyz speak otherwise than Russian.
var turkic = map[rune]string{'ж': "j", 'х': "h"}

// Latin writes Cyrillic in Latin letters, as people do in SMS: for reading, not for turning back. Other characters stay.
func Latin(text, language string) string {
	var b strings.Builder
	runes := []rune(text)
	for i, r := range runes {
		low := unicode.ToLower(r)
		latin, known := latinLetters[low]
		if other, own := turkic[low]; own && (language == "kk" || language == "ky") {
			latin = other
		}
		switch {
		case !known:
			b.WriteRune(r)
		case r == low:
			b.WriteString(latin)
		case shouted(runes, i):
			b.WriteString(strings.ToUpper(latin))
		case latin != "":
			first := []rune(latin)
			b.WriteString(string(unicode.ToUpper(first[0])) + string(first[1:]))
		}
	}
	return b.String()
}

// shouted tells whether the capital at i stands in a word of capitals: "ЛОЖЬ" is "LOZH", and "Жанар" is "Zhanar".
func shouted(runes []rune, i int) bool {
	if i+1 < len(runes) && unicode.IsLetter(runes[i+1]) {
		return unicode.IsUpper(runes[i+1])
	}
	return i > 0 && unicode.IsUpper(runes[i-1])
}
