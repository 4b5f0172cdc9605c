package moderation

import (
	"github.com/rastau/rastau/verification/moderation/lexicon"

	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed words/given.txt
var givenFile string

// givenKind is what is known about a given name.
type givenKind uint8

const (
	doubtedGiven givenKind = 1 << iota // also a word, or a place
	wordGiven                          // also a word in small letters
	givenName
)

// givenNames are the listed names, both as loose writes them and as skeletons.
var givenNames = sync.OnceValue(func() (m struct{ written, skeletons map[string]givenKind }) {
	m.written, m.skeletons = map[string]givenKind{}, map[string]givenKind{}
	kinds := map[string]givenKind{"given:": givenName, "doubted:": givenName | doubtedGiven, "words:": wordGiven}
	now := givenName
	for line := range strings.Lines(givenFile) {
		line, _, _ = strings.Cut(line, "#")
		for w := range strings.FieldsSeq(line) {
			if k, ok := kinds[w]; ok {
				now = k
				continue
			}
			m.written[loose(w)] |= now
			if now != wordGiven && w[0] >= utf8.RuneSelf {
				m.skeletons[lexicon.SkeletonOf(w)] |= now
			}
		}
	}
	return m
})

// loose returns a word in lower case with plain letters in place of those that a Russian keyboard lacks.
func loose(word string) string { return looseLetters.Replace(lowerWord(word)) }

var looseLetters = strings.NewReplacer("қ", "к", "ғ", "г", "ң", "н", "ө", "о", "ү", "у", "ұ", "у", "і", "и", "ё", "е", "ә", "а", "һ", "х", "-", "")

// ofNames are case endings of Russian, Kazakh and Kyrgyz.
var ofNames = strings.Fields(`а я у ю ом ем ой ей ою ею е и ы нын нин дын дин тын тин нун дун тун га ге ка ке го ко ды ди ты ти ны ни ду ту ну да де та те до то дан ден тан тен нан нен дон тон мен пен бен менен дики тики ники лар лер дар дер тар тер 's s`)

// given returns what is known about the i-th word as a given name, or 0.
func (n *naming) given(i int) givenKind {
	if i < 0 || i >= len(n.words) || n.links[i] || n.words[i].Number {
		return 0
	}
	return givenKind(n.facts[i].given.get(func() uint8 { return uint8(n.lookUpGiven(i)) }))
}

func (n *naming) lookUpGiven(i int) givenKind {
	word, all := loose(n.written[i]), givenNames()
	kind := all.written[word]
	if kind&givenName == 0 && len(n.words[i].Letters) > 3 {
		kind = inCase(word, n.words[i].Upper)
	}
	if kind&givenName == 0 && (n.words[i].Upper || word[0] < utf8.RuneSelf) && len(n.words[i].Letters) > 3 && !n.common(i) {
		if kind = all.skeletons[lexicon.SkeletonOf(word)]; !n.words[i].Upper {
			kind |= wordGiven
		}
	}
	if kind&givenName == 0 {
		return 0
	}
	return kind
}

// inCase returns what is known about the name of which word is an inflected form. In lower case it accepts only long names,
// in Russian.
func inCase(word string, upper bool) givenKind {
	all := givenNames().written
	for k, ending := range ofNames {
		stem, ok := strings.CutSuffix(word, ending)
		if !ok || utf8.RuneCountInString(stem) < 3 || !upper && (k > 12 || utf8.RuneCountInString(stem) < 4) {
			continue
		}
		for _, last := range [...]string{"", "а", "я", "й", "ь"} {
			if last != "" && k > 12 {
				break
			}
			if kind := all[stem+last]; kind&givenName != 0 {
				return kind
			}
		}
	}
	return 0
}
