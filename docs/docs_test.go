// Package docs holds what people read about the project, and what its documents are held to.
package docs

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheReadmeIsShort keeps README.md to what somebody reads who has just come by.
func TestTheReadmeIsShort(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	require.LessOrEqual(t, bytes.Count(readme, []byte("\n")), 160)
}

var (
	linked   = regexp.MustCompile(`\]\(([^()\s]+)\)|(?:src|href)="([^"]+)"`)
	headings = regexp.MustCompile(`(?m)^#+ +(.*)$`)
	fenced   = regexp.MustCompile("(?ms)^( *)```.*?^ *```")
	signs    = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// TestLinksLeadSomewhere follows every relative link of every document, to the file and to the heading.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	found := 0
	require.NoError(t, filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != ".." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".md" {
			return nil
		}
		for _, link := range linksIn(t, path) {
			file, heading, _ := strings.Cut(link, "#")
			target := path
			if file != "" {
				target = filepath.Join(filepath.Dir(path), filepath.FromSlash(file))
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: nothing is at %s", path, link)
			} else if heading != "" && filepath.Ext(target) == ".md" && !headingsOf(t, target)[heading] {
				t.Errorf("%s: %s has no heading %s", path, target, heading)
			}
			found++
		}
		return nil
	}))
	require.Positive(t, found)
}

// linksIn lists the links of a document that lead into this repository.
func linksIn(t *testing.T, path string) (links []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, m := range linked.FindAllStringSubmatch(fenced.ReplaceAllString(string(text), ""), -1) {
		if link := m[1] + m[2]; !strings.Contains(link, ":") {
			links = append(links, link)
		}
	}
	return links
}

// headingsOf gives the headings of a document, as links name them.
func headingsOf(t *testing.T, path string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	names := map[string]bool{}
	for _, m := range headings.FindAllStringSubmatch(fenced.ReplaceAllString(string(text), ""), -1) {
		name := signs.ReplaceAllString(strings.ToLower(strings.TrimSpace(m[1])), "")
		names[strings.ReplaceAll(name, " ", "-")] = true
	}
	return names
}

var (
	named    = regexp.MustCompile("`(Test[A-Z][A-Za-z0-9]*)`")
	declared = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
)

// TestTestsThatAreNamedExist finds every test that a document names as the proof of what it says.
func TestTestsThatAreNamedExist(t *testing.T) {
	t.Parallel()
	tests, documents := map[string]bool{}, map[string][]string{}
	require.NoError(t, filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		test, document := strings.HasSuffix(path, "_test.go"), filepath.Ext(path) == ".md" && d.Name() != "CHANGELOG.md"
		if !test && !document {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range declared.FindAllSubmatch(text, -1) {
			tests[string(m[1])] = tests[string(m[1])] || test
		}
		for _, m := range named.FindAllSubmatch(text, -1) {
			if document {
				documents[string(m[1])] = append(documents[string(m[1])], path)
			}
		}
		return nil
	}))
	require.NotEmpty(t, documents)
	for name, in := range documents {
		if !tests[name] {
			t.Errorf("%s: there is no %s", strings.Join(in, ", "), name)
		}
	}
}

// paths are those of files and folders of this repository, as documents write them.
var paths = regexp.MustCompile("`((?:bot|config|handlers|verification|internal|docs|test|bench|deploy)/[A-Za-z0-9_./-]*[A-Za-z0-9_])`")

// TestPathsThatAreNamedExist finds every file and folder that a document names. The changelog tells of what was.
func TestPathsThatAreNamedExist(t *testing.T) {
	t.Parallel()
	documents, err := filepath.Glob("*.md")
	require.NoError(t, err)
	for _, document := range append(documents, "../README.md", "../CONTRIBUTING.md", "../test/conversations/README.md") {
		text, err := os.ReadFile(document)
		require.NoError(t, err)
		for _, m := range paths.FindAllStringSubmatch(fenced.ReplaceAllString(string(text), ""), -1) {
			if strings.ContainsAny(m[1], "*") {
				continue
			}
			if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s: nothing is at %s", document, m[1])
			}
		}
	}
}

var quoted = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`\*([^*\n]+)\*`), "ru": regexp.MustCompile(`«([^»]+)»`), "kk": regexp.MustCompile(`«([^»]+)»`), "ky": regexp.MustCompile(`«([^»]+)»`),
}

// TestGuidesNameTheButtonsThatThereAre holds what the guides for volunteers and channels quote to the texts of the bot.
func TestGuidesNameTheButtonsThatThereAre(t *testing.T) {
	t.Parallel()
	others := []string{"Бишкек", "Бішкек", "Старт", "Start"} // examples, and a button of Telegram's own
	for language, quotes := range quoted {
		texts, err := os.ReadFile("../handlers/locale/texts/" + language + ".yaml")
		require.NoError(t, err)
		for _, guide := range []string{"volunteers", "channels"} {
			name := strings.TrimSuffix(guide+"."+language, ".en") + ".md"
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			found := 0
			for _, m := range quotes.FindAllStringSubmatch(strings.ReplaceAll(string(text), "**", ""), -1) {
				if found++; !bytes.Contains(texts, []byte(m[1])) && !slices.ContainsFunc(others, func(o string) bool { return strings.HasPrefix(m[1], o) }) {
					t.Errorf("%s: the bot never says %q", name, m[1])
				}
			}
			require.Positive(t, found, name)
		}
	}
}

var (
	commands = regexp.MustCompile("go test [^`\n]*")
	chosen   = regexp.MustCompile(`-(?:run|bench) '?([A-Za-z|]{4,})'?`)
	folders  = regexp.MustCompile(` \./([a-z/]+[a-z])`)
	tests    = regexp.MustCompile(`(?m)^func ((?:Test|Benchmark)\w+)\(`)
)

// TestCommandsFindTheirTests looks for the tests that the commands in documents choose, where the commands look for them.
func TestCommandsFindTheirTests(t *testing.T) {
	t.Parallel()
	documents, err := filepath.Glob("*.md")
	require.NoError(t, err)
	for _, document := range append(documents, "../README.md", "../CONTRIBUTING.md") {
		text, err := os.ReadFile(document)
		require.NoError(t, err)
		for _, command := range commands.FindAllString(string(text), -1) {
			var names []string
			for _, m := range folders.FindAllStringSubmatch(command, -1) {
				files, err := filepath.Glob(filepath.Join("..", m[1], "*_test.go"))
				require.NoError(t, err)
				if len(files) == 0 {
					t.Errorf("%s: no tests are where it looks: %s", document, command)
				}
				for _, file := range files {
					code, err := os.ReadFile(file)
					require.NoError(t, err)
					for _, d := range tests.FindAllSubmatch(code, -1) {
						names = append(names, string(d[1]))
					}
				}
			}
			for _, m := range chosen.FindAllStringSubmatch(command, -1) {
				pattern := regexp.MustCompile(m[1])
				if len(names) > 0 && !slices.ContainsFunc(names, pattern.MatchString) {
					t.Errorf("%s: no test is called %s: %s", document, m[1], command)
				}
			}
		}
	}
}
