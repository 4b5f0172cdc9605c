package claim

import (
	"slices"
	"strings"
	"unicode"
)

// Region is a part of a country, as coarse as is of use: cities belong to the land around them.
type Region string

// The regions: those of Kazakhstan in the borders before 2022, those of Kyrgyzstan, and everywhere else.
const (
	Akmola      Region = "akmola" // with Astana
	Aktobe      Region = "aktobe"
	Almaty      Region = "almaty" // the city, and Jetisu
	Atyrau      Region = "atyrau"
	East        Region = "east" // with Abai
	Jambyl      Region = "jambyl"
	Karagandy   Region = "karagandy" // with Ulytau
	Kostanay    Region = "kostanay"
	Kyzylorda   Region = "kyzylorda"
	Mangystau   Region = "mangystau"
	North       Region = "north"
	Pavlodar    Region = "pavlodar"
	Turkistan   Region = "turkistan" // with Shymkent
	West        Region = "west"
	Batken      Region = "batken"
	Chuy        Region = "chuy" // with Bishkek
	JalalAbad   Region = "jalalabad"
	Naryn       Region = "naryn"
	Osh         Region = "osh"
	Talas       Region = "talas"
	IssykKul    Region = "issykkul"
	Abroad      Region = "abroad"
	Everywhere  Region = "" // of a blackout: the bot itself is cut off. Of a person: they have said nothing
	Kazakhstan         = "kazakhstan"
	Kyrgyzstan         = "kyrgyzstan"
	regionsOfKZ        = 14
)

// Regions are all that somebody can choose, in the order in which people are shown them.
var Regions = []Region{
	Akmola, Aktobe, Almaty, Atyrau, East, Jambyl, Karagandy, Kostanay, Kyzylorda, Mangystau, North, Pavlodar, Turkistan, West,
	Batken, Chuy, IssykKul, JalalAbad, Naryn, Osh, Talas, Abroad,
}

// Known tells whether the value is one of the list.
func (r Region) Known() bool { return slices.Contains(Regions, r) }

// Darkens tells whether the region is one that can go silent: abroad is too wide for that.
func (r Region) Darkens() bool { return r.Known() && r != Abroad }

// ParseRegions reads the name of a region or, for all of its regions, of a country.
func ParseRegions(name string) (regions []Region, ok bool) {
	switch name = strings.ToLower(name); {
	case name == Kazakhstan || name == "kz":
		return Regions[:regionsOfKZ], true
	case name == Kyrgyzstan || name == "kg":
		return Regions[regionsOfKZ : len(Regions)-1], true
	case Region(name).Darkens():
		return []Region{Region(name)}, true
	}
	return nil, false
}

// regionNames are the towns and regions as a text names them, in any of the languages, folded by foldPlace. Behind a name stands one
// of placeEndings, or nothing; behind a part of a name, which ends in "-", anything.
var regionNames = map[Region][]string{
	Akmola:    {"астан-", "astana", "нурсултан", "акмол-", "akmola", "aqmola", "кокшетау", "kokshetau"},
	Aktobe:    {"актобе", "актюб-", "aktobe", "aqtobe"},
	Almaty:    {"алмат-", "almaty", "талдыкорган-", "taldykorgan", "taldyqorgan", "жетису", "jetisu", "капшагай", "конаев"},
	Atyrau:    {"атырау", "atyrau"},
	East:      {"оскемен", "устькаменогорск-", "oskemen", "семейде", "семейден", "семейдин", "семейге", "семипалат-", "semey", "риддер"},
	Jambyl:    {"тараз", "taraz", "жамбыл", "jambyl", "zhambyl"},
	Karagandy: {"караганд-", "karagand-", "qaragandy", "жезказган-", "джезказган-", "jezkazgan", "zhezkazgan", "темиртау", "temirtau", "балхаш", "улытау"},
	Kostanay:  {"костана-", "kostana-", "qostana-", "рудный", "рудном"},
	Kyzylorda: {"кызылорд-", "kyzylorda-", "qyzylorda-", "байконыр", "байконур", "baikonur"},
	Mangystau: {"мангыст-", "mangyst-", "жанаозен-", "janaozen", "zhanaozen", "актау", "aktau", "aqtau"},
	North:     {"петропавл-", "petropavl-", "кызылжар"},
	Pavlodar:  {"павлодар", "pavlodar", "экибастуз-", "ekibastuz"},
	Turkistan: {"шымкент", "чимкент", "shymkent", "туркистан", "туркестан", "turkistan", "turkestan", "кентау"},
	West:      {"уральск", "оралда", "uralsk"},
	Batken:    {"баткен", "batken"},
	Chuy:      {"бишкек", "bishkek", "чуй", "chuy", "chui", "токмок", "tokmok", "карабалт"},
	IssykKul:  {"ысыккол", "иссыккул", "issykkul", "каракол", "karakol", "балыкчы", "чолпоната"},
	JalalAbad: {"жалалабад", "джалалабад", "jalalabad", "jalal-abad", "ташкомур", "майлуусуу"},
	Naryn:     {"нарын", "naryn"},
	Osh:       {"ош", "оштун", "ошто", "ошта", "оше", "osh", "озгон", "узген", "карасуу"},
	Talas:     {"талас", "talas"},
}

// placeEndings are what stands behind the name of a place in Kazakh, Kyrgyz and Russian, as foldPlace writes it.
var placeEndings = func() map[string]bool {
	endings := map[string]bool{"": true}
	for e := range strings.FieldsSeq(`да де та те до то нда нде ндо дан ден тан тен дон тон нан нен нон ннан га ге ка ке го ко на не
		ды ди ду дун дын дин тын тин тун тун нын нин нун ны ни ну дагы деги тагы теги догу дугу тогу ндагы ндеги
		лык лик луу дык дик тык тик лук дук тук лыктар ликтер дыктар тыктар лар лер дар дер тар тер мен бен пен менен
		дин дыктын тыктын лыктын ликтин тиктин диктин
		а у е и ом ем ой ою ей ы я ю ск ский ского скому ском ским ская ской скую ское ские ских инский инского инской
		s ta da te de dan den tan ten ga ge ka ke qa nyn nin dyn din tyn tin dagy degi tagy tegi lyk lik dyk tyk`) {
		endings[e] = true
	}
	return endings
}()

// namesPlace tells whether a word is a name of regionNames.
func namesPlace(word, name string) bool {
	if part, cut := strings.CutSuffix(name, "-"); cut {
		return strings.HasPrefix(word, part)
	}
	ending, begins := strings.CutPrefix(word, name)
	return begins && placeEndings[ending]
}

// RegionsIn finds the regions that a text names: who is there can know. One too many does little harm: a clock stands still
// that need not, if that region goes dark.
func RegionsIn(text string) []Region {
	var found []Region
	words := strings.FieldsFunc(strings.NewReplacer("-", "", "–", "").Replace(foldPlace(text)), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, r := range Regions {
		for _, word := range words {
			if slices.ContainsFunc(regionNames[r], func(name string) bool { return namesPlace(word, name) }) {
				found = append(found, r)
				break
			}
		}
	}
	return found
}

// foldPlace makes one spelling of the letters that are written in several ways.
func foldPlace(text string) string {
	return strings.NewReplacer(
		"қ", "к", "ғ", "г", "ң", "н", "ө", "о", "ү", "у", "ұ", "у", "і", "и", "ё", "е", "ә", "а", "һ", "х",
	).Replace(strings.ToLower(text))
}
