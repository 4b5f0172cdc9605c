package names

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// sounds writes a word of a name, in small letters of either alphabet, with one letter for each sound:
//
//	a e i o u  b d f g k l m n p r s t v z  h (х)  c (ц)  x (ш)  q (ч)  w (ж)  j (the Latin j, which is read in many ways)
//
// No letter stands twice in a row.
func sounds(word string) string {
	in := []rune(word)
	var out []byte
	for i := 0; i < len(in); {
		to, n := next(in[i:], i == 0)
		i += n
		for k := range len(to) {
			if len(out) == 0 || out[len(out)-1] != to[k] {
				out = append(out, to[k])
			}
		}
	}
	return string(out)
}

func next(in []rune, first bool) (to string, n int) {
	for size := min(4, len(in)); size > 1; size-- {
		if to, ok := several[string(in[:size])]; ok {
			return to, size
		}
	}
	r := in[0]
	if r == 'c' {
		if len(in) > 1 && strings.ContainsRune("eiyéèíý", in[1]) {
			return "s", 1
		}
		return "k", 1
	}
	if first && r == 'е' {
		return "e", 1
	}
	if to, ok := single[r]; ok {
		return to, 1
	}
	for _, base := range norm.NFD.String(string(r)) { // ý as y: the letter comes before its marks
		return single[base], 1
	}
	return "", 1
}

// several are letters that stand for one sound together.
var several = map[string]string{
	"tsch": "q", "tch": "q", "sch": "x", "sh": "x", "ch": "q", "zh": "w", "dzh": "w", "dj": "w", "dž": "w", "kh": "h", "gh": "g",
	"th": "t", "ph": "f", "rh": "r", "ts": "c", "tz": "c", "ck": "k", "cz": "q", "sz": "x", "qu": "kv", "sc": "sk", "cc": "k",
	"oo": "u", "ee": "i", "ou": "u", "eau": "o", "ij": "ei", "wh": "v", "gli": "li", "gn": "n", "sci": "xi", "sce": "xe",
	"dsch": "w", "shch": "x", "zsch": "q", "oe": "o", "ue": "u", "aa": "a", "ae": "e",
	"дж": "w", "тс": "c", "дз": "z", "кс": "ks", "сч": "x",
}

// single are letters of both alphabets, in the order of the sounds.
var single = func() map[rune]string {
	m := map[rune]string{
		'x': "ks", 'ё': "io", 'ю': "iu", 'я': "ia", 'ř': "rw", 'ß': "s", 'æ': "e", 'œ': "o", 'þ': "t", 'ð': "d", 'ъ': "", 'ь': "",
	}
	for _, same := range []string{
		"aаәâăąəá", "bб", "dдđď", "eеэєęéèëê", "fф", "gгғґğǵ", "iиiйыіїyýıíîï", "kкқq", "lлł", "mм", "nнңñńňҥ", "oоөöøòó", "uуұүůўüűú",
		"pп", "rр", "sсçś", "tтťț", "vвw", "zзźż", "hхһҳ", "cцţ", "xшщšşș", "qчčćҷ", "wжž", "jј",
	} {
		to := same[:1]
		for i, r := range same {
			if i == 0 && strings.ContainsRune("xqw", r) {
				continue // they name the sounds of ш, ч and ж; the Latin letters are read otherwise
			}
			m[r] = to
		}
	}
	m['w'] = "v"
	m['q'] = "k"
	return m
}()
