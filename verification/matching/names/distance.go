package names

// Prices of changing one sound into another, of leaving one out, and of two that changed places. What translators of
// names disagree on is cheap.
const (
	whole   = 1.0  // two sounds that have nothing in common
	vowels  = 0.35 // two vowels
	akin    = 0.35 // two consonants that one letter is read as
	near    = 0.55
	outV    = 0.45 // a vowel left out
	outWeak = 0.45 // one that many do not hear: h, j, and i beside a vowel
	out     = 0.85
	swapped = 0.6
)

var between = func() (m [128][128]float64) {
	for a := range m {
		for b := range m[a] {
			m[a][b] = whole
			switch {
			case a == b:
				m[a][b] = 0
			case vowel(byte(a)) && vowel(byte(b)):
				m[a][b] = vowels
			}
		}
	}
	set := func(price float64, pairs ...string) {
		for _, p := range pairs {
			m[p[0]][p[1]], m[p[1]][p[0]] = price, price
		}
	}
	set(akin, "jw", "ji", "jh", "hg", "qh", "qk", "qx", "sz", "sc", "zc", "zw", "sx", "vu", "vf", "cq", "ks", "xw", "qw", "kh", "kc", "jx", "gw")
	set(near, "bp", "dt", "gk", "qs", "vb", "gj", "kq", "mn", "iu", "qc")
	return m
}()

func vowel(b byte) bool { return b == 'a' || b == 'e' || b == 'i' || b == 'o' || b == 'u' }

func drop(word []byte, i int) float64 {
	switch b := word[i]; {
	case b == 'h' || b == 'j':
		return outWeak
	case b == 'i' && (i > 0 && vowel(word[i-1]) || i+1 < len(word) && vowel(word[i+1])):
		return 0.25
	case vowel(b):
		return outV
	}
	return out
}

// distance is the least price of turning one word into the other (Damerau and Levenshtein, with neighbours swapped).
func distance(a, b []byte) float64 {
	rows := [3][]float64{make([]float64, len(b)+1), make([]float64, len(b)+1), make([]float64, len(b)+1)}
	older, old, row := rows[0], rows[1], rows[2]
	for j := range b {
		row[j+1] = row[j] + drop(b, j)
	}
	for i := range a {
		older, old, row = old, row, older
		row[0] = old[0] + drop(a, i)
		for j := range b {
			row[j+1] = min(old[j]+between[a[i]][b[j]], old[j+1]+drop(a, i), row[j]+drop(b, j))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+swapped)
			}
		}
	}
	return row[len(b)]
}

// alike is 1 for the same word and 0 for two that have nothing in common.
func alike(a, b []byte) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	return max(0, 1-distance(a, b)/float64(max(len(a), len(b))))
}
