package sms

import (
	"strconv"
	"strings"

	"github.com/rastau/rastau/verification/claim"
)

// prefix begins the address of whoever is answered by SMS; the number follows.
const prefix = "sms:+"

// Address is how somebody is reached who writes SMS from that number.
func Address(number int64) string { return prefix + strconv.FormatInt(number, 10) }

// Number reads an address; ok is false when it is none of an SMS.
func Number(address string) (number int64, ok bool) {
	text, ok := strings.CutPrefix(address, prefix)
	if !ok {
		return 0, false
	}
	number, err := strconv.ParseInt(text, 10, 64)
	return number, err == nil && number > 0
}

// languageOfNumber guesses the language of somebody new by the country of their number.
func languageOfNumber(number int64) claim.Language {
	text := strconv.FormatInt(number, 10)
	switch {
	case strings.HasPrefix(text, "996"):
		return claim.Kyrgyz
	case strings.HasPrefix(text, "77"), strings.HasPrefix(text, "76"):
		return claim.Kazakh
	case strings.HasPrefix(text, "7"):
		return claim.Russian
	}
	return claim.English
}
