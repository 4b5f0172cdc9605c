package places

import (
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/matching/fold"
	"github.com/rastau/rastau/verification/matching/names"
)

// written is how the last word of a name is written. Keys leave out too much of short words: қол is a hand, and көл a lake.
type written struct {
	word  []rune
	exact bool // it is an abbreviation, which has no ending: АҚШ
	made  bool // it was made from Latin letters, so that it may lack those of Kazakh and Kyrgyz
	local bool // it is a word of one alphabet and no name: mall
}

const shortest = 4 // letters of an abbreviation, at most

func writtenAs(name string, e *entry) written {
	words := strings.Fields(name)
	last := words[len(words)-1]
	return written{word: []rune(fold.Plain(last)), made: e.made, local: e.kind == spot, exact: len(words) == 1 && len([]rune(last)) <= shortest && strings.ToUpper(last) == last && len([]rune(last)) > 1}
}

// of returns the entries whose name ends so that a word may be written for it.
func (n *node) of(word string) (list []*entry) {
	for i, e := range n.entries {
		for _, w := range n.written[i] {
			if w.fits(word) {
				list = append(list, e)
				break
			}
		}
	}
	return list
}

// fits reports whether a word of a text, perhaps in a case, may be the one of the name.
func (w written) fits(word string) bool {
	in := []rune(word)
	if w.exact {
		rest, ok := strings.CutPrefix(word, string(w.word))
		return ok && (rest == "" || rest[0] == '-')
	}
	if w.local && (in[0] < unicode.MaxLatin1) != (w.word[0] < unicode.MaxLatin1) && w.word[0] < unicode.MaxLatin1 {
		return false
	}
	for i := 0; i < len(in) && i < len(w.word) && !w.made; i++ {
		if own(in[i]) && in[i] != w.word[i] && in[i] != w.word[i]-'а'+'ә' && i+2 < len(w.word) {
			return false
		}
	}
	return true
}

// own reports whether a letter is of Kazakh or Kyrgyz and not of Russian.
func own(r rune) bool { return strings.ContainsRune("әғқңөұүіһ", r) }

// notPlaces are words that would be read as a place, by their ending or by a letter that keyboards lack, and are none.
var notPlaces = wordSet(`судья судьи судье судью судьёй судьей судьям судей деле делах горе мере площадке площадка площадку шары шара шарты сен сене сенде көргөн көрген маалда маал
	баа баага баада баасы бага баға бағасы ақша акча басу оқу окуу укту ұсына алганда алғанда алганы кайра карата қарағанда киргизе кемінде кеминде оралды үзгенде
	күрт шаар шаары шаарга шаарда шаардан шаардын шаардагы шаарын шаарына шаарында шаарындагы шаарынын шаарынан қоғам қоғамы қол кол коля колю коле гөрі мерей being more us check sued can't`)

// peoples are names of people that towns bear, and words that are also those of one. They are places only where something says so.
var peoples = func() map[string]bool {
	m := wordSet(`шар арыстан жанибек жаныбек жәнібек омирзак өмірзақ омірзақ темир темір шопоков шопокова курчатов чапаев чапаева байганин ауезов бөкөнбаев боконбаев
		махамбет нурсултан нұрсұлтан калкаман мерей жаксы жақсы алга алға есік жарық жарык үлкен улкен достык дружба марказ массы таян
		zhanibek zhanybek temir omirzak shopokov kurchatov chapaev kalkaman auezov nursultan`)
	return m
}()

// more are names of several words that are those of people.
var peoplesInWords = []string{"Турар Рыскулов", "Turar Ryskulov", "Балпык Би"}

func doubtful(name string) bool {
	plain := fold.Plain(name)
	if peoples[plain] {
		return true
	}
	for _, n := range peoplesInWords {
		if fold.Plain(n) == plain {
			return true
		}
	}
	return false
}

// doubt marks the names that are also words or those of people.
func (g *gazetteer) doubt() {
	mark := func(name string) {
		at := g.root
		for w := range strings.FieldsSeq(name) {
			if at = at.next[names.Key(w)]; at == nil {
				return
			}
		}
		at.doubted = true
	}
	for name := range peoples {
		mark(name)
	}
	for _, name := range peoplesInWords {
		mark(name)
	}
}
