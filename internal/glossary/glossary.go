// Package glossary has the words that people should not read in what the bot, its bulletins and its commands say: each with what to say
// instead, and why. Tests hold the texts to it; docs/language.md has the words to use.
package glossary

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

//go:embed words.tsv
var table string

// Help is the English that whoever runs the bot reads: the help of commands and settings.
const Help = "help"

// Entry is words to avoid.
type Entry struct {
	Instead string // what to say
	Why     string
	words   *regexp.Regexp
	allowed *regexp.Regexp // the phrases in which they may stand; nil for none
}

// Of returns what to avoid in a language, or in [Help].
func Of(language string) (entries []Entry) {
	for line := range strings.SplitSeq(strings.TrimSpace(table), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			panic("a row of the glossary without its five columns: " + line)
		}
		if slices.Contains(strings.Split(f[0], ","), language) {
			entries = append(entries, Entry{Instead: f[3], Why: f[4], words: wordsOf(f[1]), allowed: phrasesOf(f[2])})
		}
	}
	return entries
}

// wordsOf reads an expression that begins where a word does, after "*" anywhere; ">" stands where one ends.
func wordsOf(expression string) *regexp.Regexp {
	before := `(?:^|[^\p{L}])`
	if inside, ok := strings.CutPrefix(expression, "*"); ok {
		before, expression = "", inside
	}
	return regexp.MustCompile("(?i)" + before + "(?:" + strings.ReplaceAll(expression, ">", `(?:[^\p{L}]|$)`) + ")")
}

func phrasesOf(list string) *regexp.Regexp {
	if list == "-" {
		return nil
	}
	phrases := strings.Split(list, "|")
	for i, p := range phrases {
		phrases[i] = regexp.QuoteMeta(p)
	}
	return regexp.MustCompile("(?i)" + strings.Join(phrases, "|"))
}

// Check returns what a text says that it should not, with what to say instead; "" for nothing.
func (e Entry) Check(text string) string {
	if e.allowed != nil {
		text = e.allowed.ReplaceAllString(text, " ")
	}
	word := strings.TrimSpace(e.words.FindString(text))
	if word == "" {
		return ""
	}
	return fmt.Sprintf("%q: say %s (%s)", word, e.Instead, e.Why)
}
