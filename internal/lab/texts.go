package lab

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/rastau/rastau/verification/matching/texts"
)

// ranks is the most known texts that are written for a query.
const ranks = 5

// Texts looks for texts in others. Both files have lines of an id and a text with a tab between; a first line "id, text"
// is taken for a header. For each query, in its order, the likeliest known texts are written, best first: query, rank,
// known, score and decision; one line with no known text and the decision "none" when nothing was found, as for a query
// without a text. A [Malformed] line ends it before anything is written: so do an id that stands twice in a file, a known
// text that is empty, and a file without known texts.
func Texts(known, queries string, out io.Writer) error {
	index := texts.NewIndex([32]byte{}) // what is indexed is in the files anyway
	err := texted(known, func(id, text string) string {
		if text == "" {
			return "the text is missing"
		}
		index.Add(id, text)
		return ""
	})
	if err != nil {
		return err
	}
	if index.Len() == 0 {
		return Malformed{known, 1, "the file has no texts; a line is id, a tab, text"}
	}
	type query struct{ id, text string }
	var asked []query
	err = texted(queries, func(id, text string) string {
		asked = append(asked, query{id, text})
		return ""
	})
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	fmt.Fprintln(w, "query\trank\tknown\tscore\tdecision")
	for _, q := range asked {
		found := index.Search(q.text, ranks)
		if len(found) == 0 {
			fmt.Fprintf(w, "%s\t1\t\t0.000\t%s\n", q.id, texts.None)
		}
		for i, m := range found {
			fmt.Fprintf(w, "%s\t%d\t%s\t%.3f\t%s\n", q.id, i+1, m.ID, m.Score, m.Decision)
		}
	}
	return w.Flush()
}

// texted calls do for every id and text of a file. Ids must be unique.
func texted(path string, do func(id, text string) (wrong string)) error {
	seen := map[string]int{}
	return pairs(path, "id", "text", func(line int, id, text string) string {
		if before, ok := seen[id]; ok {
			return fmt.Sprintf("the id %q stands in line %d already", id, before)
		}
		seen[id] = line
		return do(id, text)
	})
}

// pairs calls for every line of a file that has two parts with a tab between, of which the second may be empty, and says
// of which line do says that it is wrong. Empty lines are skipped, and a first line that names the parts.
func pairs(path, first, second string, do func(line int, a, b string) (wrong string)) error {
	f, err := os.Open(path) //nolint:gosec // the file that the person names
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	t := &table{file: path, in: bufio.NewReaderSize(f, 1<<20)}
	for {
		line, err := t.read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if t.line == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		a, b, ok := bytes.Cut(line, []byte{'\t'})
		a, b = bytes.TrimSpace(a), bytes.TrimSpace(b)
		if !ok || len(a) == 0 {
			return Malformed{path, t.line, fmt.Sprintf("a line is %s, a tab, %s", first, second)}
		}
		if t.line == 1 && string(a) == first && string(b) == second {
			continue
		}
		if wrong := do(t.line, string(a), string(b)); wrong != "" {
			return Malformed{path, t.line, wrong}
		}
	}
}
