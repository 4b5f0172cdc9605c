package lexicon

import (
	"slices"
	"strings"
)

// A skeleton is a word in the few letters that all ways of writing it have in common: those of the Russian alphabet that stay
// distinct when Kazakh, Kyrgyz and Russian are typed in Latin letters or on another keyboard. қ is к, ө is о, ё is е, й is и,
// я is иа, ц is тс, and no letter stands twice in a row. English is written in it too, so that nobody has to tell languages
// apart.
const skeletonLetters = "абвгдежзиклмнопрстуфхчшы"

// Letter is the index of a letter in skeletonLetters.
type Letter = byte

const letters = 24

// AnyLetter stands for one letter, whichever it is.
const AnyLetter Letter = 0xff

var letterOf = func() map[rune]Letter {
	m := map[rune]Letter{'?': AnyLetter}
	for i, r := range []rune(skeletonLetters) {
		m[r] = Letter(i)
	}
	return m
}()

// spelling is a sequence of letters of the skeleton.
type spelling = string // of letters

func spelled(s string) spelling {
	var out strings.Builder
	for _, r := range s {
		out.WriteByte(letterOf[r])
	}
	return out.String()
}

// Unit lists what a letter of a word may stand for, likeliest first.
type Unit []spelling

func unitOf(ways ...string) Unit {
	u := make(Unit, len(ways))
	for i, w := range ways {
		u[i] = spelled(w)
	}
	return u
}

// single are the letters of both alphabets, several those that stand for one sound together.
var single, several = singleLetters(), severalLetters()

func singleLetters() map[rune]Unit {
	m := map[rune]Unit{}
	for _, r := range skeletonLetters {
		m[r] = unitOf(string(r))
	}
	for r, ways := range map[rune]string{
		'ә': "а", 'ғ': "г", 'қ': "к", 'ң': "н", 'ө': "о", 'ұ': "у", 'ү': "у", 'һ': "х", 'і': "и", 'й': "и", 'ё': "е", 'э': "е", 'ц': "тс",
		'щ': "ш", 'я': "иа", 'ю': "иу", 'ў': "у", 'ҳ': "х", 'ҷ': "ч", 'ї': "и", 'є': "е", 'ґ': "г", 'ј': "ж и", 'ѕ': "с", 'җ': "ж",
		'a': "а", 'b': "б", 'c': "к тс", 'd': "д", 'e': "е", 'f': "ф", 'g': "г", 'h': "х", 'i': "и", 'j': "ж и", 'k': "к", 'l': "л", 'm': "м",
		'n': "н", 'o': "о", 'p': "п", 'q': "к", 'r': "р", 's': "с", 't': "т", 'u': "у", 'v': "в", 'w': "в ш", 'x': "кс х", 'y': "ы и", 'z': "з",
		'ß': "с", 'æ': "а", 'œ': "о", 'þ': "т", 'ð': "д", 'ə': "а", 'ı': "и ы", 'ğ': "г", 'ǵ': "г", 'ñ': "н", 'ń': "н", 'ş': "ш", 'š': "ш",
		'ç': "ч", 'č': "ч", 'ž': "ж", 'ý': "у", 'ū': "у", 'ü': "у", 'ö': "о", 'ä': "а",
	} {
		m[r] = unitOf(strings.Fields(ways)...)
	}
	m['ъ'], m['ь'] = Unit{""}, Unit{""}
	return m
}

func severalLetters() map[string]Unit {
	m := map[string]Unit{}
	for written, ways := range map[string]string{
		"shch": "ш", "sch": "ш ск", "sh": "ш", "ch": "ч х", "zh": "ж", "kh": "х", "gh": "г", "ph": "ф", "ya": "иа", "yu": "иу", "yo": "е ио", "ye": "е ие",
		"jo": "жо е", "ja": "жа иа", "ju": "жу иу", "ce": "се ке", "ci": "си ки", "cy": "сы си", "ck": "к",
	} {
		m[written] = unitOf(strings.Fields(ways)...)
	}
	return m
}

// Skeleton is a word in skeleton letters. Letters is set when every letter stands for one thing, else Units is.
type Skeleton struct {
	Letters []Letter
	units   []Unit
}

// Skeleton returns the skeleton of the word. It uses room for the letters when they fit.
func (w Word) Skeleton(room []Letter) Skeleton {
	s := scriptOf(w.Raw)
	if s.mixed() || s.onlyTwins() && s.latinTwins > 2 && !w.latin || len(w.Letters) != len(w.Raw) {
		return Skeleton{units: w.doubtful()}
	}
	out := room[:0]
	for i := 0; i < len(w.Letters); {
		u, n := unitAt(w.Letters[i:])
		if len(u) > 1 {
			return Skeleton{units: w.Units()}
		}
		i += n
		if len(u) == 0 {
			continue
		}
		for k := range len(u[0]) {
			if l := u[0][k]; len(out) == 0 || out[len(out)-1] != l {
				out = append(out, l)
			}
		}
	}
	return Skeleton{Letters: out}
}

// unitAt returns what the first letters stand for, and how many they are.
func unitAt(in []rune) (u Unit, n int) {
	r := in[0]
	if r >= 'a' && r <= 'z' && len(in) > 1 && strings.ContainsRune("sczkgpyj", r) {
		for n := min(4, len(in)); n > 1; n-- {
			if u, ok := several[string(in[:n])]; ok {
				return u, n
			}
		}
	}
	if r < low {
		return ofLetter[r], 1
	}
	if u, ok := single[r]; ok {
		return u, 1
	}
	return standing[r], 1
}

// ofLetter are the units of the first runes.
var ofLetter = func() (m [low]Unit) {
	for r := range rune(low) {
		if m[r] = single[r]; m[r] == nil {
			m[r] = standing[r]
		}
	}
	return m
}()

// standing is standsFor as units.
var standing = func() map[rune]Unit {
	m := map[rune]Unit{}
	for r, ways := range standsFor {
		m[r] = unitOf(ways...)
	}
	return m
}()

// Units returns what each letter of the word may stand for.
func (w Word) Units() []Unit {
	var out []Unit
	for i := 0; i < len(w.Letters); {
		u, n := unitAt(w.Letters[i:])
		if u != nil {
			out = append(out, u)
		}
		i += n
	}
	return out
}

// doubtful is like Units for a word that mixes the alphabets: each letter may also be its twin.
func (w Word) doubtful() []Unit {
	out := w.Units()
	if len(out) != len(w.Letters) || len(w.Raw) != len(w.Letters) {
		return out
	}
	for i, r := range w.Raw {
		u := out[i]
		for _, other := range [...]rune{Lower(r), Lower(cyrillicTwin[r]), Lower(LatinTwin[r]), handwritten[Lower(r)]} {
			for _, way := range single[other] {
				if !slices.Contains(u, way) {
					u = append(slices.Clip(u), way)
				}
			}
		}
		out[i] = u
	}
	return out
}

// handwritten maps letters that look alike only in handwriting.
var handwritten = Pairs("umnrbwgт", "итпгвшдt")

// SkeletonOf returns the skeleton of a word of a list, where each letter stands for one thing.
func SkeletonOf(s string) string {
	w := Word{Letters: []rune(strings.ToLower(s))}
	var out []Letter
	for _, u := range w.Units() {
		for k := range len(u[0]) {
			if len(out) == 0 || out[len(out)-1] != u[0][k] {
				out = append(out, u[0][k])
			}
		}
	}
	return string(out)
}
