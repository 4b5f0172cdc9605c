package verification

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseLanguage(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]Language{
		"kk": Kazakh, "kk-KZ": Kazakh, "KY_kg": Kyrgyz, "ru": Russian, "en-GB": English,
		"": "", "uz": "", "kkk": "", "-kk": "",
	} {
		got, ok := ParseLanguage(tag)
		require.Equal(t, want != "", ok, tag)
		if !ok {
			want = English
		}
		require.Equal(t, want, got, tag)
	}
}

func TestDetectLanguage(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Правда ли это? ", 5)
	for _, x := range []struct {
		text     string
		fallback Language
		want     Language
	}{
		{"Бұл адам кім?", Russian, Kazakh},
		{"Бул киши ким? Өлкөдө эмне болду?", Russian, Kyrgyz},
		{"Кто это?", Russian, Russian},
		{"Кто это?", English, Russian},
		{"Бул ким?", Kyrgyz, Kyrgyz},
		{"Бул ким?", Kazakh, Kazakh},
		{long, Kazakh, Russian},
		{"В Алматы штурмуют акимат", Kazakh, Russian},
		{"Правда, что его убили?", Kyrgyz, Russian},
		{"Ким билет?", Kyrgyz, Kyrgyz},
		{"Алматыда не болды?", Kazakh, Kazakh},
		{"Who is this?", Kazakh, English},
		{"Это CNN или нет?", English, Russian},
		{"12:30 🔥", Kyrgyz, Kyrgyz},
		{"", Kazakh, Kazakh},
		{"\xff\xfe", Russian, Russian},
	} {
		require.Equal(t, x.want, DetectLanguage(x.text, x.fallback), x.text)
	}
}
