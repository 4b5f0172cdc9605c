package moderation

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Each of these is found by one step of folding and by no other.
func TestEveryWayOfTypingIsFolded(t *testing.T) {
	t.Parallel()
	for how, text := range map[string]string{
		"wide letters":         "ｔｅｒｒｏｒｉｓｔ",
		"invisible characters": "тер\u200bро\u2060рист",
		"another script":       "τеρρориcτ",
		"taken apart":          "т е р р о р и с т",
		"stretched":            "терррооорисссттт",
		"digits for letters":   "т3рр0рист",
		"a question":           "ал акимчиликти өрттөдүбү",
		"an ending":            "ал акимчиликти өрттөшүптүр",
		"Latin letters":        "lankes",
	} {
		require.True(t, Accuses(text), "%s: %s", how, text)
	}
	for how, text := range map[string]string{
		"digits of another script": "٨٧٠١٢٣٤٥٦٧٨",
		"invisible characters":     "8\u200b701\u200b234\u200b56\u200b78",
		"stars":                    "8*701*234*56*78",
		"letters for digits":       "8 7O1 234 5б 78",
		"a link":                   "https://example.kz/?tel=77012345678",
	} {
		require.Contains(t, Mask(text), Hidden, "%s: %s", how, text)
		require.NotContains(t, Mask(text), "5678", how)
	}
}

func TestNamesInAnyLettersAreHidden(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Acxaт Бeкoв":                Hidden,
		"Ас\u200bхат Бе\u2060ков":    Hidden,
		"Hурлан дома, Bасилий тоже":  Hidden + " дома, " + Hidden + " тоже",
		"Asxat Bekov":                Hidden,
		"видел Кудуммарата":          "видел " + Hidden,
		"это был Кудуммарат Беков":   "это был " + Hidden,
		"это был Кудуммарат":         "это был " + Hidden,
		"Sanjar's mother":            Hidden + " mother",
		"колонна танков":             "колонна танков",
		"Танков в городе нет":        "Танков в городе нет",
		"аэропорт Манас закрыт":      "аэропорт Манас закрыт",
		"Токтогул ГЭСи токтоду":      "Токтогул ГЭСи токтоду",
		"Бақыт деген не?":            "Бақыт деген не?",
		"Активистов отпустили вчера": "Активистов отпустили вчера",
	} {
		shown, _ := WithoutNames(text)
		require.Equal(t, want, shown, text)
	}
}

func TestAPlaceAndAnHourThatAreAllOfAQuestionCall(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"Сегодня в 18:00 на площади Республики?", "Бүгін 18:00-де Республика алаңында?", "Бүгүн саат 18:00дө Ала-Тоо аянтында?", "Tonight at 7pm, Republic Square?", "Завтра у акимата?"} {
		require.True(t, CallsToGather(text), text)
	}
	for _, text := range []string{"Сегодня в 18:00 на площади Республики стреляли?", "Что будет сегодня в 18:00 на площади Республики?", "Вчера на площади Республики?", "Tanks at the square tonight?"} {
		require.False(t, CallsToGather(text), text)
	}
}

func TestAProfessionIsNothingElse(t *testing.T) {
	t.Parallel()
	for _, words := range []string{"пианист", "водитель автобуса", "taxi driver", "construction worker", "алматылық әнші", "Бишкектен келген музыкант"} {
		require.True(t, Profession(words), words)
	}
	for _, words := range []string{
		"пианист, аэропорт Алматы", "пианист, вчера в Алматы", "пианист Ерлан", "пианист, стрелял", "террорист", "из Алматы", "taxi driver Erlan", "водитель автобуса на Абая", "пианист, Темир", "пианист, Курчатов", "пианист, площадь Республики", "учитель школы 5",
	} {
		require.False(t, Profession(words), words)
	}
}

func TestWhatIsMaskedIsLookedAtAgain(t *testing.T) {
	t.Parallel()
	require.Equal(t, Hidden, Mask("t.me/geo:45"), "a link to somebody, once the place in it is hidden")
	require.Equal(t, Hidden+"*"+Hidden+"?", Mask("@aidos_kz*geo:2022?"))
}
