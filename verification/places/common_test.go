package places

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var at = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func TestDaysAndYearsCountFromTheAnswer(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"в Алматы вчера вечером":               "town:1526384 time:2026-11-29Tevening",
		"Ошто кечээ":                           "town:1527534 time:2026-11-29",
		"Алматыда кеше кешке":                  "town:1526384 time:2026-11-29Tevening",
		"Bishkekte keche":                      "town:1528675 time:2026-11-29",
		"позавчера утром в Актобе":             "town:610611 time:2026-11-28Tmorning",
		"Almaty, last night":                   "town:1526384 time:2026-11-29Tnight",
		"Бүгін Шымкентте":                      "town:1518980 time:2026-11-30",
		"в Усть-Каменогорске в прошлом году":   "town:1520316 time:2025-00-00",
		"былтыр Ақтауда":                       "town:610612 time:2025-00-00",
		"Баткенде былтыр жайында":              "town:1528735 time:2025-summer",
		"Almatyda 5 qantarda":                  "town:1526384 time:0000-01-05",
		"Ошская область, осень 2022":           "region:osh time:2022-autumn",
		"Өскеменде қыста":                      "town:1520316 time:0000-winter",
		"Бишкек шаарында 2020-жылы 6-октябрда": "town:1528675 time:2020-10-06",
	} {
		p, ok := ParseAt(text, at)
		require.True(t, ok, text)
		require.Equal(t, want, p.Key(), text)
	}
	p, ok := ParseAt("Бишкек, вчера", time.Date(2026, 11, 30, 18, 30, 0, 0, time.UTC)) // already the 1st there
	require.True(t, ok)
	require.Equal(t, "town:1528675 time:2026-11-30", p.Key())
	p, ok = ParseAt("Алматы, вчера", time.Date(2026, 11, 30, 18, 30, 0, 0, time.UTC))
	require.True(t, ok)
	require.Equal(t, "town:1526384 time:2026-11-29", p.Key())
	for _, text := range []string{"Алматы, вчера, 5 января 2022", "вчера и позавчера", "в прошлом году вчера", "Алматы, лето, июль"} {
		_, ok := ParseAt(text, at)
		require.False(t, ok, text)
	}
	_, ok = Parse("Алматы, вчера")
	require.False(t, ok, "nobody knows when that was")
}

func TestSeasonsReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"winter 2021", "spring 2021", "summer 2021", "autumn 2021", "summer"} {
		p, ok := Parse("Almaty, " + text)
		require.True(t, ok, text)
		for _, language := range []string{"ru", "en"} {
			again, ok := Parse(p.String(language))
			require.True(t, ok, p.String(language))
			require.Equal(t, p.Key(), again.Key())
		}
	}
	p, ok := Parse("Almaty, summer 2021")
	require.True(t, ok)
	require.Equal(t, "Алматы, 2021 жылғы жаз", p.String("kk"))
	require.Equal(t, "Алматы, 2021-жылдын жай", p.String("ky"))
}

// What is also a word, or somebody's name, is a place only where something says so.
func TestWordsAndNamesOfPeopleAreNoPlaces(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Курчатов", "Шопоков", "Темир", "Темір", "Жанибек", "Жаныбек", "Zhanibek", "Омирзак", "Нурсултан", "Чапаев", "Байганин", "Турар Рыскулов", "Коля", "Мерей", "Турар Рыскулов, 2022", "Нурсултан, январь",
		"жақсы", "үлкен", "есік", "қол", "қолда", "жарық", "баға", "ақша", "оқу", "қоғам", "қарағанда", "кол", "көргөн", "маалда", "кайра", "шаар", "алганда", "судья", "судье", "деле", "горе", "мере", "площадке", "сен", "us", "being", "more", "укту", "басу", "гөрі", "күрт",
	} {
		p, ok := ParseAt(text, at)
		require.False(t, ok, "%q: %q", text, p.Key())
	}
	for text, want := range map[string]string{
		"г. Курчатов": "town:1520885", "в Курчатове": "town:1520885", "Курчатов, Абайская область": "town:1520885", "Шопоков шаары": "town:shopokov", "в Темире": "town:608036", "Есік қаласы": "town:1523741",
		"Жақсы ауылы": "town:1517020", "Нұр-Сұлтан": "town:1526273", "Нур-Султан": "town:1526273", "town of Temir": "town:608036", "АҚШ": "country:us", "США": "country:us", "ТЦ": "spot:mall",
	} {
		p, ok := Parse(text)
		require.True(t, ok, text)
		require.Equal(t, want, p.Key(), text)
	}
	for _, word := range []string{"Курчатов", "Темир", "Жанибек", "Коля", "Мерей", "судья"} {
		require.False(t, Known(word), word)
	}
}
