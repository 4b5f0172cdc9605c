package texts

import (
	"strings"
	"unicode"
)

// apostrophe reports whether r is an apostrophe or looks like one.
func apostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼʻ`´′ʹ", r) }

// cyrillic returns the base letters for the first n runes of in, which are in lower case.
func cyrillic(in []rune) (to string, n int) {
	r := in[0]
	if r >= '0' && r <= '9' {
		return string(r), 1
	}
	if len(in) > 2 && apostrophe(in[1]) && unicode.IsLetter(in[2]) { // the Kazakh alphabet of 2017
		switch r {
		case 's':
			return "ш", 2
		case 'c':
			return "ч", 2
		}
	}
	if len(in) > 1 {
		if to, ok := pairs[[2]rune{r, in[1]}]; ok {
			return to, 2
		}
	}
	if to, ok := singles[r]; ok {
		return to, 1
	}
	if d := digit(r); d >= 0 {
		return string(rune('0' + d)), 1
	}
	return string(r), 1
}

// digit returns the value of a decimal digit of any script, or -1. The digits of a script are consecutive.
func digit(r rune) int {
	if !unicode.Is(unicode.Nd, r) {
		return -1
	}
	for d := range 10 {
		if !unicode.Is(unicode.Nd, r-rune(d)-1) || d == 9 {
			return d
		}
	}
	return -1
}

var pairs = map[[2]rune]string{
	{'s', 'h'}: "ш", {'c', 'h'}: "ч", {'z', 'h'}: "ж", {'k', 'h'}: "х", {'g', 'h'}: "г",
	{'y', 'a'}: "иа", {'y', 'u'}: "иу", {'y', 'o'}: "е", // ё
}

// singles are the letters that are replaced. Where the Latin alphabets of 2018 and 2021 disagree (ı is й in one and і in the
// other), it has one letter for both.
var singles = singleLetters()

func singleLetters() map[rune]string {
	m := map[rune]string{
		'ә': "а", 'ғ': "г", 'қ': "к", 'ң': "н", 'ө': "о", 'ұ': "у", 'ү': "у", 'һ': "х", 'і': "и", 'й': "и",
		'ё': "е", 'э': "е", 'ц': "тс", 'я': "иа", 'ю': "иу", 'ў': "у", 'ҳ': "х", 'ҷ': "ч", 'ї': "и", 'є': "е", 'ґ': "г", 'ј': "ж", 'ҥ': "н",
		'x': "кс", 'ß': "сс", 'æ': "а", 'œ': "о", 'þ': "т", 'ð': "д", 'ə': "а", 'ı': "и",
	}
	latin := []rune("abcdefghijklmnopqrstuvwyz" + "äáâàãåāă" + "öóôòõøōő" + "üúûùūůűŭýÿ" + "éèêëēěėę" + "íìîïīį" +
		"ğǵģ" + "ñńňņ" + "şšśș" + "çčć" + "žźż" + "łľĺ" + "ţťț" + "ďđ" + "řŕ" + "ķ")
	to := []rune("абкдефгхижклмнопкрстуввыз" + "аааааааа" + "оооооооо" + "уууууууууу" + "ееееееее" + "ииииии" +
		"ггг" + "нннн" + "шшшш" + "ччч" + "жзж" + "ллл" + "ттт" + "дд" + "рр" + "к")
	for i, r := range latin {
		m[r] = string(to[i])
	}
	return m
}
