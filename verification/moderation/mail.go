package moderation

import (
	"strings"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

func ofMail(r rune) bool {
	return lexicon.IsLetter(r) || lexicon.IsDigit(r) || strings.ContainsRune("._%+-", r)
}

// mail hides e-mail addresses and @usernames.
func (m *masking) mail() {
	for k, r := range m.Lowered {
		if r != '@' || m.covered[k] {
			continue
		}
		from, to := k, k+1
		for from > 0 && ofMail(m.Lowered[from-1]) && !m.covered[from-1] {
			from--
		}
		for to < len(m.Lowered) && ofMail(m.Lowered[to]) && !m.covered[to] {
			to++
		}
		for to > k+1 && strings.ContainsRune(".-_%+", m.Lowered[to-1]) {
			to--
		}
		switch {
		case from < k && to > k+1 && hasLetterOrDigit(m.Lowered[from:k]):
			m.cover(from, to)
		case to-k > 3 && lexicon.IsLetter(m.Lowered[k+1]):
			m.username(k, to, string(m.Lowered[k+1:to]))
		default:
			m.apartMail(k)
		}
	}
}

// username hides a range that is somebody's name with a service, unless it is a bot's.
func (m *masking) username(from, to int, name string) {
	name = strings.ToLower(name)
	if m.inLink || strings.HasSuffix(name, "bot") {
		m.leave(from, to)
		return
	}
	m.cover(from, to)
}

func hasLetterOrDigit(runes []rune) bool {
	for _, r := range runes {
		if lexicon.IsLetter(r) || lexicon.IsDigit(r) {
			return true
		}
	}
	return false
}

// apartMail hides ivan @ mail . ru.
func (m *masking) apartMail(k int) {
	word := func(i, step int) int { // the end of the word that begins after spaces
		for n := 0; i >= 0 && i < len(m.Lowered) && m.Lowered[i] == ' ' && n < 3; n++ {
			i += step
		}
		start := i
		for i >= 0 && i < len(m.Lowered) && ofMail(m.Lowered[i]) && !m.covered[i] {
			i += step
		}
		if i == start {
			return -1
		}
		return i
	}
	from, to := word(k-1, -1), word(k+1, 1)
	if from < -1 || to < 0 || k == 0 || m.Lowered[k-1] != ' ' && !ofMail(m.Lowered[k-1]) {
		return
	}
	dot := false
	for i := to; i < len(m.Lowered) && i < to+3; i++ {
		if m.Lowered[i] == '.' {
			dot = true
			if end := word(i+1, 1); end > 0 {
				to = end
			}
			break
		}
		if m.Lowered[i] != ' ' {
			break
		}
	}
	for _, step := range [...]int{-1, 1} { // i v a n @ m a i l
		at := &from
		if step > 0 {
			at = &to
		}
		for {
			end := word(*at, step)
			if n := end - *at; end < 0 || n < -3 || n > 3 || n == 0 || *at+2*step < 0 {
				break
			}
			*at = end
			if step > 0 && *at < len(m.Lowered) && m.Lowered[*at] == '.' {
				dot = true
			}
		}
	}
	if dot || strings.ContainsRune(string(m.Lowered[k+1:to]), '.') {
		m.cover(from+1, to)
	}
}

// spelledMail hides "ivan собака mail точка ru" and "john (at) gmail (dot) com".
func (m *masking) spelledMail() {
	for i := 1; i+2 < len(m.tokens); i++ {
		name, strength := string(m.tokens[i].letters), atWords[string(m.tokens[i].letters)]
		if strength == 0 || m.covered[m.tokens[i].from] {
			continue
		}
		bracketed := m.tokens[i].from > 0 && strings.ContainsRune("[({<", m.Lowered[m.tokens[i].from-1])
		at := i + 1
		if name == "ит" && string(m.tokens[at].letters) == "белгісі" {
			at, strength = at+1, 2
		}
		end, dotted := m.host(at)
		if end == 0 || strength == 1 && !bracketed && !dotted {
			continue
		}
		first := i - 1
		for first > 0 && m.gapIs(first-1, 1, "._-") {
			first--
		}
		if !m.gapIs(i-1, 3, " [({<.") {
			continue
		}
		m.cover(m.tokens[first].from, m.tokens[end-1].to)
	}
}

// host reads mail.ru or mail точка ru from token i on, and returns where it ends and whether the full stop was a word.
func (m *masking) host(i int) (end int, dotted bool) {
	for k := i; k+1 < len(m.tokens) && k < i+4; k++ {
		switch {
		case dotWords[string(m.tokens[k+1].letters)] && k+2 < len(m.tokens):
			end, dotted = k+3, true
			k++
		case m.gapIs(k, 1, ".") && len(m.tokens[k+1].letters) > 1 && len(m.tokens[k+1].letters) < 6:
			end = k + 2
		default:
			return end, dotted
		}
	}
	return end, dotted
}

// atWords are words for the sign @; those of 1 are also others.
var atWords = map[string]int{"собака": 2, "собачка": 2, "sobaka": 2, "эт": 1, "at": 1, "ат": 1, "ит": 1, "күчүк": 1, "псина": 2, "собакa": 2}

var dotWords = map[string]bool{"точка": true, "dot": true, "дот": true, "нүкте": true, "чекит": true, "tochka": true, "нукте": true}

// handles hides usernames without their sign, behind a word that says so: инста aidana.k.
func (m *masking) handles() {
	for i := range m.tokens {
		if i+1 >= len(m.tokens) || m.Lowered[m.tokens[i+1].from] < 'a' || m.Lowered[m.tokens[i+1].from] > 'z' || !m.gapIs(i, 3, " :-–—=") || !m.is(i, ofHandle) || m.Lowered[m.tokens[i].from] <= 'z' && !strings.ContainsAny(string(m.gap(i, i+1)), ":=") || m.covered[m.tokens[i].from] {
			continue
		}
		end := i + 2
		for end < len(m.tokens) && m.gapIs(end-1, 1, "._") {
			end++
		}
		from, to := m.tokens[i+1].from, m.tokens[end-1].to
		if to-from > 2 && !strings.ContainsRune(string(m.Lowered[from:to]), ' ') {
			m.username(from, to, string(m.Lowered[from:to]))
		}
	}
}
