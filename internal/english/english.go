// Package english counts things in the sentences that commands print.
package english

import "strconv"

// Count returns n and the noun in the form that agrees with it: "1 key", "2 keys". The plural is the singular with an s unless it is given.
func Count(n int, one string, plural ...string) string {
	return strconv.Itoa(n) + " " + Form(n, one, append(plural, one+"s")[0])
}

// Form returns one if n is 1, and otherwise many.
func Form(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
