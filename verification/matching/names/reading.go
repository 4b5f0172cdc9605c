package names

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// reading is a way to take a word of a name: as it stands, or as a case of the word that it gives.
type reading struct {
	sound   []byte
	bare    []byte // sound without the ending that makes a surname or a patronymic of a name; sound when there is none
	kind    kind
	latin   bool
	bent    bool // it is not as it stands
	doubted bool // taken for a case of a man's name, by a letter that may as well make it a woman's
}

// kind is what a word's ending makes of it.
type kind uint8

const (
	plain kind = iota
	ov         // a man's surname
	in
	ski
	enko
	ova // a woman's
	ina
	skaia
	son // a patronymic
	daughter
)

func (k kind) father() bool { return k == son || k == daughter }

// kinds are endings, as they sound, the longer ones first.
var kinds = []struct {
	ending string
	kind
}{
	{"skaia", skaia},
	{"ckaia", skaia},
	{"oviq", son},
	{"eviq", son},
	{"ogli", son},
	{"oglu", son},
	{"ovna", daughter},
	{"evna", daughter},
	{"iqna", daughter},
	{"kizi", daughter},
	{"gizi", daughter},
	{"enko", enko},
	{"uli", son},
	{"ulu", son},
	{"ova", ova},
	{"eva", ova},
	{"ina", ina},
	{"ski", ski},
	{"cki", ski},
	{"ov", ov},
	{"ev", ov},
	{"of", ov},
	{"ef", ov},
	{"in", in},
}

// read takes a sound as it stands.
func read(sound []byte) reading {
	const left = 2
	for _, k := range kinds {
		if n := len(sound) - len(k.ending); n >= left && string(sound[n:]) == k.ending {
			return reading{sound: sound, bare: sound[:n], kind: k.kind}
		}
	}
	return reading{sound: sound, bare: sound}
}

// ofCase is what an ending of a case stands for.
type ofCase struct {
	instead []string // what the word may end in where it is no case
	left    int      // sounds that must be left, where that is nothing
}

// cases are endings, as they are written in Russian, Kazakh and Kyrgyz.
var cases = func() map[string]ofCase {
	m := map[string]ofCase{}
	for e := range strings.FieldsSeq(`ның нің дың дің тың тің нын нин дын дин тын тин нан нен дан ден тан тен мен бен пен
		ға ге қа ке га ка ны ні ды ді ты ті ни ди ти да де та те`) {
		m[e] = ofCase{left: 5, instead: []string{""}}
	}
	for endings, instead := range map[string]string{
		"а": "-", "я": "- й", "у": "- а", "ю": "- й я", "ом": "-", "ем": "- й", "ым": "-", "им": "-",
		"ы": "а", "и": "а я", "е": "- а я", "ой": "а ая", "ою": "а ая", "ей": "а я", "ею": "а я", "ую": "ая",
		"ого": "ий ой", "ому": "ий ой",
	} {
		c := ofCase{left: 4}
		for with := range strings.FieldsSeq(instead) {
			c.instead = append(c.instead, strings.TrimPrefix(with, "-"))
		}
		m[endings] = c
	}
	return m
}()

// readings gives all ways to take a word: the first as it stands.
func readings(word string) []reading {
	own := read([]byte(transliterate(word)))
	own.latin = word[0] < utf8.RuneSelf
	for _, child := range []string{"қызы", "кызы", "qyzy", "kyzy"} { // Серікқызы, of which we hear only one k
		if father, ok := strings.CutSuffix(word, child); ok {
			own.bare = []byte(transliterate(father))
		}
	}
	all := []reading{own}
	if hers[string(own.sound)] {
		return all
	}
	in := []rune(word)
	for n := 1; n <= 3 && n < len(in); n++ {
		stem, ending := string(in[:len(in)-n]), string(in[len(in)-n:])
		c := cases[ending]
		for _, instead := range c.instead {
			s := transliterate(stem + instead)
			least := c.left
			if instead != "" {
				least = 3
			}
			if len(s) < least || slices.ContainsFunc(all, func(o reading) bool { return string(o.sound) == s }) {
				continue
			}
			r := read([]byte(s))
			r.latin, r.bent = own.latin, true
			r.doubted = instead != "а" && instead != "я" && strings.Contains("аяуюе", ending)
			all = append(all, r)
		}
	}
	return all
}

// hers are women's names, as they sound, that are also a case of a man's. They are only taken as they stand.
var hers = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(`азиза айдана александра амина анара бегаима валентина валерия вахида виктория владислава гафура гульнара дилара
		динара евгения жанара жания заира замира зарина зарифа зохида илона ильнара инара камила камиля карима карина
		комила кристина латифа мадина малика мансура марина мирослава мунара надира назира насима нодира нозима раиса
		рафика рахима рената сабина сабира салима собира станислава тахира тахмина умеда умида фарида феруза фируза
		хакима халида халила хамида шакира шарифа эльмира эльнура юлия яна ярослава`) {
		m[transliterate(name)] = true
	}
	return m
}()

// alike compares two readings, from 0 to 1. Two words of one stem that differ by what makes a surname of it, or a patronymic,
// or those of a woman, are not the same: Серик is not Сериков, and neither is Серикова.
func (r reading) alike(o reading) float64 {
	prices := within
	if r.latin || o.latin {
		prices = between
	}
	if r.kind == o.kind {
		switch {
		case r.kind.father() && r.ending() != o.ending(): // Абаевич and Абайұлы
			return alike(closed(r.bare), closed(o.bare), prices)
		case r.kind.father(), r.kind == ov, r.kind == ova:
			return alike(r.bare, o.bare, prices)
		}
		return alike(r.sound, o.sound, prices)
	}
	score := alike(r.sound, o.sound, prices)
	if r.kind != plain && alike(r.bare, o.sound, prices) >= score || o.kind != plain && alike(r.sound, o.bare, prices) >= score ||
		r.kind != plain && o.kind != plain && alike(r.bare, o.bare, prices) >= score {
		return 0
	}
	return score
}

func (r reading) ending() string { return string(r.sound[len(r.bare):]) }

// closed is a name without the vowels that it ends in, which patronymics leave out.
func closed(name []byte) []byte {
	const left = 2
	for len(name) > left && vowel(name[len(name)-1]) {
		name = name[:len(name)-1]
	}
	return name
}
