package langid

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	news  = "../matching/texts/testdata/sentences/newstest2019-"
	split = 700 // lines of news that the model is made of; the others are held out
)

var newsFiles = map[Language]string{Kazakh: "ref.kaz.txt", Kyrgyz: "ref.kir.txt", Russian: "ref.rus.txt", English: "src.eng.txt"}

func lines(tb testing.TB, file string) []string {
	tb.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(tb, err)
	return strings.Split(strings.TrimSpace(string(raw)), "\n")
}

// corpora are the texts of which the model is made.
func corpora(tb testing.TB) (all []Corpus) {
	tb.Helper()
	for _, l := range []Language{Kazakh, Kyrgyz, Russian, English} {
		all = append(all, Corpus{Language: l, Lines: lines(tb, news+newsFiles[l])[:split]})
	}
	files, err := filepath.Glob("corpus/*/*.txt")
	require.NoError(tb, err)
	for _, file := range files {
		name, latin := strings.CutSuffix(strings.TrimSuffix(filepath.Base(file), ".txt"), "-latn")
		name = strings.TrimSuffix(name, "-cyrl")
		all = append(all, Corpus{Language: Language(name), Latin: latin, Lines: lines(tb, file)})
	}
	return all
}

// TestModelIsMadeOfTheCorpus: model.gz is what [Train] makes of the texts. With UPDATE_MODEL=1 it is written anew.
func TestModelIsMadeOfTheCorpus(t *testing.T) {
	t.Parallel()
	made, err := Train(corpora(t))
	require.NoError(t, err)
	if os.Getenv("UPDATE_MODEL") != "" {
		require.NoError(t, os.WriteFile("model.gz", made, 0o600))
	}
	kept, err := os.ReadFile("model.gz")
	require.NoError(t, err)
	require.True(t, bytes.Equal(kept, made), "the model is another one: run the test with UPDATE_MODEL=1")
}

// told counts how many texts are told to be in a language, and logs up to a few that are not.
func told(t *testing.T, what string, want Language, texts []string) float64 {
	t.Helper()
	right, shown := 0, 0
	for _, text := range texts {
		s := Identify(text)
		if len(s) > 0 && s[0].Language == want {
			right++
		} else if shown < 6 {
			shown++
			t.Logf("%s: %v %q", what, s[:min(2, len(s))], text)
		}
	}
	of := float64(right) / float64(len(texts))
	t.Logf("%-28s %4d  %.3f", what, len(texts), of)
	return of
}

// begun are the first five words of each text.
func begun(texts []string) (out []string) {
	const few = 5
	for _, text := range texts {
		f := strings.Fields(text)
		out = append(out, strings.Join(f[:min(few, len(f))], " "))
	}
	return out
}

// TestIdentify states how many texts are told right that the model was not made of. Run it with -v for the figures.
func TestIdentify(t *testing.T) {
	t.Parallel()
	for l, file := range newsFiles {
		all := lines(t, news+file)
		require.GreaterOrEqual(t, told(t, string(l)+" news, held out", l, all[split:]), .97)
		require.GreaterOrEqual(t, told(t, string(l)+" news, five words", l, begun(all[split:])), .90)
		require.GreaterOrEqual(t, told(t, string(l)+" all news", l, all), .97)
		require.GreaterOrEqual(t, told(t, string(l)+" all news, five words", l, begun(all)), .90)
	}
	files, err := filepath.Glob("testdata/social/*.txt")
	require.NoError(t, err)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		l, _, _ := strings.Cut(name, "-")
		require.GreaterOrEqual(t, told(t, name+" social", Language(l), lines(t, file)), .90)
	}
}

// TestSharesAreOfOne: whatever is written, shares are of 1, the largest first; what has no words has none.
func TestSharesAreOfOne(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "🔥", "12:30 100%", "https://example.org/kto @kanal #tag", "…?!", "'''", "\xff\xfe"} {
		require.Empty(t, Identify(text), text)
	}
	for _, text := range []string{"а", "қ", strings.Repeat("ы", 5000), strings.Repeat("бұл рас ", 3000), "你好", "مرحبا", "x'y' z", "Iİıi"} {
		sum, last := 0.0, 1.1
		for _, s := range Identify(text) {
			require.LessOrEqual(t, s.Of, last)
			sum, last = sum+s.Of, s.Of
		}
		require.InDelta(t, 1, sum, 1e-6, "%.20s", text)
	}
}

// TestMixedTextsAreShared: each language of a mixed text has its share.
func TestMixedTextsAreShared(t *testing.T) {
	t.Parallel()
	of := map[Language]float64{}
	for _, s := range Identify("Бүт өлкөдө ооруканалар жабылган. Правда ли, что в городе закрыли все больницы и аптеки?") {
		of[s.Language] = s.Of
	}
	require.Greater(t, of[Kyrgyz], .25)
	require.Greater(t, of[Russian], .25)
}
