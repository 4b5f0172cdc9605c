package main

import "slices"

// backward returns the calls that run up when the files are put in the order in which fewest do, callers first.
// To find the best order of all takes too long; the one here starts with the heuristic of Eades, Lin and Smyth (A fast and
// effective heuristic for the feedback arc set problem, 1993) and moves single files while that helps.
func backward(calls []call) []call {
	order := improve(arrange(calls), calls)
	place := places(order)
	var up []call
	for _, c := range calls {
		if place[c.from] > place[c.to] {
			up = append(up, c)
		}
	}
	return up
}

func places(order []string) map[string]int {
	place := make(map[string]int, len(order))
	for i, file := range order {
		place[file] = i
	}
	return place
}

// arrange takes away, again and again, a file that calls no other, one that no other calls, or the one that calls most more
// than it is called; the first go to the end, the others to the beginning.
func arrange(calls []call) []string {
	out, in := map[string]map[string]bool{}, map[string]map[string]bool{}
	var left []string
	for _, c := range calls {
		for _, file := range []string{c.from, c.to} {
			if out[file] == nil {
				out[file], in[file] = map[string]bool{}, map[string]bool{}
				left = append(left, file)
			}
		}
		out[c.from][c.to], in[c.to][c.from] = true, true
	}
	slices.Sort(left)
	var first, last []string
	for len(left) > 0 {
		file, atEnd := choose(left, out, in)
		if atEnd {
			last = append(last, file)
		} else {
			first = append(first, file)
		}
		left = slices.DeleteFunc(left, func(other string) bool { return other == file })
		for other := range out[file] {
			delete(in[other], file)
		}
		for other := range in[file] {
			delete(out[other], file)
		}
	}
	slices.Reverse(last)
	return append(first, last...)
}

func choose(left []string, out, in map[string]map[string]bool) (file string, atEnd bool) {
	most := left[0]
	for _, file := range left {
		if len(out[file]) == 0 {
			return file, true
		}
	}
	for _, file := range left {
		if len(in[file]) == 0 {
			return file, false
		}
		if len(out[file])-len(in[file]) > len(out[most])-len(in[most]) {
			most = file
		}
	}
	return most, false
}

// improve moves each file to where fewest calls run up, until no move helps.
func improve(order []string, calls []call) []string {
	for again := true; again; {
		again = false
		for _, file := range slices.Clone(order) {
			at := slices.Index(order, file)
			if to := bestPlace(order, at, calls); to != at {
				order = slices.Insert(slices.Delete(order, at, at+1), to, file)
				again = true
			}
		}
	}
	return order
}

// bestPlace returns where the file at a place would have fewest calls run up, or that place when none is better.
func bestPlace(order []string, at int, calls []call) int {
	file, place := order[at], places(order)
	gain := make([]int, len(order)) // by passing that file: fewer calls that run up
	for _, c := range calls {
		switch file {
		case c.from: // to go down past one that it calls is a loss
			gain[place[c.to]]--
		case c.to:
			gain[place[c.from]]++
		}
	}
	best, most := at, 0
	for sum, i := 0, at+1; i < len(order); i++ {
		if sum += gain[i]; sum > most {
			best, most = i, sum
		}
	}
	for sum, i := 0, at-1; i >= 0; i-- {
		if sum -= gain[i]; sum > most {
			best, most = i, sum
		}
	}
	return best
}
