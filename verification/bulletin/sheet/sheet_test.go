package sheet

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/go-fonts/dejavu/dejavusansmono"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/sfnt"

	"github.com/rastau/rastau/internal/qrscan"
	"github.com/rastau/rastau/verification/bulletin"
)

var issued = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

// letters are all that Kazakh, Kyrgyz, Russian and Belarusian write, and the signs around them.
const letters = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя" + "ӘҒҚҢӨҰҮҺІЎәғқңөұүһіў" + "«»„“”‘’–—…№→✓€"

func sealed(t *testing.T, key bulletin.Key, language string, items ...bulletin.Item) bulletin.Sealed {
	t.Helper()
	s, err := bulletin.Seal(bulletin.Bulletin{
		Issuer: "Rastau", Issued: issued, Number: bulletin.Minute(issued), Language: language, Items: items,
	}, key)
	require.NoError(t, err)
	return s
}

// items are results of every kind, with every letter, and twelve codes without words.
func items() []bulletin.Item {
	all := []bulletin.Item{
		{Code: "K7Q2MX", Question: bulletin.Truth, Verdict: bulletin.False, Version: 2, At: issued, Quote: "Алматыға шетел әскері түсті", Answer: "Бейне 2019 жылы түсірілген"},
		{Code: "R3T8WA", Question: bulletin.Identity, Verdict: bulletin.Answered, Version: 1, At: issued,
			Quote: "Избитый человек на госканале «признаётся», что ему заплатили", Answer: "Викрам Рузахунов, джазовый пианист из Бишкека"},
		{Code: "9XG5NE", Question: bulletin.Place, Verdict: bulletin.Answered, Version: 1, At: issued, Quote: "Өрттөнгөн имараттын жанындагы эл", Answer: "Алматы, Республика аянты"},
		{Code: "BVM6S1", Question: bulletin.Truth, Verdict: bulletin.Unproven, Version: 1, At: issued, Quote: "В больницах города закончилась донорская кровь"},
		{Code: "0H4ZC9", Question: bulletin.Truth, Verdict: bulletin.Withdrawn, Version: 3, At: issued, Answer: "→ R3T-8WA"},
		{Code: "ABCDEF", Question: bulletin.Truth, Verdict: bulletin.True, Version: 1, Quote: letters},
	}
	for i := range 12 {
		all = append(all, bulletin.Item{Code: "00000" + string("0123456789AB"[i]), Question: bulletin.Truth, Verdict: bulletin.Misleading, Version: 1})
	}
	return all
}

// text gives what a reader of PDF finds in one.
func text(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	require.NoError(t, err, "this test needs pdftotext: apt-get install poppler-utils")
	path := filepath.Join(t.TempDir(), "sheet.pdf")
	require.NoError(t, os.WriteFile(path, pdf, 0o600))
	out, err := exec.CommandContext(t.Context(), tool, "-layout", path, "-").Output()
	require.NoError(t, err)
	return strings.Join(strings.Fields(string(out)), " ")
}

func TestSheetSaysAllOfIt(t *testing.T) {
	t.Parallel()
	key := bulletin.NewKey(issued)
	for _, l := range bulletin.Languages {
		s := sealed(t, key, l, items()...)
		pdf, err := Draw(s, key.Public())
		require.NoError(t, err)
		got := text(t, pdf)
		for _, it := range s.Bulletin.Items {
			require.Contains(t, got, it.Shown())
			for word := range strings.FieldsSeq(it.Answer) {
				require.Contains(t, got, word)
			}
		}
		for _, w := range key.Public().Words() {
			require.Contains(t, got, w)
		}
		require.Contains(t, strings.ReplaceAll(got, " ", ""), letters, "every letter can be read")
		require.Contains(t, got, strings.Fields(in[l].check)[0])
		require.Equal(t, 1, bytes.Count(pdf, []byte("/Type /Page\n")), "it fits on one page")
		if dir := os.Getenv("SHOTS"); dir != "" { // for people to look at
			require.NoError(t, os.WriteFile(filepath.Join(dir, "sheet."+l+".pdf"), pdf, 0o600))
		}
	}
}

// TestSheetCanBeScanned prints the page as a picture, and reads the code in it.
func TestSheetCanBeScanned(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("pdftoppm")
	require.NoError(t, err, "this test needs pdftoppm: apt-get install poppler-utils")
	zbar, err := exec.LookPath("zbarimg")
	require.NoError(t, err, "this test needs zbarimg: apt-get install zbar-tools")
	key := bulletin.NewKey(issued)
	s := sealed(t, key, "ru", items()...)
	pdf, err := Draw(s, key.Public())
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "sheet")
	require.NoError(t, os.WriteFile(path+".pdf", pdf, 0o600))
	require.NoError(t, exec.CommandContext(t.Context(), tool, "-r", "150", "-png", "-singlefile", path+".pdf", path).Run())
	out, err := exec.CommandContext(t.Context(), zbar, "--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", path+".png").Output()
	require.NoError(t, err)
	require.Equal(t, s.Text(), strings.TrimSuffix(string(out), "\n"))
	picture, err := os.ReadFile(path + ".png")
	require.NoError(t, err)
	read, err := qrscan.Read(t.Context(), picture)
	require.NoError(t, err)
	require.Equal(t, s.Text(), read)
}

func TestLongSheetGoesOn(t *testing.T) {
	t.Parallel()
	key := bulletin.NewKey(issued)
	var many []bulletin.Item
	for i := range 30 {
		many = append(many, bulletin.Item{Code: "0000" + string([]byte{"0123456789"[i/10], "0123456789"[i%10]}), Question: bulletin.Truth, Verdict: bulletin.False, Version: 1,
			Quote: bulletin.Plain(strings.Repeat("өте ұзын сөз ", 20), 190)})
	}
	pdf, err := Draw(sealed(t, key, "kk", many...), key.Public())
	require.NoError(t, err)
	got := text(t, pdf)
	for _, it := range many {
		require.Contains(t, got, it.Shown())
	}
}

func TestFontsHaveEveryLetter(t *testing.T) {
	t.Parallel()
	for name, file := range map[string][]byte{"sans": dejavusans.TTF, "bold": dejavusansbold.TTF, "mono": dejavusansmono.TTF} {
		var buffer sfnt.Buffer
		f, err := sfnt.Parse(file)
		require.NoError(t, err)
		for _, r := range letters {
			i, err := f.GlyphIndex(&buffer, r)
			require.NoError(t, err)
			require.NotZero(t, i, "%s lacks %c", name, r)
		}
	}
}
