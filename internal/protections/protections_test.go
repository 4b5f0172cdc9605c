package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const root = "../.."

// TestEveryProtectionIsStillThere finds what would be taken away, exactly once, and the tests that would have to notice: so the
// list stays true between the long runs.
func TestEveryProtectionIsStillThere(t *testing.T) {
	t.Parallel()
	tests := map[string]string{}
	for _, p := range protections {
		for _, e := range p.Edits {
			if e.From == "" {
				continue
			}
			text, err := os.ReadFile(filepath.Join(root, e.File))
			require.NoError(t, err)
			without, err := e.apply(string(text))
			assert.NoError(t, err, "%s: %s: %s", e.File, p.Rule, p.Says)
			assert.NotEqual(t, string(text), without, "nothing is taken away: %s: %s", p.Rule, p.Says)
		}
		if _, known := tests[p.In]; !known {
			for in := range strings.FieldsSeq(p.In) {
				tests[p.In] += testsIn(t, in)
			}
		}
		require.NotEmpty(t, p.Tests, p.Says)
		for name := range strings.FieldsSeq(p.Tests) {
			if !strings.Contains(tests[p.In], "func "+name+"(t *testing.T)") {
				t.Errorf("%s has no %s: %s: %s", p.In, name, p.Rule, p.Says)
			}
		}
	}
}

func testsIn(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, dir, "*_test.go"))
	require.NoError(t, err)
	var all strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		all.Write(b)
	}
	return all.String()
}

// TestEveryRuleAndEveryPromiseHasItsProtections: ten rules, ten promises, and what is promised besides.
func TestEveryRuleAndEveryPromiseHasItsProtections(t *testing.T) {
	t.Parallel()
	found := map[string]int{}
	for _, p := range protections {
		found[regexp.MustCompile(`^(Rule \d+|Promise \d+|Besides)`).FindString(p.Rule)]++
	}
	require.Len(t, found, 21)
	require.NotContains(t, found, "")
}

func TestDocumentIsMadeFromTheList(t *testing.T) {
	t.Parallel()
	want, err := document(root)
	require.NoError(t, err)
	have, err := os.ReadFile(filepath.Join(root, "docs", "safety.md"))
	require.NoError(t, err)
	if string(have) != want { // which is too long to print
		t.Error("docs/safety.md is an older one: go run ./internal/protections -docs writes it anew")
	}
}

func TestEdits(t *testing.T) {
	t.Parallel()
	_, err := edit{From: "a", To: "b"}.apply("a a")
	require.ErrorIs(t, err, errNotOnce)
	_, err = edit{From: "a", To: "b"}.apply("x")
	require.ErrorIs(t, err, errNotOnce)
	text, err := edit{From: "a", To: "b"}.apply("x a x")
	require.NoError(t, err)
	require.Equal(t, "x b x", text)
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	out := `{"Action":"run","Test":"TestA"}
{"Action":"run","Test":"TestA/one"}
{"Action":"fail","Test":"TestA/one"}
{"Action":"fail","Test":"TestA"}
{"Action":"pass","Test":"TestB"}
{"Action":"fail"}
no JSON`
	failed, ran := verdicts([]byte(out))
	require.Equal(t, []string{"TestA"}, failed)
	require.Equal(t, 2, ran)
	failed, _ = verdicts([]byte(`{"Action":"fail"}`))
	require.Empty(t, failed, "that it cannot be built is no test that fails")
}
