package input

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

func TestAnAnswerAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	for want, texts := range map[string][]string{
		claim.False: {
			"Это фейк", "фейк!", "это ложь.", "ложь", "По-моему, это фейк", "Это точно неправда!", "неправда", "полное враньё", "Это не правда", "бұл өтірік", "Бұл жалған ғой", "рас емес",
			"бул жалган", "Калп", "бул чын эмес", "it's fake", "This is false", "It is not true", "that's a lie", "нет", "жоқ", "жок",
		},
		claim.True:       {"Это правда", "правда!", "да, это правда", "рас", "Бұл шын", "бул чын", "чын экен", "It's true", "yes, true", "да", "это не фейк", "иә", "ооба"},
		claim.Misleading: {"вводит в заблуждение", "Это вводит в заблуждение", "обман", "misleading"},
		claim.Unproven:   {"не доказано", "это не доказано", "Not proven", "дәлелсіз"},
		claim.DontKnow:   {"не знаю", "Я не знаю", "I don't know", "?", "білмеймін", "билбейм"},
	} {
		for _, text := range texts {
			require.Equal(t, want, statedIn(text), text)
		}
	}
	for _, text := range []string{
		"Это фейк?", "правда?", "Бұл рас па?", "фейк про банки", "Правда ли, что банк закрыт", "Ложь и правда о банках", "правда на нашей стороне", "Завтра закроют банки", "Это", "да но нет", "", "!!!",
	} {
		require.NotContains(t, append([]string{claim.DontKnow}, claim.TruthAnswers...), statedIn(text), text)
	}
}
