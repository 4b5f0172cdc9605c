package moderation

import "unicode"

// houseNumber returns the end of the house number that begins at token i, or 0: 12, 45А, 12/5, 12-5, д. 12 кв 5. A count
// such as 12 человек is none.
func (m *masking) houseNumber(i int) int {
	for m.is(i, ofHouse|ofFlat) && m.gapIs(i, 3, " .№#:,-") {
		i++
	}
	if i >= len(m.tokens) || m.tokens[i].spelled && m.followedByWord(i+1) || len(m.tokens[i].digits) < 1 || len(m.tokens[i].digits) > 4 || isYear(m.tokens[i].digits) && !m.more(i) {
		return 0
	}
	end := m.suffix(i + 1)
	if m.counted(end-1) || m.is(end, ofUnit|ofMonth|ofMoney) && m.gapIs(end-1, 2, " .-") || end < len(m.tokens) && m.sign(end-1) == ':' && m.tokens[end].digits != "" || m.decimal(i) {
		return 0
	}
	return m.rest(end)
}

// more reports whether a house or a flat is named after token i.
func (m *masking) more(i int) bool { return m.is(i+1, ofHouse|ofFlat) && m.gapIs(i, 3, " .,") }

func (m *masking) decimal(i int) bool {
	return i+1 < len(m.tokens) && m.tokens[i+1].digits != "" && (m.sign(i) == ',' || m.sign(i) == '.')
}

// suffix skips a letter, or another number after a slash or a hyphen, and returns the next token.
func (m *masking) suffix(i int) int {
	for n := 0; n < 3 && i < len(m.tokens); n++ {
		t := m.tokens[i]
		switch {
		case len(t.letters) == 1 && m.ofNumber(i):
			i++
		case t.digits != "" && len(t.digits) <= 4 && m.gapIs(i-1, 1, "/-–") && len(m.gap(i-1, i)) == 1:
			i++
		default:
			return i
		}
	}
	return i
}

// ofNumber reports whether the letter in token i belongs to the number before it: 12А, 12 б.
func (m *masking) ofNumber(i int) bool {
	glued := m.tokens[i-1].to == m.tokens[i].from
	if i+1 < len(m.tokens) && m.tokens[i+1].from == m.tokens[i].to {
		return false
	}
	return glued || m.gapIs(i-1, 1, "/ -") && !m.is(i, ofStop|ofGeo|ofHouse)
}

// rest skips what may follow a house number and returns the next token: корпус 3, кв 5, 5 пәтер.
func (m *masking) rest(i int) int {
	for range 6 {
		at := i
		if at >= len(m.tokens) || !m.gapIs(at-1, 3, " ,.-/№#") {
			return i
		}
		switch {
		case m.is(at, ofHouse|ofFlat) && at+1 < len(m.tokens) && m.gapIs(at, 3, " .№#-:") && small(m.tokens[at+1]) && !m.counted(at+1):
			i = m.suffix(at + 2)
		case small(m.tokens[at]) && m.is(at+1, ofHouse|ofFlat) && m.gapIs(at, 2, " -."):
			i = at + 2
		case m.is(at, ofHouse|ofFlat) && m.tokens[at-1].digits != "" && len(m.tokens[at].letters) > 1 && !m.is(at, ofUnit): // 12 үй
			i = at + 1
		default:
			return i
		}
	}
	return i
}

func small(t token) bool { return t.digits != "" && len(t.digits) <= 4 && !t.alike }

// names skips at most most words of a street name from token i on. sure reports whether all of them look like one.
func (m *masking) names(i, most int) (end int, sure bool) {
	sure = true
	for end = i; end < len(m.tokens) && end < i+most; end++ {
		t := m.tokens[end]
		if end > i && !m.gapIs(end-1, 2, " -.«»\"") {
			break
		}
		if t.digits != "" {
			if end == i && m.is(end+1, ofMonth) && m.gapIs(end, 1, " ") { // 8 Марта
				continue
			}
			break
		}
		known := end == i && len(t.letters) > 1 && m.is(end, ofKnownStreet)
		if !known && m.is(end, ofStop|ofHouse|ofFlat|ofStreet) {
			break
		}
		sure = sure && (unicode.IsUpper(m.Runes[t.from]) || m.is(end, ofKnownStreet))
	}
	return end, sure && end > i
}

// followedByWord reports whether an ordinary word goes on after the token before i.
func (m *masking) followedByWord(i int) bool {
	return i < len(m.tokens) && m.gapIs(i-1, 1, " ") && m.tokens[i].digits == "" && !m.is(i, ofHouse|ofFlat|ofPlace|ofStop)
}
