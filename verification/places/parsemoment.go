package places

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/matching/fold"
)

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$`)
	yearFirst = regexp.MustCompile(`^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$`)
	dayOnly   = regexp.MustCompile(`^(\d{1,2})\.(\d{2})$`)
	ofClock   = regexp.MustCompile(`^(\d{1,2})[:.](\d{2})(?::\d{2})?$`)
	plain     = regexp.MustCompile(`^\d{1,4}$`)
)

// moment takes what tells a day or a time of day at the next token.
func (r *reader) moment() bool {
	word := r.tokens[r.at]
	t := &r.p.moment
	switch {
	case word == "эртең" && r.word(1) == "менен" && t.part == 0:
		t.part = 1
		return r.step(2)
	case part[word] > 0 && t.part == 0:
		t.part = part[word]
		return r.step(1)
	case seasons[word] > 0:
		return set(&t.season, seasons[word]) && r.step(1)
	case month(word) > 0 && (!notPlaces[word] || r.numberBeside()): // сен is you
		return r.setMonth(month(word)) && r.step(1)
	case timeWords[word]:
		return r.step(1)
	}
	if m := dayFirst.FindStringSubmatch(word); m != nil {
		year := atoi(m[3])
		if len(m[3]) == 2 {
			year += 2000
		}
		return r.setDay(atoi(m[1])) && r.setMonth(atoi(m[2])) && r.setYear(year) && r.step(1)
	}
	if m := yearFirst.FindStringSubmatch(word); m != nil {
		return r.setYear(atoi(m[1])) && r.setMonth(atoi(m[2])) && r.setDay(atoi(m[3])) && r.step(1)
	}
	if m := dayOnly.FindStringSubmatch(word); m != nil && t.day == 0 && atoi(m[2]) <= 12 && m[2] != "00" {
		return r.setDay(atoi(m[1])) && r.setMonth(atoi(m[2])) && r.step(1)
	}
	if m := ofClock.FindStringSubmatch(word); m != nil {
		return r.setClock(atoi(m[1]), atoi(m[2])) && r.step(1)
	}
	if plain.MatchString(word) {
		return r.number(atoi(word), len(word))
	}
	return false
}

// number takes a number, by what stands beside it for a day, a year or an hour.
func (r *reader) number(n, digits int) bool {
	next, before := r.word(1), r.word(-1)
	if next == "t" && digits == 4 || digits > 2 && digits != 4 {
		return false
	}
	switch {
	case digits == 4:
		return r.setYear(n) && r.step(1)
	case month(next) > 0:
		return r.setDay(n) && r.step(1)
	case ordinal[next] && (month(r.word(2)) > 0 || r.p.moment.month > 0 || month(r.word(3)) > 0):
		return r.setDay(n) && r.step(2)
	case next == "pm" && n <= 12:
		return r.setClock(n%12+12, 0) && r.step(2)
	case next == "am" && n <= 12:
		return r.setClock(n%12, 0) && r.step(2)
	case hours[next]:
		return r.setClock(n, 0) && r.step(2)
	case hours[before] || (before == "в" || before == "at") && r.p.moment.month > 0 && r.p.moment.day > 0:
		return r.setClock(n, 0) && r.step(1) && (!ordinal[next] || r.step(1))
	case month(before) > 0 && r.p.moment.day == 0:
		return r.setDay(n) && r.step(1) && (!ordinal[next] || r.step(1))
	}
	return false
}

// word returns the token so many places on, "" if there is none.
func (r *reader) word(n int) string {
	if r.at+n < 0 || r.at+n >= len(r.tokens) {
		return ""
	}
	return r.tokens[r.at+n]
}

func (r *reader) step(n int) bool { r.at += n; return true }

func (r *reader) setYear(n int) bool  { return set(&r.p.moment.year, n) }
func (r *reader) setMonth(n int) bool { return set(&r.p.moment.month, n) }
func (r *reader) setDay(n int) bool   { return set(&r.p.moment.day, n) }

func (r *reader) setClock(hour, minute int) bool {
	t := &r.p.moment
	if t.clock {
		return false
	}
	t.clock, t.hour, t.minute = true, hour, minute
	return true
}

func set(field *int, n int) bool {
	if *field != 0 || n == 0 {
		return false
	}
	*field = n
	return true
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // of at most four digits
	return n
}

// month returns the number of a month that a word names in any case, 0 for none.
func month(word string) int {
	for _, rest := range []string{"", "ның", "нің", "дың", "дің", "тың", "тің", "да", "де", "та", "те", "нда", "нде", "дан", "ден", "тан", "тен", "ы", "і", "и", "е", "а", "дын", "дин", "тын", "тин", "дагы", "нын", "ынын", "ында", "ындагы", "da", "de", "ta", "te", "ynda", "inde", "dan", "den"} {
		if stem, ok := strings.CutSuffix(word, rest); ok && months[stem] > 0 {
			return months[stem]
		}
	}
	return 0
}

// seasons are words for them. жаз is summer in Kazakh and spring in Kyrgyz, so that only what is of one language is taken.
var seasons = func() map[string]int {
	m := map[string]int{}
	for i, list := range []string{
		"зима зимой зимы зиму зиме қыс қыста қысы қысында кыш кышта кышында кышы winter zimoi zimoy", "весна весной весны весну көктем көктемде көктемінде көктемі spring vesnoi vesnoy",
		"лето летом лета лете жай жайында жайы жайкысын summer letom", "осень осенью осени күз күзде күзінде күзүндө күзі күзү autumn fall osenyu",
	} {
		for w := range strings.FieldsSeq(list) {
			m[fold.Plain(w)] = i + 1
		}
	}
	return m
}()

// months are names of months as they are folded.
var months = func() map[string]int {
	m := map[string]int{}
	for _, list := range append([][]string{monthsOf, strings.Fields("январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре"),
		strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec"), strings.Fields("янв фев мар апр май июн июл авг сен окт ноя дек"),
		strings.Fields("qantar aqpan nauryz sauir mamyr mausym shilde tamyz qyrkuiek qazan qarasha jeltoqsan"),
		strings.Fields("yanvar fevral mart aprel mai iyun iyul avgust sentyabr oktyabr noyabr dekabr"),
		strings.Fields("yanvarya fevralya marta aprelya maya iyunya iyulya avgusta sentyabrya oktyabrya noyabrya dekabrya")},
		monthNames["kk"], monthNames["ky"], monthNames["en"]) {
		for i, name := range list {
			m[fold.Plain(name)] = i + 1
		}
	}
	for i, name := range monthNames["ru"] { // without the soft sign, before an ending
		m[strings.TrimSuffix(fold.Plain(name), "ь")] = i + 1
	}
	return m
}()

// part are words for parts of the day.
var part = func() map[string]int {
	m := map[string]int{}
	for i, list := range []string{
		"утром утро утра таңертең таңертеңгілік morning", "днем днём день дня күндіз күндүз түсте түштө daytime afternoon noon",
		"вечером вечер вечера кешке кешкі кечинде кечки evening", "ночью ночь ночи түнде түні түнү түнкүсүн түндө night",
	} {
		for w := range strings.FieldsSeq(list) {
			m[fold.Plain(w)] = i + 1
		}
	}
	return m
}()

var (
	ordinal   = wordSet("th st nd rd го ого ое е да де та те ге ға го гө га ка ке")
	hours     = wordSet("час часа часов часам сағат сағатта саат саатта oclock")
	timeWords = wordSet("год года году г жыл жылы жылғы жылдың жылдағы жылдын жылдагы жылкы year число числа числах күні күнү күндері сағат сағатта саат саатта час часов часа часам of")
)

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[fold.Plain(w)] = true
	}
	return m
}

func (r *reader) numberBeside() bool {
	number := func(word string) bool { return word != "" && unicode.IsDigit([]rune(word)[0]) }
	return number(r.word(1)) || number(r.word(-1))
}
