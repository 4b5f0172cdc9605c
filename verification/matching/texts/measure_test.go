//go:build !race

package texts

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What compares thousands, one after the other: the race detector would make minutes of it and find nothing.

func TestShortMessagesAmongTenThousand(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 1))
	eng := unlike(sentences(t, "eng"))
	x := indexed(append(slices.Clip(eng), madeUp(rng, eng, 9000)...)...)
	asked := eng[:300]
	for _, tc := range []struct{ drop, first, five float64 }{{.2, .97, .98}, {.4, .94, .97}, {.6, .85, .91}} {
		n := search(x, every(asked, func(s string) string { return retold(rng, s, tc.drop) }), itself)
		t.Logf("%.0f%% of the words left out: %v", tc.drop*100, n)
		n.atLeast(t, tc.first, tc.five)
		require.GreaterOrEqual(t, float64(n.joinedRight), .98*float64(n.joined))
	}
	n := search(x, every(asked, func(s string) string { return retold(rng, half(s), .2) }), itself)
	t.Log("first half:", n)
	n.atLeast(t, .88, .94)
}

// Every second sentence is unknown to the index, and comes from the same article as one that is known.
func TestNewClaimsAreLeftAlone(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"eng", "kir"} {
		rng := rand.New(rand.NewPCG(2, 2))
		var known, fresh []string
		for i, s := range unlike(sentences(t, language)) {
			if i%2 == 0 {
				known = append(known, s)
			} else {
				fresh = append(fresh, s)
			}
		}
		x := indexed(append(known, madeUp(rng, known, 4500)...)...)
		n := search(x, fresh, never)
		t.Log(language, n)
		require.LessOrEqual(t, n.joined, 1, "one text stands in a longer one")
		require.Less(t, n.suggested, n.asked/4)
	}
}

func TestKazakhIsFoundHoweverItIsTyped(t *testing.T) {
	t.Parallel()
	kaz := sentences(t, "kaz")
	x := indexed(kaz...)
	ways := map[string]*strings.Replacer{"as it is": strings.NewReplacer(), "Russian keyboard": russianKeyboard}
	maps.Copy(ways, latinAlphabets)
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := search(x, every(kaz, func(s string) string { return half(way.Replace(s)) }), itself)
			t.Log("first half:", n)
			n.atLeast(t, .985, .995)
			require.Zero(t, n.joined-n.joinedRight)
			n = search(x, every(kaz, way.Replace), itself)
			t.Log("whole:", n)
			n.atLeast(t, .995, .995)
		})
	}
}

func TestKyrgyzFindsKazakh(t *testing.T) {
	t.Parallel()
	x := indexed(sentences(t, "kaz")...)
	n := search(x, sentences(t, "kir"), itself)
	t.Log("Kyrgyz:", n)
	n.atLeast(t, .80, .90)
	require.LessOrEqual(t, n.joined, 1, "across languages nothing is joined, but names stand the same in all")
	n = search(x, sentences(t, "rus"), itself)
	t.Log("Russian:", n)
	n.atLeast(t, .55, .70)
	require.LessOrEqual(t, n.joined, 1)
}

// Who passes on what is known, as people do, joins it.
func TestForwardsAreJoined(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		asked, joined := 0, 0
		for _, s := range sentences(t, language)[:60] {
			for _, f := range append(slices.Clone(framings["any"]), framings[language]...) {
				asked++
				if joins(s, strings.ReplaceAll(f, "%s", s)) {
					joined++
				}
			}
		}
		t.Logf("%s: %.3f of %d forwards joined", language, float64(joined)/float64(asked), asked)
		require.GreaterOrEqual(t, float64(joined)/float64(asked), .97)
	}
}

// One word more, less, another, or elsewhere is another text, wherever it stands, unless it is a frame by itself.
func TestOneWordTurnsAClaimAround(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(4, 4))
			all := unlike(sentences(t, language))
			var words []string
			for _, s := range all {
				for w := range strings.FieldsSeq(s) {
					if f := Fold(w); f != "" && !frames[f] {
						words = append(words, w)
					}
				}
			}
			random := func() string { return words[rng.IntN(len(words))] }
			tried := 0
			for _, s := range all {
				f := strings.Fields(s)
				for range 2 {
					i := rng.IntN(len(f) + 1)
					changed := [][]string{slices.Insert(slices.Clone(f), i, random())}
					if i < len(f) && Fold(f[i]) != "" && !frames[Fold(f[i])] {
						changed = append(changed, slices.Delete(slices.Clone(f), i, i+1))
						if w := random(); Fold(w) != Fold(f[i]) {
							changed = append(changed, slices.Replace(slices.Clone(f), i, i+1, w))
						}
						if i+1 < len(f) && Fold(f[i+1]) != "" && Fold(f[i]) != Fold(f[i+1]) {
							turned := slices.Clone(f)
							turned[i], turned[i+1] = f[i+1], f[i]
							changed = append(changed, turned)
						}
					}
					for _, c := range changed {
						tried++
						require.False(t, joins(s, strings.Join(c, " ")), "%s\n%s", s, strings.Join(c, " "))
					}
				}
			}
			t.Log(tried, "changed texts, none joined")
		})
	}
}

// What says that it is not so, or says more, is never joined by itself.
func TestWhatSaysMoreIsNotJoined(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		all := unlike(sentences(t, language))
		for i, s := range all[:60] {
			bare := strings.TrimRight(s, ".!?\"»”")
			for _, f := range debunks[language] {
				require.False(t, joins(s, strings.ReplaceAll(f, "%s", s)), "%s: %s", f, s)
				require.False(t, joins(s, strings.ReplaceAll(f, "%s", bare)), "%s: %s", f, bare)
			}
			for _, other := range []string{all[(i+1)%len(all)], all[(i+499)%len(all)]} {
				require.False(t, joins(s, s+" "+other), s)
				require.False(t, joins(s, other+"\n"+s), s)
				require.False(t, joins(s+" "+other, s), s)
			}
		}
	}
}

// Who was up while texts came and went decides as who was not.
func TestRemovedTextsCountForNothing(t *testing.T) {
	t.Parallel()
	rus := unlike(sentences(t, "rus"))
	fresh, old := NewIndex(key), NewIndex(key)
	for i, s := range rus {
		if i%3 != 0 {
			old.Add(fmt.Sprint("gone", i), s)
			old.Add(fmt.Sprint("again", i), rus[(i+1)%len(rus)])
			old.Remove(fmt.Sprint("again", i))
		}
		old.Add(fmt.Sprint(i), rus[(i+7)%len(rus)])
		old.Add(fmt.Sprint(i), s)
		fresh.Add(fmt.Sprint(i), s)
	}
	for i := range rus {
		old.Remove(fmt.Sprint("gone", i))
	}
	require.Greater(t, old.docs.Len(), old.Len()+500, "they are still on the lists")
	for _, s := range rus[:50] {
		for _, q := range []string{half(s), s, s + " Это правда?"} {
			want, got := fresh.Search(q, 5), old.Search(q, 5)
			require.Len(t, got, len(want))
			for i := range want {
				require.InDelta(t, want[i].Score, got[i].Score, 1e-5)
				require.Equal(t, want[i].Decision, got[i].Decision, q)
			}
			require.Equal(t, want[0].ID, got[0].ID)
		}
	}
}
