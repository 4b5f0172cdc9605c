package card

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/sfnt"
	"pgregory.net/rapid"
)

// letters are all those of the four languages, and what is written beside them.
const letters = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя" + // Kazakh, Kyrgyz, Russian
	"ЎўҚқҒғҲҳЇїЄєҐґ" + // neighbours
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÄäÖöÜüÇçĞğŞşİıŊŋŪūǴǵ" + // English, Turkish, Latin Kazakh
	"0123456789.,:;!?…–—-«»“”„‘’()[]/\\@#№%&*+=<>·•\u00a0"

func TestTheFontHasEveryLetter(t *testing.T) {
	t.Parallel()
	var buffer sfnt.Buffer
	for _, r := range letters {
		for name, f := range map[string]*sfnt.Font{"regular": regular(), "bold": bold()} {
			i, err := f.GlyphIndex(&buffer, r)
			require.NoError(t, err)
			require.NotZero(t, i, "%s has no %q", name, r)
		}
	}
	shown, ok := Writable(letters)
	require.True(t, ok)
	require.Equal(t, strings.TrimSpace(strings.ReplaceAll(letters, "\u00a0", " ")), shown)
}

func TestWritable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Танктер кірді 🚨🚨": "Танктер кірді", "e\u0301": "é", "a\u202eb\u200dc": "abc", "two\nlines\tand tabs": "two\nlines and tabs", "🙂": "",
	} {
		shown, ok := Writable(text)
		require.True(t, ok, text)
		require.Equal(t, want, shown)
	}
	for _, text := range []string{"今日は学校が休みです", "مەكتەپ جابىق"} {
		_, ok := Writable(text)
		require.False(t, ok, "half a text is worse than none: %s", text)
	}
}

func TestWrapKeepsTheWordsWithinTheWidth(t *testing.T) {
	t.Parallel()
	face := faces{}.of(false, 42)
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom([]rune(strings.ReplaceAll(letters, "\u00a0", ""))), 1, 20, -1)
		text := strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "words"), " ")
		width := rapid.IntRange(160, content).Draw(t, "width")
		lines := wrap(face, text, width, 1000)
		for _, l := range lines {
			require.LessOrEqual(t, measure(face, l), width, "%q", l)
		}
		bare := func(s string) string { return strings.NewReplacer(" ", "", "\u00a0", "", "\n", "").Replace(s) }
		require.Equal(t, bare(text), bare(strings.Join(lines, "")), "nothing is lost and nothing is added")
		most := rapid.IntRange(1, 5).Draw(t, "most")
		few := wrap(face, text, width, most)
		require.LessOrEqual(t, len(few), most)
		for _, l := range few {
			require.LessOrEqual(t, measure(face, l), width)
		}
		if len(lines) > most {
			require.True(t, strings.HasSuffix(few[most-1], "…"), "who reads it must see that there is more")
		}
	})
}

func TestLinesDoNotBeginWithADashOrEndWithALoneLetter(t *testing.T) {
	t.Parallel()
	face := faces{}.of(false, 42)
	for width := 400; width < content; width += 7 {
		lines := wrap(face, "Алматы – город у подножия гор, и в нём сейчас спокойно; «Я дома», – пишут люди. Бұл – өтірік, а не правда.", width, 100)
		for i, l := range lines {
			require.False(t, strings.HasPrefix(l, "– "), "%q", lines)
			last := strings.Fields(l)
			if i+1 < len(lines) {
				require.NotContains(t, []string{"и", "в", "у", "«Я", "а"}, last[len(last)-1], "%q", lines)
			}
		}
	}
}

func TestColoursBearWhiteText(t *testing.T) {
	t.Parallel()
	for _, v := range Verdicts {
		c, ok := colours[v]
		require.True(t, ok)
		require.GreaterOrEqual(t, contrast(c.R, c.G, c.B), 4.5, "%s", v)
	}
}
