package moderation

import (
	"strings"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// coordinates hides latitude and longitude, plus codes, and three words that stand for a place.
func (m *masking) coordinates() {
	for i := range m.tokens {
		if m.covered[m.tokens[i].from] {
			continue
		}
		if to := m.degrees(i); to > 0 {
			m.cover(m.tokens[i].from, to)
		}
	}
}

// degrees returns where a pair of coordinates ends that begins with token i, 0 if there is none.
func (m *masking) degrees(i int) int {
	first, next, exact := m.degree(i)
	if next == 0 {
		return 0
	}
	k := next
	said := m.geoSaid(i) // a word, or a letter for a direction, says what it is
	for ; k < len(m.tokens) && m.tokens[k].digits == "" && k < next+3; k++ {
		if !m.is(k, ofGeo) {
			return 0
		}
		said = true
	}
	if k >= len(m.tokens) || m.tokens[k].from-m.tokens[next-1].to > 16 || !onlySigns(m.Lowered[m.tokens[next-1].to:m.tokens[k].from]) {
		return 0
	}
	second, end, exactToo := m.degree(k)
	if end == 0 || first > 180 || second > 180 || min(first, second) > 90 {
		return 0
	}
	region := first >= 35 && first <= 60 && second >= 45 && second <= 95 || second >= 35 && second <= 60 && first >= 45 && first <= 95
	likely := region && (m.sign(next-1) == ',' || m.long(i) && m.long(k))
	if !said && !likely && (!exact || !exactToo) {
		return 0
	}
	to := m.tokens[end-1].to
	for to < len(m.Lowered) && strings.ContainsRune("°'\"″′", m.Lowered[to]) {
		to++
	}
	if end < len(m.tokens) && len(m.tokens[end].letters) == 1 && m.is(end, ofGeo) && m.tokens[end].from-to <= 1 {
		to = m.tokens[end].to
	}
	return to
}

// degree reads 43.238, 43,238 and 43°14'20" from token i on. exact says that it has four decimals or more.
func (m *masking) degree(i int) (value, next int, exact bool) {
	whole := m.tokens[i].digits
	if whole == "" || len(whole) > 3 || i+1 >= len(m.tokens) || m.tokens[i+1].digits == "" {
		return 0, 0, false
	}
	switch sign := m.sign(i); {
	case (sign == '.' || sign == ',') && len(m.tokens[i+1].digits) >= 2 && len(m.tokens[i+1].digits) <= 16:
		return number(whole), i + 2, len(m.tokens[i+1].digits) >= 4
	case len(m.gap(i, i+1)) <= 3 && strings.ContainsRune(string(m.gap(i, i+1)), '°'):
		next = i + 2
		for next < len(m.tokens) && m.tokens[next].digits != "" && m.gapIs(next-1, 2, "'′’\"″. ") && next < i+4 {
			next++
		}
		return number(whole), next, true
	}
	return 0, 0, false
}

// long reports whether a number from token i on has three decimals or more.
func (m *masking) long(i int) bool {
	return len(m.tokens[i+1].digits) > 2 || m.sign(i) != '.' && m.sign(i) != ','
}

// geoSaid reports whether a word before says that coordinates follow.
func (m *masking) geoSaid(i int) bool {
	return i > 0 && m.tokens[i].from-m.tokens[i-1].to <= 3 && m.is(i-1, ofGeo)
}

// onlySigns reports whether none of the runes is one at which a list of other numbers begins.
func onlySigns(runes []rune) bool {
	for _, r := range runes {
		if r == '\n' || r == '▒' || r == '%' {
			return false
		}
	}
	return true
}

// plusCodes hides 8JC8+5V and ///three.words.there.
func (m *masking) plusCodes() {
	const alphabet = "23456789cfghjmpqrvwx"
	for k, r := range m.Lowered {
		switch {
		case r == '+' && !m.covered[k]:
			from, to := k, k+1
			for from > 0 && k-from < 8 && strings.ContainsRune(alphabet, latinOf(m.Lowered[from-1])) {
				from--
			}
			for to < len(m.Lowered) && to-k <= 3 && strings.ContainsRune(alphabet, latinOf(m.Lowered[to])) {
				to++
			}
			digits, letters := 0, 0
			for _, r := range m.Lowered[from:to] {
				switch {
				case lexicon.IsDigit(r):
					digits++
				case r != '+':
					letters++
				}
			}
			if before := k - from; before >= 4 && to-k >= 3 && digits > 0 && letters > 1 {
				m.cover(from, to)
			}
		case r == '/' && k+3 < len(m.Lowered) && m.Lowered[k+1] == '/' && m.Lowered[k+2] == '/' && (k == 0 || m.Lowered[k-1] != ':' && m.Lowered[k-1] != '/'):
			to, dots := k+3, 0
			for to < len(m.Lowered) && (m.Lowered[to] == '.' || m.Lowered[to] >= 'a') {
				if m.Lowered[to] == '.' {
					dots++
				}
				to++
			}
			if dots == 2 && m.Lowered[to-1] != '.' {
				m.cover(k, to)
			}
		}
	}
}

func latinOf(r rune) rune {
	if to, ok := lexicon.LatinTwin[r]; ok {
		return lexicon.Lower(to)
	}
	return r
}
