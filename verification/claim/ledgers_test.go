package claim

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the ledgers of testdata/ledgers make into them")

// TestStoredLedgersStayReadable replays ledgers as earlier versions stored them. Each archive of testdata/ledgers has the entries of
// one ledger, and what they make: the claim, what the public, volunteers and reviewers see of it, and its export. With -update the
// test writes the latter; entries are never written, since they are what is stored.
func TestStoredLedgersStayReadable(t *testing.T) {
	t.Parallel()
	ledgers := storedLedgers(t)
	require.Greater(t, len(ledgers), 100)
	for _, name := range ledgers {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			stored, err := txtar.ParseFile(name)
			require.NoError(t, err)
			require.Equal(t, "entries", stored.Files[0].Name)
			entries := readEntries(t, stored.Files[0].Data)
			code, _, _ := strings.Cut(filepath.Base(name), "-")
			made := &txtar.Archive{Comment: stored.Comment, Files: append(stored.Files[:1:1], whatTheyMake(t, Code(code), entries)...)}
			if *update {
				require.NoError(t, os.WriteFile(name, txtar.Format(made), 0o600))
				return
			}
			require.Equal(t, string(txtar.Format(stored)), string(txtar.Format(made)))
		})
	}
}

// TestStoredEntriesStayReadable reads an entry of each kind with all fields that the kind has, and one more where what was sent
// stands beside the ledger, or is erased.
func TestStoredEntriesStayReadable(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/entries.txt")
	require.NoError(t, err)
	kinds := map[Kind]bool{}
	for _, f := range readEntries(t, text) {
		kinds[f.Kind()] = true
	}
	for _, kind := range declaredKinds(t) {
		require.True(t, kinds[kind], "testdata/entries.txt has no entry of the kind %s", kind)
	}
}

// TestStoredLedgersHaveEveryKind holds testdata/ledgers to have an entry of every kind that is declared.
func TestStoredLedgersHaveEveryKind(t *testing.T) {
	t.Parallel()
	kinds := map[Kind]bool{}
	for _, name := range storedLedgers(t) {
		stored, err := txtar.ParseFile(name)
		require.NoError(t, err)
		for line := range bytes.Lines(stored.Files[0].Data) {
			kind, _, _ := strings.Cut(string(line), " ")
			kinds[Kind(kind)] = true
		}
	}
	for _, kind := range declaredKinds(t) {
		require.True(t, kinds[kind], "no ledger in testdata/ledgers has an entry of the kind %s", kind)
	}
}

// storedLedgers returns the names of the files in testdata/ledgers.
func storedLedgers(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/ledgers/*.txtar")
	require.NoError(t, err)
	return names
}

// declaredKinds returns the kinds that event.go declares.
func declaredKinds(t *testing.T) []Kind {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	require.NoError(t, err)
	var kinds []Kind
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if of, ok := spec.Type.(*ast.Ident); ok && of.Name == "Kind" {
			literal, ok := spec.Values[0].(*ast.BasicLit)
			require.True(t, ok)
			kind, err := strconv.Unquote(literal.Value)
			require.NoError(t, err)
			kinds = append(kinds, Kind(kind))
		}
		return true
	})
	require.Greater(t, len(kinds), 50)
	return kinds
}

// readEntries decodes lines that have a kind and an entry in hexadecimal. Each entry must encode to the same bytes again: their
// digest is signed.
func readEntries(t *testing.T, text []byte) []Event {
	t.Helper()
	var entries []Event
	for line := range strings.Lines(string(text)) {
		kind, digits, _ := strings.Cut(strings.TrimSpace(line), " ")
		stored, err := hex.DecodeString(digits)
		require.NoError(t, err)
		f, err := Decode(stored)
		require.NoError(t, err, kind)
		require.Equal(t, kind, string(f.Kind()))
		again, err := Encode(f)
		require.NoError(t, err)
		require.Equal(t, digits, hex.EncodeToString(again), kind)
		entries = append(entries, f)
	}
	return entries
}

// whatTheyMake returns, as files, what follows from a ledger.
func whatTheyMake(t *testing.T, code Code, entries []Event) []txtar.File {
	t.Helper()
	askers := []Requester{{Person: "asker", Address: "1", Language: Russian}}
	c := Replay(code, entries, len(entries), askers)
	files := []txtar.File{
		{Name: "claim.json", Data: written(t, tree(reflect.ValueOf(*c)))},
		{Name: "answers.json", Data: written(t, tree(reflect.ValueOf(answersOf(c))))},
		{Name: "entries.json", Data: written(t, tree(reflect.ValueOf(stepByStep(code, entries))))},
		{Name: "public.json", Data: written(t, tree(reflect.ValueOf(c.Public())))},
		{Name: "volunteers.json", Data: written(t, tree(reflect.ValueOf(c.ToVolunteers())))},
		{Name: "reviewers.json", Data: written(t, tree(reflect.ValueOf(c.ToReviewers())))},
	}
	if c.Public().Status == StatusPublished {
		export := c.Export(func(domain, name string) string { return domain + " " + name })
		files = append(files, txtar.File{Name: "export.json", Data: written(t, export)})
	}
	return files
}

// answers are what a claim gives who asks it.
type answers struct {
	Did                                  []string // causes
	Due                                  time.Time
	Wanted, Answered                     int
	Voters                               []PersonID
	Out, Private                         bool
	SealedFromReviewer, SealedFromAskers bool
}

func answersOf(c *Claim) answers {
	return answers{
		slices.Sorted(maps.Keys(c.causes)), c.Due(), c.Wanted(), c.Answered(), c.Voters(), c.Out(), c.Private(), c.Sealed("reviewer"), c.Sealed("asker"),
	}
}

// stepByStep returns what is true of each entry of a ledger, and of the claim after it.
func stepByStep(code Code, entries []Event) []string {
	steps := make([]string, len(entries))
	c := Replay(code, nil, 0, nil)
	for i, f := range entries {
		c.apply(f)
		steps[i] = fmt.Sprintf("%s: settles %t, ends %t; %s, edition %d, %d wanted", f.Kind(), NeedsSettling(f), ends(f), c.Status, c.Edition, c.Wanted())
		if due := c.Due(); !due.IsZero() {
			steps[i] += ", due " + due.UTC().Format(time.RFC3339Nano)
		}
	}
	return steps
}

func written(t *testing.T, v any) []byte {
	t.Helper()
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	require.NoError(t, e.Encode(v))
	return text.Bytes()
}

// tree returns a value as what encoding/json writes, with every field, exported or not, under the name that it has when it is not
// exported. What is zero is left out, so that fields can be added; nil when all is.
func tree(v reflect.Value) any {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() || v.IsZero() {
		return nil
	}
	switch x := v.Interface().(type) {
	case time.Time:
		return x.UTC().Format(time.RFC3339Nano)
	case []byte:
		return hex.EncodeToString(x)
	case fmt.Stringer:
		return x.String()
	}
	switch v.Kind() {
	case reflect.Pointer:
		return tree(v.Elem())
	case reflect.Struct:
		return treeOfStruct(v)
	case reflect.Map:
		m := map[string]any{}
		for _, key := range v.MapKeys() {
			if m[fmt.Sprint(key)] = tree(v.MapIndex(key)); m[fmt.Sprint(key)] == nil {
				m[fmt.Sprint(key)] = "" // that it is there says something
			}
		}
		if len(m) == 0 {
			return nil
		}
		return m
	case reflect.Slice, reflect.Array:
		list := []any{}
		for i := range v.Len() {
			list = append(list, tree(v.Index(i)))
		}
		if len(list) == 0 {
			return nil
		}
		return list
	case reflect.Float64:
		return json.Number(strconv.FormatFloat(v.Float(), 'g', 9, 64)) // the last digits differ between processors
	default:
		return v.Interface()
	}
}

// formerly has the names that fields had when the files were written.
var formerly = map[string]string{
	"stored": "length", "pauses": "stops", "inviteCohort": "cluster", "collusionGroup": "voice", "evidenceBasis": "knowing",
	"requesters": "askers", "requesterAt": "askerAt", "weights": "standings",
}

func treeOfStruct(v reflect.Value) any {
	whole := reflect.New(v.Type()).Elem() // so that it has an address
	whole.Set(v)
	m := map[string]any{}
	for i := range whole.NumField() {
		field := whole.Field(i)
		field = reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem() // as if it were exported
		if of := tree(field); of != nil {
			name := whole.Type().Field(i).Name
			if name == strings.ToUpper(name) {
				name = strings.ToLower(name)
			}
			name = strings.ToLower(name[:1]) + name[1:]
			m[cmp.Or(formerly[name], name)] = of
		}
	}
	if len(m) == 0 {
		return nil
	}
	return m
}
