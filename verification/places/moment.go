package places

import (
	"fmt"
	"strings"
)

// moment is a year, or a month of it, or a day; and perhaps a part of the day or a moment.
type moment struct {
	year, month, day int
	clock            bool
	hour, minute     int
	part             int // of the day, from 1; 0 for none
	season           int // of the year, from winter, which is 1; 0 for none
}

func (t moment) valid() bool {
	days := [13]int{31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	switch {
	case t.month < 0 || t.month > 12 || t.day > days[t.month] || t.day > 0 && t.month == 0:
		return false
	case t.day == 29 && t.month == 2 && t.year > 0 && (t.year%4 != 0 || t.year%100 == 0 && t.year%400 != 0):
		return false
	case t.hour > 23 || t.minute > 59, t.season > 0 && t.month > 0:
		return false
	}
	return t.year == 0 || t.year >= 1950 && t.year <= 2099
}

func (t moment) key() string {
	var out []string
	switch {
	case t.season > 0:
		out = append(out, fmt.Sprintf("%04d-%s", t.year, seasonNames["en"][t.season-1]))
	case t.year > 0 || t.month > 0:
		out = append(out, fmt.Sprintf("%04d-%02d-%02d", t.year, t.month, t.day))
	}
	switch {
	case t.clock:
		out = append(out, fmt.Sprintf("%02d:%02d", t.hour, t.minute))
	case t.part > 0:
		out = append(out, partNames["en"][t.part-1])
	}
	return strings.Join(out, "T")
}

var monthNames = map[string][]string{
	"kk": strings.Fields("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
	"ky": strings.Fields("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
	"ru": strings.Fields("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
	"en": strings.Fields("January February March April May June July August September October November December"),
}

// monthsOf are how Russian writes months after a day.
var monthsOf = strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")

var partNames = map[string][]string{
	"kk": {"таңертең", "күндіз", "кешке", "түнде"},
	"ky": {"эртең менен", "күндүз", "кечинде", "түнкүсүн"},
	"ru": {"утром", "днём", "вечером", "ночью"},
	"en": {"morning", "daytime", "evening", "night"},
}

var seasonNames = map[string][]string{
	"kk": {"қыс", "көктем", "жаз", "күз"},
	"ky": {"кыш", "жаз", "жай", "күз"},
	"ru": {"зима", "весна", "лето", "осень"},
	"en": {"winter", "spring", "summer", "autumn"},
}

// in writes the time in a language.
func (t moment) in(language string) string {
	var out []string
	if day := t.dayIn(language); day != "" {
		out = append(out, day)
	}
	switch {
	case t.clock:
		out = append(out, fmt.Sprintf("%02d:%02d", t.hour, t.minute))
	case t.part > 0:
		out = append(out, partNames[language][t.part-1])
	}
	return strings.Join(out, ", ")
}

func (t moment) dayIn(language string) string {
	if t.season > 0 {
		name, year := seasonNames[language][t.season-1], ""
		if t.year > 0 {
			year = fmt.Sprint(t.year)
		}
		switch language {
		case "kk":
			return join(suffixed(year, " жылғы"), name)
		case "ky":
			return join(suffixed(year, "-жылдын"), name)
		case "ru":
			return join(name, suffixed(year, " года"))
		}
		return join(name, year)
	}
	if t.month == 0 {
		if t.year == 0 {
			return ""
		}
		return fmt.Sprint(t.year) + map[string]string{"kk": " жыл", "ky": "-жыл", "ru": " год", "en": ""}[language]
	}
	month := monthNames[language][t.month-1]
	year := ""
	if t.year > 0 {
		year = fmt.Sprint(t.year)
	}
	switch {
	case language == "kk":
		return join(suffixed(year, " жылғы"), number(t.day), month)
	case language == "ky" && t.day > 0:
		return join(suffixed(year, "-жылдын"), fmt.Sprint(t.day)+"-"+month)
	case language == "ky":
		return join(suffixed(year, "-жылдын"), month)
	case language == "ru" && t.day > 0:
		return join(number(t.day), monthsOf[t.month-1], suffixed(year, " года"))
	case language == "ru":
		return join(month, suffixed(year, " года"))
	}
	return join(number(t.day), month, year)
}

func join(parts ...string) string { return strings.Join(strings.Fields(strings.Join(parts, " ")), " ") }

func suffixed(s, suffix string) string {
	if s == "" {
		return ""
	}
	return s + suffix
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}
