package names

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// men and women are common given names of Kazakhstan and Kyrgyzstan; after a slash, as Kazakh or Kyrgyz writes the same.
// Many differ by one letter, and most are the stem of a surname.
var men = strings.Fields(`Абай Абдулла Абзал Абылай Адил/Әділ Адилет/Әділет Азамат Азат Азиз/Әзиз Айбар Айбек Айдар Айдос Айдын
	Айтбай Акжол/Ақжол Акылбек/Ақылбек Али/Әли Алибек/Әлібек Алишер/Әлішер Алмас Алмат Алтай Амангельды/Амангелді Амантай Амир/Әмір Анвар
	Ануар/Әнуар Аргын/Арғын Арман Армат Арсен Арслан Артур Арыстан Асан Асет/Әсет Аскар/Асқар Аскат Аслан Асхат Аян Бакир Бакыт/Бақыт
	Бакытжан/Бақытжан Батыр Бауыржан Бахтияр Бекболат Бекзат Бекжан Бектур Берик/Берік Болат Болатбек Габит/Ғабит Галым/Ғалым Гани/Ғани
	Данияр Дамир Дархан Дастан Дауд Даулет/Дәулет Даурен/Дәурен Динар Динмухамед/Дінмұхамед Досжан Достан Дулат Едиге/Едіге Ербол Ерболат Ержан
	Ерик/Ерік Еркебулан/Еркебұлан Еркин/Эркин Ерлан/Эрлан Ермек/Эрмек Ернар Ернур/Ернұр Есен/Эсен Жаксылык/Жақсылық Жандос Жанат Жанболат
	Жанибек/Жәнібек Жасулан/Жасұлан Женис/Жеңіс Жомарт Жумабек/Жұмабек Заир Замир Ибрагим Икрам Ильяс/Ілияс Ислам Исмаил Кадыр/Қадыр
	Кайрат/Қайрат Камал Камил Канат/Қанат Канатбек/Қанатбек Каныбек Карим/Кәрім Касым/Қасым Кенес/Кеңес Кубат Кубан Кубаныч Кубанычбек
	Куандык/Қуандық Куаныш/Қуаныш Кудайберген/Құдайберген Мадияр Максат/Мақсат Максим Малик/Мәлік Манас Марат Марлен Мейрам Мирлан Мирас
	Мурат/Мұрат Муса/Мұса Мухтар/Мұхтар Назар Назир Наурыз Нияз Нурбек/Нұрбек Нурбол/Нұрбол Нуржан/Нұржан Нурлан/Нұрлан Нурланбек/Нұрланбек
	Нурсултан/Нұрсұлтан Нуртас/Нұртас Олжас Омар Омир/Өмір Орал Оразбай Осман Равшан Рамазан Рамиз Расул Рахат Рахим Ринат Руслан Рустам
	Сабир Сабит/Сәбит Сабыр Садык/Садық Саид Саламат Салават Салим Самат Санжар Сапар Саят Сейит Серик/Серік Серикжан/Серікжан
	Сулейман/Сүлеймен Султан/Сұлтан Талант Талгат/Талғат Тамерлан Темир/Темір Темирлан/Темірлан Тимур Толеген/Төлеген Толкун Турсун/Тұрсын
	Тынчтык Уалихан/Уәлихан Улан/Ұлан Улугбек/Ұлықбек Усен/Үсен Хасан Шавкат Шамиль Шерзод Шухрат Эдил Эрнис Юсуф Якуб
	Александр Алексей Андрей Антон Борис Вадим Валентин Валерий Василий Виктор Виталий Владимир Владислав Вячеслав Геннадий Георгий
	Григорий Денис Дмитрий Евгений Иван Игорь Илья Кирилл Константин Леонид Михаил Никита Николай Олег Павел Роман Сергей Станислав Степан Юрий`)

var women = strings.Fields(`Адель Аида Айгерим Айгуль/Айгүл Айдана Айжан Айжамал Айна Айнагуль/Айнагүл Айнур/Айнұр Айпери Айсулу/Айсұлу Алина
	Алия/Әлия Алла Алтынай Алуа Амина/Әмина Анара Анель/Әнел Анна Арайлым Асель/Әсел Асем/Әсем Асия/Әсия Бакыт/Бақыт Ботагоз/Ботагөз
	Бактыгуль/Бактыгүл Бегимай Бермет Венера Галия/Ғалия Гаухар/Гауһар Гульжан/Гүлжан Гульзат/Гүлзат Гульмира/Гүлмира Гульназ/Гүлназ
	Гульнара/Гүлнара Гульшат/Гүлшат Дана Дарига/Дариға Дария Диана Дильназ/Ділназ Дина Динара Жазира Жамиля/Жәмиля Жанар Жанара Жания
	Жанна Жансая Жибек/Жібек Жылдыз Заира Зарина Замира Зауре/Зәуре Зухра Инара Индира Камила Карима Карина Карлыгаш/Қарлығаш
	Кундуз/Құндыз Куралай/Құралай Лаура Лейла/Ләйла Ляззат/Ләззат Мадина Майра Макпал/Мақпал Малика Марал Маржан Мария Медина
	Меруерт Мээрим Мунара Надира Назгуль/Назгүл Назира Нургуль/Нұргүл Нурай/Нұрай Нуржамал/Нұржамал Перизат Раушан Роза Рахима Сабина Сабира
	Салима Салтанат Самал Сания Сауле/Сәуле Света Толганай Улжан/Ұлжан Умида Фарида Фатима Чолпон Шолпан Шынар Эльвира Эльмира Эльнура
	Юлия Александра Анастасия Валентина Валерия Вера Виктория Галина Евгения Екатерина Елена Ирина Кристина Лариса Людмила Марина
	Надежда Наталья Ольга Светлана Татьяна`)

func russian(name string) string { r, _, _ := strings.Cut(name, "/"); return r }

func kazakh(name string) string {
	_, k, ok := strings.Cut(name, "/")
	if !ok {
		return name
	}
	return k
}

// soft tells whether a name's surname ends in -ев.
func soft(name string) bool {
	return strings.HasSuffix(name, "й") || strings.HasSuffix(name, "ь") || open(name)
}

func open(name string) bool {
	last, _ := utf8.DecodeLastRuneInString(name)
	return strings.ContainsRune("аеиоуыэюя", last)
}

// surname makes that of a man.
func surname(name string) string {
	switch {
	case strings.HasSuffix(name, "а") || strings.HasSuffix(name, "я"):
		return strings.TrimRight(name, "ая") + "ин"
	case soft(name):
		return strings.TrimRight(name, "йь") + "ев"
	}
	return name + "ов"
}

func father(name string, woman bool) string {
	he, she := "ович", "овна"
	switch {
	case strings.HasSuffix(name, "ий"):
		name, he, she = strings.TrimSuffix(name, "ий"), "ьевич", "ьевна"
	case name == "Илья" || name == "Никита":
		name, he, she = strings.TrimRight(name, "ая"), "ич", "ична"
	case soft(name):
		name, he, she = strings.TrimRight(name, "йь"), "евич", "евна"
	}
	if woman {
		return name + she
	}
	return name + he
}

// declined are a man's name in the genitive, dative and instrumental, or a woman's; "" where the word has none.
func declined(given, family string, woman bool) []string {
	stem := strings.TrimRight(given, "йь")
	var g []string
	switch {
	case !woman && open(given) && !strings.HasSuffix(given, "а") && !strings.HasSuffix(given, "я") || woman && !strings.HasSuffix(given, "а") && !strings.HasSuffix(given, "я"):
		g = []string{given, given, given}
	case woman || open(given):
		stem = strings.TrimRight(given, "ая")
		g = []string{stem + "ы", stem + "е", stem + "ой"}
		if strings.HasSuffix(given, "я") {
			g = []string{stem + "и", stem + "е", stem + "ей"}
		}
	case soft(given):
		g = []string{stem + "я", stem + "ю", stem + "ем"}
	default:
		g = []string{stem + "а", stem + "у", stem + "ом"}
	}
	f := []string{family + "а", family + "у", family + "ым"}
	if woman {
		f = []string{family + "ой", family + "ой", family + "ой"}
	}
	return []string{g[0] + " " + f[0], g[1] + " " + f[1], g[2] + " " + f[2]}
}

// latin writes a name in Latin letters as passports do, as people do, or as Kazakhstan's new alphabet does.
func latin(name string, way int) string {
	r := strings.NewReplacer(ways[0]...)
	in := strings.ToLower(name)
	switch way {
	case 0:
		in = " " + in
		for _, v := range " аеиоуыэюя" {
			in = strings.ReplaceAll(in, string(v)+"е", string(v)+"ye")
		}
	case 1:
		r = strings.NewReplacer(append(slices.Clone(ways[1]), ways[0]...)...)
	case 2:
		r = strings.NewReplacer(append(slices.Clone(ways[2]), ways[0]...)...)
	}
	return strings.TrimSpace(r.Replace(in))
}

var ways = [3][]string{
	append([]string{"ь", ""}, strings.Fields(`а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y
		э e ю yu я ya ә a і i ң n ғ gh қ q ө o ұ u ү u һ h`)...),
	strings.Fields(`ж j х h й i ю iu я ia щ sch қ k ғ g ц c ы i`),
	strings.Fields(`ә ä ғ ğ қ q ң ñ ө ö ұ ū ү ü ш ş ы y і ı ж j х h й i ч ch я ia ю iu`),
}

// typed are a name with a slip: a vowel written as it is heard, a letter too many, two that changed places.
func typed(family string, rng *rand.Rand) []string {
	in := []rune(family)
	out := []string{}
	heard := map[rune]rune{'о': 'а', 'а': 'о', 'е': 'и', 'и': 'е', 'ы': 'и'}
	for i := 2; i < len(in)-2; i++ {
		if h, ok := heard[in[i]]; ok {
			out = append(out, string(in[:i])+string(h)+string(in[i+1:]))
			break
		}
	}
	if len(in) < 6 {
		return out
	}
	i := 2 + rng.IntN(len(in)-4)
	out = append(out, string(in[:i])+string(in[i])+string(in[i:]))
	in[i], in[i+1] = in[i+1], in[i]
	return append(out, string(in))
}

// pairOf are two names, and what differs.
type pairOf struct{ kind, a, b string }

// variants are two ways to write one person's name.
func variants(men, women []string, rng *rand.Rand) (out []pairOf) {
	add := func(kind, a, b string) { out = append(out, pairOf{kind, a, b}) }
	for i := range 2 * len(men) {
		woman := i%2 == 1
		given, of, from := men[i/2], men[rng.IntN(len(men))], men[rng.IntN(len(men))]
		if woman {
			given = women[rng.IntN(len(women))]
		}
		g, family, masculine := russian(given), surname(russian(from)), surname(russian(from))
		kg, kfamily := kazakh(given), surname(kazakh(from))
		child := "ұлы"
		if woman {
			family, kfamily, child = family+"а", kfamily+"а", "қызы"
		}
		name := g + " " + family
		initial := string([]rune(g)[:1]) + "."
		add("order", name, family+" "+g)
		add("capitals", name, strings.ToUpper(family)+", "+g)
		add("Kazakh letters", name, kg+" "+kfamily)
		add("passport", name, latin(name, 0))
		add("as heard", name, latin(name, 1))
		add("new alphabet", name, latin(kg+" "+kfamily, 2))
		add("two alphabets of Latin", latin(name, 0), latin(kg+" "+kfamily, 2))
		add("initial", name, initial+" "+family)
		add("initial", name, family+" "+initial)
		add("initial in Latin", name, latin(initial+" "+family, 1))
		add("patronymic", name, family+" "+g+" "+father(russian(of), woman))
		add("patronymic", name, kfamily+" "+kg+" "+kazakh(of)+child)
		if !woman {
			add("patronymic", name, g+" "+kazakh(of)+" уулу "+family)
		}
		add("patronymic in two languages", family+" "+g+" "+father(russian(of), woman), kg+" "+kazakh(of)+child+" "+kfamily)
		for _, d := range declined(g, masculine, woman) {
			add("case", name, d)
		}
		for _, e := range []string{"тың", "ты", "ға"} {
			if woman {
				e = map[string]string{"тың": "ның", "ты": "ны", "ға": "ға"}[e]
			}
			add("Kazakh case", name, kg+" "+kfamily+e)
		}
		for _, t := range typed(family, rng) {
			add("slip", name, g+" "+t)
		}
	}
	return out
}

// decoys are names of two different people.
func decoys(men, women []string, rng *rand.Rand) (out []pairOf) {
	add := func(kind, a, b string) {
		if Key(a) == Key(b) {
			return // one name after all
		}
		out = append(out, pairOf{kind, a, b})
		way := rng.IntN(2)
		switch rng.IntN(4) {
		case 0:
			out = append(out, pairOf{kind + ", Latin", latin(a, way), latin(b, way)})
		case 1:
			out = append(out, pairOf{kind + ", in two alphabets", a, latin(b, way)})
		case 2:
			out = append(out, pairOf{kind + ", turned", a, turned(b)})
		}
	}
	some := func(list []string) string { return russian(list[rng.IntN(len(list))]) }
	for i, x := range men {
		x := russian(x)
		for _, y := range men[i+1:] {
			y, z := russian(y), some(men)
			if almost(x, y) || rng.IntN(8) == 0 {
				add("changed places", x+" "+surname(y), y+" "+surname(x))
			}
			if almost(x, y) {
				add("given names alike", x+" "+surname(z), y+" "+surname(z))
				add("surnames alike", z+" "+surname(x), z+" "+surname(y))
				add("both alike", x+" "+surname(x), y+" "+surname(y))
				w := some(women)
				add("surnames alike", w+" "+surname(x)+"а", w+" "+surname(y)+"а")
				add("fathers alike", z+" "+father(x, false)+" "+surname(z), z+" "+father(y, false)+" "+surname(z))
				add("fathers alike", z+" "+x+"ұлы", z+" "+y+"ұлы")
				add("fathers alike", z+" "+x+" уулу "+surname(z), z+" "+y+" уулу "+surname(z))
			}
		}
		y, z, w := some(men), some(men), some(women)
		if x == y || y == z || x == z {
			continue
		}
		add("father and son", x+" "+surname(y), z+" "+surname(y))
		add("father and son", x+" "+father(y, false)+" "+surname(y), y+" "+father(x, false)+" "+surname(y))
		add("son of", x+" "+y+"ұлы", y+" "+x+"ұлы")
		add("son of", x+" "+y+" уулу", y+" "+x+" уулу")
		add("son of", x+" "+father(y, false), x+" "+surname(y))
		add("named after", x+" "+surname(x), x+" "+surname(y))
		add("husband and wife", x+" "+surname(y), w+" "+surname(y)+"а")
		initial := string([]rune(x)[:1])
		add("husband and wife", initial+". "+surname(y), w+" "+surname(y)+"а")
		add("husband and wife", initial+". "+surname(y), initial+". "+surname(y)+"а")
		add("sister", x+" "+surname(y), x+" "+surname(y)+"а")
		if slices.ContainsFunc(women, func(w string) bool { return russian(w) == x+"а" }) {
			add("sister", x+" "+surname(y), x+"а "+surname(y)+"а")
		}
		if !strings.HasPrefix(z, initial) {
			add("other initial", initial+". "+surname(y), z+" "+surname(y))
		}
		add("only a surname", x+" "+surname(y), surname(y))
		add("only a given name", x+" "+surname(y), x)
		add("stem", x+" "+y, x+" "+surname(y))
		add("strangers", x+" "+surname(y), z+" "+surname(some(men)))
		add("other father", x+" "+father(y, false)+" "+surname(z), x+" "+father(z, false)+" "+surname(z))
	}
	for i, x := range women {
		x := russian(x)
		for _, y := range women[i+1:] {
			if y := russian(y); almost(x, y) {
				z := surname(some(men)) + "а"
				add("given names alike", x+" "+z, y+" "+z)
			}
		}
		z := some(men)
		add("sister", x+" "+surname(z)+"а", some(women)+" "+surname(z)+"а")
	}
	return out
}

func turned(name string) string {
	w := strings.Fields(name)
	slices.Reverse(w)
	if strings.Contains(name, "уулу") {
		return name
	}
	return strings.Join(w, " ")
}

// almost tells whether one letter, or two, make one name of the other.
func almost(a, b string) bool {
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)] <= 2
}

// measure gives the share of variants that are found, and how many decoys are taken for one person.
func measure(t *testing.T, men, women []string) (found float64, wrong int) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	same := func(pairs []pairOf, want bool) (hits int) {
		all, hit, missed := map[string]int{}, map[string]int{}, map[string][]string{}
		for _, p := range pairs {
			kind, _, _ := strings.Cut(p.kind, ",")
			all[kind]++
			score, same := Same(p.a, p.b)
			if same {
				hit[kind]++
				hits++
			}
			if same != want && len(missed[kind]) < 5 {
				missed[kind] = append(missed[kind], fmt.Sprintf("%s and %s %.3f", p.a, p.b, score))
			}
		}
		for _, k := range slices.Sorted(maps.Keys(all)) {
			t.Logf("%-28s same %5d of %5d  %s", k, hit[k], all[k], strings.Join(missed[k], "; "))
		}
		return hits
	}
	ways, people := variants(men, women, rng), decoys(men, women, rng)
	n, wrong := same(ways, true), same(people, false)
	t.Logf("found %d of %d, wrong %d of %d", n, len(ways), wrong, len(people))
	return float64(n) / float64(len(ways)), wrong
}
