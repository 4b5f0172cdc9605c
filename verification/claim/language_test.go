package claim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
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
		{"Бул ким?", Kazakh, Kyrgyz},
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
		{"Правда ли, что на проспекте Жеңіс в центре города закрыли все больницы?", Kazakh, Russian},
		{"Правда ли, что в Өлкө закрыли все больницы и аптеки до конца года?", Kyrgyz, Russian},
		{"Президент: «Правда, что это так». Бүгін Қазақстанда барлық аурухана жабылды деген хабар шықты", English, Kazakh},
		{"Pravda li, chto zakryli bolnitsy", Kyrgyz, Russian},
		{"Чи правда, що інтернет вимкнуть?", Kazakh, Russian},
		{"Чи правда, що інтернет вимкнуть?", English, Russian},
		{"Ertaga internetni o'chirishadi deyishyapti, rostmi?", English, Russian},
		{"Ertaga internetni o'chirishadi deyishyapti, rostmi?", Kazakh, Kazakh},
		{"Эртага интернетни ўчиришади дейишяпти, ростми?", Kyrgyz, Kyrgyz},
		{"Сен келдің бе", Kazakh, Kazakh},
		{"калайсын, уйде бари жаксы ма", Russian, Kazakh},
		{"Erteñ internetti öşıredı deidı", Kazakh, Kazakh},
		{"Erteń ınternetti óshiredi deıdi", English, Kazakh},
		{"Qazaqstanda ne bolyp jatyr", English, Kazakh},
		{"салам", Kazakh, Kazakh},
		{"салам", Kyrgyz, Kyrgyz},
		{"Айгерім", Kazakh, Kazakh},
		{"https://t.me/novosti/123 @kanal #алматы 🔥", Kyrgyz, Kyrgyz},
		{"🔥🔥 https://zakon.kz Это правда, что завтра закроют банки?", Kazakh, Russian},
	} {
		require.Equal(t, x.want, DetectLanguage(x.text, x.fallback), x.text)
	}
}

// TestWhoSendsATextDoesNotSayItsLanguageAlone: the language is one of those that the text itself leaves open.
func TestWhoSendsATextDoesNotSayItsLanguageAlone(t *testing.T) {
	t.Parallel()
	words := append(strings.Fields("Өлкө Жеңіс Көл бүгін жана эмес болду дамба больница правда что на и в the is bridge 12:30"), "🔥", "")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), " ")
		may := MayBeIn(text)
		require.NotEmpty(t, may)
		for _, l := range Languages {
			got := DetectLanguage(text, l)
			require.Contains(t, may, got)
			require.True(t, got == may[0] || got == l)
		}
	})
	for text, want := range map[string][]Language{
		"Правда ли, что в городе закрыли больницы?": {Russian},
		"Бүгін Қазақстанда барлық аурухана жабылды": {Kazakh},
		"Is the bridge closed?": {English},
		"Өлкөдө бардык ооруканалар жабылды деп айтышты, чынбы бул": {Kyrgyz},
		"Дамба прорвана":              {Russian, Kyrgyz, Kazakh},
		"Ким келди эле":               {Kyrgyz},
		"салам баарыңа, сәлем бәріне": {Kazakh, Kyrgyz},
		"":             Languages,
		"12:30 🔥 100%": Languages,
		"Чи правда, що інтернет вимкнуть по всій країні?":              {Russian},
		"Ertaga internetni o'chirishadi deyishyapti, rostmi?":          {Russian, Kyrgyz, Kazakh},
		"Эртага интернетни бутунлай ўчиришади дейишяпти, ростми?":      {Russian, Kyrgyz, Kazakh},
		"Şu haber doğru mu, kimse bilmiyor":                            {Russian, Kyrgyz, Kazakh, English},
		"Правда ли, что закрыли? Бүгін барлық аурухана жабылды, ұқтың": {Kazakh, Russian},
	} {
		require.Equal(t, want, MayBeIn(text), text)
	}
}

// A few words on a Russian keyboard can be Kazakh or Kyrgyz: they are in the language of who sends them.
func TestShortTextsAreInTheirAskersLanguage(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"Нан жок", "Газ жок", "Бала жок", "Банк жабык", "Адам бар"} {
		require.Equal(t, Kazakh, DetectLanguage(text, Kazakh), text)
		require.Equal(t, Kyrgyz, DetectLanguage(text, Kyrgyz), text)
	}
	require.Equal(t, Kazakh, DetectLanguage("Нан жоқ", Kyrgyz))
	require.Equal(t, Russian, DetectLanguage("Света нет", Kyrgyz))
}
