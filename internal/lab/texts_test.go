package lab

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTextsWritesTheLikeliestOfEachQuery(t *testing.T) {
	t.Parallel()
	known := file(t, "\ufeffid\ttext\r\nk1\tАлматыға шетел әскері кірді, әуежай жабылды\r\n\r\nk2\tБанктер сенбіге дейін жұмыс істемейді дейді\r\n")
	queries := file(t, "q1\tалматыга шетел аскери кирди уежай жабылды\nq2\tALMATYǴA SHETEL ÁSKERI KIRDI ÁÝEJAI JABYLDY\nq3\tБанктер сенбіге дейін жұмыс істемейді дейді!\nq4\t🔥\nq5\t\n")
	var out bytes.Buffer
	require.NoError(t, Texts(known, queries, &out))
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Equal(t, "query\trank\tknown\tscore\tdecision", lines[0])
	var first []string
	for _, l := range lines[1:] {
		require.Len(t, strings.Split(l, "\t"), 5)
		if strings.Contains(l, "\t1\t") {
			first = append(first, l)
		}
	}
	require.Len(t, first, 5)
	require.Regexp(t, `^q1\t1\tk1\t0\.\d{3}\tsuggest$`, first[0])
	require.Regexp(t, `^q2\t1\tk1\t(0\.\d{3}\tsuggest|1\.000\tjoin)$`, first[1])
	require.Equal(t, "q3\t1\tk2\t1.000\tjoin", first[2])
	require.Equal(t, "q4\t1\t\t0.000\tnone", first[3])
	require.Equal(t, "q5\t1\t\t0.000\tnone", first[4])
}

func TestTextsWritesFiveAtMost(t *testing.T) {
	t.Parallel()
	var known strings.Builder
	for id := range strings.FieldsSeq("a b c d e f g h") {
		known.WriteString(id + "\tАлматыға шетел әскері кірді " + id + id + id + "\n")
	}
	var out bytes.Buffer
	require.NoError(t, Texts(file(t, known.String()), file(t, "q\tАлматыға шетел әскері кірді\n"), &out))
	require.Equal(t, 1+5, strings.Count(out.String(), "\n"))
}

func TestNamesWritesALineForEachPair(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, Names(file(t, "a\tb\nВикрам Рузахунов\tVikram Ruzakhunov\nВикрам Рузахунов\tРустам Рузахунов\n"), &out))
	require.Regexp(t, "^Викрам Рузахунов\tVikram Ruzakhunov\t1.000\tsame\nВикрам Рузахунов\tРустам Рузахунов\t0.\\d{3}\tdifferent\n$", out.String())
}

func TestMalformedPairsAreNamedByLine(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, want string }{
		"no tab":         {"id\ttext\nonly one\n", "line 2: a line is"},
		"an empty id":    {"\ttext\n", "line 1: a line is"},
		"an endless one": {"x\t" + strings.Repeat("y", 2<<20), "line 1: the line is longer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good := file(t, "a\tb\n")
			bad := file(t, tc.text)
			for what, run := range map[string]func(out *bytes.Buffer) error{
				"names":   func(out *bytes.Buffer) error { return Names(bad, out) },
				"known":   func(out *bytes.Buffer) error { return Texts(bad, good, out) },
				"queries": func(out *bytes.Buffer) error { return Texts(good, bad, out) },
			} {
				var out bytes.Buffer
				err := run(&out)
				var malformed Malformed
				require.ErrorAs(t, err, &malformed, what)
				require.Equal(t, bad, malformed.File)
				require.ErrorContains(t, err, tc.want)
				require.Empty(t, out.String(), "nothing is written of a file that is not understood")
			}
		})
	}
	good := file(t, "a\tb\n")
	for text, want := range map[string]string{
		"":                       "line 1: the file has no texts",
		"id\ttext\n":             "line 1: the file has no texts",
		"x\ty\n\nz\t \n":         "line 3: the text is missing",
		"id\ttext\nx\ty\nx\tz\n": `line 3: the id "x" stands in line 2 already`,
	} {
		var out bytes.Buffer
		err := Texts(file(t, text), good, &out)
		require.ErrorAs(t, err, &Malformed{})
		require.ErrorContains(t, err, want)
		require.Empty(t, out.String())
	}
	require.ErrorContains(t, Texts(good, file(t, "q\tb\nq\tc\n"), &bytes.Buffer{}), `line 2: the id "q" stands in line 1 already`)
	require.ErrorContains(t, Names(file(t, "x\ty\nz\t\n"), &bytes.Buffer{}), "line 2: a line is a, a tab, b")
	require.ErrorIs(t, Names("no such file", &bytes.Buffer{}), os.ErrNotExist)
}

type full struct{}

var errFull = errors.New("the disk is full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWhatCannotBeWrittenIsTold(t *testing.T) {
	t.Parallel()
	pair := file(t, "a\tb\nx\ty\n")
	require.ErrorIs(t, Names(pair, full{}), errFull)
	require.ErrorIs(t, Texts(pair, pair, full{}), errFull)
}

func FuzzPairs(f *testing.F) {
	f.Add("id\ttext\nx\ty\n")
	f.Add("\xff\t\xfe\n\t\n\r\n")
	f.Add("a\tb\tc\td")
	f.Fuzz(func(t *testing.T, text string) {
		path := file(t, text)
		var out bytes.Buffer
		if err := Names(path, &out); err != nil {
			require.Empty(t, out.String())
		}
		out.Reset()
		if err := Texts(path, path, &out); err != nil {
			require.Empty(t, out.String())
		}
	})
}
