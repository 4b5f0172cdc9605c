package screening

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/internal/race"
)

// pieces are what a text may be made of to trouble the screens.
var pieces = []string{
	"8", "7", "0", "1", "701", "123", "45", "2022", "05", "996", "+", "-", ".", ",", ":", ";", "(", ")", "/", "*", "@", "#", "?", "&", "=", "%37", "%", "\n", " ", "  ", "\u200b", "\u00a0", "▒", "▒▒▒", "o", "l", "З", "в", "a", "т", "*", "N",
	"ул.", "Абая", "абая", "кв", "дом", "мкр", "street", "Abay", "https://", "t.me/", "ivan", "mail.ru", "собака", "точка", "at", "dot", "семь", "жеті", "сто", "KZ", "ABC", "тенге", "$", "января", "°", "'", "№", "xx.kz/", "geo:", "Иван", "Петров", "уулу", "А.", "все", "на", "площадь", "١", "⑦", "7️⃣", "i",
}

func TestMaskedOnceIsEnough(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 25).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		masked := Mask(text)
		require.True(t, utf8.ValidString(masked))
		require.Equal(t, masked, Mask(masked), "%q", text)
	})
}

// No text takes a screen long, whatever it is made of.
func TestScreensAreLinear(t *testing.T) {
	t.Parallel()
	if race.Enabled {
		t.Skip("it is about time")
	}
	for _, p := range []string{"8", "1 ", "701 ", "12-", "18:30-", "1o", "1l1x", "a@", "@ab ", "a ", "т*", "****", "а.", "y", "https://xx.kz/%25", "ул. ", "Абая 1-", "семь ", "Иван ", "t.me/ab "} {
		text := strings.Repeat(p, 50_000/len(p))
		start := time.Now()
		Mask(text)
		WithoutNames(text)
		WithoutWords(text, []string{"Рузахунов"})
		Accuses(text)
		Summons(text)
		Whereabouts(text)
		require.Less(t, time.Since(start), 20*time.Second, "%q: a second is usual", p)
	}
}
