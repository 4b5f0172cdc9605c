package langid

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"slices"
	"strings"
)

// Corpus is text of which a model is made: lines in one language, in the spelling named.
type Corpus struct {
	Language Language // or a code of another language, which stands for those that are not told
	Latin    bool     // it is in Latin letters, though the language is mostly written in Cyrillic ones
	Lines    []string
}

// Train makes a model of texts. Each is counted as it is, and in the other ways in which people write its language.
func Train(texts []Corpus) ([]byte, error) {
	counts, classes := map[string]map[string]int{}, map[string]bool{}
	for _, c := range texts {
		for spelling, respell := range spellings(c) {
			name := string(c.Language) + "." + spelling
			classes[name] = true
			for _, line := range c.Lines {
				for _, t := range tokensOf(respell(line)) {
					for g := range grams(t.word) {
						if counts[g] == nil {
							counts[g] = map[string]int{}
						}
						counts[g][name]++
					}
				}
			}
		}
	}
	return pack(counts, sortedKeys(classes))
}

// kept tells whether a row of letters is frequent enough for the model.
func kept(g string, of map[string]int) bool {
	most := 0
	for _, n := range of {
		most = max(most, n)
	}
	return most >= [whole + 1]int{0, 1, 2, 3, 5, 4}[sizeOf(g)]
}

func pack(counts map[string]map[string]int, classes []string) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := bufio.NewWriter(z)
	rows := slices.DeleteFunc(sortedKeys(counts), func(g string) bool { return !kept(g, counts[g]) })
	fmt.Fprintln(w, len(rows), strings.Join(classes, " "))
	for _, g := range rows {
		fmt.Fprint(w, g)
		for i, c := range classes {
			if n := counts[g][c]; n > 0 {
				fmt.Fprintf(w, " %d:%d", i, n)
			}
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
