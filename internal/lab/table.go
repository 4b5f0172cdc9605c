package lab

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// Malformed is the error for a line that cannot be parsed. Its text names the file, the line number and what is wrong.
type Malformed struct {
	File string
	Line int
	What string
}

func (m Malformed) Error() string { return fmt.Sprintf("%s, line %d: %s", m.File, m.Line, m.What) }

// table reads tab-separated text whose first line names the columns. Columns that nobody asked for are ignored.
type table struct {
	file string
	line int
	in   *bufio.Reader
	// places are the positions of the columns asked for, -1 for an optional one that is not there.
	places []int
	last   int
	fields [][]byte
}

// open reads the header of a file. Each column is wanted as "name", or as "name?" where it may be missing.
func open(path string, columns ...string) (*table, io.Closer, error) {
	f, err := os.Open(path) //nolint:gosec // the file that the person names
	if err != nil {
		return nil, nil, err
	}
	t, err := newTable(path, f, columns...)
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return t, f, nil
}

func newTable(file string, in io.Reader, columns ...string) (*table, error) {
	t := &table{file: file, in: bufio.NewReaderSize(in, 1<<20), fields: make([][]byte, len(columns))}
	header, err := t.read()
	if errors.Is(err, io.EOF) {
		return nil, Malformed{file, 1, "the file is empty; its first line names the columns: " + wanted(columns)}
	}
	if err != nil {
		return nil, err
	}
	names := strings.Split(strings.TrimPrefix(string(header), "\ufeff"), "\t")
	for _, c := range columns {
		name, optional := strings.CutSuffix(c, "?")
		at := slices.Index(names, name)
		if at < 0 && !optional {
			return nil, Malformed{file, 1, fmt.Sprintf("there is no column %q; the first line names the columns, with tabs between them: %s", name, wanted(columns))}
		}
		t.places = append(t.places, at)
		if !optional {
			t.last = max(t.last, at)
		}
	}
	return t, nil
}

func wanted(columns []string) string {
	return strings.ReplaceAll(strings.Join(columns, ", "), "?", " (optional)")
}

// next gives the columns asked for, which are valid until it is called again; nil for one that is not there. Empty lines
// are skipped; io.EOF ends the table.
func (t *table) next() ([][]byte, error) {
	for {
		line, err := t.read()
		if err != nil {
			return nil, err
		}
		if len(line) == 0 {
			continue
		}
		return t.split(line)
	}
}

func (t *table) split(line []byte) ([][]byte, error) {
	clear(t.fields)
	rest, more := line, true
	for at := 0; more; at++ {
		var field []byte
		field, rest, more = bytes.Cut(rest, []byte{'\t'})
		if i := slices.Index(t.places, at); i >= 0 {
			t.fields[i] = bytes.TrimSpace(field)
		}
	}
	for i, place := range t.places {
		if place >= 0 && place <= t.last && len(t.fields[i]) == 0 {
			return nil, Malformed{t.file, t.line, fmt.Sprintf("column %d is empty or missing", place+1)}
		}
	}
	return t.fields, nil
}

// read returns the next line without its line ending.
func (t *table) read() ([]byte, error) {
	t.line++
	line, err := t.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return nil, Malformed{t.file, t.line, "the line is longer than a megabyte"}
	}
	if err != nil && (!errors.Is(err, io.EOF) || len(line) == 0) {
		return nil, err
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

// each calls do for every line of a file.
func each(path string, do func(t *table, fields [][]byte) error, columns ...string) error {
	t, closer, err := open(path, columns...)
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // it was only read
	for {
		fields, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = do(t, fields)
		}
		if err != nil {
			return err
		}
	}
}
