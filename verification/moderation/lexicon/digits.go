package lexicon

import (
	"unicode"
)

// digitOf returns the value of a digit of any script, or -1. Digits that NFKC turns into ASCII need no more.
func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r < 0x660:
		return -1
	case unicode.Is(unicode.Nd, r):
		for d := range 10 { // those of a script stand together from 0 to 9
			if !unicode.Is(unicode.Nd, r-rune(d)-1) || d == 9 {
				return d
			}
		}
	}
	for _, from := range [...]rune{0x2776, 0x2780, 0x278a, 0x24f5, 0x1369, 0x10e60, 0x102e1, 0x1d360} { // from 1 to 9
		if r >= from && r < from+9 {
			return int(r-from) + 1
		}
	}
	switch r {
	case '⓿', '🄌', '🄋', '〇', '零':
		return 0
	}
	for i, han := range []rune("一二三四五六七八九") {
		if r == han {
			return i + 1
		}
	}
	return -1
}
