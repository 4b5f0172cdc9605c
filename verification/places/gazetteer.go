package places

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/rastau/rastau/verification/matching/fold"
	"github.com/rastau/rastau/verification/matching/names"
)

//go:embed gazetteer/towns.tsv
var townsFile string

//go:embed gazetteer/names.tsv
var namesFile string

// languages in the order of names.tsv.
var languages = []string{"kk", "ky", "ru", "en"}

type kind uint8

const (
	country kind = iota
	region
	town
	district
	spot
)

var kinds = []string{"country", "region", "town", "district", "spot"}

func (k kind) String() string { return kinds[k] }

// entry is a place of the gazetteer.
type entry struct {
	kind  kind
	id    string
	in    string // the id of what it is in: of a town its region or its country
	names [4]string
	size  int  // of towns: the place in the list, largest first
	doubt bool // a larger one has the same name, or the name is also a word or a person's
	made  bool // its names were made from Latin letters
}

// former reports whether a town was in a region before 2022.
func (e *entry) former(r *entry) bool {
	switch e.in {
	case "abai":
		return r.id == "east"
	case "jetisu":
		return r.id == "almaty-region"
	case "ulytau":
		return r.id == "karagandy"
	}
	return e.in == "kz" && (e.id == "1526384" && r.id == "almaty-region" || e.id == "1526273" && r.id == "akmola" || e.id == "1518980" && r.id == "turkistan") ||
		e.in == "kg" && r.id == "chuy" || r.id == "osh" && e.id == "1527534"
}

// gazetteer finds entries by the words of their names.
type gazetteer struct {
	towns, regions, countries map[string]*entry
	root                      *node
	words                     map[string]bool // the keys of all words of names
}

// node is what may follow the words of a name so far, by the key of the next word.
type node struct {
	next    map[string]*node
	entries []*entry
	written [][]written // of each entry, how the last word of its name may be written
	doubted bool        // the name is also a word, or a person's
}

var load = sync.OnceValue(newGazetteer)

func newGazetteer() *gazetteer {
	g := &gazetteer{towns: map[string]*entry{}, regions: map[string]*entry{}, countries: map[string]*entry{}, root: &node{}, words: map[string]bool{}}
	for f := range rows(namesFile) {
		e := &entry{kind: kind(slices.Index(kinds, f[0])), id: f[1], in: f[2], names: [4]string(f[3:7])}
		g.add(e, f[7:]...)
	}
	for f := range rows(townsFile) {
		if e := g.towns[f[0]]; e != nil {
			g.put(e, f[1])
			continue
		}
		if g.twin(f[1], regionOf[f[2]+f[3]]) {
			continue // nobody could tell them apart
		}
		in := latin.Replace(f[1])
		e := &entry{kind: town, made: true, id: f[0], in: regionOf[f[2]+f[3]], names: [4]string{in, in, in, strings.ReplaceAll(f[1], "’", "")}}
		if e.in == "" {
			e.in = strings.ToLower(f[2])
		}
		g.add(e)
	}
	g.doubt()
	for _, e := range g.towns {
		for _, name := range e.names {
			if doubtful(name) {
				e.doubt = true
			}
			if _, same := (&reader{g: g, tokens: tokens(fold.Plain(name))}).longest(g.root, 0); largest(same) != e {
				e.doubt = true
			}
		}
	}
	return g
}

// of returns what a town is in: its region, or its country.
func (g *gazetteer) of(town *entry) *entry {
	if r := g.regions[town.in]; r != nil {
		return r
	}
	return g.countries[town.in]
}

// twin reports whether there is a town of that name in a region.
func (g *gazetteer) twin(name, region string) bool {
	_, same := (&reader{g: g, tokens: tokens(fold.Plain(name))}).longest(g.root, 0)
	return slices.ContainsFunc(same, func(e *entry) bool { return e.kind == town && e.in == region })
}

// regionOf are the regions of GeoNames.
var regionOf = map[string]string{
	"KZ01": "almaty-region", "KZ03": "akmola", "KZ04": "aktobe", "KZ06": "atyrau", "KZ07": "west", "KZ08": "kyzylorda", "KZ09": "mangystau",
	"KZ10": "turkistan", "KZ11": "pavlodar", "KZ12": "karagandy", "KZ13": "kostanay", "KZ14": "kyzylorda", "KZ15": "east", "KZ16": "north", "KZ17": "jambyl",
	"KG02": "chuy", "KG03": "jalal-abad", "KG04": "naryn", "KG06": "talas", "KG07": "issyk-kul", "KG08": "osh", "KG09": "batken",
}

// rows gives the fields of the lines of a file.
func rows(file string) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(file) {
			if line = strings.TrimRight(line, "\n"); line == "" || line[0] == '#' {
				continue
			}
			if !yield(strings.Split(line, "\t")) {
				return
			}
		}
	}
}

func (g *gazetteer) add(e *entry, also ...string) {
	switch e.kind {
	case town:
		e.size = len(g.towns)
		g.towns[e.id] = e
	case region:
		g.regions[e.id] = e
	case country:
		g.countries[e.id] = e
	}
	for _, name := range e.names {
		g.put(e, name)
	}
	for _, list := range also {
		for name := range strings.SplitSeq(list, "|") {
			g.put(e, name)
		}
	}
}

// put adds a name under which an entry is found: as it is, and with a space for each hyphen.
func (g *gazetteer) put(e *entry, name string) {
	for _, way := range []string{name, strings.ReplaceAll(name, "-", " ")} {
		at := g.root
		for w := range strings.FieldsSeq(way) {
			key := names.Key(w)
			g.words[key] = g.words[key] || way == name
			if at.next[key] == nil {
				if at.next == nil {
					at.next = map[string]*node{}
				}
				at.next[key] = &node{}
			}
			at = at.next[key]
		}
		if at == g.root {
			continue
		}
		i := slices.Index(at.entries, e)
		if i < 0 {
			i = len(at.entries)
			at.entries, at.written = append(at.entries, e), append(at.written, nil)
		}
		at.written[i] = append(at.written[i], writtenAs(way, e))
	}
}

// latin writes a name of GeoNames in Russian letters.
var latin = strings.NewReplacer(pairs("Shch Щ Dzh Дж Zh Ж Kh Х Gh Г Sh Ш Ch Ч Ts Ц Ya Я Yu Ю Yo Ё Ye Е shch щ dzh дж zh ж kh х gh г sh ш ch ч ts ц iya ия aya ая oye ое yye ые iy ий yy ый ya я yu ю yo ё ye е ay ай ey ей oy ой uy уй äy ай " +
	"A А B Б D Д E Е F Ф G Г H Х I И Ī И J Ж K К L Л M М N Н O О P П Q К R Р S С T Т U У Ū У V В W У X Х Y Ы Z З Ö О Ü У Ä А " +
	"a а b б d д e е f ф g г h х i и ī и j ж k к l л m м n н o о p п q к r р s с t т u у ū у v в w у x х y ы z з ö о ü у ä а ë ё ’ ь")...)

func pairs(list string) []string { return strings.Fields(list) }
