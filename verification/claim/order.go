package claim

import (
	"cmp"
	"maps"
	"slices"
)

// What comes out of a map is put in order before it matters: the same facts must always give the same verdict.

func SortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

func sorted[S ~[]E, E cmp.Ordered](s S) S {
	slices.Sort(s)
	return s
}

func Contains[S ~[]E, E comparable](s S, e E) bool { return slices.Contains(s, e) }

func set[S ~[]E, E comparable](s S) map[E]bool {
	in := make(map[E]bool, len(s))
	for _, e := range s {
		in[e] = true
	}
	return in
}
