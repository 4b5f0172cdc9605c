package claim

import (
	"cmp"
	"slices"
)

// What comes out of a map is put in order before it matters: the same facts must always give the same verdict.

func sorted[S ~[]E, E cmp.Ordered](s S) S {
	slices.Sort(s)
	return s
}

func set[S ~[]E, E comparable](s S) map[E]bool {
	in := make(map[E]bool, len(s))
	for _, e := range s {
		in[e] = true
	}
	return in
}
