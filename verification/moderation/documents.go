package moderation

import (
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// documents hides numbers of passports, cars and accounts, which have letters.
func (m *masking) documents() {
	for i := range m.tokens {
		if m.covered[m.tokens[i].from] {
			continue
		}
		for _, find := range [...]func(int) int{m.account, m.plate, m.passport} {
			if to := find(i); to > 0 {
				m.cover(m.tokens[i].from, to)
				break
			}
		}
	}
}

// account returns where an IBAN ends that begins with token i, 0 if there is none.
func (m *masking) account(i int) int {
	t := m.tokens[i]
	if len(t.letters) != 2 || i+1 >= len(m.tokens) || m.tokens[i+1].from > t.to+1 || len(m.tokens[i+1].digits) < 2 {
		return 0
	}
	for _, r := range t.letters {
		if latinOf(r) > 'z' || !t.upper && m.tokens[i+1].from > t.to {
			return 0
		}
	}
	n, digits, end := 0, 0, 0
	for k := t.from; k < len(m.Lowered) && n < 36; k++ {
		switch r := m.Lowered[k]; {
		case lexicon.IsDigit(r):
			n, digits, end = n+1, digits+1, k+1
		case lexicon.IsLetter(r):
			if n > 1 && n < 4 || n > 3 && !unicode.IsUpper(m.Runes[k]) && m.Runes[t.from] != m.Lowered[t.from] {
				k = len(m.Lowered)
				break
			}
			n, end = n+1, k+1
		case (r == ' ' || r == '-') && k == end:
		default:
			k = len(m.Lowered)
		}
	}
	if n < 15 || n > 34 || digits < 10 {
		return 0
	}
	return end
}

// plate returns where a number of a car ends that begins with token i: 123 ABC 02, A 123 BCD, 01 KG 123 ABC, А123ВС77.
func (m *masking) plate(i int) int {
	shape := make([]byte, 0, 4) // a letter for letters and the number of them or of digits
	n := i
	apart := false
	for ; n < len(m.tokens) && n < i+4; n++ {
		t := m.tokens[n]
		if n > i {
			gap := m.gap(n-1, n)
			if len(gap) > 1 || len(gap) == 1 && gap[0] != ' ' && gap[0] != '-' {
				break
			}
			apart = apart || len(gap) > 0
		}
		if t.digits == "" && !t.upper && apart || t.alike || t.spelled || len(t.digits) > 4 || len(t.letters) > 3 {
			break
		}
		if t.digits != "" {
			shape = append(shape, '0'+byte(len(t.digits)))
		} else {
			shape = append(shape, 'a'+byte(len(t.letters)))
		}
	}
	capital := func(k int) bool { return m.tokens[k].upper }
	free := func(k int) bool { return !m.is(k, ofMoney|ofCurrency|ofUnit) || m.plateSaid(i) }
	for size := len(shape); size > 1; size-- {
		last := m.tokens[i+size-1]
		if i+size < len(m.tokens) && m.tokens[i+size].from == last.to { // it goes on
			continue
		}
		switch s := string(shape[:size]); s {
		case "3d2", "3c2": // three digits, two or three letters, the region
			if region := number(last.digits); region >= 1 && region <= 20 && free(i+1) && (!apart || capital(i+1)) && (s == "3d2" || !apart || m.plateSaid(i)) {
				return last.to
			}
		case "b3d", "b3c", "b3c2", "b3c3", "b3d2", "b4b", "b4c":
			if capital(i) && capital(i+2) && free(i+2) && (s != "b3c" && s != "b4b" && s != "b4c" || m.plateSaid(i) || !apart) || (s == "b3c2" || s == "b3c3") && !apart {
				return last.to
			}
		case "2c3d", "2c4c", "2c3c":
			if country := string(m.tokens[i+1].letters); (country == "kg" || country == "кг" || country == "kz") && (!apart || capital(i+1)) {
				return last.to
			}
		}
	}
	return 0
}

// plateSaid reports whether a word near the i-th token says that this is the number of a car.
func (m *masking) plateSaid(i int) bool {
	for k := max(0, i-3); k < len(m.tokens) && k < i+6; k++ {
		if m.is(k, ofCar) {
			return true
		}
	}
	return false
}

// passport returns where the number of a document ends: one or two capitals and seven or eight digits.
func (m *masking) passport(i int) int {
	t := m.tokens[i]
	if len(t.letters) < 1 || len(t.letters) > 2 || i+1 >= len(m.tokens) || i > 0 && m.tokens[i-1].to == t.from {
		return 0
	}
	next := m.tokens[i+1]
	if len(next.digits) < 7 || len(next.digits) > 9 || next.spelled || !m.gapIs(i, 2, " №-") || i+2 < len(m.tokens) && m.tokens[i+2].from == next.to {
		return 0
	}
	if !t.upper && (next.from > t.to || strings.ContainsRune("вкоусияд", t.letters[0])) {
		return 0
	}
	return next.to
}
