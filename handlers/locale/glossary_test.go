package locale

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/glossary"
	"github.com/rastau/rastau/verification/claim"
)

// TestTextsKeepToTheGlossary reads every text of every language, and the words of bulletins, sheets, pictures and the page that checks them.
func TestTextsKeepToTheGlossary(t *testing.T) {
	t.Parallel()
	for _, l := range claim.Languages {
		for _, e := range glossary.Of(string(l)) {
			for key, texts := range forms(t, l) {
				for _, text := range texts {
					if fault := e.Check(text); fault != "" {
						t.Errorf("%s, %s: %s\n\t%s", l, key, fault, text)
					}
				}
			}
			for _, path := range []string{
				"../../verification/bulletin/text.go", "../../verification/bulletin/sheet/words.go", "../../verification/bulletin/page/src/texts.js",
			} {
				for line := range strings.SplitSeq(block(t, path, string(l)), "\n") {
					if fault := e.Check(line); fault != "" {
						t.Errorf("%s in %s: %s\n\t%s", l, path, fault, line)
					}
				}
			}
		}
	}
}

var opens = regexp.MustCompile(`(?m)^\s*"?(en|ru|kk|ky)"?: \{$`)

// block is what a source says in one language.
func block(t *testing.T, path, language string) string {
	t.Helper()
	source, err := os.ReadFile(path)
	require.NoError(t, err)
	found := opens.FindAllSubmatchIndex(source, -1)
	for i, m := range found {
		if string(source[m[2]:m[3]]) != language {
			continue
		}
		end := len(source)
		if i+1 < len(found) {
			end = found[i+1][0]
		} else if j := strings.Index(string(source[m[1]:]), "\n}"); j >= 0 {
			end = m[1] + j
		}
		return string(source[m[1]:end])
	}
	t.Fatalf("%s says nothing in %s", path, language)
	return ""
}
