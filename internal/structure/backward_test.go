package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestBackward(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		calls []call
		want  int
	}{
		"none":              {nil, 0},
		"down only":         {calls("ab", "bc", "ac", "cd"), 0},
		"two call another":  {calls("ab", "ba"), 1},
		"a ring":            {calls("ab", "bc", "cd", "da"), 1},
		"two rings, one in": {calls("ab", "bc", "ca", "bd", "db"), 2},
		"one file calls up": {calls("ab", "ac", "ad", "bc", "bd", "cd", "da", "db"), 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Len(t, backward(c.calls), c.want)
		})
	}
}

// Without the calls that run backwards no file calls, by whatever way, one that calls it.
func TestWithoutBackwardCallsNothingIsCircular(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) call {
			from := rapid.IntRange(0, 9).Draw(t, "from")
			to := (from + rapid.IntRange(1, 9).Draw(t, "further")) % 10
			return call{from: fmt.Sprint(from), to: fmt.Sprint(to)}
		}), 0, 60, func(c call) string { return c.from + c.to }).Draw(t, "calls")
		up := backward(all)
		down := slices.DeleteFunc(slices.Clone(all), func(c call) bool {
			return slices.ContainsFunc(up, func(u call) bool { return u.from == c.from && u.to == c.to })
		})
		require.Len(t, down, len(all)-len(up))
		require.Empty(t, backward(down))
		require.LessOrEqual(t, 2*len(up), len(all), "either an order or its reverse has at most half of them run up")
	})
}

func TestMeasure(t *testing.T) {
	t.Parallel()
	measured, err := measure("testdata/ring", ".")
	require.NoError(t, err)
	require.Equal(t, []figures{{
		name: ".", files: 2, lines: 21, exported: 2, biggest: "T", methods: 2, calls: 2,
		backward: []call{{from: "b.go", to: "a.go", names: []string{"A", "a"}}},
	}}, measured)
	_, err = measure("testdata/ring", "./nowhere")
	require.ErrorContains(t, err, "cannot be measured until it builds")
}

func calls(pairs ...string) []call {
	list := make([]call, 0, len(pairs))
	for _, pair := range pairs {
		list = append(list, call{from: pair[:1], to: pair[1:]})
	}
	return list
}
