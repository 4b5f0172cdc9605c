package moderation

import (
	"strings"
)

// items reports whether the tokens from the i-th to before end are dates, times, years, amounts, scores, one after the other,
// and no number of a person.
func (m *masking) items(i, end int) bool {
	for i < end {
		next := m.itemFrom(i, end)
		if next == 0 {
			return false
		}
		if next < end && next == i+1 && !m.parted(i, end) {
			return false
		}
		i = next
	}
	return true
}

// parted reports whether the bare number in token i is one by itself, and not the first part of a longer one with the next.
func (m *masking) parted(i, end int) bool {
	gap := string(m.gap(i, i+1))
	switch {
	case strings.ContainsAny(gap, ",;"):
		return true
	case !strings.Contains(gap, " "):
		return false
	}
	return m.itemFrom(i+1, end) != i+2 || isYear(m.tokens[i].digits) && isYear(m.tokens[i+1].digits)
}

// itemFrom returns where the item ends that begins with token i, 0 if there is none.
func (m *masking) itemFrom(i, end int) int {
	for _, item := range [...]func(i, end int) int{m.dateFrom, m.timeFrom, m.thousandsFrom, m.versionFrom, m.pairFrom} {
		if next := item(i, end); next > 0 {
			return next
		}
	}
	if d := m.tokens[i].digits; len(d) < 9 || m.money(i, i+1) || len(strings.TrimRight(d, "0"))+6 <= len(d) {
		return i + 1
	}
	return 0
}

// date reports whether a day stands in the three tokens from the i-th: 09.01.2022, 09-01-22.
func (m *masking) date(i int) bool { return m.dateFrom(i, len(m.tokens)) > 0 }

func (m *masking) dateFrom(i, end int) int {
	if i+2 >= end || m.tokens[i].spelled {
		return 0
	}
	sign := m.sign(i)
	if sign == 0 || sign != m.sign(i+1) || !strings.ContainsRune(".-/", sign) {
		return 0
	}
	a, b, c := m.tokens[i].digits, m.tokens[i+1].digits, m.tokens[i+2].digits
	switch {
	case len(a) <= 2 && len(b) <= 2 && (isYear(c) || len(c) == 2 && len(a)+len(b) > 2) && number(a) <= 31 && number(b) <= 31 && min(number(a), number(b)) <= 12 && number(a) > 0 && number(b) > 0:
		return i + 3
	case isYear(a) && len(b) <= 2 && len(c) <= 2 && number(b) <= 12 && number(c) <= 31:
		return i + 3
	}
	return 0
}

// sign is the only rune between the i-th token and the next, 0 if there are more.
func (m *masking) sign(i int) rune {
	if gap := m.gap(i, i+1); len(gap) == 1 {
		return gap[0]
	}
	return 0
}

func number(digits string) (n int) {
	for _, r := range digits {
		n = n*10 + int(r-'0')
		if n > 1e9 {
			return n
		}
	}
	return n
}

// timeFrom takes 18:30, 18:30:05, and 18:30-19:00.
func (m *masking) timeFrom(i, end int) int {
	n := m.clockFrom(i, end)
	if n == 0 || n >= end || !m.gapIs(n-1, 3, " -–—") || m.sign(n-1) == ' ' {
		return n
	}
	return max(n, m.clockFrom(n, end))
}

func (m *masking) clockFrom(i, end int) int {
	n := i
	for n+1 < end && m.sign(n) == ':' && len(m.tokens[n+1].digits) == 2 && number(m.tokens[n+1].digits) < 60 && n < i+2 {
		n++
	}
	if n == i || len(m.tokens[i].digits) > 2 || number(m.tokens[i].digits) > 24 {
		return 0
	}
	return n + 1
}

// ofTime reports whether token n begins a date or a time.
func (m *masking) ofTime(n, end int) bool { return m.dateFrom(n, end) > 0 || m.timeFrom(n, end) > 0 }

// ofTimeStrict reports whether token n begins what can be nothing else than a date with its year or a time.
func (m *masking) ofTimeStrict(n, end int) bool {
	if to := m.dateFrom(n, end); to > 0 {
		return isYear(m.tokens[to-1].digits) || isYear(m.tokens[n].digits)
	}
	return m.timeFrom(n, end) > 0
}

// thousandsFrom takes 1 234 567, 2.500.000 and 1 234,56. With nine digits it must be an amount of something: 555 123 456 is a
// phone number.
func (m *masking) thousandsFrom(i, end int) int {
	n := i
	for n+1 < end && n < i+6 && len(m.tokens[n+1].digits) == 3 && m.sign(n) != 0 && strings.ContainsRune(" .,'", m.sign(n)) && (n == i || m.sign(n) == m.sign(i)) {
		n++
	}
	first := m.tokens[i].digits
	if n == i || len(first) > 3 || first[0] == '0' || m.tokens[i].spelled {
		return 0
	}
	digits := len(first) + 3*(n-i)
	if digits > 8 && !m.money(i, n+1) && !m.counted(n) && m.tokens[n].digits != "000" {
		return 0
	}
	if n+1 < end && (m.sign(n) == ',' || m.sign(n) == '.') && len(m.tokens[n+1].digits) <= 2 {
		n++
	}
	return n + 1
}

// versionFrom takes 10.15.7 and 192.168.100.200.
func (m *masking) versionFrom(i, end int) int {
	n := i
	for n+1 < end && n < i+5 && m.sign(n) == '.' && len(m.tokens[n+1].digits) <= 4 {
		n++
	}
	if n < i+2 || n > i+3 {
		return 0
	}
	for k := i; k <= n; k++ {
		if len(m.tokens[k].digits) > 3 && k < n {
			return 0
		}
		if len(m.tokens[k].digits) > 1 && m.tokens[k].digits[0] == '0' || n == i+3 && k < n && number(m.tokens[k].digits) > 255 {
			return 0
		}
	}
	return n + 1
}

// pairFrom takes 3-2, 16:9, 24/7, 43.5, 2021-2022, 2020-2021-2022.
func (m *masking) pairFrom(i, end int) int {
	n := i
	for n+1 < end && n < i+12 && isYear(m.tokens[n].digits) && isYear(m.tokens[n+1].digits) && strings.ContainsRune("-–—/", m.sign(n)) {
		n++
	}
	if n > i {
		return n + 1
	}
	if i+1 >= end || m.sign(i) == 0 || m.sign(i) == ' ' || !strings.ContainsRune("-–—:/.,", m.sign(i)) {
		return 0
	}
	a, b := m.tokens[i].digits, m.tokens[i+1].digits
	decimal := m.sign(i) == '.' || m.sign(i) == ','
	if len(a) <= 3 && (len(b) <= 3 || decimal) || decimal && len(a) < 7 && len(b) <= 2 || len(a) == 5 && len(b) == 2 {
		return i + 2
	}
	return 0
}

// money reports whether the number from token i to before n is an amount of money: it stands beside a currency, and is round
// or written as amounts are.
func (m *masking) money(i, n int) bool {
	if !m.currency(i, n) {
		return false
	}
	digits := m.digits(i, n)
	if n > i+1 {
		for k := i + 1; k < n; k++ {
			if len(m.tokens[k].digits) != 3 || len(m.gap(k-1, k)) != 1 {
				return false
			}
		}
		return len(m.tokens[i].digits) <= 3 && (len(digits) != 12 || !isPhone(digits, false))
	}
	return len(strings.TrimRight(digits, "0"))+3 <= len(digits) || !isPhone(digits, false) && len(digits) < 11
}

// digits are those of the tokens from the i-th to before n.
func (m *masking) digits(i, n int) string {
	var all strings.Builder
	for ; i < n; i++ {
		all.WriteString(m.tokens[i].digits)
	}
	return all.String()
}

// currency reports whether a currency, or a word for millions, stands right before or behind.
func (m *masking) currency(i, n int) bool {
	if from := m.tokens[i].from; from > 0 && strings.ContainsRune("$€£¥₸₽", m.Lowered[from-1]) || from > 1 && m.Lowered[from-1] == ' ' && strings.ContainsRune("$€£¥₸₽", m.Lowered[from-2]) {
		return true
	}
	to := m.tokens[n-1].to
	for k := to; k < len(m.Lowered) && k < to+2; k++ {
		if strings.ContainsRune("$€£¥₸₽", m.Lowered[k]) {
			return true
		}
		if m.Lowered[k] != ' ' {
			break
		}
	}
	return n < len(m.tokens) && m.gapIs(n-1, 1, " ") && m.is(n, ofMoney) || i > 0 && m.gapIs(i-1, 1, " ") && m.is(i-1, ofCurrency)
}

// counted reports whether what follows token n says what is counted.
func (m *masking) counted(n int) bool {
	if to := m.tokens[n].to; to < len(m.Lowered) && (m.Lowered[to] == '%' || m.Lowered[to] == '°') {
		return true
	}
	return n+1 < len(m.tokens) && m.gapIs(n, 2, " .-") && m.is(n+1, ofUnit|ofMoney|ofMonth)
}
