package intent

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestQuestions: what asks where, when, or whether it is true, and what only has such words in it.
func TestQuestions(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Question{
		"Где это снято?": Place, "когда это было": Place, "Это где?": Place, "Откуда видео?": Place, "где и когда это произошло?": Place, "бұл қайда?": Place,
		"Бул качан болгон": Place, "Қашан түсірілген?": Place, "qaida bul": Place, "Where was this filmed?": Place, "when did this happen": Place,
		"Это правда?": Truth, "правда ли это": Truth, "Правда или фейк?": Truth, "это фейк?": Truth, "рас па": Truth, "Бұл рас па?": Truth, "шын ба": Truth,
		"Алматыда ұшақ құлады дейді, рас па?": Truth, "бул чынбы": Truth, "Чын элеби?": Truth, "is this real?": Truth, "True or fake?": Truth, "ras pa": Truth,
	} {
		got, _ := Of(text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{
		"Где наша полиция?", "Когда это кончится, никто не скажет", "негде это хранить", "Нигде это не покажут", "Это правда жизни", "Неправда это всё",
		"Парас патент алды", "Where is our money?", "Somewhere this is true", "Nowhere is it", "Қайдағы әкім?", "Кайдан келсе да", "Суреттегі рас паспорт",
		"Он знает, кто это", "Кто это? Это Касым, он ограбил магазин", "Правда ли, что их отпустили? Нет, они в СИЗО", "Who is this? It is Kim, he robbed a shop",
		"Бұл кім? Бұл Қасым, дүкен тонады", "", "🔥", "?", "https://t.me/kto_eto?", "#ктоэто", "@who_is_this", "Он закричал: «Кто это?»", "Спросили \"who is this?\" и ушли",
	} {
		got, ok := Of(text)
		require.False(t, ok, "%s was taken for %s", text, got)
	}
}

// FuzzOf: whatever is sent, the answer is one of the questions, and comes.
func FuzzOf(f *testing.F) {
	f.Add("Никто это не покажет, кто это?")
	f.Add("«« » ,,, - … ?!\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		q, ok := Of(text)
		require.Equal(t, ok, q == Identity || q == Place || q == Truth)
	})
}

// TestGrammarsAreWhole: the grammars have no line that no sentence can match, and no class that is missing.
func TestGrammarsAreWhole(t *testing.T) {
	t.Parallel()
	for _, g := range grammars {
		require.NotEmpty(t, g.lines)
		for _, l := range g.lines {
			require.NotEmpty(t, l.needs, l.whole)
		}
	}
}
