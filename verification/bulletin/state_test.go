package bulletin

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestCorrectionsSupersede(t *testing.T) {
	t.Parallel()
	first := Item{Code: "K7Q2MX", Question: Truth, Verdict: True, Version: 1}
	second := Item{Code: "K7Q2MX", Question: Truth, Verdict: False, Version: 2, Quote: "corrected"}
	gone := Item{Code: "K7Q2MX", Question: Truth, Verdict: Withdrawn, Version: 3}
	var s State
	b := with("en", second, Item{Code: "R3T8WA", Question: Truth, Verdict: True, Version: 1})
	require.Equal(t, []string{"K7Q2MX", "R3T8WA"}, s.Merge(b))
	require.Empty(t, s.Merge(b))
	late := with("en", first)
	late.Number = 99
	require.Empty(t, s.Merge(late), "a newer bulletin with an older version changes nothing")
	require.Equal(t, int64(99), s.Newest())
	it, known := s.Item("K7Q2MX")
	require.True(t, known)
	require.Equal(t, second, it)
	s.Merge(with("en", gone))
	s.Merge(b)
	it, _ = s.Item("K7Q2MX")
	require.Equal(t, gone, it, "what was withdrawn does not come back")
	_, known = s.Item("000000")
	require.False(t, known)

	bare := second
	bare.Quote = ""
	var short State
	short.Merge(with("en", bare))
	require.Equal(t, []string{"K7Q2MX"}, short.Merge(with("en", second)), "the words that go with a verdict arrive later")
}

// history draws what one issuer says over time: each bulletin numbers on and holds some of the claims as they are then.
func history(t *rapid.T) []Bulletin {
	codes := []string{"000001", "000002", "000003", "000004"}
	now := map[string]Item{}
	var all []Bulletin
	for n := range rapid.IntRange(1, 8).Draw(t, "bulletins") {
		b := with("ru")
		b.Number = int64(n + 1)
		for _, code := range codes {
			it, known := now[code]
			if !known || rapid.Bool().Draw(t, "corrected") {
				version := it.Version + 1
				it = drawItem(t, code)
				it.Version = version
				now[code] = it
			}
			if rapid.Bool().Draw(t, "in it") {
				b.Items = append(b.Items, it)
			}
		}
		all = append(all, b)
	}
	return all
}

func merged(all []Bulletin) *State {
	s := &State{items: map[string]Item{}}
	for _, b := range all {
		s.Merge(b)
	}
	return s
}

func TestOrderAndRepetitionDoNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		// Bulletins that contradict each other too, as a stolen key could make them.
		all := slices.Concat(history(t), history(t))
		arrived := append(rapid.Permutation(all).Draw(t, "order"), rapid.SliceOf(rapid.SampledFrom(all)).Draw(t, "again")...)
		require.Equal(t, merged(all), merged(arrived))
	})
}

func TestWhoHoldsTheNewestKnowsTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := history(t)
		everything := merged(all)
		// The newest about each claim; whoever has it may have lost any of the rest.
		newest := map[string]Bulletin{}
		for _, b := range all {
			for _, it := range b.Items {
				if held, known := everything.Item(it.Code); known && held.Version == it.Version {
					newest[it.Code] = b
				}
			}
		}
		for code, b := range newest {
			arrived := append([]Bulletin{b}, rapid.SliceOf(rapid.SampledFrom(all)).Draw(t, "arrived")...)
			arrived = rapid.Permutation(arrived).Draw(t, "order")
			got, known := merged(arrived).Item(code)
			want, _ := everything.Item(code)
			require.True(t, known)
			require.Equal(t, want, got)
		}
	})
}

func TestASummaryBringsEverybodyToTheSameState(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := history(t)
		summary := with("ru", merged(all).Items()...)
		summary.Number = int64(len(all) + 1)
		want := merged(append(slices.Clone(all), summary))
		arrived := append(rapid.SliceOf(rapid.SampledFrom(all)).Draw(t, "arrived"), summary)
		got := merged(rapid.Permutation(arrived).Draw(t, "order"))
		require.Equal(t, want.Items(), got.Items())
		require.Equal(t, summary.Number, got.Newest())
	})
}
