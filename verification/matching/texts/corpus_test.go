package texts

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var key = [32]byte{1, 2, 3}

// sentences gives 1,000 of a language; the n-th says the same in each.
func sentences(tb testing.TB, language string) []string {
	tb.Helper()
	from := "ref"
	if language == "eng" {
		from = "src"
	}
	raw, err := os.ReadFile("testdata/sentences/newstest2019-" + from + "." + language + ".txt")
	require.NoError(tb, err)
	return strings.Split(strings.TrimSpace(string(raw)), "\n")
}

// unlike leaves out sentences that say what one before them does: some stand twice.
func unlike(list []string) (out []string) {
	seen := map[string]bool{}
	for _, s := range list {
		if f := Fold(s); !seen[f] {
			seen[f] = true
			out = append(out, s)
		}
	}
	return out
}

// indexed gives an index of texts whose ids are their places.
func indexed(known ...string) *Index {
	x := NewIndex(key)
	for i, s := range known {
		x.Add(fmt.Sprint(i), s)
	}
	return x
}

func half(text string) string {
	f := strings.Fields(text)
	return strings.Join(f[:(len(f)+1)/2], " ")
}

func every(texts []string, do func(string) string) []string {
	out := make([]string, len(texts))
	for i, s := range texts {
		out[i] = do(s)
	}
	return out
}

// russianKeyboard types Kazakh without the letters that a Russian keyboard lacks.
var russianKeyboard = alphabet("ә а ғ г қ к ң н ө о ұ у ү у һ х і и")

const common = "а a б b в v г g д d е e з z к k л l м m н n о o п p р r с s т t ф f ъ - ь - э e "

// Ways to write Kazakh in Latin letters: three laws, and two habits on a telephone without the letters.
var latinAlphabets = map[string]*strings.Replacer{
	"2017":    alphabet(common + "ә a' ғ g' ё io ж j и i' й i' қ q ң n' ө o' у y' ұ u ү u' х h һ h ц ts ч c' ш s' щ s' ы y і i ю i'y' я i'a"),
	"2018":    alphabet(common + "ә á ғ ǵ ё ıo ж j и ı й ı қ q ң ń ө ó у ý ұ u ү ú х h һ h ц ts ч ch ш sh щ sh ы y і i ю ıý я ıa"),
	"2021":    alphabet(common + "ә ä ғ ğ ё io ж j и i й i қ q ң ñ ө ö у u ұ ū ү ü х h һ h ц ts ч tş ш ş щ ştş ы y і ı ю iu я ia"),
	"habit":   alphabet(common + "ә a ғ g ё yo ж zh и i й y қ k ң n ө o у u ұ u ү u х h һ h ц ts ч ch ш sh щ sh ы y і i ю yu я ya"),
	"habit 2": alphabet(common + "ә a ғ gh ё yo ж zh и i й i қ q ң ng ө o у w ұ u ү u х kh һ h ц c ч ch ш sh щ sch ы i і i ю yu я ya"),
}

// alphabet replaces letters, given as pairs, small and capital; "-" is nothing.
func alphabet(pairs string) *strings.Replacer {
	f := strings.Fields(strings.ReplaceAll(pairs, " - ", " \x00 "))
	var all []string
	for i := 0; i < len(f); i += 2 {
		to := strings.ReplaceAll(f[i+1], "\x00", "")
		all = append(all, f[i], to, strings.ToUpper(f[i]), strings.ToUpper(to))
	}
	return strings.NewReplacer(all...)
}

// retold tells a sentence as people do: words left out, clauses turned around, typos and other forms, something put before
// or after it.
func retold(rng *rand.Rand, s string, drop float64) string {
	clauses := strings.Split(strings.TrimRight(s, ".!?\""), ", ")
	if rng.IntN(2) == 0 {
		rng.Shuffle(len(clauses), func(i, j int) { clauses[i], clauses[j] = clauses[j], clauses[i] })
	}
	var kept []string
	for w := range strings.FieldsSeq(strings.Join(clauses, " ")) {
		if rng.Float64() < drop {
			continue
		}
		if r := []rune(w); len(r) > 3 && rng.Float64() < .12 {
			i := 1 + rng.IntN(len(r)-2)
			switch rng.IntN(4) {
			case 0:
				r = append(r[:i], r[i+1:]...)
			case 1:
				r[i] = 'a' + rune(rng.IntN(26))
			case 2:
				r[i], r[i+1] = r[i+1], r[i]
			case 3:
				r = append(r, 's')
			}
			w = string(r)
		}
		kept = append(kept, w)
	}
	q := strings.Join(kept, " ")
	switch rng.IntN(4) {
	case 0:
		q = "Forwarded from Breaking News: " + q
	case 1:
		q = "guys is it true?? " + q + " pls check!!!"
	case 2:
		q = "BREAKING 🔥🔥 " + strings.ToUpper(q) + " https://t.me/abc/12 #news"
	}
	return q
}

// madeUp gives sentences of the words of others, each following one that it follows there: about the same things, and
// with long pieces in common.
func madeUp(rng *rand.Rand, from []string, n int) []string {
	next := map[string][]string{}
	for _, s := range from {
		before := ""
		for w := range strings.FieldsSeq(s) {
			next[before] = append(next[before], w)
			before = w
		}
		next[before] = append(next[before], "")
	}
	taken := map[string]bool{}
	for _, s := range from {
		taken[s] = true
	}
	var out []string
	for len(out) < n {
		var words []string
		for w := ""; len(words) < 40; words = append(words, w) {
			if w = next[w][rng.IntN(len(next[w]))]; w == "" {
				break
			}
		}
		if s := strings.Join(words, " "); len(words) > 5 && !taken[s] {
			out = append(out, s)
		}
	}
	return out
}

// megabytes are ways to make a text of a megabyte out of a seed.
func megabytes(tb testing.TB) map[string]func(seed uint64) string {
	tb.Helper()
	const size = 1 << 20
	words := strings.Fields(strings.Join(sentences(tb, "kaz"), " "))
	return map[string]func(uint64) string{
		"one letter": func(seed uint64) string { return strings.Repeat(string('a'+rune(seed%26)), size) },
		"words": func(seed uint64) string {
			rng := rand.New(rand.NewPCG(seed, 0))
			var out strings.Builder
			for out.Len() < size {
				out.WriteString(words[rng.IntN(len(words))])
				out.WriteByte(' ')
			}
			return out.String()
		},
		"broken UTF-8": func(seed uint64) string {
			rng := rand.New(rand.NewPCG(seed, 0))
			out := make([]byte, size)
			for i := range out {
				out[i] = byte(rng.UintN(256))
			}
			return string(out)
		},
	}
}
