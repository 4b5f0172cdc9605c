package input

import (
	"regexp"
	"strings"
	"unicode"
)

// SurelyCode reports whether what has the form of a code, as it was typed, can be nothing else: no word, place, sum, date, size or
// number plate. It looks at what was typed, for most words of six letters could be read as a code.
func SurelyCode(typed string) bool {
	typed = strings.ToUpper(dashes.Replace(strings.TrimSpace(typed)))
	if cyrillic(typed) && !latinLetter.MatchString(typed) { // «мкр 12А», «С300В4»: nobody needs a Latin letter for these
		return false
	}
	if a, b, ok := strings.Cut(typed, "-"); ok { // as the bot writes it; "500-COM" is a sum
		return mixed(a) || mixed(b)
	}
	bare := strings.ReplaceAll(typed, " ", "")
	if !mixedForm.MatchString(bare) || plateForm.MatchString(bare) || sizeForm.MatchString(bare) {
		return false
	}
	return halvesSayNothing([]rune(bare))
}

// halvesSayNothing reports whether neither half is a number, or may be a word.
func halvesSayNothing(bare []rune) bool {
	const half = 3
	return len(bare) == 2*half && !sayableHalf(string(bare[:half])) && !sayableHalf(string(bare[half:]))
}

// sayableHalf reports whether half a code is a number, or may be a word.
func sayableHalf(half string) bool {
	return !mixed(half) && (!strings.ContainsFunc(half, unicode.IsLetter) || strings.ContainsAny(half, "AEIOUY"))
}

// mixed reports whether there are both letters and digits.
func mixed(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.ContainsFunc(s, unicode.IsLetter)
}

// cyrillic reports whether a text has a letter of that alphabet.
func cyrillic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
}

var (
	latinLetter = regexp.MustCompile(`[A-Z]`)
	// mixedForm is of letters and digits that change more than once: "FAB500" is no code for certain.
	mixedForm = regexp.MustCompile(`\d\pL+\d|\pL\d+\pL`)
	// plateForm is a number plate: A123BC.
	plateForm = regexp.MustCompile(`^\pL\d{3}\pL{2}$`)
	// sizeForm is a size: 100x50.
	sizeForm = regexp.MustCompile(`^\d+[XХ]\d+$`)
)
