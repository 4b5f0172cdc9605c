package texts

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

var languages = []string{"eng", "kaz", "kir", "rus"}

// joins tells whether a text is joined to a known one.
func joins(known, text string) bool {
	h, k, q := newHasher(key), read(known), read(text)
	f := features{same: h.same(q), links: h.links(q)}
	return f.same != 0 && sameClaim(f, &doc{same: h.same(k), links: h.links(k)})
}

// framings are usual ways to pass on what was sent, by language; the text stands for %s.
var framings = map[string][]string{
	"any": {
		"%s", "%s 🔥", "⚡️⚡️ %s", "‼️ %s ‼️", "%s\n\nhttps://t.me/abc/1", "%s\n👉 https://t.me/abc", "🔹 %s\n\n😱😱", "«%s»", "> %s", "*%s*",
		"Forwarded from Khabar 24:\n%s", "Forwarded from Радио Азаттык\n%s",
	},
	"eng": {
		"BREAKING: %s", "BREAKING NEWS!!! %s", "Is it true? %s", "%s Is this true?", "Is it true that %s?", "Hi all, is this true?\n%s", "%s Please share!!!", "URGENT 🔥🔥 %s",
		"Guys, can you check this please: %s", "%s\nSubscribe to our channel 👉 https://t.me/abc", "%s\nSource: https://example.com/a/b", "«%s» Бұл рас па?",
	},
	"rus": {
		"СРОЧНО!!! %s", "Срочная новость: %s", "Правда ли это? %s", "%s Это правда?", "Правда ли, что %s?", "Скажите, пожалуйста, правда ли, что %s?", "Здравствуйте! Проверьте, пожалуйста: %s",
		"%s\n\nПерешлите всем!", "%s Максимальный репост!!!", "%s\nПодписаться на канал: https://t.me/abc", "%s\n\nИсточник: https://example.kz/news/1", "Переслано от Закон кз:\n%s",
		"Ребята, это правда или фейк?\n%s", "«%s» – это правда?", "%s Бұл рас па?",
	},
	"kaz": {
		"ШҰҒЫЛ!!! %s", "Назар аударыңыздар! %s", "Бұл рас па? %s", "%s Рас па?", "%s деген рас па?", "Сәлеметсіз бе! Мынау рас па: %s", "%s Достарыңа тарат!", "%s\nТаратыңыздар!!!",
		"%s\nАрнамызға жазылыңыз: https://t.me/abc", "Тексеріп беріңізші. %s", "СРОЧНО!!! %s", "«%s» Бұл рас па?", "%s Это правда?",
	},
	"kir": {
		"ШАШЫЛЫШ!!! %s", "Көңүл буруңуздар! %s", "Бул чынбы? %s", "%s Чынбы?", "%s деген чынбы?", "Саламатсызбы! Бул чын бекен: %s", "%s Досторуңарга тараткыла!", "%s\nТараткыла!!!",
		"%s\nКаналыбызга жазылыңыз: https://t.me/abc", "Текшерип бериңизчи. %s", "СРОЧНО!!! %s", "%s Это правда?",
	},
}

// debunks say that something is not so; the text stands for %s.
var debunks = map[string][]string{
	"eng": {
		"Disinformation: %s", "%s – this is disinformation.", "Officials refuted rumours that %s", "%s This claim is fabricated.", "It is wrong that %s", "Fake! %s", "%s FAKE", "Not true: %s",
		"%s Is it true? No.", "It is not true that %s", "Is it not true that %s", "Forwarded from Fake of the day:\n%s", "❌ %s", "%s ❌", "%s 👎", "Nobody believes it: %s", "True. Not! %s",
	},
	"rus": {
		"Дезинформация: %s", "%s – это дезинформация.", "Власти опровергают слухи о том, что %s", "%s Эта информация оказалась фейком.", "%s Сообщение признано недостоверным.",
		"%s Официально: это выдумка.", "В твиттере врут, что %s", "Фейк! %s", "%s Это правда? Нет.", "%s Это неправда.", "Неправда, что %s", "%s Не верьте!", "Переслано от Антифейк:\n%s",
		"Переслано от: неправда, что %s", "❌ %s", "%s – мошенническая рассылка", "Едва ли %s", "Якобы %s", "Двойник: %s",
	},
	"kaz": {
		"%s Бұл ақпарат шындыққа жанаспайды.", "%s Бұл ақпарат шындыққа сәйкес келмейді.", "%s Бұл дезинформация.", "%s Ақпарат расталмады.", "Өтірік! %s", "%s Бұл жалған!",
		"%s деген өтірік", "%s деген рас емес", "Бұл рас па? %s Жоқ.", "❌ %s",
	},
	"kir": {
		"%s Бул маалымат чындыкка дал келбейт.", "%s Бул маалымат тастыкталган эмес.", "%s Бул дезинформация.", "Калп! %s", "%s деген калп", "%s Чынбы? Жок.", "%s чын эмес", "❌ %s",
	},
}

// The same through an index, where names are frequent: those of who is meant are swapped, though everybody writes of both.
func TestNamesAreNotSwapped(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 5))
	rus := sentences(t, "rus")
	names := []string{"Токаев", "Назарбаев", "Алматы", "Астана", "Астане"}
	known := slices.Clone(rus)
	for _, name := range names {
		for range 60 {
			f := strings.Fields(rus[rng.IntN(len(rus))])
			known = append(known, strings.Join(slices.Insert(f, rng.IntN(len(f)), name), " "))
		}
	}
	known = append(
		known, "Сегодня утром при попытке вылететь в Дубай задержан Назарбаев вместе с семьёй и охраной",
		"В городе Алматы военные открыли огонь по безоружным демонстрантам возле здания мэрии")
	x := indexed(known...)
	for _, q := range []string{
		"Сегодня утром при попытке вылететь в Дубай задержан Токаев вместе с семьёй и охраной",
		"Сегодня утром при попытке вылететь в Дубай задержан вместе с семьёй и охраной",
		"В городе Астана военные открыли огонь по безоружным демонстрантам возле здания мэрии",
		"В городе Астане военные открыли огонь по безоружным демонстрантам возле здания мэрии",
	} {
		require.Equal(t, Suggest, x.Search(q, 1)[0].Decision, q)
	}
}

func TestSignsSaySomething(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"Доллар завтра будет стоить 1000 ₸", "Доллар завтра будет стоить 1000 $"},
		{"Доллар завтра будет стоить 1000 ₸", "Доллар завтра будет стоить 1000"},
		{"Доллар завтра будет стоить 1000 ⬆️", "Доллар завтра будет стоить 1000 ⬇️"},
		{"Пенсия вырастет на 50 %", "Пенсия вырастет на 50"},
		{"Завтра в Астане ночью -40", "Завтра в Астане ночью +40"},
		{"Завтра в Астане ночью −40", "Завтра в Астане ночью 40"},
		{"Завтра в Астане ночью – 40", "Завтра в Астане ночью 40"},
		{"Вакцина безопасна для детей ✅", "Вакцина безопасна для детей ❌"},
		{"✅ Вакцина безопасна для детей", "❌ Вакцина безопасна для детей"},
		{"🇷🇺 Войска вошли в город", "🇺🇦 Войска вошли в город"},
		{"🇷🇺 победила 🇺🇦 вчера вечером", "🇺🇦 победила 🇷🇺 вчера вечером"},
		{"Наш президент 🤡 ушёл в отставку", "Наш президент ушёл в отставку"},
		{"Россия > США по добыче нефти", "Россия < США по добыче нефти"},
		{"Штраф от < 100 тенге", "Штраф от > 100 тенге"},
		{"Счёт матча 3:2 в пользу Дании", "Счёт матча 32 в пользу Дании"},
		{"Казнить нельзя, помиловать", "Казнить, нельзя помиловать"},
		{"Нет, войне конец", "Нет войне, конец"},
		{"Смотрите https://t.me/x/1", "Смотрите https://t.me/x/2"},
		{"Что он сказал https://t.me/x/1", "Что он сказал"},
	} {
		require.False(t, joins(pair[0], pair[1]), "%q", pair)
		require.False(t, joins(pair[1], pair[0]), "%q", pair)
	}
	for _, pair := range [][2]string{
		{"Завтра в Астане ночью -40", "Завтра в Астане ночью −40!"},
		{"Пенсия вырастет на 50%", "🔥 Пенсия вырастет на 50 %."},
		{"Вакцина безопасна для детей ✅", "Вакцина безопасна для детей ✅✅✅"},
		{"Цена нефти 1,5", "Цена нефти 1.5"},
		{"Власти согласны на переговоры", "Власти согласны на переговоры?"},
	} {
		require.True(t, joins(pair[0], pair[1]), "%q", pair)
	}
}

// All of a text counts, to its last letter, however long it is.
func TestTheEndOfALongTextCounts(t *testing.T) {
	t.Parallel()
	for _, times := range []int{36, 100, 170, 180, 1000, 20_000} {
		long := strings.Repeat("Очень длинное сообщение о том, что происходит в городе. ", times)
		good, bad := long+"В конце концов всё хорошо.", long+"В Алматы стреляют без предупреждения."
		require.True(t, joins(good, good), times)
		require.False(t, joins(good, bad), times)
		require.False(t, joins(good, long), times)
		require.False(t, joins(good, long+long), times)
		require.False(t, joins(good+" https://t.me/x/1", good+" https://t.me/x/2"), times)
		if utf8.RuneCountInString(good) < readable-100 {
			require.True(t, joins(good, "СРОЧНО!!! "+good+" Правда ли это? https://t.me/x/1"), times)
		}
	}
	require.False(t, joins(strings.Repeat("ﷺ ", 5000)+"ушёл", strings.Repeat("ﷺ ", 5000)+"пришёл"))
}

// What is only a frame is not cut away, and two of them are not one.
func TestFramesAlone(t *testing.T) {
	t.Parallel()
	require.True(t, joins("Правда ли это?", "правда ли это"))
	require.False(t, joins("Правда ли это?", "Срочно!"))
	require.False(t, joins("", ""))
	require.False(t, joins("🔥", "🔥🔥"))
	require.True(t, joins("https://t.me/x/1", "Правда ли это? t.me/x/1"))
	require.False(t, joins("https://t.me/x/1", "Правда ли это?"))
}

// Among few texts that all say much the same it is found, too.
func TestFewTextsOfOneThing(t *testing.T) {
	t.Parallel()
	const claim = "В Алматы на площади стреляют по людям, много погибших"
	x := indexed(claim, claim+" вчера ночью", claim, "Из Шымкента идут танки, колонна больше ста машин")
	require.Equal(t, Suggest, x.Search(claim+" и раненых", 1)[0].Decision)
}

// A text that was put in again and again does not hide another that says the same.
func TestWhatIsTheSameIsFoundBehindWhatWasRemoved(t *testing.T) {
	t.Parallel()
	x := indexed(sentences(t, "kaz")[:100]...)
	const claim = "көк аспан https://t.me/x/1"
	x.Add("behind", claim)
	for range 200 {
		x.Add("often", claim)
	}
	joined := 0
	for _, m := range x.Search(claim, 5) {
		if m.Decision == Join {
			joined++
		}
	}
	require.Equal(t, 2, joined)
}
