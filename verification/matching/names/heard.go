package names

import "strings"

// heard writes a word by its sounds, and unlike [sounds] takes Latin letters for those of a name from here rather than of an
// English or an Italian one. [Key] does not: what it gives must not change.
func heard(word string) string {
	if rest, ok := strings.CutPrefix(word, "ye"); ok {
		word = "е" + rest
	}
	return sounds(fromHere.Replace(word))
}

// fromHere has the letters that would be heard otherwise: Sergeev, Meerim, Aitbaeva, Aijan, Doszhan, Bakytzhan, Ignatov, Quandyq, Tokayev.
var fromHere = strings.NewReplacer("eev", "ев", "meer", "меер", "aev", "аев", "ij", "иj", "szh", "сж", "tzh", "тж", "igna", "игна", "qua", "куа",
	"aye", "ае", "eye", "е", "iye", "ие", "oye", "ое", "uye", "уе", "yye", "ие")
