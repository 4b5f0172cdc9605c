package screening

import (
	"strings"

	"github.com/rastau/rastau/verification/matching/fold"
)

var professions = map[string]bool{"pianist": true, "пианист": true, "журналист": true, "мұғалім": true, "мугалим": true}

// Profession reports whether words name an occupation and say nothing else: at most three of them, and perhaps a place.
func Profession(words string) bool {
	f := strings.Fields(fold.Plain(words))
	return len(f) == 1 && professions[f[0]]
}
