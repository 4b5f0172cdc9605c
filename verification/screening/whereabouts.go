package screening

import "regexp"

// Whereabouts tells whether a text says where somebody works or lives, by which they could be found. Who a person is can be
// said without.
func Whereabouts(text string) bool { return found.MatchString(text) }

var found = regexp.MustCompile(word + `(?:(?:работает|служит|трудится)\s+(?:в|во|на|у|при)\s|место работы|работник\s|сотрудни(?:к|ца)\s|` +
	`(?:жив[её]т|проживает)\s+по\s|адрес|` +
	`жұмыс істейді|жұмыс орны|қызметкер|мекенжай|` +
	`иштейт(?:$|[^\p{L}])|жумуш орду|кызматкер|дареги|` +
	`(?:works|working|employed)\s+(?:at|for|in|by)\s|workplace|employee of|(?:lives|living)\s+(?:at|on)\s|address(?:$|[^\p{L}]))`)
