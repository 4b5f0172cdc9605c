package names

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestSame(t *testing.T) {
	t.Parallel()
	for _, names := range [][]string{
		{"Викрам Рузахунов", "Vikram Ruzakhunov", "Рузахунов Викрам", "Ruzahunov V.", "RUZAKHUNOV, Vikram", "В. Рузахунов", "Викрам Рузохунов", "Bикpaм Pyзаxyнов"},
		{"Нұрсұлтан Әбішұлы Назарбаев", "Nursultan Nazarbayev"},
		{"Нурсултан Абишевич Назарбаев", "Nursultan Nazarbayev"},
		{"Қасым-Жомарт Кемелұлы Тоқаев", "Kassym-Jomart Tokayev", "Qasym-Jomart Toqaev", "Касым Жомарт Токаев", "Токаев Касымжомарт"},
		{"Жапаров Азамат", "Азамат Нурлан уулу Жапаров", "Japarov Azamat"},
		{"Айгүл Жұмабаева", "Aigul Zhumabayeva", "Айгуль Жумабаева", "А. Жумабаева"},
		{"Юлия Цой", "Yu. Tsoy", "Yuliya Tsoi", "Iuliia Tsoi"},
		{"Евгений Щербаков", "E. Scherbakov", "Yevgeny Shcherbakov"},
		{"Роман Аркадьевич Абрамович", "Roman Abramovich"},
		{"Викрам Рузахунов", "Викрама Рузахунова", "Vikram Ruzakhunov", "Рузахунова Викрама", "Викрамом Рузахуновым", "Викрам Рузахуновтың"},
		{"Айгуль Серикова", "Айгуль Сериковой", "Айгуль Серикову", "Aigul Serikova"},
		{"Азамат Серикович Асанов", "Азамат Серікұлы Асанов", "Азамат Серик уулу Асанов", "Асанов Азамат"},
		{"Мадина Сериковна Асанова", "Мадина Серікқызы Асанова", "Мадина Серик кызы Асанова", "Асанова Мадина", "Мадине Асановой"},
		{"李明"},
	} {
		for _, a := range names {
			for _, b := range names {
				score, same := Same(a, b)
				require.True(t, same, "%s, %s: %.3f", a, b, score)
				require.LessOrEqual(t, score, 1.0)
			}
		}
	}
}

func TestNotSame(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"Викрам Рузахунов", "Виктор Рузанов"}, {"Викрам Рузахунов", "Рустам Рузахунов"}, {"Викрам Рузахунов", "Рузахунов"},
		{"Виктор Рузанов", "Ruzahunov V."}, {"Викрам Рузахунов", "R. Ruzakhunov"}, {"Ж. Токаев", "К. Токаев"},
		{"Викрам", "Викрам Рузахунов"}, {"Айгүл Жумабаева", "Айнур Жумабаева"}, {"Ермек Сериков", "Ерлан Сериков"},
		{"Иван Петрович Сидоров", "Иван Петрович Кузнецов"}, {"Иван Петрович Сидоров", "Иван Олегович Сидоров"},
		{"Ержан Сериков", "Серик Ержанов"}, {"Асан Усенов", "Усен Асанов"}, {"Марат Алиев", "Мурат Алиев"}, {"Marat Aliyev", "Мурат Алиев"},
		{"Данияр Асанов", "Дамир Асанов"}, {"Алия Серикова", "Алина Серикова"}, {"Адил Асанов", "Эдил Асанов"},
		{"Сериков", "Серикова"}, {"Серик", "Сериков"}, {"Marat", "Мурат"}, {"Азамат Серикович", "Азамат Сериков"}, {"Азамат Серик", "Азамат Сериков"},
		{"Илья Никитин", "Никита Ильин"}, {"Бакыт Асанов", "Бакыт Асанова"}, {"А. Сериков", "А. Серикова"}, {"А. Сериков", "Айгуль Серикова"},
		{"Малик Асанов", "Малика Асанова"}, {"Иван Жуков", "Иван Жуковский"}, {"Азамат Серикович Асанов", "Азамат Берикұлы Асанов"},
		{"Ruzahunov V.", "Викрама Рузахунова"}, {"Ю. Асанов", "Икрам Асанов"}, {"Ш. Асанов", "Sanat Asanov"},
		{"Иван Петрович", "Иван Кузнецов"}, {"В. Р.", "Викрам Рузахунов"}, {"Елизавета 2", "Елизавета 1"}, {"улица Абая", "улица Абая 7"}, {"рота 20220105", "рота 20220106"},
		{"李明", "王明"}, {"", "Викрам"}, {"", ""}, {"...", "!"},
	} {
		score, same := Same(pair[0], pair[1])
		require.False(t, same, "%s, %s: %.3f", pair[0], pair[1], score)
	}
}

func names() *rapid.Generator[string] {
	words := []string{"Викрам", "Vikram", "Рузахунов", "Ruzakhunov", "Рустам", "В.", "V.", "Yu.", "Ж.", "Серікұлы", "Петровна", "Айгүл", "Ли", "Li", "Касым-Жомарт", "李明"}
	return rapid.Custom(func(t *rapid.T) string {
		list := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(words), rapid.StringOfN(rapid.RuneFrom([]rune("абвгжийкуәңaehkxyzж.")), 1, 12, -1)), 1, 8).Draw(t, "words")
		return strings.Join(list, " ")
	})
}

func TestSameIsTheSameBothWaysAndInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := names().Draw(t, "a"), names().Draw(t, "b")
		score, same := Same(a, b)
		back, sameBack := Same(b, a)
		require.InDelta(t, score, back, 0)
		require.Equal(t, same, sameBack)
		require.GreaterOrEqual(t, score, 0.0)
		require.LessOrEqual(t, score, 1.0)
		shuffled := strings.Join(rapid.Permutation(strings.Fields(a)).Draw(t, "order"), " ")
		again, _ := Same(shuffled, b)
		require.InDelta(t, score, again, 0, "%q", shuffled)
		if len(parse(a)) > 0 {
			score, same = Same(a, shuffled)
			require.InDelta(t, 1, score, 0)
			require.True(t, same)
		}
	})
}

func FuzzSame(f *testing.F) {
	f.Add("Викрам Рузахунов", "Ruzahunov V.")
	f.Add("\xff\xfe", strings.Repeat("а ", 500))
	f.Add(strings.Repeat("ж", 5000), "уулу уулу кызы")
	f.Add("ﷺ ﷺ", "é́́́ İ ß")
	f.Fuzz(func(t *testing.T, a, b string) {
		score, _ := Same(a, b)
		require.False(t, score < 0 || score > 1 || score != score)
		back, _ := Same(b, a)
		require.InDelta(t, score, back, 0)
	})
}

func BenchmarkSame(b *testing.B) {
	for b.Loop() {
		Same("Викрам Рузахунов", "Vikram Ruzakhunov")
	}
}
