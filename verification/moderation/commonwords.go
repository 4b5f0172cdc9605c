package moderation

import (
	"github.com/rastau/rastau/verification/moderation/lexicon"

	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed words/common.txt
var commonFile string

func (n *naming) common(i int) bool {
	return n.facts[i].common.get(func() uint8 { return yes(commonWord(n.written[i])) }) == 1
}

// commonWord reports whether a word that could pass for a name is an ordinary word, inflected or not.
func commonWord(word string) bool {
	all := commonWords()
	if all[word] || slices.ContainsFunc(commonSuffixes, func(e string) bool { return strings.HasSuffix(word, e) }) {
		return true
	}
	at := len(word)
	for range 3 {
		_, size := utf8.DecodeLastRuneInString(word[:at])
		if at -= size; at < 7 {
			return false
		}
		if all[word[:at]] && commonEndings[word[at:]] {
			return true
		}
	}
	return false
}

// commonSuffixes are endings of nouns, with plurals that look like surnames.
var commonSuffixes = strings.Fields("ость истов истам истами ентов аторов иторов антов ологов")

// commonEndings are case endings of at most three letters.
var commonEndings = func() map[string]bool {
	m := map[string]bool{}
	for e := range strings.FieldsSeq(`а я у ю о е и ы ом ем ой ей ою ею ов ев ам ям ами ями ах ях ый ий ая ое ые ого ому ым их ых ую ими ыми
		ы і и сы сі си ды ді ди ты ті ти ны ні ни ға ге қа ке га ка да де та те дан ден тан тен нан нен мен пен бен ның нің дың дің тың тің нын нин дын дин тын тин лар лер дар дер тар тер s es d ed`) {
		m[e] = true
	}
	return m
}()

var commonWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(commonFile) {
		line, _, _ = strings.Cut(line, "#")
		for w := range strings.FieldsSeq(line) {
			m[lowerWord(w)] = true
		}
	}
	return m
})

func lowerWord(s string) string { return strings.Map(lexicon.Lower, s) }
