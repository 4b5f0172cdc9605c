package verification

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// FoldAnswer maps the ways of writing an answer to an open question, a name or a place, onto one text.
func FoldAnswer(text string) string { return foldProposal(text) }

// foldProposal maps the ways of writing one name onto one string: any script onto Latin letters, case and punctuation
// away, the words in alphabetical order. "Викрам Рузахунов" and "Ruzakhunov, Vikram" are the same.
func foldProposal(text string) string {
	latin := strings.ToLower(unidecode.Unidecode(norm.NFKC.String(text)))
	latin = strings.ReplaceAll(latin, "'", "") // the soft sign
	words := strings.FieldsFunc(latin, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return strings.Join(words, " ")
}
