package langid

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed" // the model
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// packed is the model: a first line of how many rows there are, and the classes, then a line for each row of letters with how often it stands in the texts of each class.
//
//go:embed model.gz
var packed []byte

// class is one way to write a language.
type class struct {
	name     string // the language, a point and the spelling
	language Language
}

// model holds, for rows of letters, the logarithm of how likely each is in each class.
type model struct {
	classes []class
	priors  []float64
	rows    map[string]int32
	values  []float32            // a row for each, of as many values as there are classes
	unseen  [whole + 1][]float32 // of rows of each length that the model does not have
}

var loaded = sync.OnceValue(func() *model {
	m, err := read(packed)
	if err != nil {
		panic("the model of languages: " + err.Error()) // it is part of the program
	}
	return m
})

func (m *model) row(g string) []float32 {
	if i, ok := m.rows[g]; ok {
		return m.values[int(i)*len(m.classes):][:len(m.classes)]
	}
	return m.unseen[sizeOf(g)]
}

func read(data []byte) (*model, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(z)
	lines.Scan()
	head := strings.Fields(lines.Text())
	size, err := strconv.Atoi(append(head, "")[0])
	if err != nil {
		return nil, err
	}
	m := &model{rows: make(map[string]int32, size)}
	m.named(head[1:])
	k := len(m.classes)
	m.values = make([]float32, size*k) // counts at first
	for i := int32(0); lines.Scan(); i++ {
		g, rest, _ := strings.Cut(lines.Text(), " ")
		m.rows[g] = i
		if err := fill(m.values[int(i)*k:][:k], rest); err != nil {
			return nil, err
		}
	}
	m.weigh()
	return m, lines.Err()
}

// fill sets the counts of a row.
func fill(row []float32, entries string) error {
	for entry := range strings.FieldsSeq(entries) {
		c, n, _ := strings.Cut(entry, ":")
		at, err := strconv.Atoi(c)
		if err != nil || at >= len(row) {
			return fmt.Errorf("no class %q", c)
		}
		count, err := strconv.Atoi(n)
		if err != nil {
			return err
		}
		row[at] = float32(count)
	}
	return nil
}

func (m *model) named(names []string) {
	spellings := map[Language]float64{}
	for _, name := range names {
		l, _, _ := strings.Cut(name, ".")
		if _, told := prior[Language(l)]; !told {
			l = string(Other)
		}
		m.classes = append(m.classes, class{name, Language(l)})
		spellings[Language(l)]++
	}
	for _, c := range m.classes {
		m.priors = append(m.priors, prior[c.language]/spellings[c.language])
	}
}

// weigh makes logarithms of the counts. What a class has not is not impossible in it.
func (m *model) weigh() {
	const added = .2
	k := len(m.classes)
	totals, kinds := [whole + 1][]float64{}, [whole + 1]float64{}
	for n := range totals {
		totals[n] = make([]float64, k)
	}
	for g, i := range m.rows {
		n := sizeOf(g)
		kinds[n]++
		for c := range k {
			totals[n][c] += float64(m.values[int(i)*k+c])
		}
	}
	chance := func(n, c int, count float64) float32 {
		return float32(math.Log((count + added) / (totals[n][c] + added*kinds[n])))
	}
	for g, i := range m.rows {
		for c := range k {
			at := int(i)*k + c
			m.values[at] = chance(sizeOf(g), c, float64(m.values[at]))
		}
	}
	for n := 1; n <= whole; n++ {
		m.unseen[n] = make([]float32, k)
		for c := range k {
			if n < whole { // a word that the model does not have tells nothing
				m.unseen[n][c] = chance(n, c, 0)
			}
		}
	}
}
