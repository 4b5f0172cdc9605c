package input

import (
	"testing"

	"github.com/rastau/rastau/verification"
	"github.com/stretchr/testify/require"
)

func TestAnAnswerAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	for want, texts := range map[string][]string{
		verification.False: {
			"Это фейк", "фейк!", "это ложь.", "ложь", "По-моему, это фейк", "Это точно неправда!", "неправда", "полное враньё", "Это не правда", "бұл өтірік", "Бұл жалған ғой", "рас емес",
			"бул жалган", "Калп", "бул чын эмес", "it's fake", "This is false", "It is not true", "that's a lie", "нет", "жоқ", "жок",
		},
		verification.True:       {"Это правда", "правда!", "да, это правда", "рас", "Бұл шын", "бул чын", "чын экен", "It's true", "yes, true", "да", "это не фейк", "иә", "ооба"},
		verification.Misleading: {"вводит в заблуждение", "Это вводит в заблуждение", "обман", "misleading"},
		verification.Unproven:   {"не доказано", "это не доказано", "Not proven", "дәлелсіз"},
		verification.DontKnow:   {"не знаю", "Я не знаю", "I don't know", "?", "білмеймін", "билбейм"},
	} {
		for _, text := range texts {
			require.Equal(t, want, statedIn(text), text)
		}
	}
	for _, text := range []string{
		"Это фейк?", "правда?", "Бұл рас па?", "фейк про банки", "Правда ли, что банк закрыт", "Ложь и правда о банках", "правда на нашей стороне", "Завтра закроют банки", "Это", "да но нет", "", "!!!",
	} {
		require.NotContains(t, append([]string{verification.DontKnow}, verification.TruthAnswers...), statedIn(text), text)
	}
}
