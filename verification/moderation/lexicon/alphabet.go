package lexicon

import (
	"maps"
	"unicode"
)

// Pairs returns a map from each rune of from to the rune of to at the same index. It panics if their numbers differ.
func Pairs(from, to string) map[rune]rune {
	m := map[rune]rune{}
	other := []rune(to)
	if len(other) != len([]rune(from)) {
		panic(from + " " + to)
	}
	for i, r := range []rune(from) {
		m[r] = other[i]
	}
	return m
}

// Letters of the two alphabets that look alike; of some only the capitals do.
const (
	latinTwins    = "aceopxyki" + "ABCEHKMOPTXYI" + "hjsü"
	cyrillicTwins = "асеорхукі" + "АВСЕНКМОРТХУІ" + "һјѕү"
)

var (
	cyrillicTwin = Pairs(latinTwins, cyrillicTwins)
	// LatinTwin has the Latin letter for each Cyrillic one that looks the same.
	LatinTwin = Pairs(cyrillicTwins, latinTwins)
)

// looksLike are signs and letters of other scripts that are read as one of the two alphabets.
var looksLike = otherScripts()

func otherScripts() map[rune]rune {
	m := Pairs("αβγδεζηθικλμνξοπρσςτυφχψω"+"ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΩ"+"άέήίόύώϊϋ",
		"aвгдeзноiклмvkoпpcстyфxшш"+"ABГДEZHОIKЛMNКOПPСTYФXО"+"aeнioyшiy")
	for r, like := range Pairs("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ"+"ՕՍՏԵԼՊ", "աbqдեqէըթժիլխծկhձղճմյնշոչպջnuվտpgւփpof"+"OUSELП") {
		if r != like {
			m[r] = like
		}
	}
	maps.Copy(m, Pairs("ɑɒɐəǝɛɜɡɢʜɪıɩʝʟɴɵɔʀɾʁʃʋʌʏʒᴀʙᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱɯɥᴦᴧᴨᴫᴎ", "aaaeeeзgghiiijlnoоrrrfuлyзabcdejkmoptuvwzfsшчглпли"))
	for r, like := range Pairs("ѐѝђћѓќљњџѡѳѵѕҫҭӏԁԛԝԍҽӕ", "еидхгклнчшовсстлdqwгеа") {
		if r != 'ѕ' {
			m[r] = like
		}
	}
	maps.Copy(m, Pairs("łŁøØđĐħŧŀƀƅƍɓɗɖƒɠʛƙɱɲƞƥʠɼʂƭʈⱱʐƶꞵꬰꭱꭲ", "lLoOdDhtlbbбbddfggkmnnpqrsttvzzвeri"))
	for i := range rune(26) {
		for _, from := range [...]rune{0x1f150, 0x1f170, 0x1f1e6} { // white on black, and the letters of flags
			m[from+i] = 'A' + i
		}
	}
	return m
}

// script counts the letters of a word by alphabet, those with a twin in the other alphabet apart.
type script struct{ latin, cyrillic, latinTwins, cyrillicTwins int }

func scriptOf(word []rune) (s script) {
	for _, r := range word {
		switch ofScript(r) {
		case isLatinTwin:
			s.latinTwins++
		case isCyrillicTwin:
			s.cyrillicTwins++
		case isCyrillic:
			s.cyrillic++
		case isLatin:
			s.latin++
		}
	}
	return s
}

// What a letter is of.
const (
	isLatinTwin = 1 + iota
	isCyrillicTwin
	isCyrillic
	isLatin
)

// low are the runes that are looked up in tables.
const low = 0x530

var scripts = func() (m [low]uint8) {
	for r := range rune(low) {
		m[r] = slowScript(r)
	}
	return m
}()

func ofScript(r rune) uint8 {
	if r < low {
		return scripts[r]
	}
	return slowScript(r)
}

func slowScript(r rune) uint8 {
	switch {
	case r < 'A':
		return 0
	case cyrillicTwin[r] != 0:
		return isLatinTwin
	case LatinTwin[r] != 0:
		return isCyrillicTwin
	case r >= 'А' && r <= 'ӿ' || unicode.Is(unicode.Cyrillic, r):
		return isCyrillic
	case unicode.Is(unicode.Latin, r):
		return isLatin
	}
	return 0
}

func (s script) mixed() bool { return s.latin+s.latinTwins > 0 && s.cyrillic+s.cyrillicTwins > 0 }

func (s script) onlyTwins() bool { return s.latin+s.cyrillic == 0 && s.latinTwins+s.cyrillicTwins > 0 }

// mostlyCyrillic reports whether a word of both alphabets is rather Cyrillic. If it has as much of each, it returns text,
// the answer for the text around it.
func (s script) mostlyCyrillic(text bool) bool {
	if s.cyrillic != s.latin {
		return s.cyrillic > s.latin
	}
	if a, b := s.cyrillicTwins, s.latinTwins; s.cyrillic > 0 && a != b {
		return a > b
	}
	return text
}

// inWord reports whether the i-th rune is a digit or a sign that stands for a letter, with letters on both sides.
func inWord(runes []rune, i int) bool {
	if i == 0 || i+1 >= len(runes) || standsFor[runes[i]] == nil {
		return false
	}
	before, after := i-1, i+1
	for before > 0 && i-before < 3 && standsFor[runes[before]] != nil {
		before--
	}
	for after+1 < len(runes) && after-i < 3 && standsFor[runes[after]] != nil {
		after++
	}
	return IsLetter(runes[before]) && IsLetter(runes[after])
}

// standsFor are the letters, of the skeleton, that digits and signs are written for.
var standsFor = map[rune][]string{
	'0': {"о"}, '1': {"и", "л"}, '3': {"з", "е"}, '4': {"ч", "а"}, '5': {"с"}, '6': {"б"}, '7': {"т", "г"}, '8': {"в", "б"}, '9': {"д", "г", "иа"},
	'@': {"а"}, '$': {"с"}, '€': {"е"}, '!': {"и", "л"}, '|': {"л", "и"}, '£': {"л"}, '¢': {"с"}, '¥': {"у"},
	'*': {any1, ""}, '#': {any1, ""}, '•': {any1, ""}, '■': {any1, ""}, '█': {any1, ""}, '●': {any1, ""}, '×': {any1, ""},
}

// any1 stands for any one letter.
const any1 = "?"

// Lower returns r in lower case.
func Lower(r rune) rune {
	if r < low {
		return lowered[r]
	}
	return unicode.ToLower(r)
}

// lowered are the first runes in lower case.
var lowered = func() (m [low]rune) {
	for r := range rune(low) {
		m[r] = unicode.ToLower(r)
	}
	m['İ'] = 'i'
	return m
}()

// IsLetter reports whether r is a letter.
func IsLetter(r rune) bool {
	if r < low {
		return letterTable[r]
	}
	return unicode.IsLetter(r)
}

// letterTable tells which of the first runes are letters.
var letterTable = func() (m [low]bool) {
	for r := range rune(low) {
		m[r] = unicode.IsLetter(r)
	}
	return m
}()
