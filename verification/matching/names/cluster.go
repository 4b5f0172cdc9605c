package names

import "slices"

// Cluster groups names that may be of one person: in every group each name is the same as each other, by [Same], so that
// no chain of names that are nearly alike joins two people. A name is given by its place in names; groups come in the
// order of their first.
func Cluster(names []string) [][]int {
	groups, of := [][]int{}, map[string]int{}
	for i, n := range names { // the same text is the same name, and most proposals are
		g, ok := of[n]
		if !ok {
			g = len(groups)
			groups, of[n] = append(groups, nil), g
		}
		groups[g] = append(groups[g], i)
	}
	parsed := make([][]part, len(groups))
	for g := range groups {
		parsed[g] = parse(names[groups[g][0]])
	}
	// score[g][h], h < g, is the least of any name of one with any of the other.
	score := make([][]float64, len(groups))
	for g := range groups {
		score[g] = make([]float64, g)
		for h := range score[g] {
			score[g][h] = compare(parsed[g], parsed[h])
		}
	}
	for {
		g, h := nearest(score, groups)
		if g < 0 {
			break
		}
		groups[h], groups[g] = append(groups[h], groups[g]...), nil
		for k := range groups {
			if k != h && k != g && groups[k] != nil {
				to, from := pair(score, h, k), pair(score, g, k)
				*to = min(*to, *from)
			}
		}
	}
	out := make([][]int, 0, len(groups))
	for _, g := range groups {
		if g != nil {
			slices.Sort(g)
			out = append(out, g)
		}
	}
	return out
}

// nearest gives the two groups that are most alike, the later one first; -1 when none are alike enough.
func nearest(score [][]float64, groups [][]int) (g, h int) {
	g, best := -1, enough
	for i := range groups {
		if groups[i] == nil {
			continue
		}
		for j, s := range score[i] {
			if groups[j] != nil && (s > best || s == best && g < 0) {
				g, h, best = i, j, s
			}
		}
	}
	return g, h
}

func pair(score [][]float64, g, h int) *float64 {
	if g < h {
		g, h = h, g
	}
	return &score[g][h]
}
