package places

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Алматы":              "town:1526384",
		"в Алматы":            "town:1526384",
		"Алматыда":            "town:1526384",
		"almaty":              "town:1526384",
		"г. Алматы":           "town:1526384",
		"Алматы қаласы":       "town:1526384",
		"Алматы, Казахстан":   "town:1526384",
		"Бишкекте":            "town:1528675",
		"Бішкек":              "town:1528675",
		"из Бишкека":          "town:1528675",
		"Bishkek, Kyrgyzstan": "town:1528675",
		"в Караганде":         "town:609655",
		"Қарағандыда":         "town:609655",
		"Нур-Султан":          "town:1526273",
		"Nur Sultan":          "town:1526273",
		"в Усть-Каменогорске": "town:1520316",
		"Актау":               "town:610612",
		"Актау, Карагандинская область":    "town:1526601",
		"площадь Республики, Алматы":       "town:1526384 spot:republic-square",
		"на площади Республики в Алматы":   "town:1526384 spot:republic-square",
		"Республика алаңында":              "spot:republic-square",
		"Алматы, Республика алаңы":         "town:1526384 spot:republic-square",
		"Republic Square in Almaty":        "town:1526384 spot:republic-square",
		"аэропорт Алматы":                  "town:1526384 spot:airport",
		"Almaty airport":                   "town:1526384 spot:airport",
		"Алматы әуежайы":                   "town:1526384 spot:airport",
		"у акимата в Талдыкоргане":         "town:1518542 spot:akimat",
		"Ала-Тоо аянты, Бишкек":            "town:1528675 spot:alatoo-square",
		"Ауэзовский район":                 "town:1526384 district:auezov",
		"Ауэзовский район, Алматы":         "town:1526384 district:auezov",
		"Алматинская область":              "region:almaty-region",
		"в Алматинской области":            "region:almaty-region",
		"East Kazakhstan Region":           "region:east",
		"Иссык-Кульская область":           "region:issyk-kul",
		"Казахстан":                        "country:kz",
		"Москва, Россия":                   "town:moscow",
		"Алматы, 5 января 2022":            "town:1526384 time:2022-01-05",
		"5 января 2022 года, Алматы":       "town:1526384 time:2022-01-05",
		"Алматы 05.01.2022":                "town:1526384 time:2022-01-05",
		"Алматы 2022-01-05 в 16:00":        "town:1526384 time:2022-01-05T16:00",
		"Алматы, 5 января 2022, 16:00":     "town:1526384 time:2022-01-05T16:00",
		"Алматы, январь 2022":              "town:1526384 time:2022-01-00",
		"Алматы, в январе 2022 года":       "town:1526384 time:2022-01-00",
		"Алматы, 2019":                     "town:1526384 time:2019-00-00",
		"2022 жылғы 5 қаңтар, Алматы":      "town:1526384 time:2022-01-05",
		"Алматы, 2022 жылдың 5 қаңтарында": "town:1526384 time:2022-01-05",
		"2022-жылдын 5-январы, Бишкек":     "town:1528675 time:2022-01-05",
		"Almaty, January 5, 2022":          "town:1526384 time:2022-01-05",
		"Almaty, 5th of January 2022":      "town:1526384 time:2022-01-05",
		"Almaty, 5 Jan 2022, 4 pm":         "town:1526384 time:2022-01-05T16:00",
		"Алматы, вечером 5 января":         "town:1526384 time:0000-01-05Tevening",
		"снято в Киеве в 2014 году":        "town:kyiv time:2014-00-00",
		"Текели":        "town:1518296",
		"Экибастуз":     "town:1524325",
		"Atasu":         "town:1526041",
		"Осакаровка":    "town:1520327",
		"5 января 2022": "time:2022-01-05",
	} {
		p, ok := Parse(text)
		require.True(t, ok, text)
		require.Equal(t, want, p.Key(), text)
	}
}

func TestParseTakesNothingBesides(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " ", "Иван Иванов", "Иванов, террорист, работает в депо", "Алматы, Иван Иванов", "Алматы, террорист", "Алматы, ул. Абая 12", "Абая 12-5", "Алматы, кв 7",
		"Алматы 87011234567", "Алматы 8 701 123 45 67", "Алматы +7 701", "Алматы 12", "Алматы, школа 25", "Алматы Бишкек", "Алматы, Ленинский район, Бишкек, Астана",
		"Ауэзовский район, Бишкек", "Алматы, Россия", "Алматы @ivan", "Алматы t.me/ivan", "площадь Ивана Иванова", "Алматы, 32 января 2022", "Алматы, 29.02.2021",
		"Алматы 5 января 2022 25:00", "депо", "больница", "дом Иванова", "где-то в Алматы у Марата", "это он", "не знаю", "Алматы 🔥 Иван", "Almaty and his brother", "Almaty, flat 7",
		"Марат", "Нурлан", "Абай Курчатов", "сосед", "Алматы 5 6 7 8", "Алматы 1234", "2022 2023 Алматы", strings.Repeat("Алматы ", 50), "\xff\xfe", "Ивановка Петровка",
		"он", "видео", "это было",
	} {
		p, ok := Parse(text)
		require.False(t, ok, "%q: %q", text, p.Key())
	}
}

func TestString(t *testing.T) {
	t.Parallel()
	p, ok := Parse("на площади Республики в Алматы, 5 января 2022 в 16:00")
	require.True(t, ok)
	require.Equal(t, "Алматы, Республика алаңы, 2022 жылғы 5 қаңтар, 16:00", p.String("kk"))
	require.Equal(t, "Алматы, Республика аянты, 2022-жылдын 5-январь, 16:00", p.String("ky"))
	require.Equal(t, "Алматы, площадь Республики, 5 января 2022 года, 16:00", p.String("ru"))
	require.Equal(t, "Almaty, Republic Square, 5 January 2022, 16:00", p.String("en"))
	p, ok = Parse("аэропорт")
	require.True(t, ok)
	require.Equal(t, "Аэропорт", p.String("ru"))
	require.Equal(t, "Airport", p.String("xx"))
}

// all are the entries of the gazetteer.
func all() (list []*entry) {
	seen := map[*entry]bool{}
	var walk func(n *node)
	walk = func(n *node) {
		for _, e := range n.entries {
			if !seen[e] {
				seen[e] = true
				list = append(list, e)
			}
		}
		for _, next := range n.next {
			walk(next)
		}
	}
	walk(load().root)
	return list
}

// What a place is written as reads as that place, in every language.
func TestEveryPlaceReadsAsItIsWritten(t *testing.T) {
	t.Parallel()
	for _, e := range all() {
		for i, language := range languages {
			name := e.names[i]
			if _, ok := Parse(name); !ok {
				require.True(t, slices.ContainsFunc(e.names[:], doubtful), "%s is no word and nobody's name", name)
				name += " " + map[string]string{"kk": "қаласы", "ky": "шаары", "ru": "город", "en": "town"}[language]
			}
			p, ok := Parse(name)
			require.True(t, ok, e.names[i])
			again, ok := Parse(p.String(language))
			require.True(t, ok, p.String(language))
			require.Equal(t, p.Key(), again.Key(), e.names[i])
		}
	}
}

func TestPlacesAndTimesReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	entries := all()
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(entries).Draw(t, "entry")
		p := Place{}
		require.True(t, p.add(e))
		if e.kind != spot && rapid.Bool().Draw(t, "spot") {
			p.spots[0] = rapid.SampledFrom(entries).Filter(func(e *entry) bool { return e.kind == spot }).Draw(t, "which")
		}
		p.moment = moment{year: rapid.IntRange(1990, 2030).Draw(t, "year"), month: rapid.IntRange(0, 12).Draw(t, "month")}
		if p.moment.month > 0 {
			p.moment.day = rapid.IntRange(0, 28).Draw(t, "day")
		}
		switch rapid.IntRange(0, 2).Draw(t, "clock") {
		case 1:
			p.moment.clock, p.moment.hour, p.moment.minute = true, rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")
		case 2:
			p.moment.part = rapid.IntRange(1, 4).Draw(t, "part")
		}
		require.True(t, p.settle(load()))
		for _, language := range languages {
			again, ok := Parse(p.String(language))
			require.True(t, ok, p.String(language))
			require.Equal(t, p.Key(), again.Key(), p.String(language))
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("Алматы, площадь Республики, 5 января 2022 в 16:00")
	f.Fuzz(func(t *testing.T, text string) {
		p, ok := Parse(text)
		if ok {
			require.NotEmpty(t, p.Key())
			_, ok := Parse(p.String("ru"))
			require.True(t, ok)
		}
	})
}
