package places

import (
	"time"

	"github.com/rastau/rastau/verification/matching/fold"
)

// daysBefore are words for days, by how many days before they are.
var daysBefore = func() map[string]int {
	m := map[string]int{}
	for i, list := range []string{
		"сегодня бүгін бүгүн today segodnya bugin bugun", "вчера кеше кешегі кечээ кечеги yesterday vchera keshe keche kechee", "позавчера",
	} {
		for w := range wordSet(list) {
			m[fold.Plain(w)] = i
		}
	}
	return m
}()

var (
	lastWords  = wordSet("прошлом прошлого прошлый прошлым прошлой прошлую өткен өткөн last")
	yearWords  = wordSet("году года год жыл жылы жылғы жылкы year")
	nightWords = map[string]int{"night": 4, "evening": 3}
)

// before takes what tells a day or a year by how long before it is: yesterday, былтыр, last year.
func (r *reader) before() bool {
	if r.now.IsZero() {
		return false
	}
	word := r.tokens[r.at]
	if n, ok := daysBefore[word]; ok {
		return r.ago(&r.days, n, 1)
	}
	switch {
	case word == "былтыр" || word == "byltyr":
		return r.ago(&r.years, 1, 1)
	case word == "биыл" || word == "быйыл":
		return r.ago(&r.years, 0, 1)
	case word == "tonight":
		return r.ago(&r.days, 0, 1) && r.inPart(4)
	case (word == "арғы" || word == "мурдагы" || word == "алдыңғы") && (r.word(1) == "күні" || r.word(1) == "күнү"):
		return r.ago(&r.days, 2, 2)
	case (word == "этом" || word == "this") && yearWords[r.word(1)]:
		return r.ago(&r.years, 0, 2)
	case lastWords[word] && yearWords[r.word(1)]:
		return r.ago(&r.years, 1, 2)
	case lastWords[word] && seasons[r.word(1)] > 1: // last winter was in two years
		return r.ago(&r.years, 1, 1)
	case word == "last" && nightWords[r.word(1)] > 0:
		part := nightWords[r.word(1)]
		return r.ago(&r.days, 1, 2) && r.inPart(part)
	}
	return false
}

// ago notes how many days or years before the answer something was, which so many tokens tell.
func (r *reader) ago(field *int, n, tokens int) bool { return set(field, n+1) && r.step(tokens) }

func (r *reader) inPart(part int) bool { return set(&r.p.moment.part, part) }

func (r *reader) relative() bool { return r.days > 0 || r.years > 0 }

// reckon makes a day, or a year, of how long before the answer it was, by the clocks of the place. It is not ok where the text
// tells another day besides.
func (r *reader) reckon() bool {
	t := &r.p.moment
	now := r.now.In(r.zone())
	if r.days > 0 {
		if t.day > 0 || t.month > 0 || t.year > 0 || t.season > 0 || r.years > 0 {
			return false
		}
		now = now.AddDate(0, 0, 1-r.days)
		t.year, t.month, t.day = now.Year(), int(now.Month()), now.Day()
	}
	if r.years > 0 {
		return set(&t.year, now.Year()+1-r.years)
	}
	return true
}

// zone is the time of the place: of Kyrgyzstan, or else of Kazakhstan.
func (r *reader) zone() *time.Location {
	const kazakhstan, kyrgyzstan = 5, 6 // hours before Greenwich
	hours := kazakhstan
	in := func(e *entry) bool { return e != nil && (e.id == "kg" || e.in == "kg") }
	p := r.p
	if in(p.country) || in(p.region) || p.town != nil && (in(p.town) || in(r.g.regions[p.town.in])) {
		hours = kyrgyzstan
	}
	return time.FixedZone("", hours*3600)
}
