// Package langid identifies the languages of a text from counts of letters in a row: Kazakh, Kyrgyz, Uzbek, Russian, Ukrainian and
// English, in every alphabet in which people write them, and without the letters that a keyboard lacks. It is pure, and knows
// nothing of who wrote the text. The model is in model.gz; see [Train].
package langid

import (
	"cmp"
	"math"
	"slices"
)

// Language is a language by its ISO 639-1 code; "" is any other.
type Language string

// The languages.
const (
	Kazakh    Language = "kk"
	Kyrgyz    Language = "ky"
	Russian   Language = "ru"
	English   Language = "en"
	Ukrainian Language = "uk"
	Uzbek     Language = "uz"
	Other     Language = ""
)

// Share is how much of a text is in a language, as far as can be told. What is in doubt is shared between the languages that it may be in,
// just as what is mixed is.
type Share struct {
	Language Language
	Of       float64 // of 1
}

const (
	stay    = .97 // how likely the next word is in the same language, whatever it looks like
	trust   = .38 // how much each letter counts: neighbours tell much the same
	wordy   = 2.5 // … how much more a whole word does, where it is a usual one
	ofNames = .3  // … in a name, which every language may have
	run     = 30  // words in a row of a long text that are looked at: at its start, in its middle and at its end
)

// prior is how likely each language is before anything was read. Spellings of one language share it.
var prior = map[Language]float64{Kazakh: .25, Kyrgyz: .22, Russian: .25, English: .14, Ukrainian: .05, Uzbek: .06, Other: .03}

// Identify returns the languages of a text and their shares, the largest first. There are none when it has no words.
func Identify(text string) []Share {
	m := loaded()
	tokens := tokensOf(text)
	if len(tokens) == 0 {
		return nil
	}
	tokens = sampled(tokens)
	total, sum := 0.0, map[Language]float64{}
	for i, state := range m.smooth(tokens) {
		letters := float64(len([]rune(tokens[i].word))) * tokens[i].weight
		total += letters
		for c, p := range state {
			sum[m.classes[c].language] += p * letters
		}
	}
	var shares []Share
	for l, s := range sum {
		shares = append(shares, Share{l, s / total})
	}
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Of, a.Of), cmp.Compare(a.Language, b.Language))
	})
	return shares
}

// sampled returns the words of a text that are looked at.
func sampled(tokens []token) []token {
	n := len(tokens)
	if n <= 3*run {
		return tokens
	}
	middle := tokens[(n-run)/2:][:run]
	return slices.Concat(tokens[:run], middle, tokens[n-run:])
}

// smooth returns for each word how likely it is in each class, given all words before and behind it.
func (m *model) smooth(tokens []token) [][]float64 {
	n := len(tokens)
	emit, ahead := make([][]float64, n), make([][]float64, n)
	for i, t := range tokens {
		emit[i] = m.likelihoods(t)
	}
	back := m.uniform()
	for i := n - 1; i >= 0; i-- {
		ahead[i] = back
		back = m.step(product(back, emit[i]))
	}
	forward := slices.Clone(m.priors)
	out := make([][]float64, n)
	for i := range tokens {
		if i > 0 {
			forward = m.step(forward)
		}
		forward = product(forward, emit[i])
		out[i] = product(forward, ahead[i])
	}
	return out
}

func (m *model) uniform() []float64 {
	u := make([]float64, len(m.classes))
	for i := range u {
		u[i] = 1 / float64(len(u))
	}
	return u
}

// step passes from one word to the next: mostly the language stays. It is the same in both directions.
func (m *model) step(p []float64) []float64 {
	out := make([]float64, len(p))
	for i := range p {
		out[i] = stay*p[i] + (1-stay)*m.priors[i]
	}
	return out
}

// product multiplies and brings the sum to 1.
func product(a, b []float64) []float64 {
	out, sum := make([]float64, len(a)), 0.0
	for i := range a {
		out[i] = a[i] * b[i]
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// likelihoods returns how likely a word is in each class, the likeliest being 1.
func (m *model) likelihoods(t token) []float64 {
	score := make([]float32, len(m.classes))
	for g := range grams(t.word) {
		row, much := m.row(g), float32(1)
		if sizeOf(g) == whole {
			much = wordy
		}
		for c := range score {
			score[c] += row[c] * much
		}
	}
	const least = 1e-30 // nothing is impossible
	best, out := slices.Max(score), make([]float64, len(score))
	for c := range score {
		out[c] = math.Max(math.Exp(float64(score[c]-best)*trust*t.weight), least)
	}
	return out
}
