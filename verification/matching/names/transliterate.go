package names

import (
	"strings"
)

// transliterate returns a word by its sounds. Unlike [sounds] it reads Latin letters as those of a local name rather than an
// English or Italian one. [Key] does not use it, because its values must not change.
func transliterate(word string) string {
	if rest, ok := strings.CutPrefix(word, "ye"); ok {
		word = "е" + rest
	}
	return sounds(fromHere.Replace(word))
}

// fromHere replaces Latin spellings of local names that would be read differently: Sergeev, Meerim, Aitbaeva, Aijan,
// Doszhan, Bakytzhan, Ignatov, Quandyq, Tokayev.
var fromHere = strings.NewReplacer("eev", "ев", "meer", "меер", "aev", "аев", "ij", "иj", "szh", "сж", "tzh", "тж", "igna", "игна", "qua", "куа",
	"aye", "ае", "eye", "е", "iye", "ие", "oye", "ое", "uye", "уе", "yye", "ие")
