package moderation

import (
	"slices"
	"strings"
)

// numbers hides phone numbers and all long numbers that are not money, dates, counts or the like.
func (m *masking) numbers() {
	for i := 0; i < len(m.tokens); {
		if m.tokens[i].digits == "" || m.covered[m.tokens[i].from] {
			i++
			continue
		}
		end := i + 1
		for end < len(m.tokens) && m.joins(end-1) {
			end++
		}
		m.phones(i, end)
		if !m.inLink {
			m.longNumbers(i, end)
		}
		i = end
	}
	if !m.inLink {
		m.phonesApart()
	}
}

// separators may stand between the digits of one number.
const separators = " ()-–—‑‒−.,*_/\\~·•:=+|[]{}#&'\"`^<>;"

// joins reports whether the next token goes on with the number in the i-th.
func (m *masking) joins(i int) bool {
	if i+1 >= len(m.tokens) || m.tokens[i+1].digits == "" || m.covered[m.tokens[i+1].from] {
		return false
	}
	set := separators
	if m.inLink {
		set = " ()-–—._+"
	}
	return m.gapIs(i, 4, set) && !m.list(i)
}

// list reports whether a comma and a space, or a semicolon, part the i-th token from the next, as items of a list.
func (m *masking) list(i int) bool {
	gap := m.gap(i, i+1)
	return len(gap) > 1 && (gap[0] == ',' || gap[0] == ';') && gap[1] == ' '
}

// phones hides each part of the run of numbers from the i-th token to before end that has the form of a phone number, with all
// that is joined to it.
func (m *masking) phones(i, end int) {
	for k := i; k < end; k++ {
		if n := m.phoneAt(k, end); n > 0 && !m.money(k, n) {
			if m.inLink {
				m.cover(m.tokens[k].from, m.tokens[n-1].to)
				k = n - 1
				continue
			}
			from, to := m.whole(k, n, i, end)
			m.cover(m.withPlus(m.tokens[from].from), m.tokens[to-1].to)
			return
		}
	}
}

// whole adds to the tokens from k to before n what is joined to them and is no date or time by itself.
func (m *masking) whole(k, n, i, end int) (from, to int) {
	for k > i && m.itemFrom(k-1, end) != k || k > i && len(m.tokens[k-1].digits) < 4 && m.gapIs(k-1, 1, " -.") {
		k--
	}
	for n < end && !m.ofTime(n, end) {
		n++
	}
	return k, n
}

// phoneAt returns where a phone number ends that begins with token k, 0 if there is none.
func (m *masking) phoneAt(k, end int) int {
	plus := m.plus(k)
	var digits strings.Builder
	found := 0
	for n := k; n < end && digits.Len() < 15; n++ {
		if within := n > k && digits.Len() < 9; !plus && (m.ofTimeStrict(n, end) || !within && m.ofTime(n, end)) {
			break
		}
		digits.WriteString(m.tokens[n].digits)
		if isPhone(digits.String(), plus) && !m.years(k, n+1) {
			found = n + 1
		}
	}
	return found
}

// plus reports whether a plus stands before a token, as a sign or as a word.
func (m *masking) plus(k int) bool {
	return m.withPlus(m.tokens[k].from) < m.tokens[k].from || k > 0 && m.gapIs(k-1, 1, " ") && (string(m.tokens[k-1].letters) == "плюс" || string(m.tokens[k-1].letters) == "plus")
}

// withPlus moves the start of a number to the plus or the bracket before it.
func (m *masking) withPlus(from int) int {
	for k := from - 1; k >= 0 && from-k <= 3; k-- {
		switch m.Lowered[k] {
		case '+':
			return k
		case ' ', '(', '[':
		default:
			return from
		}
	}
	return from
}

// years reports whether all tokens are years.
func (m *masking) years(k, n int) bool {
	for ; k < n; k++ {
		if !isYear(m.tokens[k].digits) {
			return false
		}
	}
	return true
}

// longNumbers hides runs with nine digits or more that are not made of dates, times, years, amounts and the like, and shorter
// ones that have the form of a phone of a town, or stand beside a word that says so.
func (m *masking) longNumbers(i, end int) {
	if m.covered[m.tokens[i].from] || m.covered[m.tokens[end-1].from] {
		return
	}
	digits := 0
	for k := i; k < end; k++ {
		digits += len(m.tokens[k].digits)
	}
	switch {
	case digits > 8 && !m.items(i, end),
		digits > 5 && m.townPhone(i, end),
		digits > 4 && digits < 16 && m.saidToBe(i):
		m.cover(m.withPlus(m.tokens[i].from), m.tokens[end-1].to)
	}
}

// townPhone reports whether the tokens are a phone of a town: 272-33-44, 39-45-78, 272 33 44.
func (m *masking) townPhone(i, end int) bool {
	var shape strings.Builder
	for k := i; k < end; k++ {
		if k > i && !m.gapIs(k-1, 1, "-–— ") {
			return false
		}
		shape.WriteString(string(rune('0' + min(len(m.tokens[k].digits), 9))))
	}
	hyphens := end-i > 1 && m.gapIs(i, 1, "-–—") && m.gapIs(end-2, 1, "-–—")
	switch shape.String() {
	case "322":
		return true
	case "222":
		return hyphens && !m.date(i)
	case "34":
		return hyphens && !isYear(m.tokens[i+1].digits)
	}
	return false
}

// saidToBe reports whether a word before says that a phone number follows.
func (m *masking) saidToBe(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if m.is(k, ofPhone) {
			return len(m.gap(k, i)) < 30
		}
	}
	return false
}

// phonesApart hides phone numbers whose digits are further apart: by commas, lines, emoji, single letters.
func (m *masking) phonesApart() {
	amount := 0 // where one ends: 19,766,807
	for i := range m.tokens {
		if m.tokens[i].digits == "" || m.covered[m.tokens[i].from] {
			continue
		}
		if n := m.grouped(i); n > 0 {
			amount = n
		}
		if i < amount {
			continue
		}
		var digits strings.Builder
		groups, between := 0, 0
		last := i
		for k := i; k < len(m.tokens) && digits.Len() < 12; k++ {
			t := m.tokens[k]
			if m.covered[t.from] || k > i && !m.reaches(last, k) {
				break
			}
			if t.digits == "" {
				if len(t.letters) == 1 && isLike(t.letters[0]) && k > i && m.tokens[k-1].to == t.from {
					digits.WriteRune(likeDigit[t.letters[0]]) // 4З for 43
					last = k
				} else if between += len(t.letters); between > 2 && !m.tokens[last].spelled {
					break
				}
				continue
			}
			between = 0
			if m.ofTime(k, len(m.tokens)) {
				break
			}
			digits.WriteString(t.digits)
			groups++
			last = k
			if d := digits.String(); groups > 2 && isPhone(d, m.plus(i)) && len(d) > 9 && !m.rising(i, k) && !m.years(i, k+1) && !m.money(i, k+1) {
				m.cover(m.withPlus(m.tokens[i].from), t.to)
				break
			}
		}
	}
}

// grouped returns where a number ends that is written in groups of three with commas or full stops and begins with the i-th
// token, 0 if there is none: it is no part of a number that goes on after a word.
func (m *masking) grouped(i int) int {
	n := i
	for n+1 < len(m.tokens) && len(m.tokens[n+1].digits) == 3 && (m.sign(n) == ',' || m.sign(n) == '.') {
		n++
	}
	if n < i+2 || len(m.tokens[i].digits) > 3 || m.tokens[i].digits[0] == '0' || m.tokens[i].spelled || n+1 < len(m.tokens) && m.tokens[n+1].digits != "" && m.gapIs(n, 1, separators) {
		return 0
	}
	return n + 1
}

// reaches reports whether token k stands near enough to the last one to be of the same number.
func (m *masking) reaches(last, k int) bool {
	most := 6 // runes
	if m.tokens[last].spelled {
		most = 24
	}
	gap := m.gap(last, k)
	return len(gap) <= most && !slices.Contains(gap, '▒')
}

// rising reports whether the numbers of the tokens grow, as those of a list do.
func (m *masking) rising(i, k int) bool {
	before, n := -1, 0
	for ; i <= k; i++ {
		d := m.tokens[i].digits
		if d == "" {
			continue
		}
		if len(d) > 5 {
			return false
		}
		value := 0
		for _, r := range d {
			value = value*10 + int(r-'0')
		}
		if value <= before {
			return false
		}
		before, n = value, n+1
	}
	return n > 3
}
