package config

import (
	"slices"
	"strings"
)

// likeness is how much a name must be like that of a setting for the setting to be suggested, and near by how much less than
// the best others may be to be suggested as well.
const (
	likeness = 0.55
	near     = 0.08
	most     = 3 // suggestions
)

// synonyms maps words that people and other programs use to ours.
var synonyms = map[string]string{
	"BOT": "TELEGRAM", "TG": "TELEGRAM", "API": "TELEGRAM",
	"ADMIN": "OPERATORS", "ADMINS": "OPERATORS", "OWNER": "OPERATORS", "OWNERS": "OPERATORS",
	"PORT": "LISTEN", "HTTP": "LISTEN", "BIND": "LISTEN", "ADDR": "LISTEN", "ADDRESS": "LISTEN", "HOST": "LISTEN",
	"DIR": "DATA", "FOLDER": "DATA", "DIRECTORY": "DATA", "PATH": "DATA",
	"DB": "REDIS", "DATABASE": "REDIS", "LEVEL": "LOG", "LOGGING": "LOG", "DEBUG": "LOG", "PROMETHEUS": "METRICS",
	"URI": "URL", "SUCCESSOR": "SUCCESSORS", "MIRROR": "MIRRORS", "PHONE": "NUMBER", "FILE": "KEYS",
}

// closest returns the settings whose names are most similar to variable, in the order of Settings.
func closest(variable string) []string {
	var found []string
	best := likeness
	for _, f := range fields() {
		switch score := alike(variable, f.Variable); {
		case score > best+near:
			found, best = []string{f.Variable}, score
		case score >= best-near && score >= likeness:
			found, best = append(found, f.Variable), max(best, score)
		}
	}
	return found[:min(len(found), most)]
}

// alike returns the similarity of two names, from 0 to 1: letter by letter, or word by word in any order.
func alike(a, b string) float64 {
	a, b = strings.TrimPrefix(a, prefix), strings.TrimPrefix(b, prefix)
	if a == "" {
		return 0
	}
	letters := similar(strings.ReplaceAll(a, "_", ""), strings.ReplaceAll(b, "_", ""))
	ours, theirs := words(a), words(b)
	found, covered := share(ours, theirs), share(theirs, ours)
	if found+covered == 0 {
		return letters
	}
	return max(letters, 2*found*covered/(found+covered))
}

func words(name string) []string {
	var all []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == '_' }) {
		if ours, ok := synonyms[w]; ok {
			w = ours
		}
		if !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}

// share returns the share of words that are among the others; similar words count in part.
func share(words, others []string) float64 {
	const same = 0.6 // words that are less alike have nothing in common
	sum := 0.0
	for _, w := range words {
		best := 0.0
		for _, o := range others {
			if s := similar(w, o); s >= same {
				best = max(best, s)
			}
		}
		sum += best
	}
	return sum / float64(max(len(words), 1))
}

// similar returns the share of letters that are the same in a and b.
func similar(a, b string) float64 {
	return 1 - float64(edits(a, b))/float64(max(len(a), len(b), 1))
}

// edits returns the edit distance of a and b, where swapping two adjacent letters counts as one edit.
func edits(a, b string) int {
	var before []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			change := row[j]
			if a[i] != b[j] {
				change++
			}
			next[j+1] = min(change, next[j]+1, row[j+1]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}

// meant gives the variable that a name outside of ours was to be: in lower case, or with a slip in RASTAU_.
func meant(name string) (variable string, ok bool) {
	upper := strings.ToUpper(name)
	at := strings.Index(upper, "_") + 1
	if at < len(prefix)-1 || strings.HasPrefix(name, prefix) {
		return "", false
	}
	variable = prefix + upper[at:]
	slip := edits(upper[:at], prefix)
	return variable, slip == 0 || slip == 1 && slices.ContainsFunc(fields(), func(f field) bool { return f.Variable == variable })
}

// SuggestFlags returns the flags that are most similar to one that does not exist.
func SuggestFlags(name string) []string {
	all := closest(prefix + strings.ToUpper(strings.ReplaceAll(strings.TrimLeft(name, "-"), "-", "_")))
	for i, variable := range all {
		all[i] = "--" + flagOf(variable)
	}
	return all
}
