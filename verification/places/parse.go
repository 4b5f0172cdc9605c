package places

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/rastau/rastau/verification/matching/fold"
	"github.com/rastau/rastau/verification/matching/names"
)

// Parse reads a place, a time, or both. It is not ok when the text says anything besides, or names two towns.
func Parse(text string) (p Place, ok bool) { return ParseAt(text, time.Time{}) }

// ParseAt is [Parse] of what was written at a time, from which "yesterday" and "last year" count.
func ParseAt(text string, now time.Time) (p Place, ok bool) {
	if len([]rune(text)) > longest {
		return Place{}, false
	}
	r := reader{g: load(), tokens: tokens(fold.Plain(text)), now: now}
	for r.at < len(r.tokens) {
		sure := 2 // words of a name that is no time
		if r.isTown() {
			sure = 1
		}
		if !r.place(sure) && !r.before() && !r.moment() && !r.place(1) && !r.filler() {
			return Place{}, false
		}
	}
	for i := range r.found {
		if !r.p.add(r.choose(i)) {
			return Place{}, false
		}
	}
	if r.p == (Place{}) && !r.relative() || !r.p.settle(r.g) || !r.reckon() || !r.p.moment.valid() || !r.sure() {
		return Place{}, false
	}
	return r.p, true
}

// reader reads tokens one after the other.
type reader struct {
	g      *gazetteer
	tokens []string
	at     int
	found  [][]*entry // what each name may be
	p      Place
	now    time.Time // 0 where it is not known
	days   int       // before now, plus one
	years  int       // before now, plus one

	doubted bool // a name was read that is also a word or a person's
}

// place takes the longest name that begins at the next token and has at least so many words.
func (r *reader) place(least int) bool {
	at, entries, doubted := r.longestOf(r.g.root, r.at)
	if entries == nil || at-r.at < least || at == r.at+1 && notPlaces[r.tokens[r.at]] {
		return false
	}
	r.at = at
	r.found = append(r.found, entries)
	r.doubted = r.doubted || doubted
	return true
}

// sure reports whether nothing was read that is also a word or the name of a person, unless something beside says that it is a
// place.
func (r *reader) sure() bool {
	for i, w := range r.tokens {
		year := i > 0 && unicode.IsDigit([]rune(r.tokens[i-1])[0]) // 2022 г.
		if placeWords[w] && !year {
			return true
		}
	}
	return !r.doubted || slices.ContainsFunc(r.found, func(es []*entry) bool { return es[0].kind == region || es[0].kind == country })
}

// isTown reports whether the next token is a month without a day or a year beside it: Қазан is Kazan and October.
func (r *reader) isTown() bool {
	return month(r.tokens[r.at]) > 0 && !r.numberBeside() && !timeWords[r.word(1)] && !timeWords[r.word(-1)]
}

func (r *reader) longest(n *node, at int) (end int, entries []*entry) {
	end, entries, _ = r.longestOf(n, at)
	return end, entries
}

// longestOf is longest, and tells whether the name is also a word or a person's.
func (r *reader) longestOf(n *node, at int) (end int, entries []*entry, doubted bool) {
	if at > 0 {
		entries, doubted = n.of(r.tokens[at-1]), n.doubted && !strings.Contains(r.tokens[at-1], "-") // Нур-Султан is nobody's name
	}
	end = at
	if at >= len(r.tokens) || n.next == nil {
		return end, entries, doubted
	}
	for _, key := range keysOf(r.tokens[at]) {
		if next := n.next[key]; next != nil {
			if e, found, d := r.longestOf(next, at+1); len(found) > 0 && e > end {
				end, entries, doubted = e, found, d
			}
		}
	}
	return end, entries, doubted
}

// choose returns what the i-th name means: of several what belongs to another one that was read, else the largest.
func (r *reader) choose(i int) *entry {
	for _, e := range r.found[i] {
		for k, others := range r.found {
			for _, o := range others {
				if k != i && (e.in == o.id || e.id == o.in) {
					return e
				}
			}
		}
	}
	return largest(r.found[i])
}

// keysOf returns the keys of a word as it stands and without what its cases add, in Kazakh, Kyrgyz and Russian.
func keysOf(word string) []string {
	keys := []string{names.Key(word)}
	in := []rune(word)
	if len(in) == 0 || in[0] < unicode.MaxLatin1 {
		if rest, ok := strings.CutSuffix(word, "'s"); ok {
			keys = append(keys, names.Key(rest))
		}
		for _, e := range latinEndings {
			if rest, ok := strings.CutSuffix(word, e); ok && len(rest) > 1 {
				keys = append(keys, names.Key(rest))
			}
		}
		return keys
	}
	for n := 1; n <= 4 && len(in)-n >= 2; n++ {
		for _, instead := range instead[string(in[len(in)-n:])] {
			stem := string(in[:len(in)-n])
			keys = append(keys, names.Key(stem+instead))
			if rest, ok := strings.CutSuffix(stem, "ғ"); ok && instead == "" { // орталығы is of орталық
				keys = append(keys, names.Key(rest+"қ"))
			}
		}
	}
	return keys
}

// latinEndings are those of Kazakh and Kyrgyz in Latin letters.
var latinEndings = strings.Fields("da de do ta te to dan den don tan ten ton nan nen ga ge go qa ka ke ko gha dagy degi tagy tegi togu dogu nda nde nyn nin dyn din tyn tin")

// instead is what the endings of cases stand for.
var instead = func() map[string][]string {
	m := map[string][]string{}
	for e := range strings.FieldsSeq(`ның нің дың дің тың тің нын нин дын дин тын тин нун нүн дун дүн тун түн нан нен дан ден тан тен нон нөн дон дөн тон төн ға ге қа ке га го гө ка ко кө
		ны ні ды ді ты ті ну нү ду дү ту тү да де та те до дө то тө дағы дегі тағы тегі дагы деги тагы теги догу дөгү тогу төгү нда нде ндо ндө ына іне ина уна үнө ында інде индe унда үндө ынан нің сы сі ы і и су сү ына ынын`) {
		m[e] = append(m[e], "")
	}
	for endings, to := range map[string]string{
		"а": "- о", "я": "- й ь", "у": "- а о", "ю": "- й я ь", "ом": "- о", "ем": "- й ь е", "ым": "ый", "им": "ий", "ы": "а -", "и": "а я ь й", "е": "- а я о й ь",
		"ой": "а ая", "ей": "а я", "ого": "ий ый ой ое", "ому": "ий ый ой", "ого ": "", "ую": "ая", "ие": "ия", "ии": "ия", "ию": "ия", "ией": "ия", "ью": "ь", "ам": "ы", "ах": "ы", "ов": "ы",
	} {
		for with := range strings.FieldsSeq(to) {
			m[endings] = append(m[endings], strings.TrimPrefix(with, "-"))
		}
	}
	return m
}()

// filler takes a word that stands beside places and times and says nothing by itself.
func (r *reader) filler() bool {
	if !fillers[r.tokens[r.at]] {
		return false
	}
	r.at++
	return true
}

// placeWords are fillers that say that a place is named.
var placeWords = wordSet(`в во из под г гор город города городе городу село села селе пос поселок посёлок поселке посёлке аул ауле область области обл район районе
	қаласы қаласында қаласындағы облысы облысында ауданы ауданында ауылы ауылында кенті маңында маңындағы
	шаары шаарында шаарындагы облусу облусунда району районунда айылы айылында in from city town village region district v iz gorod qalasy kalasy shaary auyly aiyly`)

var fillers = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`в во на у около возле рядом с со при из от по за перед напротив г гор город города городе городу село села селе пос поселок посёлок поселке посёлке аул ауле станция область области обл район районе
		это снято снимали снималось видео фото было примерно приблизительно или
		қаласы қаласында қаласындағы қала облысы облысында ауданы ауданында ауылы ауылында кенті маңы маңында маңындағы жанында жанындағы алдында алдындағы түсірілген шамамен бұл болған
		шаары шаарда шаардан шаардагы шаарында шаарындагы шаар облусу облусунда району районунда айылы айылында жанында жанындагы алдында алдындагы тартылган болжол менен бул болгон
		под близ недалеко неподалеку v vo na iz okolo gorod gorode oblast qalasy kalasy shaary shaarynda qalasynda kalasynda auyly aiyly oblysy oblusu
		шаарынын шаарынан айылынан қаласынан ауылынан in at on the near of from by to city town village region district oblast province outside around about it is was filmed taken shot this video photo circa`) {
		m[fold.Plain(w)] = true
	}
	return m
}()

// Known reports whether a word is one of a place's name, in whatever case.
func Known(word string) bool {
	g, word := load(), fold.Plain(word)
	if notPlaces[word] || peoples[word] {
		return false
	}
	for _, key := range keysOf(word) {
		if key != "" && g.words[key] {
			return true
		}
	}
	return false
}
