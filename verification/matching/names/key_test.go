package names

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestKeyIsOneForTheSameWords(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"Викрам Рузахунов", "викрам рузахунов", "Рузахунов Викрам", "Ruzakhunov, Vikram", " «Викрам»  РУЗАХУНОВ! ", "Ｖｉｋｒａｍ Ruzakhunov"},
		{"Алматы", "Almaty"},
		{"Игорь", "Igor"},
		{"Площадь 9 мая", "площадь 9 Мая", "Ploshchad 9 maya"},
	} {
		for _, text := range same {
			require.Equal(t, Key(same[0]), Key(text), text)
		}
	}
	for _, other := range [][2]string{
		{"Викрам", "Викрам Рузахунов"}, {"Площадь 9 мая", "Площадь 8 мая"}, {"дом 5а", "дом 7а"}, {"Кант", "Канат"}, {"Талас", "Тараз"}, {"李明", "王明"},
	} {
		require.NotEqual(t, Key(other[0]), Key(other[1]), other[0])
	}
	for _, nothing := range []string{"", " ", "?!", "—", "'", "\xff"} {
		require.Empty(t, Key(nothing))
	}
}

func TestKeyDoesNotMindTheOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Fields(names().Draw(t, "name"))
		require.Equal(t, Key(strings.Join(words, " ")), Key(strings.Join(rapid.Permutation(words).Draw(t, "order"), ", ")))
	})
}
