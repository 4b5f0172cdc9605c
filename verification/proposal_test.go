package verification

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestOneNameInManyWays(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"Викрам Рузахунов", "викрам рузахунов", "Рузахунов Викрам", "Ruzakhunov, Vikram", " «Викрам»  РУЗАХУНОВ! ", "Ｖｉｋｒａｍ Ruzakhunov"},
		{"Алматы", "Almaty"},
		{"Игорь", "Igor"},
		{"Площадь 9 мая", "площадь 9 Мая"},
	} {
		for _, text := range same {
			require.Equal(t, foldProposal(same[0]), foldProposal(text), text)
		}
	}
	require.NotEqual(t, foldProposal("Викрам"), foldProposal("Викрам Рузахунов"))
	require.NotEqual(t, foldProposal("9 мая"), foldProposal("8 мая"))
	for _, nothing := range []string{"", " ", "?!", "—", "'"} {
		require.Empty(t, foldProposal(nothing))
	}
}

func TestFoldingIsDoneOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		folded := foldProposal(rapid.String().Draw(t, "text"))
		require.Equal(t, folded, foldProposal(folded))
	})
}

func FuzzFoldProposal(f *testing.F) {
	f.Add("Викрам Рузахунов")
	f.Add("\xff'ь")
	f.Fuzz(func(t *testing.T, s string) {
		folded := foldProposal(s)
		require.Equal(t, folded, foldProposal(folded))
	})
}
