package screening

import "regexp"

// Custody tells whether a text seems to report what somebody said while they were held. Such words are labelled: they are
// evidence of nothing.
func Custody(text string) bool { return held.MatchString(text) }

var held = regexp.MustCompile(word + `(?:задержан|арестован|признал(?:ся|ась|ись)|призна(?:ние|тельн)|на допросе|подозреваем|` +
	`ұсталған|ұсталды|қамауда|қамауға|мойында|тергеу|` +
	`кармалган|кармалды|камакта|камакка|мойнуна|тергөө|` +
	`detain|arrest|confess|in custody|interrogat|suspect)`)

// Accuses tells whether a text says of somebody what they could be hunted for. What is published of a person clears or is
// neutral.
func Accuses(text string) bool { return accusation.MatchString(text) }

var accusation = regexp.MustCompile(word + `(?:террорист|экстремист|преступник|убийц|мародер|мародёр|бандит|боевик|предател|провокатор|погромщик|` +
	`зачинщик|организатор беспорядк|поджигател|поджёг|поджег|насильник|уголовник|шпион|наркоман|вор(?:$|[^\p{L}])|` +
	`лаңкес|қылмыскер|кісі өлтір|қарақшы|сатқын|тонаушы|` +
	`ланкер|кылмышкер|киши өлтүр|каракчы|саткын|` +
	`terrorist|extremist|criminal|murderer|killer|looter|thug|militant|traitor|provocateur|rioter|ringleader|arson|rapist|gangster|bandit|spy(?:$|[^\p{L}])|thief)`)
