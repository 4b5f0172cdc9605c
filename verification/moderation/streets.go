package moderation

import (
	"slices"
	"strings"
	"unicode"
)

// streetBefore takes улица Абая 12, мкр Самал-2, 33, ЖК Нурлы Тау, блок 3.
func (m *masking) streetBefore(i int) (from, to int) {
	area := m.is(i, ofArea)
	if !area && !m.is(i, ofStreet) || !m.gapIs(i, 3, " .-«\"") {
		return 0, 0
	}
	start := i + 1
	if m.gapIs(i, 1, "-") && i+1 < len(m.tokens) && len(m.tokens[i+1].letters) < 3 && m.tokens[i+1].digits == "" {
		start++ // пр-т
	}
	end, sure := m.names(start, 4)
	if end == start && !area || end >= len(m.tokens) || !m.gapIs(end-1, 4, " ,.-№#«»\"") {
		return 0, 0
	}
	if m.tokens[end].digits != "" && m.sign(end-1) == '-' && end > start { // Самал-2
		if next := m.houseNumber(end + 1); next > 0 && m.gapIs(end, 3, " ,.") {
			return i, next
		}
	}
	next := m.houseNumber(end)
	if next == 0 {
		return 0, 0
	}
	if end == start && next == end+1 || !sure && m.followedByWord(next) {
		return 0, 0 // мкр 7 is no house; на улице вышли 12
	}
	return i, next
}

// streetBehind takes Абай көшесі 12, Abay street 12, flat 5, 12 Abay street.
func (m *masking) streetBehind(i int) (from, to int) {
	if !m.is(i, ofStreetBehind) || i == 0 {
		return 0, 0
	}
	first := i
	if first > 1 && small(m.tokens[first-1]) && m.sign(first-2) == '-' && m.tokens[first-2].digits == "" && m.gapIs(first-1, 1, " ") {
		first -= 2 // Самал-2
	}
	for first > 0 && first > i-3 && m.tokens[first-1].digits == "" && m.gapIs(first-1, 1, " -") && !m.is(first-1, ofStop|ofUnit|ofPlace|ofHouse|ofFlat|ofPhone) && !m.covered[m.tokens[first-1].from] {
		first--
	}
	if first == i {
		return 0, 0
	}
	behind := i + 1
	if m.gapIs(i, 1, "-/") && i+1 < len(m.tokens) && len(m.tokens[i+1].letters) > 0 && len(m.tokens[i+1].letters) < 3 && len(m.gap(i, i+1)) == 1 {
		behind++ // к-сі
	}
	if m.gapIs(behind-1, 3, " ,.№") {
		if next := m.houseNumber(behind); next > 0 {
			if n := m.numberBefore(first); n >= 0 && m.is(behind, ofFlat) { // 12 Abay street, flat 5
				first = n
			}
			return m.flatBefore(first), next
		}
	}
	if n := m.numberBefore(first); n >= 0 {
		return m.flatBefore(n), m.rest(i + 1)
	}
	if from := m.flatBefore(first); from < first {
		return from, i + 1
	}
	return 0, 0
}

// numberBefore returns where the number of a house begins that ends before token i: 12 Abay street, 221B, 7/12; -1 if there
// is none.
func (m *masking) numberBefore(i int) int {
	n := i - 1
	if n > 0 && len(m.tokens[n].letters) == 1 && m.tokens[n].from == m.tokens[n-1].to {
		n-- // 221B
	} else if !m.gapIs(n, 2, " ,") {
		return -1
	}
	ordinal := len(m.tokens[i].letters) == 2 && n >= 0 && m.tokens[i].from == m.tokens[n].to // 125th
	if n < 0 || !small(m.tokens[n]) || m.tokens[n].spelled || isYear(m.tokens[n].digits) || ordinal {
		return -1
	}
	for n > 0 && small(m.tokens[n-1]) && m.gapIs(n-1, 1, "/-") {
		n--
	}
	return n
}

// flatBefore moves the start of an address to the flat before it: flat 7 on, apt 5,.
func (m *masking) flatBefore(i int) int {
	k := i - 1
	if k >= 0 && m.is(k, ofPlace) && m.gapIs(k, 1, " ") {
		k--
	}
	if k >= 1 && small(m.tokens[k]) && m.is(k-1, ofFlat|ofHouse) && m.gapIs(k-1, 3, " .№") && m.gapIs(k, 3, " ,") {
		return k - 1
	}
	return i
}

// areaNumbered takes 7 мкр, дом 15, кв 8 and 12-й микрорайон 5.
func (m *masking) areaNumbered(i int) (from, to int) {
	if !small(m.tokens[i]) || isYear(m.tokens[i].digits) {
		return 0, 0
	}
	k := i + 1
	if k < len(m.tokens) && len(m.tokens[k].letters) > 0 && len(m.tokens[k].letters) < 4 && m.sign(k-1) == '-' && !m.is(k, ofArea) {
		k++ // 12-й
	}
	if !m.is(k, ofArea) || !m.gapIs(k-1, 2, " -") {
		return 0, 0
	}
	k++
	if k < len(m.tokens) && m.is(k, ofStreetBehind) && m.gapIs(k-1, 2, " -.") {
		k++ // шағын аудан
	}
	if !m.gapIs(k-1, 3, " ,.") {
		return 0, 0
	}
	if next := m.houseNumber(k); next > 0 {
		return i, next
	}
	return 0, 0
}

// houseFirst takes дом 12, кв 5; кв 45, подъезд 2; flat 7 on Abay 12.
func (m *masking) houseFirst(i int) (from, to int) {
	if !m.is(i, ofHouse|ofFlat) || i+1 >= len(m.tokens) || !small(m.tokens[i+1]) || m.tokens[i+1].spelled && !m.is(i, ofFlat) {
		return 0, 0
	}
	flat := m.is(i, ofFlat) && !m.is(i, ofPlace)
	glued := m.tokens[i].to == m.tokens[i+1].from
	if !m.gapIs(i, 3, " .№#:") || isYear(m.tokens[i+1].digits) || m.counted(i+1) || m.decimal(i+1) {
		return 0, 0
	}
	end := m.rest(m.suffix(i + 2))
	long := len(m.tokens[i].letters) > 2
	word := string(m.tokens[i].letters)
	alone := flat && (long || word == "кв" || word == "kv") && !slices.Contains([]string{"этаж", "floor", "подъезд", "room", "unit", "под", "эт", "ком"}, word) ||
		slices.Contains([]string{"дом", "доме", "дому", "house", "dom", "үй", "үйі"}, word) && !glued
	if end > m.suffix(i+2) || alone {
		if k := end; m.is(k, ofPlace) && m.gapIs(k-1, 1, " ") {
			if names, sure := m.names(k+1, 3); sure && names > k+1 && m.gapIs(names-1, 2, " ,") {
				if next := m.houseNumber(names); next > 0 {
					end = next
				}
			}
		}
		return i, end
	}
	return 0, 0
}

// houseAndFlat takes 12-үй, 45-пәтер and 12 дом, 30 квартира.
func (m *masking) houseAndFlat(i int) (from, to int) {
	if i+2 < len(m.tokens) && small(m.tokens[i]) && small(m.tokens[i+1]) && m.sign(i) == '-' && m.is(i+2, ofHouse) && len(m.tokens[i+2].letters) > 1 && m.gapIs(i+1, 1, " ") && !isYear(m.tokens[i].digits) && !m.is(i+2, ofUnit) {
		return i, i + 3 // 14-17 үйде
	}
	if !small(m.tokens[i]) || !m.is(i+1, ofHouse|ofFlat) || !m.gapIs(i, 2, " -") || isYear(m.tokens[i].digits) {
		return 0, 0
	}
	if end := m.rest(i + 2); end > i+2 || m.sign(i) == '-' && len(m.tokens[i+1].letters) > 1 && m.is(i+1, ofFlat) {
		return i, end
	}
	return 0, 0
}

// knownStreet takes Абая 12-5, Толе би 178, кв. 4, and of other names that end as those of streets do only 61-12.
func (m *masking) knownStreet(i int) (from, to int) {
	if m.tokens[i].digits != "" || m.is(i, ofNoStreet|ofUnit|ofMonth) || len(m.tokens[i].letters) < 3 {
		return 0, 0
	}
	known, capital := m.is(i, ofKnownStreet), unicode.IsUpper(m.Runes[m.tokens[i].from])
	if !known && (!capital || !streetLike(string(m.tokens[i].letters))) {
		return 0, 0
	}
	end := i + 1
	for known && end < i+3 && m.gapIs(end-1, 1, " -") && streetMore[string(m.tokens[end].letters)] {
		end++
	}
	hyphen := strings.ContainsRune("-–", m.signBefore(end))
	if !m.gapIs(end-1, 2, " ,-") || hyphen && !known {
		return 0, 0
	}
	if next := m.houseNumber(end + 1); known && small(m.tokens[end]) && next > 0 && m.list(end) {
		return i, next // Орбита-3, 12
	}
	next := m.houseNumber(end)
	if next == 0 {
		return 0, 0
	}
	last := m.tokens[next-1]
	several := next > end+1 && (len(last.digits) != 1 || len(m.tokens[end].digits) > 1)
	switch {
	case several:
		return i, next
	case !known, hyphen, !capital, m.followedByWord(next) && !m.said(i):
		return 0, 0
	}
	return i, next
}

// signBefore is the only rune before a token, 0 if there are more.
func (m *masking) signBefore(i int) rune {
	if i < 1 || i >= len(m.tokens) {
		return 0
	}
	return m.sign(i - 1)
}

// said reports whether a word before says that an address follows.
func (m *masking) said(i int) bool { return i > 0 && m.gapIs(i-1, 2, " :") && m.is(i-1, ofPlace) }

// streetMore are further words of names of streets.
var streetMore = map[string]bool{"би": true, "жолы": true, "батыр": true, "батыра": true, "баатыр": true, "хана": true, "хан": true, "ел": true, "фараби": true, "bi": true, "joly": true, "zholy": true, "batyr": true, "жолу": true, "ата": true}

// streetLike reports whether a word ends as names of streets do.
func streetLike(word string) bool {
	for _, ending := range [...]string{"ова", "ева", "ёва", "ина", "ская", "ской", "ского", "баева", "бая", "батыра", "хана", "ов", "ев", "ова", "ova", "eva", "skaya", "ого"} {
		if strings.HasSuffix(word, ending) && len(word) > len(ending)+3 {
			return true
		}
	}
	return false
}
