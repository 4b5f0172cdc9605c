package moderation

import (
	"slices"
	"strings"
)

// A skeleton is a word in the few letters that all ways of writing it have in common: those of the Russian alphabet that stay
// distinct when Kazakh, Kyrgyz and Russian are typed in Latin letters or on another keyboard. қ is к, ө is о, ё is е, й is и,
// я is иа, ц is тс, and no letter stands twice in a row. English is written in it too, so that nobody has to tell languages
// apart.
const skeletonLetters = "абвгдежзиклмнопрстуфхчшы"

// letter is the place of a letter among those.
type letter = byte

const (
	letters        = 24
	anyOf   letter = 0xff // one letter, whichever
)

var letterOf = func() map[rune]letter {
	m := map[rune]letter{'?': anyOf}
	for i, r := range []rune(skeletonLetters) {
		m[r] = letter(i)
	}
	return m
}()

// spelling is a way to write a letter or two in the skeleton.
type spelling = string // of letters

func spelled(s string) spelling {
	var out strings.Builder
	for _, r := range s {
		out.WriteByte(letterOf[r])
	}
	return out.String()
}

// unit is a letter of a word, with all that it may stand for, the likeliest first.
type unit []spelling

func unitOf(ways ...string) unit {
	u := make(unit, len(ways))
	for i, w := range ways {
		u[i] = spelled(w)
	}
	return u
}

// single are the letters of both alphabets, several those that stand for one sound together.
var single, several = singleLetters(), severalLetters()

func singleLetters() map[rune]unit {
	m := map[rune]unit{}
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
	m['ъ'], m['ь'] = unit{""}, unit{""}
	return m
}

func severalLetters() map[string]unit {
	m := map[string]unit{}
	for written, ways := range map[string]string{
		"shch": "ш", "sch": "ш ск", "sh": "ш", "ch": "ч х", "zh": "ж", "kh": "х", "gh": "г", "ph": "ф", "ya": "иа", "yu": "иу", "yo": "е ио", "ye": "е ие",
		"jo": "жо е", "ja": "жа иа", "ju": "жу иу", "ce": "се ке", "ci": "си ки", "cy": "сы си", "ck": "к",
	} {
		m[written] = unitOf(strings.Fields(ways)...)
	}
	return m
}

// skeleton is a word in these letters: as it is when each stands for one thing, else with all that each may stand for.
type skeleton struct {
	letters []letter
	units   []unit
}

// skeleton returns the word's. Into room it writes when it can.
func (w word) skeleton(room []letter) skeleton {
	s := scriptOf(w.raw)
	if s.mixed() || s.onlyTwins() && s.latinTwins > 2 && !w.latin || len(w.letters) != len(w.raw) {
		return skeleton{units: w.doubtful()}
	}
	out := room[:0]
	for i := 0; i < len(w.letters); {
		u, n := unitAt(w.letters[i:])
		if len(u) > 1 {
			return skeleton{units: w.units()}
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
	return skeleton{letters: out}
}

// unitAt returns what the first letters stand for, and how many they are.
func unitAt(in []rune) (u unit, n int) {
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
var ofLetter = func() (m [low]unit) {
	for r := range rune(low) {
		if m[r] = single[r]; m[r] == nil {
			m[r] = standing[r]
		}
	}
	return m
}()

// standing is standsFor as units.
var standing = func() map[rune]unit {
	m := map[rune]unit{}
	for r, ways := range standsFor {
		m[r] = unitOf(ways...)
	}
	return m
}()

func (w word) units() []unit {
	var out []unit
	for i := 0; i < len(w.letters); {
		u, n := unitAt(w.letters[i:])
		if u != nil {
			out = append(out, u)
		}
		i += n
	}
	return out
}

// doubtful gives the letters of a word in both alphabets, of which each may be what it looks like or what it is.
func (w word) doubtful() []unit {
	out := w.units()
	if len(out) != len(w.letters) || len(w.raw) != len(w.letters) {
		return out
	}
	for i, r := range w.raw {
		u := out[i]
		for _, other := range [...]rune{lower(r), lower(cyrillicTwin[r]), lower(latinTwin[r]), handwritten[lower(r)]} {
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

// handwritten are letters of one alphabet that look like those of the other when they are written by hand.
var handwritten = pairsOf("umnrbwgт", "итпгвшдt")

// skeletonOf returns the skeleton of a word as it stands in a list of ours, where each letter stands for one thing.
func skeletonOf(s string) string {
	w := word{letters: []rune(strings.ToLower(s))}
	var out []letter
	for _, u := range w.units() {
		for k := range len(u[0]) {
			if len(out) == 0 || out[len(out)-1] != u[0][k] {
				out = append(out, u[0][k])
			}
		}
	}
	return string(out)
}
