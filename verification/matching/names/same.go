package names

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// What decides; see TestTokensOfBothAlphabets and TestTwoPeopleAreNotOne for what it was set on.
const (
	enough    = 0.68 // least score of names that may be of one person
	sure      = 0.9  // least score of each word of those that is written in full; only one alone, in two alphabets, may be less like
	unlike    = 0.3  // what the least counts for at most where names cannot be of one person
	inflected = 0.05 // what a case costs
	initials  = 0.9  // what an initial is worth
	extra     = 0.12 // what a word costs that only one of the names has, when two others are the same in full
	alone     = 0.35 // and when not
	lonely    = 2.5  // how much dearer it is that a word differs when it is the only one written in full
)

// Same says how alike two names are, from 0 to 1, and whether they may be of one person. The order of words does not
// matter. A patronymic that only one has is passed over. The word that is least alike counts as much as all together, so
// that a surname in common makes nobody the same. A name that may be a man's in a case, or a woman's, is taken for his only
// where another word is in a case, too: an innocent must not be taken for somebody; that one person stands there twice does
// less harm.
func Same(a, b string) (score float64, same bool) {
	score = compare(parse(a), parse(b))
	return score, score >= enough
}

func compare(a, b []part) float64 {
	switch order(a, b) {
	case 0:
		if len(a) > 0 {
			return 1
		}
	case 1:
		a, b = b, a // so that it is the same number both ways
	}
	if len(a) == 0 {
		return 0
	}
	score := match(a, b)
	for i, all := 0, [][]part{a, b}; i < 2 && score < enough; i++ { // Касым Жомарт and Касымжомарт
		if other := all[1-i]; len(all[i]) > 2 {
			score = max(score, matchJoined(all[i], other))
		}
	}
	return score
}

// order puts names with fewer words first.
func order(a, b []part) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, func(p, o part) int { return cmp.Compare(p.word, o.word) }))
}

// matchJoined scores the best match with two of the words taken for one.
func matchJoined(words, other []part) (best float64) {
	for i := range words {
		for j := range words {
			if i == j || words[i].initial || words[j].initial || words[i].digits || words[j].digits {
				continue
			}
			a, b := joined(words, i, j), other
			if len(a) > len(b) {
				a, b = b, a
			}
			best = max(best, match(a, b))
		}
	}
	return best
}

// joined gives the words with the i-th and the j-th as one.
func joined(words []part, i, j int) []part {
	out := make([]part, 0, len(words)-1)
	for k, w := range words {
		if k != i && k != j {
			out = append(out, w)
		}
	}
	sound := slices.Concat(words[i].sound, words[j].sound)
	r := read(sound)
	r.latin = words[i].latin
	return append(out, part{word: words[i].word + words[j].word, sound: sound, latin: r.latin, readings: []reading{r}})
}

// match gives each word of a, which has no more than b, the one of b with which all are most alike together, and scores
// that.
func match(a, b []part) float64 {
	var pairs [mostWords][mostWords]float64
	var taken [mostWords][mostWords][2]reading
	for i := range a {
		for j := range b {
			pairs[i][j], taken[i][j] = a[i].alike(b[j])
		}
	}
	best := assign(&pairs, len(a), len(b))
	sum, least, full, surname := 0.0, 1.0, 0, 0.0
	bent, doubted := [2]int{}, [2]bool{}
	used := [mostWords]bool{}
	for i, j := range best[:len(a)] {
		s := pairs[i][j]
		sum, least = sum+s, min(least, s)
		used[j] = true
		for side, r := range taken[i][j] {
			if r.bent {
				bent[side]++
			}
			doubted[side] = doubted[side] || r.doubted
		}
		if a[i].initial || b[j].initial {
			continue
		}
		if s < sure && (len(b) > 1 || a[i].latin == b[j].latin) {
			least = min(least, unlike)
		}
		if s >= enough && (!a[i].father() || !b[j].father() || len(b) <= 2) {
			full, surname = full+1, s
		}
	}
	if full == 0 || doubted[0] && bent[0] < 2 || doubted[1] && bent[1] < 2 {
		least = min(least, unlike) // initials, or a first name and whose child; or a man and a woman
	}
	score := (sum/float64(len(a)) + least) / 2
	if full == 1 && len(a) > 1 {
		score -= lonely * (1 - surname)
	}
	for j := range b {
		switch {
		case used[j]:
		case b[j].digits:
			score -= alone
		case full >= 2 || full == 1 && len(a) == 2 && (b[j].father() || b[j].initial):
			if !b[j].father() && !b[j].initial {
				score -= extra
			}
		default:
			score -= alone
		}
	}
	return max(score, 0)
}

// assign gives for each of the n rows a column of its own out of m so that the sum is the highest.
func assign(value *[mostWords][mostWords]float64, n, m int) (best [mostWords]int) {
	// most[set] is the highest sum for as many of the first rows as set has columns; last is the column of the last one.
	var most [1 << mostWords]float64
	var last [1 << mostWords]int
	top := -1.0
	end := 0
	for set := 1; set < 1<<m; set++ {
		row := -1
		for j := range m {
			row += set >> j & 1
		}
		if row >= n {
			continue
		}
		most[set] = -1
		for j := range m {
			if set>>j&1 == 0 {
				continue
			}
			if v := most[set&^(1<<j)] + value[row][j]; v > most[set] {
				most[set], last[set] = v, j
			}
		}
		if row == n-1 && most[set] > top {
			top, end = most[set], set
		}
	}
	for row := n - 1; row >= 0; row-- {
		best[row] = last[end]
		end &^= 1 << last[end]
	}
	return best
}

// alike compares two words of names, and gives the readings in which they are most alike.
func (p part) alike(o part) (best float64, taken [2]reading) {
	switch {
	case p.word == o.word:
		if p.initial {
			return initials, taken
		}
		return 1, taken
	case p.sound == nil || o.sound == nil || p.digits || o.digits:
		return 0, taken
	case p.initial || o.initial:
		return begins(p, o), taken
	}
	for _, r := range p.readings {
		for _, q := range o.readings {
			s := r.alike(q)
			if r.bent || q.bent {
				s -= inflected
			}
			if s > best || s == best && !r.doubted && !q.doubted {
				best, taken = s, [2]reading{r, q}
			}
		}
	}
	return best, taken
}

// begins tells what an initial is worth for a word, or for another initial.
func begins(p, o part) float64 {
	if !p.initial {
		p, o = o, p
	}
	a, b := p.sound[0], o.sound[0]
	switch {
	case p.latin == o.latin && strings.HasPrefix(o.word, p.word):
		return initials
	case !p.latin && string(p.sound) == "i" && len(o.sound) > 1 && vowel(o.sound[1]): // И. is not Юлия
		return 0
	case bytes.HasPrefix(o.sound, p.sound), o.initial && bytes.HasPrefix(p.sound, o.sound):
		return initials
	case p.latin && !o.latin && strings.Contains(begun, string([]byte{a, b})), o.initial && o.latin && !p.latin && strings.Contains(begun, string([]byte{b, a})):
		return initials
	case a == 'i' && b == 'e' && p.word[0] == 'y' || a == 'e' && b == 'i' && o.word[0] == 'y': // Yevgeny is Евгений
		return initials
	}
	return 0
}

// begun are the sound of a Latin initial and another that it may stand for: S. may be Ш.
const begun = "jw ji gh hg kh sx zw kq kc tc dw"
