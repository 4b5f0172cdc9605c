package names

import (
	"cmp"
	"slices"
)

// What decides; see TestTokensOfBothAlphabets for what it was set on.
const (
	enough   = 0.76 // least score of names that may be of one person
	bent     = 0.1  // what an ending costs
	initials = 0.9  // what an initial is worth
	extra    = 0.12 // what a word costs that only one of the names has, when two others are the same in full
	alone    = 0.35 // and when not
	lonely   = 2    // how much dearer it is that a word differs when it is the only one written in full
)

// Same says how alike two names are, from 0 to 1, and whether they may be of one person. The order of words does not
// matter. A patronymic that only one has is passed over. The word that is least alike counts as much as all together, so
// that a surname in common makes nobody the same.
func Same(a, b string) (score float64, same bool) {
	return decide(parse(a), parse(b))
}

func decide(a, b []part) (score float64, same bool) {
	score = compare(a, b)
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
	return append(out, part{word: words[i].word + words[j].word, sound: sound, stem: sound})
}

// match gives each word of a, which has no more than b, the one of b with which all are most alike together, and scores
// that.
func match(a, b []part) float64 {
	var pairs [mostWords][mostWords]float64
	for i := range a {
		for j := range b {
			pairs[i][j] = a[i].alike(b[j])
		}
	}
	best := assign(&pairs, len(a), len(b))
	sum, least, full, surname := 0.0, 1.0, 0, 0.0
	used := [mostWords]bool{}
	for i, j := range best[:len(a)] {
		s := pairs[i][j]
		sum, least = sum+s, min(least, s)
		used[j] = true
		if s >= enough && !a[i].initial && !b[j].initial && (!a[i].father || !b[j].father || len(b) <= 2) {
			full, surname = full+1, s
		}
	}
	if full == 0 {
		least = min(least, 0.5) // initials, or a first name and whose child
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
		case full >= 2 || full == 1 && len(a) == 2 && (b[j].father || b[j].initial):
			if !b[j].father && !b[j].initial {
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

// alike compares two words of names.
func (p part) alike(o part) float64 {
	switch {
	case p.word == o.word:
		if p.initial {
			return initials
		}
		return 1
	case p.sound == nil || o.sound == nil || p.digits || o.digits:
		return 0
	case p.initial || o.initial:
		return begins(p, o)
	}
	score := alike(p.sound, o.sound)
	if score < 1 {
		for _, pair := range [][2][]byte{{p.stem, o.sound}, {p.sound, o.stem}, {p.stem, o.stem}} {
			score = max(score, alike(pair[0], pair[1])-bent)
		}
	}
	return score
}

// begins tells what an initial is worth for a word.
func begins(p, o part) float64 {
	a, b := p.sound[0], o.sound[0]
	switch {
	case a == b, !vowel(a) && !vowel(b) && between[a][b] <= akin:
		return initials
	case a == 'i' && b == 'e' || a == 'e' && b == 'i': // Yevgeny is Евгений
		return initials
	}
	return 0
}
