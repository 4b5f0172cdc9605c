// Package english counts things in the sentences that commands print.
package english

import "strconv"

// Count is a number and what there are so many of: "1 key", "2 keys". The plural is the singular with an s unless it is given.
func Count(n int, one string, plural ...string) string {
	return strconv.Itoa(n) + " " + Form(n, one, append(plural, one+"s")[0])
}

// Form chooses the word that agrees with a number.
func Form(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
