package names

import "strings"

// Prices of changing one sound into another, of leaving one out, and of two that changed places. What translators of
// names disagree on is cheap.
const (
	whole   = 1.0  // two sounds that have nothing in common
	akin    = 0.35 // two consonants that one Latin letter is read as
	near    = 0.65 // … or that some languages do not tell apart
	outV    = 0.55 // a vowel left out
	outLast = 0.8  // … at the end, where it may make a woman of a man
	outWeak = 0.45 // one that many do not hear
	outYe   = 0.25 // i before e
	out     = 0.95
	swapped = 0.5
	dearer  = 2 // times, up to the first vowel
)

// prices are what one sound costs for another.
type prices [128][128]float64

// between is for words of which one, or both, are in Latin letters; within for two in Cyrillic letters, where each consonant
// is read in one way.
var between, within = price(akin, near), price(whole, whole)

func price(akin, near float64) *prices {
	var m prices
	for a := range m {
		for b := range m[a] {
			if a != b {
				m[a][b] = whole
			}
		}
	}
	set := func(price float64, pairs string) {
		for p := range strings.FieldsSeq(pairs) {
			m[p[0]][p[1]], m[p[1]][p[0]] = price, price
		}
	}
	set(0.35, "ei")
	set(0.45, "ou eo")
	set(0.55, "ao ae")
	set(0.6, "iu")
	set(0.85, "ai au eu io")
	set(akin, "ji jh hg qh qk qx sz sc zc zw sx vf cq ks xw qw kc jx gw")
	set(near, "bp dt gk qs vb gj kq vu kh qc")
	set(0.2, "jw") // which are ж in different hands
	return &m
}

func vowel(b byte) bool { return b == 'a' || b == 'e' || b == 'i' || b == 'o' || b == 'u' }

// distance is the least price of turning one word into the other (Damerau and Levenshtein, with neighbours swapped). Up to the
// first vowel all is dearer: Асан is not Хасан, and Марат not Мурат.
func distance(a, b []byte, prices *prices) float64 {
	const usual = 24 // sounds, for which there is room without asking for it
	var room [4][usual + 1]float64
	older, old, row, outB := room[0][:], room[1][:], room[2][:], room[3][:]
	if len(b) > usual {
		older, old, row, outB = make([]float64, len(b)+1), make([]float64, len(b)+1), make([]float64, len(b)+1), make([]float64, len(b))
	}
	headA, headB := head(a), head(b)
	for j := range b {
		outB[j] = drop(b, j, headB)
		row[j+1] = row[j] + outB[j]
	}
	for i := range a {
		older, old, row = old, row, older
		outA := drop(a, i, headA)
		row[0] = old[0] + outA
		for j := range b {
			change := prices[a[i]][b[j]]
			if i < headA && j < headB {
				change *= dearer
			}
			row[j+1] = min(old[j]+change, old[j+1]+outA, row[j]+outB[j])
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+swapped)
			}
		}
	}
	return row[len(b)]
}

// drop is the price of leaving out the i-th sound of a word with such a head.
func drop(word []byte, i, head int) float64 {
	price := out
	switch b := word[i]; {
	case vowel(b) && i == len(word)-1 && i > 0 && !vowel(word[i-1]):
		price = outLast
	case b == 'h' || b == 'j':
		price = outWeak
	case b == 'i' && i+1 < len(word) && word[i+1] == 'e':
		price = outYe
	case vowel(b):
		price = outV
	}
	if i < head {
		price *= dearer
	}
	return price
}

// head counts the sounds up to the first vowel, with it.
func head(word []byte) int {
	for i, b := range word {
		if vowel(b) {
			return i + 1
		}
	}
	return len(word)
}

// alike is 1 for the same word and 0 for two that have nothing in common. A word that is longer than most bears no more
// differences for it.
func alike(a, b []byte, prices *prices) float64 {
	const long = 9
	if len(a)+len(b) == 0 {
		return 1
	}
	return max(0, 1-distance(a, b, prices)/float64(min(max(len(a), len(b)), long)))
}
