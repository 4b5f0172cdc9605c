package sms

import (
	"strconv"
	"strings"
)

// Number reads a phone number as networks and people write it: "+7 701 123-45-67", "0077011234567". ok is false for what
// nobody can be answered at, such as the name or short number of a service.
func Number(text string) (n int64, ok bool) {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune(" -().\u00a0", r):
			return -1
		case r == '+':
			return '+'
		}
		return '!'
	}, strings.TrimSpace(text))
	digits, international := strings.CutPrefix(digits, "+")
	if !international {
		if long, ok := strings.CutPrefix(digits, "00"); ok {
			digits = long
		} else if len(digits) == 11 && digits[0] == '8' { // within Kazakhstan and Russia
			digits = "7" + digits[1:]
		}
	}
	const shortest, longest = 8, 15 // E.164
	if len(digits) < shortest || len(digits) > longest || digits[0] == '0' || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil && n > 0
}
