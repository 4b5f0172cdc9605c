package bulletin

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestSegments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		n          int
		gsm7       bool
	}{
		{"nothing", "", 1, true},
		{"160", strings.Repeat("a", 160), 1, true},
		{"161", strings.Repeat("a", 161), 2, true},
		{"306", strings.Repeat("a", 306), 2, true},
		{"307", strings.Repeat("a", 307), 3, true},
		{"80 euros", strings.Repeat("€", 80), 1, true},
		{"81 euros", strings.Repeat("€", 81), 2, true},
		{"a euro at the seam", strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), 3, true},
		{"a euro before the seam", strings.Repeat("a", 151) + "€" + strings.Repeat("a", 153), 2, true},
		{"accents", "ÄÖÑÜäöñüàèéùìò", 1, true},
		{"an accent that is not there", "ç", 1, false},
		{"70", strings.Repeat("қ", 70), 1, false},
		{"71", strings.Repeat("қ", 71), 2, false},
		{"134", strings.Repeat("қ", 134), 2, false},
		{"135", strings.Repeat("қ", 135), 3, false},
		{"35 doves", strings.Repeat("🕊", 35), 1, false},
		{"a dove at the seam", strings.Repeat("қ", 66) + "🕊" + strings.Repeat("қ", 66), 3, false},
		{"a bulletin's alphabet", alphabet45, 1, true},
	} {
		n, gsm7 := Segments(c.text)
		require.Equal(t, c.n, n, c.name)
		require.Equal(t, c.gsm7, gsm7, c.name)
	}
}

func TestSegmentsAreNeitherTooFewNorTooMany(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat(rapid.StringOfN(rapid.RuneFrom([]rune("ab€[қ🕊")), 0, 30, -1).Draw(t, "text"), rapid.IntRange(1, 40).Draw(t, "times"))
		n, gsm7 := Segments(text)
		units, each, alone := 0, 153, 160
		if gsm7 {
			for _, r := range text {
				units++
				if strings.ContainsRune("€[", r) {
					units++
				}
			}
		} else {
			units, each, alone = len(utf16.Encode([]rune(text))), 67, 70
		}
		require.Equal(t, units <= alone, n == 1)
		parts := Split(text)
		require.Len(t, parts, n)
		require.Equal(t, text, strings.Join(parts, ""))
		for _, part := range parts {
			one, _ := Segments(part)
			require.Equal(t, 1, one)
		}
		if n > 1 {
			require.GreaterOrEqual(t, n*each, units)
			require.Less(t, (n-1)*(each-1), units, "a message leaves at most one place empty")
		}
	})
}

func TestSMSInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		language, text, latin string
		item                  Item
	}{
		{"en", `Rastau K7Q-2MX: FALSE. "Foreign troops have landed in Almaty" Video is from 2019`,
			`Rastau K7Q-2MX: FALSE. "Foreign troops have landed in Almaty" Video is from 2019`, english},
		{"ru", `Rastau K7Q-2MX: ЛОЖЬ. "В Алматы высадились иностранные войска" Видео снято в 2019 году`,
			`Rastau K7Q-2MX: LOZH. "V Almaty vysadilis inostrannye voyska" Video snyato v 2019 godu`, russian},
		{"kk", `Rastau K7Q-2MX: ЖАЛҒАН. "Алматыға шетел әскері түсті" Бейне 2019 жылы түсірілген`,
			`Rastau K7Q-2MX: JALGHAN. "Almatygha shetel äskeri tüsti" Beyne 2019 jyly tüsirilgen`, kazakh},
		{"ky", `Rastau R3T-8WA, 2-версия: Бул: Викрам Рузахунов, Жалал-Абаддан эмес.`,
			`Rastau R3T-8WA, 2-versiya: Bul: Vikram Ruzahunov, Jalal-Abaddan emes.`,
			Item{Code: "R3T8WA", Question: Identity, Verdict: Answered, Version: 2, Answer: "Викрам Рузахунов, Жалал-Абаддан эмес"}},
	} {
		b := with(c.language, c.item)
		require.Equal(t, c.text, b.SMS(c.item, false))
		require.Equal(t, c.latin, b.SMS(c.item, true))
		n, gsm7 := Segments(b.SMS(c.item, true))
		require.Equal(t, 1, n)
		require.True(t, gsm7)
		n, gsm7 = Segments(b.SMS(c.item, false))
		require.Equal(t, c.language == "en", gsm7)
		require.LessOrEqual(t, n, 2)
	}
}

func TestTypographyDoesNotCostAMessage(t *testing.T) {
	t.Parallel()
	it := Item{Code: "K7Q2MX", Question: Place, Verdict: Answered, Version: 1, Quote: "“Look” – he said…", Answer: "Aktau’s port"}
	text := with("en", it).SMS(it, false)
	require.Equal(t, `Rastau K7Q-2MX: Where and when: Aktau's port. ""Look" - he said..."`, text)
	it.Answer = "порт «Актау»"
	require.Contains(t, with("ru", it).SMS(it, false), "порт «Актау»", "nothing is gained where the rest is Cyrillic")
	require.Contains(t, with("ru", it).SMS(it, true), `port "Aktau"`)
}

func TestLatinLeavesNoCyrillic(t *testing.T) {
	t.Parallel()
	require.Equal(t, "Shcha LOZH, Zhanar Ya 2019", Latin("Ща ЛОЖЬ, Жанар Я 2019", "ru"))
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіАБЁЖЗЙЪЬЭЮЯӘҒҚҢӨҰҮҺІ \"«»–…№1"))).Draw(t, "text")
		language := rapid.SampledFrom(Languages).Draw(t, "language")
		require.True(t, isGSM7(typewriter.Replace(Latin(text, language))))
	})
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	t.Parallel()
	require.Len(t, spoken, len(Languages))
	for _, language := range Languages {
		p := say(language)
		require.NotEmpty(t, p.who)
		require.NotEmpty(t, p.where)
		require.Contains(t, p.version, "%d")
		require.NotEmpty(t, p.check)
		require.Contains(t, p.bulletin, "%d")
		said := map[string]bool{}
		for _, o := range outcomes {
			said[p.verdicts[o.Verdict]] = true
		}
		require.Len(t, said, 7, language)
		require.NotContains(t, said, "")
	}
}
