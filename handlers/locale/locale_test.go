package locale

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/rastau/rastau/verification/claim"
)

// forms reads a language's file: for each key its text, or its plural forms.
func forms(t *testing.T, l claim.Language) map[string][]string {
	t.Helper()
	file, err := files.ReadFile("texts/" + string(l) + ".yaml")
	require.NoError(t, err)
	var raw map[string]any
	require.NoError(t, yaml.Unmarshal(file, &raw))
	all := map[string][]string{}
	for key, v := range raw {
		switch v := v.(type) {
		case string:
			all[key] = []string{v}
		case map[string]any:
			for _, form := range v {
				all[key] = append(all[key], form.(string))
			}
		default:
			t.Fatalf("%s: %s is neither text nor plural forms", l, key)
		}
	}
	return all
}

var placeholder = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

func placeholders(texts []string) []string {
	var names []string
	for _, text := range texts {
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(names, m[1]) {
				names = append(names, m[1])
			}
		}
	}
	slices.Sort(names)
	return names
}

func TestAllLanguagesHaveTheSameKeysAndPlaceholders(t *testing.T) {
	t.Parallel()
	english := forms(t, claim.English)
	for _, l := range claim.Languages {
		texts := forms(t, l)
		for key := range english {
			require.Contains(t, texts, key, "%s lacks a text", l)
		}
		for key, text := range texts {
			require.Contains(t, english, key, "%s has a text that nobody uses", l)
			require.Equal(t, placeholders(english[key]), placeholders(text), "%s: %s", l, key)
			for _, form := range text {
				require.NotEmpty(t, strings.TrimSpace(form), "%s: %s", l, key)
			}
		}
	}
}

// TestEveryKeyIsUsedAndEveryUsedKeyExists reads the sources: keys are written out, or made of a prefix and a known word.
func TestEveryKeyIsUsedAndEveryUsedKeyExists(t *testing.T) {
	t.Parallel()
	var source strings.Builder
	for _, pattern := range []string{"../*.go", "../*/*.go", "../../internal/app/*.go"} {
		paths, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, p := range paths {
			if strings.HasSuffix(p, "_test.go") {
				continue
			}
			b, err := os.ReadFile(p)
			require.NoError(t, err)
			source.Write(b)
		}
	}
	english := forms(t, claim.English)
	prefixes := regexp.MustCompile(`"([a-z_]+\.(?:[a-z_]+\.)?)"\s*\+`).FindAllStringSubmatch(source.String(), -1)
	for key := range english {
		used := strings.Contains(source.String(), `"`+key+`"`)
		for _, p := range prefixes {
			used = used || strings.HasPrefix(key, p[1])
		}
		if name, ok := strings.CutPrefix(key, "button."); ok {
			used = regexp.MustCompile(`Button\([\w.]+, "`+name+`"`).MatchString(source.String()) || strings.Contains(source.String(), `"`+key+`"`)
		}
		require.True(t, used, "nobody uses %s", key)
	}
	for _, m := range regexp.MustCompile(`\.[TN]\("([a-z_.]+)"[,)]`).FindAllStringSubmatch(source.String(), -1) {
		require.Contains(t, english, m[1], "there is no such text")
	}
}

// TestButtonsFitACheapPhone bounds what stands on buttons: two in a row of a narrow screen.
func TestButtonsFitACheapPhone(t *testing.T) {
	t.Parallel()
	for _, l := range claim.Languages {
		for key, texts := range forms(t, l) {
			for _, prefix := range []string{"button.", "answer.", "question.", "subject.", "knowing."} {
				if strings.HasPrefix(key, prefix) && key != "question.choose" && key != "subject.set" && key != "knowing.choose" {
					require.LessOrEqual(t, len([]rune(texts[0])), 24, "%s: %s is too long for a button", l, key)
				}
			}
			for _, alone := range []string{"shown.", "harm.", "tried.", "private.button", "private.tick"} { // a row of their own
				if strings.HasPrefix(key, alone) && key != "shown.choose" && key != "shown.write" {
					require.LessOrEqual(t, len([]rune(texts[0])), 40, "%s: %s is too long for a button", l, key)
				}
			}
			if strings.HasPrefix(key, "menu.") {
				require.LessOrEqual(t, len([]rune(texts[0])), 256)
			}
		}
	}
}

// TestToastsFit bounds what is said over the chat, where Telegram takes 200 characters.
func TestToastsFit(t *testing.T) {
	t.Parallel()
	for _, l := range claim.Languages {
		for key, texts := range forms(t, l) {
			if strings.HasPrefix(key, "refused.") || strings.HasSuffix(key, ".toast") || key == "too_fast" || key == "not_for_you" {
				require.LessOrEqual(t, len([]rune(texts[0])), 200, "%s: %s", l, key)
			}
		}
	}
}

func TestWhatPeopleWroteIsEscaped(t *testing.T) {
	t.Parallel()
	texts, err := New()
	require.NoError(t, err)
	for _, l := range claim.Languages {
		said := texts.For(l).T("result.identity", "Answer", `<b>"x"</b> & {{.Code}}`)
		require.NotContains(t, said, "<b>")
		require.Contains(t, said, "&lt;b&gt;")
		require.Contains(t, said, "{{.Code}}", "what people wrote is no template")
	}
}

func TestPluralForms(t *testing.T) {
	t.Parallel()
	texts, err := New()
	require.NoError(t, err)
	russian := texts.For(claim.Russian)
	for count, want := range map[int]string{1: "1 вопрос.", 2: "2 вопроса.", 5: "5 вопросов.", 11: "11 вопросов.", 21: "21 вопрос."} {
		require.Contains(t, russian.N("me.answered", count), want)
	}
	require.Contains(t, texts.For(claim.English).N("me.answered", 1), "1 question.")
	require.Contains(t, texts.For(claim.Kazakh).N("me.answered", 3), "3 сұраққа")
	require.Contains(t, texts.For(claim.Kyrgyz).N("me.answered", 3), "3 суроого")
}

func TestAMomentIsSaidOnTheClockOfWhoReadsIt(t *testing.T) {
	t.Parallel()
	texts, err := New()
	require.NoError(t, err)
	late := time.Date(2022, 1, 31, 19, 30, 0, 0, time.UTC)
	for l, want := range map[claim.Language]string{
		claim.English: "1 February, 00:30 (Astana)", claim.Russian: "1 февраля, 00:30 (Астана)",
		claim.Kazakh: "1 ақпан, 00:30 (Астана)", claim.Kyrgyz: "1-февраль, 01:30 (Бишкек)",
	} {
		require.Equal(t, want, texts.For(l).Moment(late))
	}
	for _, l := range claim.Languages {
		require.Len(t, calendars[l].months, 12)
	}
}

func TestUnknownLanguageIsSpokenToInEnglish(t *testing.T) {
	t.Parallel()
	texts, err := New()
	require.NoError(t, err)
	require.Equal(t, claim.English, texts.For("xx").Language)
	require.Equal(t, "09.01.2022 18:05 UTC", texts.For("xx").Time(time.Date(2022, 1, 10, 0, 5, 0, 0, time.FixedZone("Almaty", 6*3600))))
	require.Len(t, texts.Commands(claim.Kyrgyz), 10)
}
